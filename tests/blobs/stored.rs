//! PDFs of what was published are made once.

use std::fs;

use prongsai_application::{blob, rendition};
use prongsai_test_support::{RenditionOptions, TestApp, assert_problem};
use serde_json::json;

use super::file_of;
use crate::renditions::{Kept, start};

// The renditions of single documents: those of the year have no document.
const STORED: &str = "SELECT count(*) FROM stored_renditions JOIN verification_records USING (code) \
                      WHERE document_id IS NOT NULL";
const OF_MEASURE: &str = "SELECT sha256 FROM stored_renditions JOIN verification_records USING (code) \
                          WHERE document_id IS NOT NULL";
const RECORDED: &str = "SELECT string_agg(sha256, ' ') FROM renderings JOIN verification_records USING (code) \
                        WHERE document_id IS NOT NULL";
const AGAIN: &str = "UPDATE jobs SET state = 'queued', finished_at = NULL, merged_into = NULL";

/// A server that can make no PDF, and has no cache.
fn poor(app: &TestApp, kept: &Kept) -> prongsai_test_support::Server {
    app.another_server_with_renditions(RenditionOptions {
        font_dirs: vec![kept.path().join("no-fonts-here")],
        cache_dir: None,
        ..kept.options()
    })
}

#[tokio::test]
async fn a_pdf_that_one_server_made_is_served_by_every_other() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let measure = app.published_measure(&json!({})).await;
    app.work_off().await;
    let path = format!("{}.pdf", measure.public_path());
    let made = app.anonymous().get(&path).await.is(200);
    let sha256 = app.database.text(OF_MEASURE).await;
    assert_eq!(fs::read(file_of(&app, &sha256)).unwrap(), made.body);
    assert_eq!(app.database.text(RECORDED).await, sha256);
    let served = poor(&app, &kept).anonymous().get(&path).await.is(200);
    assert_eq!(served.body, made.body);
    assert_eq!(app.database.text(RECORDED).await, sha256, "it was not made again");
}

#[tokio::test]
async fn drafts_are_not_stored() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let draft = app.measure(&json!({})).await;
    let drafter = app.drafter().await;
    drafter.get(&format!("{}.pdf", draft.path())).await.is(200);
    assert_eq!(app.database.number(STORED).await, 0);
    assert!(!app.database.blob_folder().join("sha256").exists());
    let refused = drafter
        .at(poor(&app, &kept).base_url())
        .get(&format!("{}.pdf", draft.path()))
        .await;
    assert_problem(&refused, 503, "no-thai-font");
}

#[tokio::test]
async fn a_stored_pdf_that_is_lost_is_made_again() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let measure = app.published_measure(&json!({})).await;
    app.work_off().await;
    let path = format!("{}.pdf", measure.public_path());
    let made = app.anonymous().get(&path).await.is(200);
    let sha256 = app.database.text(OF_MEASURE).await;
    let file = file_of(&app, &sha256);
    for damage in [Some(&b"%PDF-1.7 something else"[..]), None] {
        match damage {
            Some(bytes) => fs::write(&file, bytes).unwrap(),
            None => fs::remove_file(&file).unwrap(),
        }
        assert_eq!(app.anonymous().get(&path).await.is(200).body, made.body);
        assert_eq!(app.database.number(STORED).await, 1, "a reader changes nothing");
        assert_eq!(blob::report_lost(app.use_cases()).await.unwrap(), 1);
        assert_eq!(app.database.number(STORED).await, 0);
        app.database.execute(AGAIN).await.unwrap();
        app.work_off().await;
        assert_eq!(fs::read(&file).unwrap(), made.body, "it is mended");
    }
    assert_eq!(
        app.admin().all("/api/v1/security-events?kind=blob-damaged").await.len(),
        1
    );
}

#[tokio::test]
async fn the_pdf_of_what_was_withdrawn_goes() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let mut withdrawn = app.published_measure(&json!({})).await;
    app.published_measure(&json!({ "title": "มาตรการที่ยังเผยแพร่อยู่" })).await;
    app.work_off().await;
    assert_eq!(app.database.number(STORED).await, 2);
    let reason = json!({ "reason": "เผยแพร่ผิดฉบับ" });
    withdrawn.step(&app.publisher().await, "withdraw", &reason).await;
    app.clock.advance_seconds(90_000);
    assert_eq!(rendition::forget_old_renditions(app.use_cases()).await.unwrap(), 1);
    app.database
        .execute("UPDATE blobs SET touched_at = touched_at - interval '2 hours'")
        .await
        .unwrap();
    assert_eq!(
        blob::sweep(app.use_cases()).await.unwrap(),
        0,
        "a backup may still need it"
    );
    app.database
        .execute("UPDATE blobs SET unused_since = unused_since - interval '8 days'")
        .await
        .unwrap();
    assert_eq!(blob::sweep(app.use_cases()).await.unwrap(), 1);
    assert_eq!(app.database.number(STORED).await, 1);
}
