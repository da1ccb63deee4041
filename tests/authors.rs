//! Nobody approves what they wrote, whichever way it came into the edition.

use prongsai_test_support::{Client, Document, Role, TestApp, assert_problem, sample};
use serde_json::{Value, json};
use tokio::task::JoinSet;

/// A person who may draft and approve.
async fn author(app: &TestApp) -> Client {
    app.somebody_with(&[Role::Drafter, Role::Approver]).await
}

async fn may_not_approve(document: &Document, person: &Client) {
    let refused = document.try_step(person, "approve", &json!({})).await;
    assert_problem(&refused, 403, "four-eyes");
}

/// Case P2: the text stays that of its author, although another person submits it as a correction.
#[tokio::test]
async fn the_author_of_the_edition_before_does_not_approve_the_correction() {
    let app = TestApp::start().await;
    let (author, drafter) = (author(&app).await, app.drafter().await);
    let mut measure = Document::draft(&author, "measures", &sample::measure(&app.ours.id)).await;
    measure.step(&author, "submit", &json!({})).await;
    measure
        .step(&author, "withdraw", &json!({ "reason": "ยังไม่พร้อม" }))
        .await;
    measure.step(&drafter, "revise", &json!({})).await;
    measure.step(&drafter, "submit", &json!({})).await;
    may_not_approve(&measure, &author).await;
    measure.step(&app.approver().await, "approve", &json!({})).await;
}

#[tokio::test]
async fn an_author_stays_one_through_edits_and_imports_of_others() {
    let app = TestApp::start().await;
    let (author, drafter) = (author(&app).await, app.drafter().await);
    let mut measure = Document::draft(&author, "measures", &sample::measure(&app.ours.id)).await;
    measure.step(&author, "submit", &json!({})).await;
    measure
        .step(&author, "withdraw", &json!({ "reason": "ยังไม่พร้อม" }))
        .await;
    measure.step(&drafter, "revise", &json!({})).await;
    let export = format!("/api/v1/organizations/{}/export?fiscal_year=2566", app.ours.id);
    let mut bundle = drafter.get(&export).await.is(200).json();
    bundle["measures"][0]["guideline"] = json!("แนวทางที่อีกคนหนึ่งเขียนใหม่ทั้งหมด");
    drafter.post("/api/v1/imports").json(&bundle).await.is(201);
    let mut measure = Document::find(&drafter, "measures", &measure.id).await;
    measure.step(&drafter, "submit", &json!({})).await;
    may_not_approve(&measure, &author).await;
}

/// The same text, typed again by somebody else after the author's edition was withdrawn, is still the author's.
#[tokio::test]
async fn the_same_text_has_the_same_author() {
    let app = TestApp::start().await;
    let (author, drafter) = (author(&app).await, app.drafter().await);
    let mut measure = app.published_measure(&json!({})).await;
    let change = json!({ "target": "เป้าหมายของผู้เขียน" });
    measure.step(&author, "revise", &json!({})).await;
    measure.patch(&author, &change).await;
    measure.step(&author, "submit", &json!({})).await;
    measure
        .step(&author, "withdraw", &json!({ "reason": "ยังไม่พร้อม" }))
        .await;
    measure.step(&drafter, "revise", &json!({})).await;
    measure.patch(&drafter, &json!({ "target": "ข้อความอื่น" })).await;
    measure.patch(&drafter, &change).await;
    measure.step(&drafter, "submit", &json!({})).await;
    may_not_approve(&measure, &author).await;
    measure.step(&app.approver().await, "approve", &json!({})).await;
}

/// A year whose parts are written by the drafter, and one of them by the author.
async fn report_with(app: &TestApp, author: &Client, part: &str) -> Document {
    let drafter = app.drafter().await;
    let by = |of: &str| if of == part { author } else { &drafter };
    app.analysis(by("analysis"), &json!({})).await;
    let mut measure = Document::draft(by("measure"), "measures", &sample::measure(&app.ours.id)).await;
    let results = format!("{}/results", measure.path());
    let result: Value = by("result").post(&results).json(&sample::result()).await.is(201).json();
    if part == "result" {
        // A later version by another person is based on that of the author.
        let change = json!({ "output": "ผลผลิตที่อีกคนหนึ่งแก้" });
        let path = format!("{results}/{}", result["id"].as_str().unwrap());
        drafter.patch(&path).if_match("*").json(&change).await.is(200);
    }
    let activities = format!("{}/activities", measure.path());
    let activity = by("activity").post(&activities).json(&sample::activity()).await.is(201);
    if part == "activity" {
        let path = format!("{activities}/{}", activity.id());
        let change = json!({ "place": "ที่อีกแห่งหนึ่ง" });
        drafter.patch(&path).if_match("*").json(&change).await.is(200);
    }
    app.publish(&mut measure).await;
    let mut report = app.report(&json!({})).await;
    report.step(&drafter, "submit", &json!({})).await;
    report
}

/// Case P3: the author of any part of a report does not approve the report.
#[tokio::test]
async fn the_author_of_what_a_report_shows_does_not_approve_the_report() {
    for part in ["result", "activity", "analysis", "measure"] {
        let app = TestApp::start().await;
        let author = author(&app).await;
        let mut report = report_with(&app, &author, part).await;
        may_not_approve(&report, &author).await;
        let drafters = report.view["drafters"].clone();
        assert_eq!(drafters.as_array().map(Vec::len), Some(2), "{part}: {drafters}");
        report.step(&app.approver().await, "approve", &json!({})).await;
    }
}

#[tokio::test]
async fn the_database_knows_the_authors_by_itself() {
    for part in ["result", "activity"] {
        let app = TestApp::start().await;
        let author = author(&app).await;
        let report = report_with(&app, &author, part).await;
        let approval_by = |person: &Client| {
            format!(
                "INSERT INTO acts (document_id, edition, ordinal, act, person_id, person_name, is_override, content_sha256, \
                                   is_migrated, at, letterhead_id) \
                 SELECT document_id, number, 9, 'approved', users.id, 'x', false, contents.sha256, false, now(), letterheads.id \
                 FROM users, letterheads, editions JOIN contents ON contents.id = content_id \
                 WHERE document_id = '{}' AND username = '{}'",
                report.id,
                person.username.as_deref().unwrap()
            )
        };
        // As if the program had forgotten the authors of the parts.
        for statement in [
            "ALTER TABLE editions DISABLE TRIGGER editions_keep_content",
            "UPDATE editions SET drafters = drafters[1:1] WHERE state = 'submitted'",
        ] {
            app.database.execute(statement).await.unwrap();
        }
        let refused = app.database.refusal(&approval_by(&author)).await;
        assert_eq!(refused, "acts_four_eyes");
        let by_another = app.database.refusal(&approval_by(&app.approver().await)).await;
        assert_eq!(by_another, "acts_are_in_the_trail");
    }
}

/// An approval shows name and website of the organization. Who changed one of them does not approve it, until somebody
/// else has.
#[tokio::test]
async fn who_renamed_the_organization_does_not_approve_the_new_name() {
    let app = TestApp::start().await;
    let administrator = app.somebody_with(&[Role::OrganizationAdmin, Role::Approver]).await;
    let drafter = app.drafter().await;
    let mut first = app.measure(&json!({})).await;
    first.step(&drafter, "submit", &json!({})).await;
    let mut second = app.measure(&json!({ "title": "มาตรการที่สอง" })).await;
    second.step(&drafter, "submit", &json!({})).await;
    let path = format!("/api/v1/organizations/{}", app.ours.id);
    let etag = administrator.get(&path).await.is(200).etag();
    let rename = json!({ "website": "https://new.example.go.th" });
    administrator.patch(&path).if_match(&etag).json(&rename).await.is(200);
    first.refresh(&drafter).await;
    second.refresh(&drafter).await;
    may_not_approve(&first, &administrator).await;
    first.step(&app.approver().await, "approve", &json!({})).await;
    let accepted = format!(
        "SELECT count(*) FROM letterhead_authors WHERE organization_id = '{}'",
        app.ours.id
    );
    assert_eq!(app.database.number(&accepted).await, 0);
    second.step(&administrator, "approve", &json!({})).await;

    // Without the policy of the program the database refuses it too.
    let mut third = app.measure(&json!({ "title": "มาตรการที่สาม" })).await;
    third.step(&drafter, "submit", &json!({})).await;
    let etag = administrator.get(&path).await.is(200).etag();
    let removed = json!({ "website": null });
    administrator.patch(&path).if_match(&etag).json(&removed).await.is(200);
    let etag = administrator.get(&path).await.is(200).etag();
    administrator.patch(&path).if_match(&etag).json(&rename).await.is(200);
    let approval_by = |person: &str| {
        format!(
            "INSERT INTO acts (document_id, edition, ordinal, act, person_id, person_name, is_override, content_sha256, \
                               is_migrated, at, letterhead_id) \
             SELECT document_id, 1, 2, 'approved', {person}, 'x', false, contents.sha256, false, now(), letterheads.id \
             FROM editions JOIN contents ON contents.id = content_id, organizations, letterheads \
             WHERE document_id = '{}' AND organizations.id = '{}' AND letterheads.organization_id = organizations.id",
            third.id, app.ours.id
        )
    };
    assert_eq!(app.database.refusal(&approval_by("changed_by")).await, "acts_four_eyes");
    let another = "(SELECT id FROM users WHERE id NOT IN (changed_by, drafters[1]) LIMIT 1)";
    assert_eq!(
        app.database.refusal(&approval_by(another)).await,
        "acts_are_in_the_trail"
    );
}

/// The first approval accepts the change. Those beside it do not wait for each other in a circle.
#[tokio::test]
async fn approvals_at_once_after_a_rename_all_succeed() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut approvals = JoinSet::new();
    let path = format!("/api/v1/organizations/{}", app.ours.id);
    let administrator = app.client(Role::OrganizationAdmin).await;
    let mut submitted = Vec::new();
    for number in 0..6 {
        let mut measure = app.measure(&json!({ "title": format!("มาตรการที่ {number}") })).await;
        measure.step(&drafter, "submit", &json!({})).await;
        submitted.push(measure);
    }
    let etag = administrator.get(&path).await.is(200).etag();
    let change = json!({ "website": "https://new.example.go.th" });
    administrator.patch(&path).if_match(&etag).json(&change).await.is(200);
    for mut measure in submitted {
        let approver = app.approver().await;
        measure.refresh(&approver).await;
        approvals.spawn(async move { measure.try_step(&approver, "approve", &json!({})).await.status });
    }
    assert_eq!(approvals.join_all().await, [200; 6]);
}
