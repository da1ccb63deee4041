//! Runs the session of README.md as it is written.
//!
//! The test runs all blocks fenced with "sh session", in order, as one script, in a folder that looks like the
//! repository, against the demo. It replaces nothing in them: they use `PRONGSAI_URL` and `PRONGSAI_CREDENTIALS` when
//! these are set.

use std::fs;
use std::path::{Path, PathBuf};

use tokio::process::Command;

use crate::demo::Home;

const FENCE: &str = "```sh session";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

/// The blocks of a document to run, in order.
fn session(markdown: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        if line.trim_end() == FENCE {
            let block: Vec<&str> = lines.by_ref().take_while(|line| line.trim_end() != "```").collect();
            blocks.push(block.join("\n") + "\n");
        }
    }
    blocks
}

#[test]
fn only_marked_blocks_are_run() {
    let markdown = "a\n```sh\nmake run\n```\n```sh session\none\ntwo\n```\nb\n```sh session\nthree\n```\n";
    assert_eq!(session(markdown), ["one\ntwo\n", "three\n"]);
}

#[tokio::test]
async fn the_session_of_the_readme_works_as_written() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap_or_default();
    let blocks = session(&readme);
    assert!(!blocks.is_empty(), "README.md has no block fenced with {FENCE}");
    let home = Home::new().await;
    let _demo = home.start().await;
    let folder = home.path().join("repository");
    fs::create_dir(&folder).unwrap();
    for entry in fs::read_dir(root()).unwrap() {
        let entry = entry.unwrap();
        // `data` may contain a demo of the developer. The session uses only the one that the variables below name.
        if entry.file_name() != "data" {
            std::os::unix::fs::symlink(entry.path(), folder.join(entry.file_name())).unwrap();
        }
    }

    let output = Command::new("bash")
        .args(["-x", "-euo", "pipefail", "-c", &blocks.concat()])
        .current_dir(&folder)
        .env("PRONGSAI_URL", home.url())
        .env("PRONGSAI_CREDENTIALS", home.credentials_file())
        .output()
        .await
        .unwrap();

    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        output.status.success(),
        "{}\n{}\n{}",
        output.status,
        said(&output.stdout),
        said(&output.stderr)
    );
    assert!(
        blocks.concat().matches("curl").count() >= 5,
        "the session shows the main job with curl"
    );
}
