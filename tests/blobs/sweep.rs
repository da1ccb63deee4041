//! Files that no row names are removed, and others never.

use std::fs;

use prongsai_application::blob;
use prongsai_persistence::NewBlob;
use prongsai_test_support::{Role, TestApp};
use serde_json::json;

use super::{file_of, logo_of, png, put_logo_in_force, template_path};

/// As if nobody had claimed a blob for two hours.
const AGE: &str = "UPDATE blobs SET touched_at = touched_at - interval '2 hours'";

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
    app.database.execute(AGE).await.unwrap();
    assert_eq!(blob::sweep(app.use_cases()).await.unwrap(), 1);
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
    app.database.execute(AGE).await.unwrap();
    assert_eq!(blob::sweep(app.use_cases()).await.unwrap(), 0);
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
    assert_eq!(store.begin_blob_removal(10).await.unwrap(), [sha256.as_str()]);
    assert!(!store.claim_blob(&unclaimed(&sha256)).await.unwrap());
    assert_eq!(
        store.begin_blob_removal(10).await.unwrap(),
        [] as [&str; 0],
        "another process removes it"
    );
    store.end_blob_removal(&sha256).await.unwrap();
    assert!(store.claim_blob(&unclaimed(&sha256)).await.unwrap());
}

#[tokio::test]
async fn a_removal_that_was_killed_is_finished_by_another() {
    let app = TestApp::start().await;
    let (_, first) = logo_of(&put_logo_in_force(&app, &png(1)).await);
    put_logo_in_force(&app, &png(2)).await;
    app.database.execute(AGE).await.unwrap();
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
    app.database.execute(AGE).await.unwrap();
    assert_eq!(blob::sweep(app.use_cases()).await.unwrap(), 1, "the replaced proposal");
    let files = fs::read_dir(app.database.blob_folder().join("incoming")).map_or(0, Iterator::count);
    assert_eq!(files, 0);
}
