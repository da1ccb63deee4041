//! `/api/v1/organizations/{id}/channels`: where people reach an organization, and what the public sees of it.

mod public;
mod refused;

use prongsai_test_support::{Role, TestApp, assert_problem};
use serde_json::{Value, json};

pub(crate) fn path(app: &TestApp) -> String {
    format!("/api/v1/organizations/{}/channels", app.ours.id)
}

/// A channel of this kind, whose key is the name of the kind.
pub(crate) fn channel(kind: &str, title: &str, address: &str) -> Value {
    json!({ "key": kind, "kind": kind, "title": title, "address": address })
}

fn form() -> Value {
    channel(
        "corruption_form",
        "แจ้งเรื่องร้องเรียนการทุจริต",
        "https://www.example.go.th/corruption",
    )
}

#[tokio::test]
async fn a_channel_is_added_replaced_and_removed() {
    let app = TestApp::start().await;
    let (admin, path) = (app.client(Role::OrganizationAdmin).await, path(&app));
    let made = admin.post(&path).json(&form()).key("a-key").await.is(201);
    let one = format!("{path}/{}", made.id());
    assert_eq!(made.header("Location"), Some(one.as_str()));
    assert_eq!(
        made.json(),
        json!({
            "id": made.id(), "organization_id": app.ours.id, "revision": 1, "key": "corruption_form",
            "kind": "corruption_form", "purpose": "corruption", "title": "แจ้งเรื่องร้องเรียนการทุจริต",
            "address": "https://www.example.go.th/corruption", "is_checked": true,
        })
    );
    let again = admin.post(&path).json(&form()).key("a-key").await.is(201);
    assert_eq!(again.id(), made.id());

    let new =
        json!({ "kind": "corruption_hotline", "title": " สายด่วน ", "address": "0-4200-0001", "is_checked": false });
    assert_problem(&admin.put(&one).json(&new).await, 428, "precondition-required");
    assert_problem(&admin.put(&one).if_match("\"7\"").json(&new).await, 412, "stale");
    let put = admin.put(&one).if_match(&made.etag()).json(&new).await.is(200);
    let (json, etag) = (put.json(), put.etag());
    assert_eq!((&json["revision"], etag.as_str()), (&json!(2), "\"2\""));
    assert_eq!(
        (&json["key"], &json["title"]),
        (&json!("corruption_form"), &json!("สายด่วน"))
    );
    let read = admin.get(&one).await.is(200);
    assert_eq!(read.json(), json);
    assert_eq!(admin.get(&one).header("If-None-Match", &etag).await.status, 304);
    assert_eq!(admin.all(&path).await, [json]);

    assert_problem(&admin.delete(&one).await, 428, "precondition-required");
    assert_problem(&admin.delete(&one).if_match(&made.etag()).await, 412, "stale");
    admin.delete(&one).if_match(&etag).await.is(204);
    assert_problem(&admin.get(&one).await, 404, "not-found");
    assert_problem(&admin.delete(&one).if_match(&etag).await, 404, "not-found");
    assert_eq!(admin.all(&path).await, [Value::Null; 0]);
    // The key is free again.
    admin.post(&path).json(&form()).await.is(201);
}

#[tokio::test]
async fn the_trail_says_what_changed() {
    let app = TestApp::start().await;
    let (admin, path) = (app.client(Role::OrganizationAdmin).await, path(&app));
    let made = admin.post(&path).json(&form()).await.is(201);
    let one = format!("{path}/{}", made.id());
    let new = json!({ "kind": "corruption_form", "title": "แจ้งการทุจริต", "address": form()["address"] });
    let put = admin.put(&one).if_match(&made.etag()).json(&new).await.is(200);
    admin.delete(&one).if_match(&put.etag()).await.is(204);
    let auditor = app.client(Role::Auditor).await;
    let mut changes = Vec::new();
    for action in ["channel.create", "channel.edit", "channel.delete"] {
        let path = format!("/api/v1/audit?organization_id={}&action={action}", app.ours.id);
        let mut found = auditor.all(&path).await;
        assert_eq!(found.len(), 1, "{action}");
        let entry = found.remove(0);
        assert_eq!(
            (&entry["subject_kind"], &entry["subject_id"]),
            (&json!("channel"), &json!(made.id()))
        );
        changes.push(entry["changes"].clone());
    }
    let title = form()["title"].clone();
    assert_eq!(changes[0]["title"], json!([null, title]), "{changes:#?}");
    assert_eq!(changes[1]["title"], json!([title, "แจ้งการทุจริต"]));
    assert_eq!(changes[2]["title"], json!(["แจ้งการทุจริต", null]));
    let followed = "SELECT count(*) FROM outbox_pending pending JOIN audit_entries entry ON entry.id = pending.entry_id \
                    WHERE entry.subject_kind = 'channel'";
    let numbered = "SELECT count(*) FROM outbox JOIN audit_entries entry ON entry.id = outbox.entry_id \
                    WHERE entry.subject_kind = 'channel'";
    let rows = app.database.number(followed).await + app.database.number(numbered).await;
    assert_eq!(rows, 3);
}

/// The doctor misses a channel for reports of corruption, and names the call that adds one.
#[tokio::test]
async fn the_doctor_asks_for_a_channel_of_its_own() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let organization = format!("/api/v1/organizations/{}", app.ours.id);
    let missing = async || {
        let doctor = format!("{organization}/doctor?fiscal_year=2566");
        let found = app.drafter().await.get(&doctor).await.is(200).json();
        let issues = found["issues"].as_array().unwrap().iter();
        issues
            .filter(|issue| issue["rule"] == "no-corruption-channel")
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(missing().await, [Value::Null; 0]);
    let etag = admin.get(&organization).await.is(200).etag();
    let nothing = json!({ "whistle_blowing": null });
    admin
        .patch(&organization)
        .if_match(&etag)
        .header("Content-Type", "application/merge-patch+json")
        .json(&nothing)
        .await
        .is(200);
    let issue = &missing().await[0];
    assert_eq!(
        (&issue["severity"], &issue["responsible"], &issue["subject"]["kind"]),
        (&json!("warning"), &json!("organization_admin"), &json!("organization"))
    );
    let call = &issue["mend"][0];
    assert_eq!((&call["method"], &call["path"]), (&json!("POST"), &json!(path(&app))));
    assert_eq!(call["body"], json!({ "kind": "corruption_form" }));

    let complaints = channel("complaint_form", "ร้องเรียน", "https://www.example.go.th/complain");
    admin.post(&path(&app)).json(&complaints).await.is(201);
    assert_eq!(missing().await.len(), 1);
    // The same address is no channel of its own.
    let shared = channel("corruption_form", "แจ้งทุจริต", "https://www.example.go.th/complain");
    let shared = admin.post(&path(&app)).json(&shared).await.is(201);
    assert_eq!(missing().await.len(), 1);
    let one = format!("{}/{}", path(&app), shared.id());
    admin
        .put(&one)
        .if_match(&shared.etag())
        .json(&{
            let mut own = form();
            own.as_object_mut().unwrap().remove("key");
            own
        })
        .await
        .is(200);
    assert_eq!(missing().await, [Value::Null; 0]);
}
