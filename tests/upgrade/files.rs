//! PDF, HTML, DOCX and CSV files.

use prongsai_test_support::{Answer, TestApp, sha256};
use serde_json::Value;

use super::public::verified;
use super::release::Release;

/// Every file has the same bytes, unless its layout was changed on purpose or other fonts are installed.
pub(super) async fn are_the_same(app: &TestApp, release: &Release) {
    for (path, recorded) in release.entries("files") {
        let client = if path.starts_with("/public/") {
            app.anonymous()
        } else {
            app.admin()
        };
        let answer = client.get(&path).await.is(200);
        let recorded = recorded.as_str().unwrap();
        if sha256(&answer.body) == recorded {
            continue;
        }
        let reason = match release.layout_change(&path) {
            Some(reason) => Some(reason),
            None => other_fonts(app, release, recorded, &answer).await,
        };
        let Some(reason) = reason else {
            panic!("{}: {path} has other bytes", release.name)
        };
        eprintln!(
            "upgrade: {}: the bytes of {path} were NOT compared: {reason}",
            release.name
        );
    }
    // A manifest from outside the repository lists no files; the files are made nevertheless.
    if release.entries("files").is_empty() {
        for document in release.entries("public").keys() {
            for ending in ["pdf", "html"] {
                app.anonymous()
                    .get(&format!("/public/v1/{document}.{ending}"))
                    .await
                    .is(200);
            }
        }
    }
}

/// The reason when a PDF was made with other fonts than the recorded one.
async fn other_fonts(app: &TestApp, release: &Release, recorded: &str, now: &Answer) -> Option<String> {
    let codes = release.entries("verify");
    let (code, then) = codes
        .iter()
        .find_map(|(code, said)| Some((code, fonts(said, recorded)?)))?;
    let said = verified(app, code).await;
    let now = fonts(&said, &sha256(&now.body))?;
    (now != then).then(|| format!("the release had the fonts {then}; here are {now}"))
}

/// The fonts of the file with this hash in the answer for a code.
fn fonts(said: &Value, sha256: &str) -> Option<String> {
    let files = said["files"].as_array()?;
    let file = files.iter().find(|file| file["sha256"] == sha256)?;
    file["fonts"].as_str().map(str::to_owned)
}
