//! The process that inspects an uploaded file: what it says, and that it reaches nothing.

use std::fs::File;
use std::io::{Read as _, Seek as _, Write as _};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// Inspects bytes. Returns how the process ended, and what it kept.
fn inspect(name: &str, bytes: &[u8]) -> (Output, Vec<u8>) {
    let mut source = tempfile::tempfile().unwrap();
    source.write_all(bytes).unwrap();
    source.rewind().unwrap();
    let mut kept: File = tempfile::tempfile().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_prongsai"))
        .args(["inspect-file", "--name", name])
        .stdin(Stdio::from(source))
        .stdout(Stdio::from(kept.try_clone().unwrap()))
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    kept.rewind().unwrap();
    let mut bytes = Vec::new();
    kept.read_to_end(&mut bytes).unwrap();
    (output, bytes)
}

fn said(output: &Output) -> Value {
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stderr).unwrap()
}

#[test]
fn the_process_keeps_the_cleaned_file_and_says_what_it_removed() {
    let picture = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/meeting.jpg")).unwrap();
    assert!(
        picture.windows(7).any(|part| part == b"somchai"),
        "the example names who took it"
    );
    let (output, kept) = inspect("meeting.jpg", &picture);
    let accepted = &said(&output)["accepted"];
    assert_eq!(accepted["kind"], "jpeg");
    assert_eq!(accepted["removed"], serde_json::json!(["picture-metadata"]));
    assert!(kept.len() > 1_000 && !kept.windows(7).any(|part| part == b"somchai"));
}

#[test]
fn what_is_refused_has_a_code_and_harms_nobody() {
    let mut bomb = b"%PDF-1.7\n".to_vec();
    bomb.extend(std::iter::repeat_n(b"1 0 obj[[[[[[[[[[[[[[[[", 200_000).flatten());
    for (name, bytes) in [
        ("page.txt", b"<script>alert(1)</script>".to_vec()),
        ("bomb.pdf", bomb),
        ("nothing.docx", b"PK\x03\x04".to_vec()),
    ] {
        let (output, _) = inspect(name, &bytes);
        let code = &said(&output)["refused"]["code"];
        assert!(code.is_string(), "{name}: {output:?}");
    }
}
