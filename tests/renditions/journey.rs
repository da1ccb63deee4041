//! The published real year gives plan, report, announcements and posters.

use std::process::Stdio;

use prongsai_test_support::{Answer, Client, Document, Role, membership};
use serde_json::json;
use tokio::process::Command;

use super::{Kept, assert_says, start, text_of};
use crate::bundles::Bundle;
use crate::qr;

#[tokio::test]
async fn the_example_year_has_renditions() {
    print_year(&Bundle::fixture("bundle-doubtful.json")).await;
}

#[tokio::test]
async fn the_real_year_has_renditions() {
    if let Some(bundle) = Bundle::real("phok-noi-2566.json") {
        print_year(&bundle).await;
    }
}

async fn print_year(bundle: &Bundle) {
    let kept = Kept::new();
    let app = start(&kept).await;
    let organization = bundle.create_organization(&app.admin()).await;
    let person = async |role| app.new_person(&[membership(role, &organization)]).await;
    let staff = [
        person(Role::Drafter).await,
        person(Role::Approver).await,
        person(Role::Publisher).await,
    ];
    let [drafter, ..] = &staff;
    drafter
        .post("/api/v1/imports?dry_run=false&create_divisions=true")
        .json(&bundle.json)
        .await
        .is(201);
    let publish = async |plural| publish_all(&staff, plural, &organization.id, bundle.year()).await;
    publish("measures").await;
    let reports = publish("reports").await;
    let announcements = publish("announcements").await;

    let year = format!(
        "/public/v1/organizations/{}/fiscal-years/{}",
        organization.id,
        bundle.year()
    );
    let plan = app.anonymous().get(&format!("{year}/plan.pdf")).await.is(200);
    let report = app
        .anonymous()
        .get(&format!("{}.pdf", reports[0].public_path()))
        .await
        .is(200);
    for measure in bundle.json["measures"].as_array().unwrap() {
        let title = measure["title"].as_str().unwrap();
        assert_says(&text_of(&plan).await, title);
        assert_says(&text_of(&report).await, title);
    }
    app.anonymous().get(&format!("{year}/yearbook.pdf")).await.is(200);
    for (announcement, link) in announcements.iter().zip(bundle.links()) {
        // Only people who may see it get the internal invitation.
        let letter = drafter.get(&format!("{}.pdf", announcement.path())).await.is(200);
        let poster = drafter
            .get(&format!("{}/poster.pdf", announcement.path()))
            .await
            .is(200);
        assert_says(&text_of(&letter).await, link);
        for rendition in [&letter, &poster] {
            let codes = codes_on(rendition).await;
            assert!(
                codes.iter().any(|code| code == link),
                "{}: {codes:?}",
                rendition.request_line
            );
            assert!(
                codes.iter().any(|code| code.contains("/public/v1/verify/")),
                "{}: {codes:?}",
                rendition.request_line
            );
        }
    }
}

async fn publish_all(staff: &[Client; 3], plural: &str, organization: &str, year: u64) -> Vec<Document> {
    let [drafter, approver, publisher] = staff;
    let list = format!("/api/v1/{plural}?organization_id={organization}&fiscal_year={year}");
    let mut documents = Vec::new();
    for item in drafter.all(&list).await {
        let mut document = Document::find(drafter, plural, item["id"].as_str().unwrap()).await;
        for (client, step) in [(drafter, "submit"), (approver, "approve"), (publisher, "publish")] {
            document.step(client, step, &json!({})).await;
        }
        documents.push(document);
    }
    documents
}

/// The contents of the QR codes on all pages, read from images that an independent program made of them.
async fn codes_on(pdf: &Answer) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("rendition.pdf"), &pdf.body).unwrap();
    let drawn = Command::new("pdftoppm")
        .args(["-png", "-r", "300", "rendition.pdf", "page"])
        .current_dir(folder)
        .stdout(Stdio::null())
        .status()
        .await
        .expect("pdftoppm is installed by scripts/install-packages --for-tests");
    assert!(drawn.success());
    let mut codes = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "png") {
            codes.extend(qr::decode_all_png(&std::fs::read(path).unwrap()));
        }
    }
    codes
}
