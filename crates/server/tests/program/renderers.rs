//! The processes that make PDFs, as the program starts and ends them.

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use prongsai_test_support::{assert_problem, renderer_processes};
use serde_json::Value;

use crate::demo::{Demo, Home};

/// The address of the PDF of a published measure.
async fn pdf(demo: &Demo<'_>) -> String {
    let measures = demo.anonymous().all("/public/v1/measures").await;
    format!("/public/v1/measures/{}.pdf", measures[0]["id"].as_str().unwrap())
}

#[tokio::test]
async fn the_program_finds_the_renderer_beside_it_and_ends_it() {
    let home = Home::new()
        .await
        .with("PRONGSAI_PAPER_CACHE_MIB", "0")
        .with("PRONGSAI_JOBS", "false");
    let demo = home.start().await;
    assert!(renderer_processes(demo.id()).is_empty(), "none before the first PDF");
    let path = pdf(&demo).await;
    let first = demo.anonymous().get(&path).await.is(200);
    let renderers = renderer_processes(demo.id());
    assert_eq!(renderers.len(), 1);
    // The server replaces a renderer that is killed.
    kill(Pid::from_raw(renderers[0].cast_signed()), Signal::SIGKILL).unwrap();
    until_ended(renderers[0]).await;
    assert!(demo.anonymous().get(&path).await.is(200).body == first.body);
    let renderers = renderer_processes(demo.id());
    assert_eq!(renderers.len(), 1);
    let status = demo.stop(Signal::SIGTERM).await;
    assert!(status.success(), "{status}: {}", home.said());
    let left = std::fs::read_to_string(format!("/proc/{}/comm", renderers[0]));
    assert!(!left.is_ok_and(|name| name.starts_with("prongsai")), "it runs on");
}

#[tokio::test]
async fn a_renderer_does_not_outlive_a_server_that_is_killed() {
    let home = Home::new()
        .await
        .with("PRONGSAI_PAPER_CACHE_MIB", "0")
        .with("PRONGSAI_JOBS", "false");
    let demo = home.start().await;
    demo.anonymous().get(&pdf(&demo).await).await.is(200);
    let renderer = renderer_processes(demo.id())[0];
    demo.stop(Signal::SIGKILL).await;
    until_ended(renderer).await;
}

/// Waits until a renderer has ended. Its parent may not have waited for it yet (state Z). The system shows the first 15 letters
/// of the name of a program.
async fn until_ended(renderer: u32) {
    for _ in 0..600 {
        let stat = std::fs::read_to_string(format!("/proc/{renderer}/stat")).unwrap_or_default();
        if !stat.contains("(prongsai-render") || stat.contains(") Z ") {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the renderer {renderer} runs on");
}

#[tokio::test]
async fn a_missing_renderer_is_named_by_the_check_and_by_the_answer() {
    let home = Home::new()
        .await
        .with("PRONGSAI_RENDERER", "/nowhere/prongsai-renderer");
    let checked = home
        .program()
        .args(["config", "check", "--json"])
        .output()
        .await
        .unwrap();
    let findings: Value = serde_json::from_slice(&checked.stdout).unwrap();
    assert!(
        findings.to_string().contains("there is no /nowhere/prongsai-renderer"),
        "{findings}"
    );
    let demo = home.start().await;
    let refused = demo.anonymous().get(&pdf(&demo).await).await;
    assert_problem(&refused, 503, "renderer-not-ready");
    assert_eq!(refused.header("retry-after"), Some("30"));
}
