//! Runs the sessions of README.md and of pages of the documentation as they are written.
//!
//! Each test runs all blocks of a page fenced with "sh session", in order, as one script, in a folder that looks like the
//! repository. It replaces nothing in them: they use `PRONGSAI_URL` and `PRONGSAI_CREDENTIALS` when these are set, and the
//! program that is in the path.

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

/// Runs the blocks of a document in a folder that looks like the repository, with the configuration of this home.
async fn run(document: &str, home: &Home) {
    let text = fs::read_to_string(root().join(document)).unwrap_or_default();
    let blocks = session(&text);
    assert!(!blocks.is_empty(), "{document} has no block fenced with {FENCE}");
    let folder = home.path().join("repository");
    fs::create_dir(&folder).unwrap();
    for entry in fs::read_dir(root()).unwrap() {
        let entry = entry.unwrap();
        // `data` may contain a demo of the developer. The session uses only the one that the variables below name.
        if entry.file_name() != "data" {
            std::os::unix::fs::symlink(entry.path(), folder.join(entry.file_name())).unwrap();
        }
    }
    let program = home.program();
    let configuration = program.as_std().get_envs();
    let configuration = configuration.filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())));
    let own = Path::new(env!("CARGO_BIN_EXE_prongsai")).parent().unwrap();
    let path = format!("{}:{}", own.display(), std::env::var("PATH").unwrap_or_default());

    // `-x` names the line that fails.
    let output = Command::new("bash")
        .args(["-x", "-euo", "pipefail", "-c", &blocks.concat()])
        .current_dir(&folder)
        .envs(configuration)
        .env("PATH", path)
        .env("PRONGSAI_URL", home.url())
        .env("PRONGSAI_CREDENTIALS", home.credentials_file())
        .output()
        .await
        .unwrap();

    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        output.status.success(),
        "{document}: {}\n{}\n{}",
        output.status,
        said(&output.stdout),
        said(&output.stderr)
    );
    assert!(
        blocks.concat().matches("curl").count() >= 5,
        "{document} shows the main job with curl"
    );
}

#[tokio::test]
async fn the_session_of_the_readme_works_as_written() {
    let home = Home::new().await;
    let _demo = home.start().await;
    run("README.md", &home).await;
}

#[tokio::test]
async fn the_life_of_an_account_works_as_written() {
    let home = Home::new().await;
    let _demo = home.start().await;
    run("docs/accounts.md", &home).await;
    let ended = "SELECT count(*) FROM users WHERE username = 'somchai.r' AND NOT is_active";
    assert_eq!(home.database.number(ended).await, 1, "it is played to the end");
    for (action, times) in [
        ("user.enrol-second-factor", 2),
        ("user.remove-second-factor", 2),
        ("service-token.rotate", 1),
    ] {
        let played = format!("SELECT count(*) FROM audit_entries WHERE action = '{action}'");
        assert_eq!(home.database.number(&played).await, times, "{action}");
    }
}

/// A new installation has no people and no demo.
#[tokio::test]
async fn the_first_steps_work_as_written() {
    let home = Home::new().await;
    let _server = home.serve().await;
    run("docs/operations.md", &home).await;
    let works = "SELECT count(*) FROM users JOIN memberships ON user_id = users.id WHERE username = 'somchai.r' \
                 AND role = 'organization_admin' AND confirmed_at IS NOT NULL AND handed_over_by IS NULL";
    assert_eq!(home.database.number(works).await, 1);
}
