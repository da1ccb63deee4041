//! `/api/v1/security-events`: sign-ins, refusals, exports and downloads of drafts; and where requests came from.

use prongsai_test_support::{Client, PASSWORD, Role, TestApp, assert_problem, sample};
use serde_json::{Value, json};

use crate::renditions::words;

const EVENTS: &str = "/api/v1/security-events";

/// `restrict_violation`.
const RESTRICT: &str = "23001";

async fn of_kind(client: &Client, kind: &str) -> Vec<Value> {
    client.all(&format!("{EVENTS}?kind={kind}")).await
}

#[tokio::test]
async fn sign_ins_are_events_of_the_persons_organizations() {
    let app = TestApp::start().await;
    let auditor = app.client(Role::Auditor).await;
    let drafter = app.drafter().await;
    let me = drafter.get("/api/v1/me").await.is(200).json();
    let wrong = json!({ "username": me["username"], "password": "ไม่ใช่รหัสผ่านนี้แน่" });
    app.anonymous().post("/api/v1/auth/login").json(&wrong).await.is(401);
    let nobody = json!({ "username": "nobody.at.all", "password": PASSWORD });
    app.anonymous().post("/api/v1/auth/login").json(&nobody).await.is(401);

    let failed = of_kind(&auditor, "login-failed").await;
    assert_eq!(failed.len(), 1, "the name that nobody has belongs to no organization");
    assert_eq!(failed[0]["person_id"], me["id"]);
    assert_eq!(failed[0]["address"], "127.0.0.1");
    assert_eq!(failed[0]["organization_ids"], json!([app.ours.id]));
    assert!(
        of_kind(&auditor, "login")
            .await
            .iter()
            .any(|event| event["person_name"] == me["display_name"])
    );
    assert_eq!(of_kind(&app.admin(), "login-failed").await.len(), 2);
    let stranger = app.stranger(Role::Auditor).await;
    assert_eq!(of_kind(&stranger, "login-failed").await.len(), 0);
    assert_problem(&drafter.get(EVENTS).await, 403, "forbidden");
    // Nothing that was typed is stored.
    let stored = app
        .database
        .text("SELECT string_agg(e::text, '') FROM security_events e")
        .await;
    assert!(
        !stored.contains("ไม่ใช่") && !stored.contains("nobody.at.all"),
        "{stored}"
    );
}

#[tokio::test]
async fn a_refusal_is_an_event_with_its_request() {
    let app = TestApp::start().await;
    let mut measure = app.measure(&json!({})).await;
    let drafter = app.drafter().await;
    measure.step(&drafter, "submit", &json!({})).await;
    let refused = drafter
        .post(&format!("{}/approve", measure.path()))
        .header("X-Request-Id", "their-own-id:7")
        .if_match(&measure.etag)
        .json(&json!({}))
        .await
        .is(403);
    let auditor = app.client(Role::Auditor).await;
    let events = of_kind(&auditor, "refused").await;
    let event = events.last().unwrap();
    assert_eq!(event["request_id"].as_str(), refused.header("x-request-id"));
    assert_eq!(event["client_request_id"], "their-own-id:7");
    assert_eq!(
        event["detail"],
        json!({ "code": "four-eyes", "method": "POST", "path": format!("{}/approve", measure.path()) })
    );
    // A person who is refused again and again does not fill the disk.
    for _ in 0..40 {
        drafter.get("/api/v1/audit").await.is(403);
    }
    let events = of_kind(&auditor, "refused").await;
    assert_eq!(events.len(), 30);
    assert_eq!(events[29]["detail"]["more_this_minute_are_not_stored"], true);
}

#[tokio::test]
async fn what_is_taken_out_is_an_event() {
    let app = TestApp::start().await;
    let mut measure = app.measure(&json!({})).await;
    let drafter = app.drafter().await;
    drafter.get(&format!("{}.html", measure.path())).await.is(200);
    let year = format!("/api/v1/organizations/{}/fiscal-years/{}", app.ours.id, sample::YEAR);
    drafter.get(&format!("{year}/plan.csv")).await.is(200);
    let export = format!(
        "/api/v1/organizations/{}/export?fiscal_year={}",
        app.ours.id,
        sample::YEAR
    );
    drafter.get(&export).await.is(200);
    // There is no poster, so nothing was downloaded.
    let declaration = app.announcement(&json!({ "kind": "integrity_declaration" })).await;
    let poster = drafter.get(&format!("{}/poster.pdf", declaration.path())).await;
    assert_problem(&poster, 404, "not-found");
    app.publish(&mut measure).await;
    // Everybody may see it now.
    drafter.get(&format!("{}.html", measure.path())).await.is(200);

    let auditor = app.client(Role::Auditor).await;
    let downloads = of_kind(&auditor, "draft-download").await;
    assert_eq!(downloads.len(), 2);
    assert_eq!(downloads[0]["subject_id"], measure.id.as_str());
    assert_eq!(
        downloads[0]["detail"],
        json!({ "edition": 1, "state": "draft", "file": "html" })
    );
    assert_eq!(downloads[1]["detail"]["file"], "plan.csv");
    let exports = of_kind(&auditor, "export").await;
    let bundles = exports.iter().filter(|event| event["detail"]["what"] == "bundle");
    assert_eq!(bundles.count(), 1);
    // What became of it is not public any more.
    measure
        .step(&app.publisher().await, "withdraw", &json!({ "reason": "เผยแพร่ผิดฉบับ" }))
        .await;
    drafter.get(&format!("{}.html", measure.path())).await.is(200);
    let downloads = of_kind(&auditor, "draft-download").await;
    assert_eq!(downloads[2]["detail"]["state"], "withdrawn");
}

/// The events cannot be stored for a while. Until then neither drafts, nor a bundle, nor the trail leave the server.
#[tokio::test]
async fn what_cannot_be_noted_is_not_handed_out() {
    let app = TestApp::start().await;
    let title = "ขมิ้นเหลืองที่ยังไม่เผยแพร่".to_owned();
    let measure = app.measure(&json!({ "title": title })).await;
    let (drafter, auditor) = (app.drafter().await, app.client(Role::Auditor).await);
    let person = auditor.get("/api/v1/me").await.is(200).id();
    let organization = format!("/api/v1/organizations/{}", app.ours.id);
    let year = format!("{organization}/fiscal-years/{}", sample::YEAR);
    let export = format!("{organization}/export?fiscal_year={}", sample::YEAR);
    let requests = [
        (&drafter, export, &title),
        (&drafter, format!("{}.html", measure.path()), &title),
        (&drafter, format!("{year}/plan.csv"), &title),
        (&auditor, "/api/v1/audit".to_owned(), &measure.id),
        (&auditor, EVENTS.to_owned(), &person),
    ];
    let stored = "SELECT count(*) FROM security_events WHERE kind IN ('export', 'draft-download')";

    let revoke = "REVOKE INSERT ON security_events FROM prongsai_test_runtime";
    app.database.execute(revoke).await.unwrap();
    for (client, path, content) in &requests {
        let refused = client.get(path).await;
        assert_problem(&refused, 503, "unavailable");
        let shown = words(&refused.everything());
        assert!(!shown.contains(content.as_str()), "{path}: {shown}");
    }
    // A refusal hands nothing out, so it stands.
    assert_problem(&drafter.get("/api/v1/audit").await, 403, "forbidden");
    assert_eq!(app.database.number(stored).await, 0);

    let grant = "GRANT INSERT ON security_events TO prongsai_test_runtime";
    app.database.execute(grant).await.unwrap();
    for (client, path, content) in &requests {
        let shown = words(&client.get(path).await.is(200).text());
        assert!(shown.contains(content.as_str()), "{path}: {shown}");
    }
    assert_eq!(app.database.number(stored).await, 5);
}

#[tokio::test]
async fn an_entry_has_the_servers_id_and_an_address_that_can_be_erased() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let id = "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70";
    let body = sample::measure(&app.ours.id);
    for _ in 0..2 {
        let answer = drafter
            .post("/api/v1/measures")
            .header("X-Request-Id", id)
            .json(&body)
            .await
            .is(201);
        assert_ne!(answer.header("x-request-id"), Some(id), "two requests have two ids");
    }
    let auditor = app.client(Role::Auditor).await;
    let created = "/api/v1/audit?action=measure.create";
    let entries = auditor.all(created).await;
    assert_eq!(entries.len(), 2);
    assert_ne!(entries[0]["request_id"], entries[1]["request_id"]);
    assert_eq!(entries[0]["client_request_id"], id);
    assert_eq!(entries[0]["address"], "127.0.0.1");
    assert_eq!(entries[0]["address_digest"], entries[1]["address_digest"]);

    // Neither the server nor its owner deletes what is younger than 90 days. The clock of this test is years behind.
    let young =
        "INSERT INTO security_events (at, kind, organization_ids) VALUES (now() - interval '89 days', 'x', '{}')";
    app.database.execute(young).await.unwrap();
    let young = "INSERT INTO address_keys VALUES (date_trunc('month', now()), repeat('x', 32)::bytea)";
    app.database.execute(young).await.unwrap();
    for delete in ["DELETE FROM address_keys", "DELETE FROM security_events"] {
        assert_eq!(app.database.execute_as_server(delete).await.unwrap_err(), RESTRICT);
        assert_eq!(app.database.execute(delete).await.unwrap_err(), RESTRICT);
    }
    app.database
        .execute("INSERT INTO address_keys VALUES ('2020-01-01', repeat('x', 32)::bytea)")
        .await
        .unwrap();
    for statement in [
        "INSERT INTO addresses VALUES ('old', '2020-01-01', '192.0.2.7')",
        "INSERT INTO security_events (at, kind, organization_ids) VALUES ('2020-01-15', 'login', '{}')",
    ] {
        app.database.execute(statement).await.unwrap();
    }
    let kept = prongsai_application::audit::KEPT_AT_LEAST;
    let forgotten = prongsai_application::audit::forget_old(app.use_cases(), kept)
        .await
        .unwrap();
    assert_eq!(forgotten, (1, 1));
    let old = "SELECT count(*) FROM addresses WHERE digest = 'old'";
    assert_eq!(app.database.number(old).await, 0);
    // The trail is as it was.
    assert_eq!(auditor.all(created).await, entries);
}

/// A person of two organizations is refused in one of them. An auditor of only one of them learns that, and not
/// what (ADR 16).
#[tokio::test]
async fn an_event_names_no_document_of_another_organization() {
    let app = TestApp::start().await;
    let measure = app.measure(&json!({})).await;
    let auditor = app.client(Role::Auditor).await;
    let stranger = app.stranger(Role::Auditor).await;
    let membership = |organization: &str| json!({ "role": "auditor", "organization_id": organization });
    let both = app
        .new_person(&[membership(&app.ours.id), membership(&app.theirs.id)])
        .await;
    let approve = format!("{}/approve", measure.path());
    both.post(&approve)
        .if_match(&measure.etag)
        .json(&json!({}))
        .await
        .is(403);
    for (reader, organization) in [(&auditor, &app.ours.id), (&stranger, &app.theirs.id)] {
        let events = of_kind(reader, "refused").await;
        let event = events.last().unwrap();
        assert_eq!(event["organization_ids"], json!([organization]));
        assert_eq!(event["subject_id"], Value::Null);
        assert_eq!(event["detail"], Value::Null);
    }
    let events = of_kind(&app.admin(), "refused").await;
    assert_eq!(events.last().unwrap()["subject_id"], measure.id.as_str());
    assert_eq!(events.last().unwrap()["detail"]["path"], approve);
    // A download is of one organization.
    both.get(&format!("{}.html", measure.path())).await.is(200);
    assert_eq!(of_kind(&stranger, "draft-download").await.len(), 0);
    let downloads = of_kind(&auditor, "draft-download").await;
    assert_eq!(downloads[0]["subject_id"], measure.id.as_str());
}
