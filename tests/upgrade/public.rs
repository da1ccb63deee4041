//! The JSON answers to the public.

use prongsai_test_support::{TestApp, assert_problem, sha256};
use serde_json::Value;

use super::release::{Release, assert_kept};

/// The JSON of every public document has the same bytes and entity tag.
pub(super) async fn documents_are_the_same(app: &TestApp, release: &Release) {
    let anyone = app.anonymous();
    let public = release.entries("public");
    assert!(!public.is_empty(), "{}: nothing public", release.name);
    for (document, recorded) in &public {
        let path = format!("/public/v1/{document}");
        let answer = anyone.get(&path).await.is(200);
        let place = format!("{}: {path}", release.name);
        assert_eq!(recorded["sha256"], sha256(&answer.body), "{place}: {}", answer.text());
        assert_eq!(recorded["etag"], answer.etag(), "{place}");
        let known = anyone.get(&path).header("if-none-match", &answer.etag()).await.is(304);
        assert!(known.body.is_empty(), "{place}");
        let body = answer.json();
        assert_eq!(body["organization"]["id"], recorded["organization"], "{place}");
        if let Some(hash) = recorded["content_sha256"].as_str() {
            assert_eq!(body["content_sha256"], hash, "{place}");
        }
    }
    let mut listed = Vec::new();
    for plural in super::release::KINDS {
        let items = anyone.all(&format!("/public/v1/{plural}?limit=200")).await;
        listed.extend(
            items
                .iter()
                .map(|item| format!("{plural}/{}", item["id"].as_str().unwrap())),
        );
    }
    listed.sort();
    assert!(listed.iter().eq(public.keys()), "{}: {listed:?}", release.name);
}

/// An override of the release is named beside the body, which has no place for it: in a header, in the list of editions, and
/// in renditions.
pub(super) async fn overrides_are_named(app: &TestApp, release: &Release) {
    let public = release.entries("public");
    let mut found = 0;
    for (document, recorded) in release.entries("documents") {
        let Some(reason) = recorded["view"]["approved"]["override_reason"].as_str() else {
            continue;
        };
        if !public.contains_key(&document) {
            continue;
        }
        found += 1;
        let path = format!("/public/v1/{document}");
        let answer = app.anonymous().get(&path).await.is(200);
        assert!(answer.header("override-reason").is_some(), "{}: {path}", release.name);
        let page = app.anonymous().get(&format!("{path}.html")).await.is(200);
        assert!(page.text().contains(reason), "{}: {path}.html", release.name);
        let editions = app.anonymous().get(&format!("{path}/editions")).await.is(200).json();
        assert_eq!(
            editions["items"][0]["override_reason"], reason,
            "{}: {path}",
            release.name
        );
    }
    assert!(
        found > 0 || release.entries("documents").is_empty(),
        "{}: no override",
        release.name
    );
}

/// A document that was not public, or is no longer public, is refused with the same text.
pub(super) async fn hidden_stays_hidden(app: &TestApp, release: &Release) {
    for (document, recorded) in release.entries("hidden") {
        let answer = app.anonymous().get(&format!("/public/v1/{document}")).await;
        let status = u16::try_from(recorded["status"].as_u64().unwrap()).unwrap();
        let refusal = assert_problem(&answer, status, recorded["code"].as_str().unwrap());
        assert_eq!(refusal.detail(), recorded["detail"], "{}: {document}", release.name);
    }
}

/// The answer for a verification code.
pub(super) async fn verified(app: &TestApp, code: &str) -> Value {
    let path = format!("/public/v1/verify/{code}");
    app.anonymous().get(&path).await.is(200).json()
}

/// Each verification code has the same answer.
pub(super) async fn codes_say_the_same(app: &TestApp, release: &Release) {
    for (code, recorded) in release.entries("verify") {
        let path = format!("/public/v1/verify/{code}");
        let said = verified(app, &code).await;
        assert_kept(&format!("{}: {path}", release.name), &recorded, &said);
        app.anonymous().get(&format!("{path}.html")).await.is(200);
    }
    // A manifest from outside the repository has the codes with the documents.
    for (document, recorded) in release.entries("public") {
        let Some(code) = recorded["code"].as_str() else {
            continue;
        };
        let said = verified(app, code).await;
        let id: Vec<&str> = document.split('/').collect();
        let place = format!("{}: {document}: {said}", release.name);
        assert_eq!(said["document_id"], Value::from(id[1]), "{place}");
        assert_eq!(said["state"], recorded["state"], "{place}");
        assert_eq!(said["content_sha256"], recorded["content_sha256"], "{place}");
    }
}
