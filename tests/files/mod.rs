//! Evidence files: upload, versions, who sees them, and when they are public.

mod evidence;
mod quota;
mod removal;

use prongsai_test_support::{Answer, Client, Role, TestApp, assert_problem, sha256};
use serde_json::{Value, json};

/// A picture with a comment in it, which is a place in a real photograph.
pub(crate) fn picture(comment: &str) -> Vec<u8> {
    let mut jpeg = Vec::new();
    let shade = |at: u32| u8::try_from(at * 3).unwrap_or(u8::MAX);
    let pixels = image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([shade(x), shade(y), 90]));
    image::codecs::jpeg::JpegEncoder::new(&mut jpeg)
        .encode_image(&pixels)
        .expect("a picture");
    let length = u16::try_from(comment.len() + 2).expect("a short comment");
    let segment = [&[0xFF, 0xFE], &length.to_be_bytes()[..], comment.as_bytes()].concat();
    // A comment follows the start of the picture.
    jpeg.splice(2..2, segment);
    jpeg
}

pub(crate) async fn upload(app: &TestApp, client: &Client, name: &str, bytes: impl Into<Vec<u8>>) -> Answer {
    let path = format!("/api/v1/organizations/{}/files?name={name}", app.ours.id);
    client.post(&path).raw("application/octet-stream", bytes.into()).await
}

pub(crate) async fn uploaded(app: &TestApp, client: &Client, name: &str, bytes: impl Into<Vec<u8>>) -> Value {
    upload(app, client, name, bytes).await.is(201).json()
}

#[tokio::test]
async fn a_file_is_cleaned_and_served_to_be_saved() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let sent = picture("17.1545,104.1348 somchai");
    let answer = upload(&app, &drafter, "ภาพประชุม.JPG", sent.clone()).await.is(201);
    let file = answer.json();
    let path = format!("/api/v1/files/{}", file["id"].as_str().unwrap());
    assert_eq!(answer.header("Location"), Some(path.as_str()));
    let version = &file["versions"][0];
    assert_eq!(version["name"], "ภาพประชุม.jpg");
    assert_eq!(version["media_type"], "image/jpeg");
    assert_eq!((&version["width"], &version["height"]), (&json!(64), &json!(48)));
    assert_eq!(version["removed"], json!(["picture-metadata"]));
    assert_eq!(version["received_sha256"], sha256(&sent));
    let saved = drafter.get(&format!("{path}/content")).await.is(200);
    assert_eq!(version["sha256"], sha256(&saved.body));
    assert!(!String::from_utf8_lossy(&saved.body).contains("somchai"));
    assert_eq!(saved.header("Content-Type"), Some("image/jpeg"));
    let disposition = saved.header("Content-Disposition").unwrap();
    assert!(
        disposition.starts_with("attachment; filename=\"file.jpg\"; filename*=UTF-8''%E0"),
        "{disposition}"
    );
    assert_eq!(saved.header("X-Content-Type-Options"), Some("nosniff"));
    assert_eq!(
        saved.header("Content-Security-Policy"),
        Some("default-src 'none'; sandbox")
    );
    assert_eq!(saved.header("Content-Encoding"), None);
    let small = drafter.get(&format!("{path}/thumbnail")).await.is(200);
    assert!(image::load_from_memory(&small.body).is_ok());
    let again = drafter
        .get(&format!("{path}/content"))
        .header("If-None-Match", &saved.etag())
        .await;
    assert_eq!((again.status, again.body.len()), (304, 0));
}

#[tokio::test]
async fn what_is_no_evidence_is_refused_with_what_would_be() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let before = app.database.fingerprint(&[]).await;
    let html = "<!doctype html><script>alert(1)</script>";
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
    let zip = b"PK\x03\x04 not a document".to_vec();
    for (name, bytes, code) in [
        ("page.txt", html.as_bytes().to_vec(), "format-not-accepted"),
        ("drawing.svg", svg.as_bytes().to_vec(), "format-not-accepted"),
        ("photo.pdf", picture("x"), "extension-disagrees"),
        ("photo", picture("x"), "extension-not-accepted"),
        ("minutes.docx", zip, "file-is-damaged"),
        ("list.csv", b"a,b\x00\n".to_vec(), "control-characters"),
        ("cut.jpg", picture("x")[..300].to_vec(), "file-is-damaged"),
    ] {
        let refused = upload(&app, &drafter, name, bytes).await;
        let problem = assert_problem(&refused, 422, "invalid-input");
        let field_errors = problem.field_errors();
        assert_eq!(field_errors[0].code, code, "{name}");
    }
    let nothing = upload(&app, &drafter, "empty.txt", Vec::new()).await;
    assert_problem(&nothing, 422, "invalid-input");
    assert_eq!(app.database.fingerprint(&[]).await, before, "nothing is stored");
}

#[tokio::test]
async fn a_file_of_a_draft_is_seen_by_members_alone() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let file = uploaded(&app, &drafter, "note.txt", "บันทึกการประชุม").await;
    let id = file["id"].as_str().unwrap();
    let path = format!("/api/v1/files/{id}");
    app.approver().await.get(&path).await.is(200);
    for stranger in [
        app.stranger(Role::Drafter).await,
        app.client(Role::ProvincialViewer).await,
    ] {
        for path in [&path, &format!("{path}/content"), &format!("{path}/thumbnail")] {
            assert_problem(&stranger.get(path).await, 404, "not-found");
        }
        let patch = stranger
            .patch(&path)
            .if_match("\"1\"")
            .json(&json!({ "title": "x" }))
            .await;
        assert_problem(&patch, 404, "not-found");
    }
    let public = format!("/public/v1/files/{id}/1");
    assert_problem(&app.anonymous().get(&public).await, 404, "not-found");
    assert_problem(&app.anonymous().get(&path).await, 401, "missing-token");
    // Who may not draft does not upload, and the body is not read.
    let refused = upload(&app, &app.client(Role::Auditor).await, "note.txt", "x").await;
    assert_problem(&refused, 403, "forbidden");
    let elsewhere = upload(&app, &app.stranger(Role::Drafter).await, "note.txt", "x").await;
    assert_problem(&elsewhere, 404, "not-found");
}

#[tokio::test]
async fn versions_stay_and_titles_change() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let file = uploaded(&app, &drafter, "note.txt", "ครั้งที่ 1").await;
    let path = format!("/api/v1/files/{}", file["id"].as_str().unwrap());
    let put = |tag: &'static str, text: &'static str| {
        let request = drafter.put(&format!("{path}/content?name=note-2.txt")).if_match(tag);
        async move { request.raw("text/plain", text.as_bytes().to_vec()).await }
    };
    let second = put("\"1\"", "ครั้งที่ 2").await.is(200);
    assert_eq!(
        (second.etag().as_str(), &second.json()["versions"][1]["version"]),
        ("\"2\"", &json!(2))
    );
    assert_problem(&put("\"1\"", "ครั้งที่ 3").await, 412, "stale");
    let old = drafter.get(&format!("{path}/content?version=1")).await.is(200);
    assert_eq!(old.text(), "ครั้งที่ 1");
    assert_eq!(drafter.get(&format!("{path}/content")).await.text(), "ครั้งที่ 2");
    assert_problem(
        &drafter.get(&format!("{path}/content?version=3")).await,
        404,
        "not-found",
    );
    let renamed = drafter
        .patch(&path)
        .if_match("\"2\"")
        .json(&json!({ "title": "รายงานการประชุม" }))
        .await;
    assert_eq!(renamed.is(200).json()["title"], "รายงานการประชุม");
    let listed = drafter
        .all(&format!("/api/v1/organizations/{}/files", app.ours.id))
        .await;
    assert_eq!(listed.len(), 1);
    drafter.delete(&path).if_match("\"3\"").await.is(204);
    assert_problem(&drafter.get(&path).await, 404, "not-found");
    let entries = app
        .admin()
        .all(&format!("/api/v1/audit?organization_id={}", app.ours.id))
        .await;
    let actions: Vec<&str> = entries.iter().filter_map(|entry| entry["action"].as_str()).collect();
    for action in ["file.create", "file.add-version", "file.edit", "file.delete"] {
        assert!(actions.contains(&action), "{actions:?}");
    }
}

#[tokio::test]
async fn a_repeated_upload_is_stored_once() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let path = format!("/api/v1/organizations/{}/files?name=note.txt", app.ours.id);
    let post = |text: &'static str| {
        let request = drafter.post(&path).key("upload-1");
        async move { request.raw("text/plain", text.as_bytes().to_vec()).await }
    };
    let first = post("บันทึก").await.is(201).json();
    assert_eq!(post("บันทึก").await.is(201).json(), first);
    assert_problem(&post("อื่น").await, 422, "idempotency-key-reused");
    assert_eq!(app.database.number("SELECT count(*) FROM files").await, 1);
}
