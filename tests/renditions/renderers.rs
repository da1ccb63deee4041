//! The processes that make PDFs, seen from outside: missing, hostile input, killed, stopped.

use std::fs;
use std::future::IntoFuture as _;
use std::path::Path;
use std::time::Duration;

use prongsai_test_support::{
    Document, RendererOptions, RenditionOptions, Server, TestApp, assert_problem, renderer_processes, renderer_program,
};
use serde_json::json;

use super::{Kept, start};

/// A server without a cache, whose renderers obey titles such as `drill:loop` and are limited.
fn with_drills(app: &TestApp, kept: &Kept, deadline: Duration) -> Server {
    app.another_server_with_renditions(RenditionOptions {
        cache_dir: None,
        renderer: RendererOptions {
            arguments: vec!["--drills".to_owned()],
            memory_mib: 768,
            deadline,
            ..RendererOptions::default()
        },
        ..kept.options()
    })
}

async fn declaration(app: &TestApp, title: &str) -> Document {
    let body = json!({ "kind": "integrity_declaration", "title": title });
    let mut declaration = app.announcement(&body).await;
    app.publish(&mut declaration).await;
    declaration
}

#[tokio::test]
async fn without_the_renderer_only_pdfs_are_refused_until_it_comes() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let measure = app.published_measure(&json!({})).await;
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("prongsai-renderer");
    let server = app.another_server_with_renditions(RenditionOptions {
        renderer: RendererOptions {
            program: Some(program.clone()),
            ..RendererOptions::default()
        },
        ..kept.options()
    });
    let anyone = server.anonymous();
    let pdf = format!("{}.pdf", measure.public_path());
    let refused = anyone.get(&pdf).await;
    let problem = assert_problem(&refused, 503, "renderer-not-ready");
    assert!(
        !problem.detail().contains(folder.path().to_str().unwrap()),
        "{}",
        problem.detail()
    );
    assert_eq!(refused.header("retry-after"), Some("30"));
    for format in ["html", "docx"] {
        anyone.get(&format!("{}.{format}", measure.public_path())).await.is(200);
    }
    anyone.get("/health/ready").await.is(200);
    install(&program);
    let made = anyone.get(&pdf).await.is(200);
    // What was made is served without the renderer.
    fs::remove_file(&program).unwrap();
    assert!(anyone.get(&pdf).await.is(200).body == made.body);
    assert!(app.anonymous().get(&pdf).await.is(200).body == made.body);
}

fn install(program: &Path) {
    let new = program.with_extension("new");
    fs::copy(renderer_program(), &new).unwrap();
    fs::rename(new, program).unwrap();
}

#[tokio::test]
async fn a_document_that_eats_memory_is_refused_and_others_are_made() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let hostile = declaration(&app, "drill:memory").await;
    let other = declaration(&app, "ประกาศเจตนารมณ์").await;
    let server = with_drills(&app, &kept, Duration::from_mins(1));
    let anyone = server.anonymous();
    let path = format!("{}.pdf", hostile.public_path());
    // It is tried twice, and then not for an hour.
    for after in ["30", "30", "3600"] {
        let refused = anyone.get(&path).await;
        assert_problem(&refused, 503, "renderer-failed");
        assert_eq!(refused.header("retry-after"), Some(after));
        anyone.get(&format!("{}.pdf", other.public_path())).await.is(200);
    }
    anyone.get(&format!("{}.html", hostile.public_path())).await.is(200);
}

#[tokio::test]
async fn a_document_that_takes_too_long_is_refused_and_others_are_made_meanwhile() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let hostile = declaration(&app, "drill:wait").await;
    let other = declaration(&app, "ประกาศเจตนารมณ์").await;
    let server = with_drills(&app, &kept, Duration::from_secs(2));
    let anyone = server.anonymous();
    let path = format!("{}.pdf", hostile.public_path());
    let waiting = tokio::spawn(anyone.get(&path).into_future());
    for _ in 0..3 {
        anyone.get(&format!("{}.pdf", other.public_path())).await.is(200);
    }
    assert_problem(&waiting.await.unwrap(), 503, "renderer-failed");
}

#[tokio::test]
async fn a_draft_is_made_beside_a_public_rendition_that_hangs() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let hostile = declaration(&app, "drill:wait").await;
    let draft = app.measure(&json!({})).await;
    let server = with_drills(&app, &kept, Duration::from_mins(1));
    let path = format!("{}.pdf", hostile.public_path());
    let waiting = tokio::spawn(server.anonymous().get(&path).into_future());
    let token = app.drafter().await.token.unwrap();
    let drafter = server.anonymous().with_token(token);
    drafter.get(&format!("{}.pdf", draft.path())).await.is(200);
    assert!(!waiting.is_finished());
    server.use_cases().services.renditions.stop().await;
    assert_problem(&waiting.await.unwrap(), 503, "unavailable");
}

#[tokio::test]
async fn a_server_that_stops_leaves_no_renderer() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let measure = app.published_measure(&json!({})).await;
    let path = format!("{}.pdf", measure.public_path());
    app.anonymous().get(&path).await.is(200);
    assert_eq!(renderer_processes(std::process::id()).len(), 1);
    app.use_cases().services.renditions.stop().await;
    assert!(renderer_processes(std::process::id()).is_empty());
    app.anonymous().get(&path).await.is(200);
    kept.clear();
    assert_problem(&app.anonymous().get(&path).await, 503, "unavailable");
}
