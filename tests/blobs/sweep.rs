//! Files that no row names are removed, and others never.

use std::fs;

use prongsai_application::blob;
use prongsai_persistence::NewBlob;
use prongsai_test_support::{Role, TestApp};
use serde_json::json;

use super::{file_of, logo_of, png, put_logo_in_force, template_path};

/// As if nobody had claimed a blob for two hours.
const AGE: &str = "UPDATE blobs SET touched_at = touched_at - interval '2 hours'";

/// As if what is unused now had been unused for more than a week. Returns how many files a sweep then removes.
async fn sweep_after_a_week(app: &TestApp) -> usize {
    app.database.execute(AGE).await.unwrap();
    assert_eq!(
        blob::sweep(app.use_cases()).await.unwrap(),
        0,
        "a backup may still need it"
    );
    wait_a_week(app).await;
    blob::sweep(app.use_cases()).await.unwrap()
}

async fn wait_a_week(app: &TestApp) {
    let week = "UPDATE blobs SET unused_since = unused_since - interval '8 days'";
    app.database.execute(week).await.unwrap();
}

fn unclaimed(sha256: &str) -> NewBlob {
    NewBlob {
        sha256: sha256.to_owned(),
        size: 4,
        media_type: "image/png",
    }
}

#[tokio::test]
async fn a_blob_goes_when_no_row_names_it_any_more() {
    let app = TestApp::start().await;
    let (_, first) = logo_of(&put_logo_in_force(&app, &png(1)).await);
    let (_, second) = logo_of(&put_logo_in_force(&app, &png(2)).await);
    assert_ne!(first, second);
    assert_eq!(
        blob::sweep(app.use_cases()).await.unwrap(),
        0,
        "it was claimed a moment ago"
    );
    assert_eq!(sweep_after_a_week(&app).await, 1);
    assert!(!file_of(&app, &first).exists());
    assert!(file_of(&app, &second).exists());
    assert_eq!(app.database.number("SELECT count(*) FROM blobs").await, 1);
    // The first one comes back as it was.
    let (_, again) = logo_of(&put_logo_in_force(&app, &png(1)).await);
    assert_eq!(again, first);
    assert!(file_of(&app, &first).exists());
}

#[tokio::test]
async fn what_an_approval_shows_stays_when_the_template_changes() {
    let app = TestApp::start().await;
    let (_, approved) = logo_of(&put_logo_in_force(&app, &png(1)).await);
    app.published_measure(&json!({})).await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let proposed = admin
        .put(&template_path(&app))
        .if_match("*")
        .json(&json!({}))
        .await
        .is(200);
    let accept = format!("{}/accept", template_path(&app));
    app.admin().post(&accept).if_match(&proposed.etag()).await.is(200);
    assert_eq!(sweep_after_a_week(&app).await, 0);
    assert!(file_of(&app, &approved).exists());
}

#[tokio::test]
async fn a_blob_that_is_being_removed_cannot_be_claimed_until_it_is_gone() {
    let app = TestApp::start().await;
    let store = &app.use_cases().store;
    let sha256 = "a".repeat(64);
    assert!(store.claim_blob(&unclaimed(&sha256)).await.unwrap());
    assert_eq!(
        store.begin_blob_removal(10).await.unwrap(),
        [] as [&str; 0],
        "its writer has an hour"
    );
    app.database.execute(AGE).await.unwrap();
    store.note_unused_blobs().await.unwrap();
    wait_a_week(&app).await;
    assert_eq!(store.begin_blob_removal(10).await.unwrap(), [sha256.as_str()]);
    assert!(!store.claim_blob(&unclaimed(&sha256)).await.unwrap());
    assert_eq!(
        store.begin_blob_removal(10).await.unwrap(),
        [] as [&str; 0],
        "another process removes it"
    );
    assert!(store.end_blob_removal(&sha256).await.unwrap());
    assert!(store.claim_blob(&unclaimed(&sha256)).await.unwrap());
}

#[tokio::test]
async fn a_removal_that_was_killed_is_finished_by_another() {
    let app = TestApp::start().await;
    let (_, first) = logo_of(&put_logo_in_force(&app, &png(1)).await);
    put_logo_in_force(&app, &png(2)).await;
    app.database.execute(AGE).await.unwrap();
    app.use_cases().store.note_unused_blobs().await.unwrap();
    wait_a_week(&app).await;
    let begun = app.use_cases().store.begin_blob_removal(10).await.unwrap();
    assert_eq!(begun, [first.as_str()]);
    assert_eq!(blob::sweep(app.use_cases()).await.unwrap(), 0);
    let later = "UPDATE blobs SET removing_at = removing_at - interval '11 minutes'";
    app.database.execute(later).await.unwrap();
    assert_eq!(blob::sweep(app.use_cases()).await.unwrap(), 1);
    assert!(!file_of(&app, &first).exists());
}

#[tokio::test]
async fn the_logo_of_a_proposal_that_was_replaced_goes() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let (path, body) = (template_path(&app), |blue| json!({ "logo": png(blue) }));
    let proposed = admin.put(&path).if_match("\"0\"").json(&body(1)).await.is(200);
    admin.put(&path).if_match(&proposed.etag()).json(&body(2)).await.is(200);
    assert_eq!(sweep_after_a_week(&app).await, 1, "the replaced proposal");
    let files = fs::read_dir(app.database.blob_folder().join("incoming")).map_or(0, Iterator::count);
    assert_eq!(files, 0);
}

/// A database that is a copy, or a folder that is not mounted, must not cost the files of others.
#[tokio::test]
async fn nothing_is_removed_from_a_store_of_another_database() {
    let app = TestApp::start().await;
    let (_, first) = logo_of(&put_logo_in_force(&app, &png(1)).await);
    put_logo_in_force(&app, &png(2)).await;
    assert_eq!(blob::sweep(app.use_cases()).await.unwrap(), 0);
    let marker = app.database.blob_folder().join("store-id");
    let id = fs::read_to_string(&marker).unwrap();
    assert_eq!(app.database.text("SELECT id::text FROM blob_store").await, id);
    for other in [None, Some("another")] {
        match other {
            None => fs::remove_file(&marker).unwrap(),
            Some(other) => fs::write(&marker, other).unwrap(),
        }
        assert_eq!(sweep_after_a_week(&app).await, 0, "{other:?}");
    }
    assert!(file_of(&app, &first).exists());
    fs::write(&marker, id).unwrap();
    assert_eq!(sweep_after_a_week(&app).await, 1);
}

/// What is named again while it is unused stays.
#[tokio::test]
async fn a_blob_that_is_named_again_stays() {
    let app = TestApp::start().await;
    let (_, first) = logo_of(&put_logo_in_force(&app, &png(1)).await);
    put_logo_in_force(&app, &png(2)).await;
    app.database.execute(AGE).await.unwrap();
    assert_eq!(blob::sweep(app.use_cases()).await.unwrap(), 0);
    let unused = format!("SELECT unused_since IS NOT NULL FROM blobs WHERE sha256 = '{first}'");
    assert_eq!(app.database.text(&unused).await, "true");
    put_logo_in_force(&app, &png(1)).await;
    assert_eq!(app.database.text(&unused).await, "false");
    assert!(file_of(&app, &first).exists());
}
