//! The answers to people with a token.

use prongsai_test_support::TestApp;
use serde_json::{Value, json};

use super::release::{Release, assert_kept, documents};

/// Every document with its editions, history and results, and every analysis, has the same answers as before.
pub(super) async fn are_the_same(app: &TestApp, release: &Release) {
    let found = documents(&app.admin()).await;
    let count = app.database.number("SELECT count(*) FROM documents").await;
    assert_eq!(i64::try_from(found.len()).unwrap(), count, "{}", release.name);
    let recorded = release.entries("documents");
    for document in &found {
        let now = shown(app, document).await;
        if recorded.is_empty() {
            continue;
        }
        let recorded = recorded
            .get(document)
            .unwrap_or_else(|| panic!("{}: {document} is new", release.name));
        assert_kept(&format!("{}: {document}", release.name), recorded, &now);
    }
    for document in recorded.keys() {
        assert!(found.contains(document), "{}: {document} is gone", release.name);
    }
    for (path, recorded) in release.entries("analyses") {
        let now = app.admin().get(&path).await.is(200).json();
        assert_kept(&format!("{}: {path}", release.name), &recorded, &now);
    }
}

/// The answers about a document that the manifest has.
async fn shown(app: &TestApp, document: &str) -> Value {
    let admin = app.admin();
    let path = format!("/api/v1/{document}");
    let answer = admin.get(&path).await.is(200);
    let view = answer.json();
    assert_eq!(answer.etag(), format!("\"{}\"", view["revision"]), "{document}");
    let editions = admin.all(&format!("{path}/editions")).await;
    let mut contents = Vec::new();
    for edition in &editions {
        let content = admin
            .get(&format!("{path}/editions/{}", edition["edition"]))
            .await
            .is(200)
            .json();
        if edition["edition"] == view["edition"] {
            // The view has the same content as the edition that it shows.
            assert_kept(document, &content, &view);
        } else {
            contents.push(content);
        }
    }
    let history = admin.all(&format!("{path}/history?limit=200")).await;
    let results = if document.starts_with("measures/") {
        admin.all(&format!("{path}/results?limit=200")).await
    } else {
        Vec::new()
    };
    json!({ "view": view, "editions": editions, "contents": contents, "history": history, "results": results })
}
