//! A report shows the activities that were submitted with it, or is refused.

use prongsai_test_support::{Client, Document, Role, TestApp, assert_problem, sample, sha256};
use serde_json::{Value, json};

use crate::files::{picture, uploaded};

/// A published measure with an activity that shows a file, and a submitted report. The analysis is the drafter's.
struct Year {
    app: TestApp,
    drafter: Client,
    activities: String,
    activity: Value,
    file: Value,
    report: Document,
}

impl Year {
    async fn submitted(uploader: Option<&[Role]>) -> (Self, Client) {
        let app = TestApp::start().await;
        let drafter = app.drafter().await;
        app.analysis(&drafter, &json!({})).await;
        let measure = app.published_measure(&json!({})).await;
        let uploader = match uploader {
            Some(roles) => app.somebody_with(roles).await,
            None => app.drafter().await,
        };
        let file = uploaded(&app, &uploader, "visit.jpg", picture("secret place")).await;
        let activities = format!("{}/activities", measure.path());
        let evidence = json!({ "evidence": [{ "file": { "id": file["id"] }, "title": "ภาพการออกพบชุมชน" }] });
        let body = sample::with(sample::activity(), &evidence);
        let activity = drafter.post(&activities).json(&body).await.is(201).json();
        let mut report = app.report(&json!({ "preliminary": true })).await;
        report.step(&drafter, "submit", &json!({})).await;
        let year = Self {
            app,
            drafter,
            activities,
            activity,
            file,
            report,
        };
        (year, uploader)
    }

    fn activity_path(&self) -> String {
        format!("{}/{}", self.activities, self.activity["id"].as_str().unwrap())
    }
}

fn hash(value: &Value) -> String {
    sha256(value.to_string().as_bytes())
}

#[tokio::test]
async fn a_published_report_shows_its_activities_and_their_files() {
    let (mut year, _) = Year::submitted(None).await;
    let anonymous = year.app.anonymous();
    let public = format!("/public/v1/files/{}/1", year.file["id"].as_str().unwrap());
    let steps = [
        (&year.app.approver().await, "approve"),
        (&year.app.publisher().await, "publish"),
    ];
    assert_problem(&anonymous.get(&public).await, 404, "not-found");
    year.report.steps(&steps).await;
    anonymous.get(&public).await.is(200);

    let answer = anonymous.get(&year.report.public_path()).await.is(200);
    assert_eq!(answer.etag(), format!("\"{}\"", sha256(&answer.body)));
    let body = answer.json();
    let (shown, named) = (
        &body["frozen"]["measures"][0],
        &body["frozen_references"]["measures"][0],
    );
    let activity = &shown["activities"][0];
    assert_eq!(activity["content"]["place"], "ศาลาประชาคม หมู่ที่ 4");
    assert_eq!(hash(&activity["content"]), named["activities"][0]["sha256"]);
    assert_eq!(activity["id"], year.activity["id"]);

    let page = anonymous
        .get(&format!("{}.html", year.report.public_path()))
        .await
        .is(200)
        .text();
    for text in [
        "12 มีนาคม พ.ศ. 2566",
        "ศาลาประชาคม หมู่ที่ 4",
        "42 คน",
        &public,
        "ภาพการออกพบชุมชน",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
    let table = format!(
        "/public/v1/organizations/{}/fiscal-years/2566/results.csv",
        year.app.ours.id
    );
    let table = anonymous.get(&table).await.is(200).text();
    assert!(
        table.contains("held_from") && table.contains("2023-03-12,2023-03-13,ศาลาประชาคม หมู่ที่ 4,42"),
        "{table}"
    );
    // A later change does not reach what is public.
    let change = json!({ "place": "ที่อื่น" });
    year.drafter
        .patch(&year.activity_path())
        .if_match("*")
        .json(&change)
        .await
        .is(200);
    let later = anonymous.get(&year.report.public_path()).await.is(200);
    assert_eq!(later.body, answer.body);
}

#[tokio::test]
async fn an_activity_that_was_changed_or_deleted_stops_the_report() {
    let (mut year, _) = Year::submitted(None).await;
    let (approver, publisher) = (year.app.approver().await, year.app.publisher().await);
    let path = year.activity_path();
    let change = |place: &str| json!({ "place": place });
    year.drafter
        .patch(&path)
        .if_match("*")
        .json(&change("ที่อื่น"))
        .await
        .is(200);
    let refused = year.report.try_step(&approver, "approve", &json!({})).await;
    let problem = assert_problem(&refused, 409, "report-not-ready");
    assert!(problem.detail().contains("กิจกรรม"), "{}", problem.detail());
    // The same content again is what was submitted.
    year.drafter
        .patch(&path)
        .if_match("*")
        .json(&change("ศาลาประชาคม หมู่ที่ 4"))
        .await
        .is(200);
    year.report.step(&approver, "approve", &json!({})).await;
    year.drafter.delete(&path).if_match("*").await.is(204);
    let refused = year.report.try_step(&publisher, "publish", &json!({})).await;
    assert_problem(&refused, 409, "report-not-ready");
}

/// The person wrote nothing but uploaded the file that the activity shows.
#[tokio::test]
async fn who_uploaded_a_file_of_an_activity_does_not_approve_the_report() {
    let (mut year, uploader) = Year::submitted(Some(&[Role::Drafter, Role::Approver])).await;
    let refused = year.report.try_step(&uploader, "approve", &json!({})).await;
    assert_problem(&refused, 403, "four-eyes");
    year.report
        .step(&year.app.approver().await, "approve", &json!({}))
        .await;
}

/// A report without activities has the form that it had before activities were known.
#[tokio::test]
async fn a_report_without_activities_does_not_name_them() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    app.analysis(&drafter, &json!({})).await;
    let measure = app.published_measure(&json!({})).await;
    let results = format!("{}/results", measure.path());
    drafter.post(&results).json(&sample::result()).await.is(201);
    let mut report = app.report(&json!({ "preliminary": true })).await;
    app.publish(&mut report).await;
    let body = app.anonymous().get(&report.public_path()).await.is(200).text();
    assert!(
        !body.contains("activities") && !body.contains("progress_reason"),
        "{body}"
    );
}
