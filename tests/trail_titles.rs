//! An entry of the audit trail about a document has the title of that moment.

use std::collections::BTreeSet;

use prongsai_test_support::{Client, Role, TestApp, sample};
use serde_json::{Value, json};

/// The actions on a document, each with the title in its entry.
async fn titles(auditor: &Client, document: &str) -> Vec<(String, Value)> {
    let entries = auditor.all(&format!("/api/v1/audit?subject_id={document}")).await;
    let title = |entry: &Value| {
        let action = entry["action"].as_str().unwrap().to_owned();
        (action, entry["detail"]["title"].clone())
    };
    entries.iter().map(title).collect()
}

/// A later title does not change what the trail says.
#[tokio::test]
async fn an_entry_has_the_title_of_its_moment() {
    let app = TestApp::start().await;
    let (drafter, auditor) = (app.drafter().await, app.client(Role::Auditor).await);
    let [first, second, third] = ["ชื่อแรก", "ชื่อที่สอง", "ชื่อที่สาม"];
    let mut measure = app.measure(&json!({ "title": first })).await;
    measure.patch(&drafter, &json!({ "title": second })).await;
    app.publish(&mut measure).await;
    measure.step(&drafter, "revise", &json!({})).await;
    measure.patch(&drafter, &json!({ "title": third })).await;
    app.publish(&mut measure).await;
    let expected = [
        ("create", first),
        ("edit", second),
        ("submit", second),
        ("approve", second),
        ("publish", second),
        ("revise", second),
        ("edit", third),
        ("submit", third),
        ("approve", third),
        ("supersede", second),
        ("publish", third),
    ];
    let expected = expected.map(|(action, title)| (format!("measure.{action}"), json!(title)));
    assert_eq!(titles(&auditor, &measure.id).await, expected);

    let draft = app.measure(&json!({ "title": first })).await;
    drafter.delete(&draft.path()).if_match(&draft.etag).await.is(204);
    let expected = ["create", "delete"].map(|action| (format!("measure.{action}"), json!(first)));
    assert_eq!(titles(&auditor, &draft.id).await, expected);
}

#[tokio::test]
async fn entries_of_every_kind_have_the_title() {
    let app = TestApp::start().await;
    let auditor = app.client(Role::Auditor).await;
    app.published_measure(&json!({})).await;
    let mut documents = [
        app.report(&json!({})).await,
        app.announcement(&json!({})).await,
        app.complaint_statistics().await,
    ];
    let statistics = app.drafter().await.all("/api/v1/complaint-statistics").await;
    let expected = [
        documents[0].view["title"].clone(),
        documents[1].view["subject"].clone(),
        statistics[0]["title"].clone(),
    ];
    for (document, title) in documents.iter_mut().zip(expected) {
        assert!(title.is_string(), "{}", document.plural);
        app.publish(document).await;
        let named = titles(&auditor, &document.id).await;
        assert_eq!(named.len(), 4, "{named:?}");
        assert!(named.iter().all(|(_, named)| *named == title), "{named:?}");
    }
}

#[tokio::test]
async fn imports_and_steps_of_many_name_each_title() {
    let app = TestApp::start().await;
    let (drafter, auditor) = (app.drafter().await, app.client(Role::Auditor).await);
    let mut bundle = sample::bundle(&app.ours.name_th);
    let one = bundle["measures"][0].clone();
    let measure = |key: &str, title: &str| sample::with(one.clone(), &json!({ "key": key, "title": title }));
    bundle["measures"] = json!([measure("m-1", "มาตรการ ก"), measure("m-2", "มาตรการ ข")]);
    drafter.post("/api/v1/imports").json(&bundle).await.is(201);
    for (person, step) in [
        (&drafter, "submit"),
        (&app.approver().await, "approve"),
        (&app.publisher().await, "publish"),
    ] {
        person.step_year(&app.ours.id, sample::YEAR, step).await.is(200);
        let all = auditor.all(&format!("/api/v1/audit?action=measure.{step}-all")).await;
        assert_eq!(all.len(), 1, "{step}");
    }
    bundle["measures"][1]["title"] = json!("มาตรการ ค");
    drafter.post("/api/v1/imports").json(&bundle).await.is(201);
    bundle["measures"][1]["title"] = json!("มาตรการ ง");
    drafter.post("/api/v1/imports").json(&bundle).await.is(201);
    let both = ["มาตรการ ก", "มาตรการ ข"];
    for (action, expected) in [
        ("create", &both[..]),
        ("submit", &both[..]),
        ("approve", &both[..]),
        ("publish", &both[..]),
        ("revise", &["มาตรการ ค"][..]),
        ("edit", &["มาตรการ ง"][..]),
    ] {
        let entries = auditor.all(&format!("/api/v1/audit?action=measure.{action}")).await;
        let titles: Vec<&str> = entries
            .iter()
            .map(|entry| entry["detail"]["title"].as_str().unwrap())
            .collect();
        assert_eq!(titles.len(), expected.len(), "{action}");
        let unordered = |titles: &[&str]| {
            titles
                .iter()
                .map(|title| (*title).to_owned())
                .collect::<BTreeSet<String>>()
        };
        assert_eq!(unordered(&titles), unordered(expected), "{action}");
    }
}
