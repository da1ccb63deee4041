//! Files in the blob store: logos and stored renditions. Who may see them is as before; their bytes are those that were
//! stored, or nothing.

mod stored;
mod sweep;

use std::fs;
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use prongsai_application::blob;
use prongsai_test_support::{Role, TestApp};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

fn template_path(app: &TestApp) -> String {
    format!("/api/v1/organizations/{}/paper-template", app.ours.id)
}

/// A picture of one colour, as it is sent.
fn png(blue: u8) -> String {
    let picture = image::RgbImage::from_pixel(6, 4, image::Rgb([7, 70, blue]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    STANDARD.encode(bytes.into_inner())
}

/// Proposes a logo, and puts it in force as another administrator. Returns the template.
async fn put_logo_in_force(app: &TestApp, logo: &str) -> Value {
    let admin = app.client(Role::OrganizationAdmin).await;
    let proposed = admin
        .put(&template_path(app))
        .if_match("*")
        .json(&json!({ "logo": logo }))
        .await
        .is(200);
    let accept = format!("{}/accept", template_path(app));
    app.admin()
        .post(&accept)
        .if_match(&proposed.etag())
        .await
        .is(200)
        .json()
}

/// The bytes of the logo in a template, and their SHA-256.
fn logo_of(template: &Value) -> (Vec<u8>, String) {
    let bytes = STANDARD.decode(template["logo"].as_str().unwrap()).unwrap();
    let sha256 = hex::encode(Sha256::digest(&bytes));
    (bytes, sha256)
}

fn file_of(app: &TestApp, sha256: &str) -> PathBuf {
    app.database
        .blob_folder()
        .join("sha256")
        .join(&sha256[..2])
        .join(sha256)
}

#[tokio::test]
async fn a_logo_is_a_blob_that_every_server_finds() {
    let app = TestApp::start().await;
    let template = put_logo_in_force(&app, &png(1)).await;
    let (bytes, sha256) = logo_of(&template);
    assert_eq!(fs::read(file_of(&app, &sha256)).unwrap(), bytes);
    let row = "SELECT logo IS NULL AND logo_sha256 = (SELECT sha256 FROM blobs WHERE media_type = 'image/png') \
               FROM rendition_templates";
    assert_eq!(app.database.text(row).await, "true");
    let other = app.another_server();
    let reader = app.client(Role::OrganizationAdmin).await.at(other.base_url());
    let found = reader.get(&template_path(&app)).await.is(200).json();
    assert_eq!(logo_of(&found).1, sha256);
    // What an approval shows names the same bytes.
    app.published_measure(&json!({})).await;
    for table in ["letterheads", "verification_records"] {
        let named = app
            .database
            .text(&format!("SELECT max(logo_sha256) FROM {table}"))
            .await;
        assert_eq!(named, sha256, "{table}");
    }
}

#[tokio::test]
async fn a_logo_that_was_stored_in_its_row_is_still_shown() {
    let app = TestApp::start().await;
    let (bytes, _) = logo_of(&put_logo_in_force(&app, &png(2)).await);
    // As releases before 0.3 stored it.
    let as_before = format!(
        "UPDATE rendition_templates SET logo = '\\x{}', logo_sha256 = NULL",
        hex::encode(&bytes)
    );
    let mut statements = vec!["BEGIN".to_owned()];
    statements.push("ALTER TABLE rendition_templates DISABLE TRIGGER USER".to_owned());
    statements.push(as_before);
    statements.push("ALTER TABLE rendition_templates ENABLE TRIGGER USER".to_owned());
    statements.push("COMMIT".to_owned());
    app.database
        .connect()
        .await
        .batch_execute(&statements.join(";"))
        .await
        .unwrap();
    fs::remove_dir_all(app.database.blob_folder()).unwrap();
    let admin = app.client(Role::OrganizationAdmin).await;
    let shown = admin.get(&template_path(&app)).await.is(200).json();
    assert_eq!(logo_of(&shown).0, bytes);
    // An approval keeps it, and what is published shows it.
    let measure = app.published_measure(&json!({})).await;
    let kept = app
        .database
        .text("SELECT max(encode(logo, 'hex')) FROM letterheads")
        .await;
    assert_eq!(kept, hex::encode(&bytes));
    app.anonymous()
        .get(&format!("{}.html", measure.public_path()))
        .await
        .is(200);
}

#[tokio::test]
async fn a_logo_whose_bytes_changed_is_not_shown_and_an_event_tells_it() {
    let app = TestApp::start().await;
    let (bytes, sha256) = logo_of(&put_logo_in_force(&app, &png(3)).await);
    let other = app.another_server();
    let reader = app.client(Role::OrganizationAdmin).await.at(other.base_url());
    let file = file_of(&app, &sha256);
    let mut damaged = bytes.clone();
    damaged[20] ^= 1;
    fs::write(&file, &damaged).unwrap();
    // It is shown as if there were none, so that another one can be proposed.
    let shown = async || reader.get(&template_path(&app)).await.is(200).json()["logo"].clone();
    for _ in 0..2 {
        assert_eq!(shown().await, Value::Null);
    }
    assert_eq!(blob::report_lost(other.use_cases()).await.unwrap(), 1);
    assert_eq!(shown().await, Value::Null);
    assert_eq!(blob::report_lost(other.use_cases()).await.unwrap(), 1);
    let events = app.admin().all("/api/v1/security-events?kind=blob-damaged").await;
    assert_eq!(events.len(), 1, "one event, not one for each request: {events:?}");
    assert_eq!(events[0]["detail"]["sha256"], sha256.as_str());
    fs::write(&file, &bytes).unwrap();
    assert_eq!(logo_of(&reader.get(&template_path(&app)).await.is(200).json()).0, bytes);
}

#[tokio::test]
async fn a_store_that_cannot_be_reached_changes_nothing() {
    let app = TestApp::start().await;
    let folder = app.database.blob_folder();
    fs::create_dir_all(folder.parent().unwrap()).unwrap();
    fs::write(&folder, "not a folder").unwrap();
    let admin = app.client(Role::OrganizationAdmin).await;
    let before = app.database.fingerprint(&[]).await;
    let put = admin
        .put(&template_path(&app))
        .if_match("*")
        .json(&json!({ "logo": png(4) }))
        .await;
    assert_eq!(put.status, 503);
    assert_eq!(app.database.fingerprint(&[]).await, before);
    fs::remove_file(&folder).unwrap();
    put_logo_in_force(&app, &png(4)).await;
}

/// What a row names is not removed, whatever the code believes to be in use.
#[tokio::test]
async fn every_row_that_names_a_blob_keeps_it() {
    let app = TestApp::start().await;
    let keys = "SELECT string_agg(format('%s.%s', conrelid::regclass, attname), ' ' ORDER BY 1) \
                FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey) \
                WHERE contype = 'f' AND confrelid = 'blobs'::regclass";
    let named = app.database.text(keys).await;
    assert!(named.split(' ').count() >= 5, "{named}");
    let view = app.database.text("SELECT pg_get_viewdef('blobs_in_use')").await;
    for column in named.split(' ') {
        assert!(view.contains(column), "{column} is not in blobs_in_use: {view}");
    }
    put_logo_in_force(&app, &png(5)).await;
    let delete = app.database.execute_as_server("DELETE FROM blobs").await;
    assert_eq!(delete, Err("23503".to_owned()), "foreign_key_violation");
}
