//! One word for one thing in the messages and in the pages of rules.
#![expect(clippy::expect_used, reason = "a failed expectation fails the test")]

use std::path::{Path, PathBuf};

/// The files that recognise both words in input.
const READERS: [&str; 2] = ["target.rs", "same_announcement_text.rs"];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// The official names are แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสีย…; แบบสำรวจ is what officers write.
#[test]
fn an_instrument_has_its_official_name() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut wrong, mut official) = (Vec::new(), 0);
    for path in files(&root.join("src"))
        .into_iter()
        .chain(files(&root.join("../../docs/rules")))
    {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        if READERS.contains(&name.as_str()) || name.starts_with("samples") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a text");
        let messages = text.split("#[cfg(test)]").next().unwrap_or_default();
        official += messages.matches("แบบวัด").count();
        if messages.contains("แบบสำรวจ") {
            wrong.push(name);
        }
    }
    assert_eq!(wrong, [""; 0]);
    assert!(official > 50, "{official}");
}
