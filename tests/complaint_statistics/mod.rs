//! `/api/v1/complaint-statistics`, from the draft to the public page, and the section of a bundle.

mod robustness;

use prongsai_test_support::{Document, Role, TestApp, assert_problem, sample};
use serde_json::{Value, json};

const PLURAL: &str = "complaint-statistics";

#[tokio::test]
async fn complaint_statistics_go_from_the_draft_to_the_public_in_every_format() {
    let app = TestApp::start().await;
    let mut document = app.complaint_statistics().await;
    assert_eq!(document.view["period"], "2022-10/2023-03");
    app.publish(&mut document).await;

    let anyone = app.anonymous();
    let public = anyone.get(&document.public_path()).await.is(200).json();
    assert_eq!(
        public["channels"][0],
        json!({ "channel": "telephone", "received": 3, "finished": 2, "in_progress": 1 })
    );
    assert_eq!(
        (&public["none_received"], &public["period"]),
        (&json!(false), &json!("2022-10/2023-03"))
    );
    let rows = anyone.all("/public/v1/complaint-statistics").await;
    assert_eq!(
        rows[0]["title"],
        "สถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ (ตุลาคม พ.ศ. 2565 ถึง มีนาคม พ.ศ. 2566)"
    );

    let page = anyone.get(&format!("{}.html", document.public_path())).await.is(200);
    for words in [
        "โทรศัพท์หรือสายด่วน",
        "รวมทุกช่องทาง",
        "ตุลาคม พ.ศ. 2565 ถึง มีนาคม พ.ศ. 2566",
        "ดำเนินการแล้วเสร็จ",
    ] {
        assert!(page.text().contains(words), "{words}");
    }
    for (extension, beginning) in [("pdf", "%PDF"), ("docx", "PK")] {
        let file = anyone
            .get(&format!("{}.{extension}", document.public_path()))
            .await
            .is(200);
        assert!(file.body.starts_with(beginning.as_bytes()), "{extension}");
    }
    let csv = anyone.get(&format!("{}.csv", document.public_path())).await.is(200);
    let text = csv.text();
    let lines: Vec<&str> = text.trim_start_matches('\u{FEFF}').lines().collect();
    assert_eq!(
        lines[0],
        "organization,fiscal_year,period_from,period_to,none_received,channel,received,finished,in_progress,\
         override_reason"
    );
    assert_eq!(
        lines[1],
        format!("{},2566,2022-10,2023-03,false,telephone,3,2,1,", app.ours.name_th)
    );
    assert_eq!(lines.len(), 3);
}

#[tokio::test]
async fn complaint_statistics_are_on_the_public_page_in_the_feed_and_in_the_year_book() {
    let app = TestApp::start().await;
    let mut document = app.complaint_statistics().await;
    app.publish(&mut document).await;
    let anyone = app.anonymous();
    let site = anyone.get(&format!("/public/{}/2566", app.ours.id)).await.is(200);
    assert!(
        site.text().contains(&format!("{}.html", document.public_path())),
        "{}",
        site.text()
    );
    let feed = anyone.get(&format!("/public/{}/feed.atom", app.ours.id)).await.is(200);
    assert!(feed.text().contains(&document.id));
    let book = anyone
        .get(&format!(
            "/public/v1/organizations/{}/fiscal-years/2566/yearbook.html",
            app.ours.id
        ))
        .await
        .is(200);
    assert!(book.text().contains("โทรศัพท์หรือสายด่วน"));
}

#[tokio::test]
async fn a_correction_and_a_withdrawal_are_as_for_every_document() {
    let app = TestApp::start().await;
    let (drafter, publisher) = (app.drafter().await, app.publisher().await);
    let mut document = app.complaint_statistics().await;
    app.publish(&mut document).await;
    document.step(&drafter, "revise", &json!({})).await;
    let channels = json!([{ "channel": "letter", "received": 1, "finished": 1, "in_progress": 0 }]);
    document.patch(&drafter, &json!({ "channels": channels })).await;
    app.publish(&mut document).await;
    assert_eq!(
        app.anonymous().get(&document.public_path()).await.is(200).json()["edition"],
        2
    );
    document
        .step(&publisher, "withdraw", &json!({ "reason": "นับผิดช่วง" }))
        .await;
    let gone = app.anonymous().get(&document.public_path()).await;
    assert_problem(&gone, 410, "withdrawn");
}

#[tokio::test]
async fn the_numbers_and_none_received_agree() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let one =
        |received: u32| json!([{ "channel": "email", "received": received, "finished": received, "in_progress": 0 }]);
    for (change, place, suggestion) in [
        (json!({ "channels": [] }), "/none_received", Some("true")),
        (json!({ "channels": one(0) }), "/none_received", Some("true")),
        (json!({ "none_received": true }), "/none_received", Some("false")),
        (json!({ "channels": one(1_000_001) }), "/channels/0/received", None),
        (
            json!({ "channels": [one(1)[0], one(2)[0]] }),
            "/channels/1/channel",
            None,
        ),
        (
            json!({ "period": "2566-03/2566-01" }),
            "/period",
            Some("2566-01/2566-03"),
        ),
    ] {
        let body = sample::with(sample::complaint_statistics(&app.ours.id), &change);
        let answer = drafter.post("/api/v1/complaint-statistics").json(&body).await;
        let error = assert_problem(&answer, 422, "invalid-input").at(place);
        assert_eq!(error.suggestion.as_deref(), suggestion, "{change}");
    }
    for (channels, status) in [
        (
            json!([{ "channel": "fax", "received": 0, "finished": 0, "in_progress": 0 }]),
            422,
        ),
        (json!([{ "channel": "email" }]), 422),
    ] {
        let body = sample::with(
            sample::complaint_statistics(&app.ours.id),
            &json!({ "channels": channels }),
        );
        assert_eq!(
            drafter.post("/api/v1/complaint-statistics").json(&body).await.status,
            status
        );
    }
    let none = sample::with(
        sample::complaint_statistics(&app.ours.id),
        &json!({ "none_received": true, "channels": [] }),
    );
    let mut none = Document::draft(&drafter, PLURAL, &none).await;
    app.publish(&mut none).await;
    let page = app
        .anonymous()
        .get(&format!("{}.html", none.public_path()))
        .await
        .is(200);
    assert!(page.text().contains("ไม่มีเรื่องร้องเรียนการทุจริตและประพฤติมิชอบในช่วงเวลานี้"));
}

#[tokio::test]
async fn only_members_see_a_draft_in_any_format() {
    let app = TestApp::start().await;
    let document = app.complaint_statistics().await;
    let stranger = app.stranger(Role::Drafter).await;
    for form in ["", ".html", ".pdf", ".docx", ".csv", "/editions", "/history"] {
        let path = format!("{}{form}", document.path());
        assert_eq!(stranger.get(&path).await.status, 404, "{form}");
        assert_eq!(app.anonymous().get(&path).await.status, 401, "{form}");
        assert_eq!(app.drafter().await.get(&path).await.status, 200, "{form}");
    }
    for form in ["", ".html", ".pdf", ".docx", ".csv"] {
        let path = format!("{}{form}", document.public_path());
        assert_eq!(app.anonymous().get(&path).await.status, 404, "{form}");
    }
}

#[tokio::test]
async fn complaint_statistics_are_imported_and_exported_unchanged() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut bundle = sample::bundle(&app.ours.name_th);
    bundle["complaint_statistics"] = json!([
        { "key": "half", "period": "ต.ค. 2565 - มี.ค. 2566",
          "channels": [{ "channel": "website", "received": 4, "finished": 1, "in_progress": 1 }] },
        { "key": "whole", "period": "2565-10/2566-09", "none_received": true },
    ]);
    let dry = drafter
        .post("/api/v1/imports?dry_run=true")
        .json(&bundle)
        .await
        .is(200)
        .json();
    let doubts: Vec<&Value> = dry["doubts"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|doubt| doubt["code"] == "complaints-do-not-add-up")
        .collect();
    assert_eq!(doubts.len(), 1, "{dry}");
    assert_eq!(doubts[0]["pointer"], "/complaint_statistics/0/channels/0");

    let done = drafter.post("/api/v1/imports").json(&bundle).await.is(201).json();
    let created = done["created"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["kind"] == "complaint_statistics")
        .count();
    assert_eq!(created, 2, "{done}");
    let export = format!("/api/v1/organizations/{}/export?fiscal_year=2566", app.ours.id);
    let exported = drafter.get(&export).await.is(200).json();
    assert_eq!(exported["complaint_statistics"][0]["period"], "2565-10/2566-03");
    assert_eq!(exported["complaint_statistics"][1]["none_received"], true);
    let again = drafter.post("/api/v1/imports").json(&exported).await.is(201).json();
    assert_eq!((&again["created"], &again["updated"]), (&json!([]), &json!([])));

    bundle["complaint_statistics"][0]["channels"][0]["channel"] = json!("web");
    bundle["complaint_statistics"][1]["none_received"] = json!(false);
    let refused = drafter.post("/api/v1/imports?dry_run=true").json(&bundle).await;
    let problem = assert_problem(&refused, 422, "invalid-input");
    assert_eq!(
        problem
            .at("/complaint_statistics/0/channels/0/channel")
            .suggestion
            .as_deref(),
        Some("website")
    );
    assert_eq!(
        problem
            .at("/complaint_statistics/1/none_received")
            .suggestion
            .as_deref(),
        Some("true")
    );
}

#[tokio::test]
async fn the_author_of_the_numbers_may_not_approve_them() {
    let app = TestApp::start().await;
    let both = app.somebody_with(&[Role::Drafter, Role::Approver]).await;
    let mut document = Document::draft(&both, PLURAL, &sample::complaint_statistics(&app.ours.id)).await;
    document.step(&both, "submit", &json!({})).await;
    let refused = document.try_step(&both, "approve", &json!({})).await;
    assert_problem(&refused, 403, "four-eyes");
}
