//! Cached files, identical bytes over time, and servers that cannot make any PDF.

use std::fs;
use std::future::{Future, IntoFuture as _};
use std::time::Duration;

use prongsai_test_support::{RenditionOptions, assert_problem};
use serde_json::json;

use super::{Kept, Year, of_year, rename, start};

#[tokio::test]
async fn the_same_bytes_are_made_again_when_nothing_is_kept() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let year = Year::publish(&app).await;
    app.work_off().await;
    let paths = [
        format!("{}.pdf", year.measure.public_path()),
        format!("{}.pdf", year.report.public_path()),
        format!("{}.docx", year.report.public_path()),
        format!("{}/poster.pdf", year.invitation.public_path()),
        of_year(&app, "public", "plan.pdf"),
        of_year(&app, "public", "yearbook.pdf"),
    ];
    let mut first = Vec::new();
    for path in &paths {
        first.push(app.anonymous().get(path).await.is(200).body);
    }
    assert!(kept.files().len() >= paths.len());
    kept.clear();
    app.database.execute("DELETE FROM stored_renditions").await.unwrap();
    // The first server's memory, the new name of the organization and the date do not change what was published.
    rename(&app, "เทศบาลชื่อใหม่").await;
    app.work().await;
    app.clock.advance_seconds(86_400);
    let other = app.another_server_with_renditions(kept.options());
    for (path, first) in paths.iter().zip(&first).take(4) {
        assert!(
            other.anonymous().get(path).await.is(200).body == *first,
            "{path} differs"
        );
    }
    assert_eq!(
        app.database
            .number("SELECT count(*) FROM (SELECT code, rendition FROM renderings GROUP BY 1, 2 HAVING count(*) > 1) x")
            .await,
        0
    );
    // A plan is made of what is public now, under the current name: another rendition, with another code.
    let plan = other.anonymous().get(&paths[4]).await.is(200);
    assert_ne!(plan.body, first[4]);
    assert_eq!(
        app.database
            .number("SELECT count(*) FROM verification_records WHERE kind = 'plan'")
            .await,
        2
    );
}

#[tokio::test]
async fn a_damaged_file_is_made_again() {
    let kept = Kept::new();
    let app = start(&kept).await;
    // Drafts are only cached. What was published is in the blob store too.
    let measure = app.measure(&json!({})).await;
    let path = format!("{}.pdf", measure.path());
    let drafter = app.drafter().await;
    let first = drafter.get(&path).await.is(200);
    let file = kept.files().pop().unwrap();
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    fs::write(&file, bytes).unwrap();
    assert_eq!(drafter.get(&path).await.is(200).body, first.body);
    fs::write(&file, "").unwrap();
    assert_eq!(drafter.get(&path).await.is(200).body, first.body);
}

#[tokio::test]
async fn cached_files_are_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let kept = Kept::new();
    let app = start(&kept).await;
    let draft = app.measure(&json!({})).await;
    app.drafter().await.get(&format!("{}.html", draft.path())).await.is(200);
    assert_eq!(fs::metadata(kept.path()).unwrap().permissions().mode() & 0o777, 0o700);
    for file in kept.files() {
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o600,
            "{}",
            file.display()
        );
    }
}

#[tokio::test]
async fn without_a_thai_font_the_package_is_named_and_what_needs_none_is_made() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let measure = app.published_measure(&json!({})).await;
    let poor = app.another_server_with_renditions(RenditionOptions {
        font_dirs: vec![kept.path().join("no-fonts-here")],
        cache_dir: None,
        ..kept.options()
    });
    let anyone = poor.anonymous();
    let refused = anyone.get(&format!("{}.pdf", measure.public_path())).await;
    let problem = assert_problem(&refused, 503, "no-thai-font");
    assert!(
        problem.detail().contains("fonts-tlwg-laksaman-otf"),
        "{}",
        problem.detail()
    );
    for format in ["html", "docx"] {
        anyone.get(&format!("{}.{format}", measure.public_path())).await.is(200);
    }
}

#[tokio::test]
async fn a_client_that_would_wait_too_long_gets_retry_after() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let measure = app.published_measure(&json!({})).await;
    let path = format!("{}.pdf", measure.public_path());
    let slow = app.another_server_with_renditions(RenditionOptions {
        time_limit: Duration::ZERO,
        ..kept.options()
    });
    let refused = slow.anonymous().get(&path).await;
    assert_problem(&refused, 503, "unavailable");
    assert_eq!(refused.header("retry-after"), Some("10"));
    // A PDF that was begun is finished, and a retry finds it.
    for _ in 0..200 {
        if slow.anonymous().get(&path).await.status == 200 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the rendition was never found");
}

#[tokio::test]
async fn a_full_queue_is_reported_and_empties() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let year = Year::publish(&app).await;
    let small = app.another_server_with_renditions(RenditionOptions {
        at_once: 1,
        queue: 0,
        cache_dir: None,
        ..kept.options()
    });
    let path = format!("{}.pdf", year.report.public_path());
    let client = small.anonymous();
    let answers = all((0..6).map(|_| client.get(&path).into_future())).await;
    assert!(answers.iter().all(|answer| matches!(answer.status, 200 | 503)));
    assert!(answers.iter().any(|answer| answer.status == 200));
    client.get(&path).await.is(200);
}

async fn all<T: Send + 'static>(futures: impl Iterator<Item = impl Future<Output = T> + Send + 'static>) -> Vec<T> {
    let tasks: Vec<_> = futures.map(tokio::spawn).collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}
