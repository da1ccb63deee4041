//! What a token may do, of all operations.

use prongsai_test_support::{Answer, Client, Role, TestApp, assert_any_problem, assert_problem, membership, sample};
use reqwest::Method;
use serde_json::json;

use super::{ALL, body, script};
use crate::contract::{Contract, Operation, World, rights_of};

/// The changes that a token may make. Every other one is refused.
const DRAFTING: [&str; 28] = [
    "upload_file",
    "put_file_content",
    "edit_file",
    "delete_file",
    "create_measure",
    "create_report",
    "create_announcement",
    "create_complaint_statistics",
    "edit_measure",
    "edit_report",
    "edit_announcement",
    "edit_complaint_statistics",
    "delete_measure",
    "delete_report",
    "delete_announcement",
    "delete_complaint_statistics",
    "revise_measure",
    "revise_report",
    "revise_announcement",
    "revise_complaint_statistics",
    "create_result",
    "edit_result",
    "delete_result",
    "put_analysis",
    "put_scores",
    "import_scores",
    "decide_finding",
    "import_bundle",
];

/// The reads about people, which no token may do.
const ABOUT_PEOPLE: [&str; 13] = [
    "get_job",
    "list_jobs",
    "list_notices",
    "list_my_sessions",
    "list_my_service_tokens",
    "get_my_service_token",
    "list_service_tokens",
    "list_users",
    "list_proposed_memberships",
    "get_user",
    "list_memberships",
    "get_membership",
    "list_user_sessions",
];

/// A script of somebody with all roles, with everything that a token may have.
pub(crate) async fn with_everything(app: &TestApp) -> Client {
    let roles = [
        Role::OrganizationAdmin,
        Role::Drafter,
        Role::Approver,
        Role::Publisher,
        Role::Auditor,
    ];
    script(app, &app.somebody_with(&roles).await, "ทุกสิทธิ์", &ALL)
        .await
        .client
}

/// Sends a request as the document shows it.
async fn send(operation: &Operation, client: &Client, world: &World) -> Answer {
    let path = format!("{}{}", world.fill(&operation.path), rights_of(&operation.id).query);
    let request = operation.request(client, &path);
    match (operation.example(), operation.body_type()) {
        (Some(example), Some(media_type)) => {
            request
                .raw(media_type, operation.sent(&world.localise(example, "somebody.new")))
                .await
        }
        _ => request.await,
    }
}

/// Whether a token may use the operation, if its person may.
fn is_for_tokens(operation: &Operation) -> bool {
    let id = operation.id.as_str();
    DRAFTING.contains(&id) || (operation.method == Method::GET && !ABOUT_PEOPLE.contains(&id))
}

/// A new operation that changes something is refused to tokens, until it is in the list above.
#[tokio::test]
async fn a_token_with_all_actions_approves_publishes_and_administers_nothing() {
    let app = TestApp::start().await;
    let world = World::build(&app).await;
    let script = with_everything(&app).await;
    script.get("/api/v1/me").await.is(200);
    let before = app.database.fingerprint(&["security_events"]).await;
    let mut refused = 0;
    for operation in Contract::of(&app).await.secured() {
        if is_for_tokens(&operation) {
            continue;
        }
        let answer = send(&operation, &script, &world).await;
        let code = assert_any_problem(&answer).code().to_owned();
        let is_refused = answer.status == 403 && ["not-with-service-token", "forbidden"].contains(&code.as_str());
        assert!(is_refused, "{}: {}", operation.id, answer.text());
        refused += 1;
    }
    assert!(refused > 40, "{refused}");
    assert_eq!(app.database.fingerprint(&["security_events"]).await, before);
}

/// Files that take long to make have the rights of the HTML.
#[tokio::test]
async fn a_token_with_all_actions_reads_everything_but_people() {
    let app = TestApp::start().await;
    let world = World::build(&app).await;
    let script = with_everything(&app).await;
    let mut read = 0;
    for operation in Contract::of(&app).await.secured() {
        let is_slow = ["_pdf", "_docx", "_poster"]
            .iter()
            .any(|end| operation.id.ends_with(end));
        if operation.method != Method::GET || !is_for_tokens(&operation) || is_slow {
            continue;
        }
        let answer = send(&operation, &script, &world).await;
        assert!(
            !matches!(answer.status, 401 | 403),
            "{}: {}",
            operation.id,
            answer.text()
        );
        read += 1;
    }
    assert!(read > 25, "{read}");
}

#[tokio::test]
async fn a_token_has_only_its_actions() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let reader = script(&app, &drafter, "อ่านอย่างเดียว", &["read_drafts"]).await;
    let blind = script(&app, &drafter, "ไม่เห็นร่าง", &["read_organization"]).await;
    let measure = app.measure(&json!({})).await;
    let create = |client: &Client| client.post("/api/v1/measures").json(&sample::measure(&app.ours.id));
    reader.client.get(&measure.path()).await.is(200);
    let refusal = assert_problem(&create(&reader.client).english().await, 403, "not-with-service-token");
    assert!(refusal.detail().contains("draft"), "{}", refusal.detail());
    assert_problem(&blind.client.get(&measure.path()).await, 404, "not-found");
    assert!(blind.client.all("/api/v1/measures").await.is_empty());
    let organization = format!("/api/v1/organizations/{}", app.ours.id);
    blind.client.get(&organization).await.is(200);
    let allowed = reader.client.get(&measure.path()).await.json()["allowed_actions"].clone();
    assert_eq!(allowed, json!([]), "what the token may not do is not offered");
}

/// A token acts as its person, so that person may not approve what it drafted.
#[tokio::test]
async fn four_eyes_hold_for_what_a_token_drafted() {
    let app = TestApp::start().await;
    let both = app.somebody_with(&[Role::Drafter, Role::Approver]).await;
    let script = script(&app, &both, "ร่างมาตรการ", &["draft"]).await;
    let made = script
        .client
        .post("/api/v1/measures")
        .json(&sample::measure(&app.ours.id))
        .await
        .is(201);
    let path = format!("/api/v1/measures/{}", made.id());
    let submit = script.client.post(&format!("{path}/submit")).if_match(&made.etag());
    assert_problem(&submit.json(&json!({})).await, 403, "not-with-service-token");
    let submitted = app
        .drafter()
        .await
        .post(&format!("{path}/submit"))
        .if_match(&made.etag());
    let submitted = submitted.json(&json!({})).await.is(200);
    let approve = both.post(&format!("{path}/approve")).if_match(&submitted.etag());
    assert_problem(&approve.json(&json!({})).await, 403, "four-eyes");
}

/// As `curl --json @year.json -H 'Authorization: Bearer prs_…'` sends it.
#[tokio::test]
async fn a_script_imports_a_year() {
    let app = TestApp::start().await;
    let script = script(&app, &app.drafter().await, "นำเข้า", &["import"]).await;
    let bundle = sample::bundle(&app.ours.name_th);
    let import = script
        .client
        .post("/api/v1/imports")
        .header("accept", "application/json");
    import.json(&bundle).await.is(201);
    assert!(!script.client.all("/api/v1/measures").await.is_empty());
    let auditor = app.client(Role::Auditor).await;
    let entries = auditor.all("/api/v1/audit?action=bundle.import").await;
    assert_eq!(entries[0]["service_token"], json!({ "id": script.id, "name": "นำเข้า" }));
    assert_eq!(
        entries[0]["actor"]["id"],
        app.drafter().await.get("/api/v1/me").await.json()["id"]
    );
}

#[tokio::test]
async fn the_trail_and_the_security_events_name_the_token() {
    let app = TestApp::start().await;
    let (drafter, auditor) = (app.drafter().await, app.client(Role::Auditor).await);
    let script = script(&app, &drafter, "ร่าง", &["draft"]).await;
    let used = json!({ "id": script.id, "name": "ร่าง" });
    let made = script
        .client
        .post("/api/v1/measures")
        .json(&sample::measure(&app.ours.id))
        .await
        .is(201);
    let entries = auditor.all(&format!("/api/v1/audit?subject_id={}", made.id())).await;
    assert_eq!(entries[0]["service_token"], used);
    let own = app.measure(&json!({})).await;
    let entries = auditor.all(&format!("/api/v1/audit?subject_id={}", own.id)).await;
    assert_eq!(entries[0]["service_token"], json!(null), "a session has none");
    let made = auditor.all(&format!("/api/v1/audit?subject_id={}", script.id)).await;
    assert_eq!(
        (&made[0]["action"], &made[0]["service_token"]),
        (&json!("service-token.create"), &json!(null))
    );

    let users = format!(
        "/api/v1/users/{}",
        drafter.get("/api/v1/me").await.json()["id"].as_str().unwrap()
    );
    assert_problem(&script.client.get(&users).await, 403, "forbidden");
    assert_problem(
        &script.client.get("/api/v1/me/sessions").await,
        403,
        "not-with-service-token",
    );
    let refusals = auditor.all("/api/v1/security-events?kind=refused").await;
    assert_eq!(refusals.len(), 2);
    assert!(
        refusals.iter().all(|event| event["service_token"] == used),
        "{refusals:?}"
    );
}

#[tokio::test]
async fn nobody_gives_a_token_more_than_they_have() {
    let app = TestApp::start().await;
    let auditor = app.client(Role::Auditor).await;
    let post = |client: &Client, actions: &[&str]| client.post(super::TOKENS).json(&body(&app, "ตรวจสอบ", actions));
    let refusal = assert_problem(&post(&auditor, &["draft"]).await, 403, "forbidden");
    assert!(
        refusal.detail().contains(Role::Drafter.name_th()),
        "{}",
        refusal.detail()
    );
    post(&auditor, &["read_audit", "export"]).await.is(201);
    assert_problem(
        &post(&app.stranger(Role::Drafter).await, &["draft"]).await,
        404,
        "not-found",
    );
    for action in [
        "approve",
        "publish",
        "submit",
        "manage_users",
        "withdraw_published",
        "fly",
    ] {
        assert_problem(&post(&auditor, &[action]).await, 422, "invalid-input").at("/actions/0");
    }
    // The database refuses it too.
    let wider = "UPDATE service_tokens SET actions = '{approve}'";
    assert_eq!(app.database.refusal(wider).await, "service_tokens_limited");
    let script = script(&app, &app.drafter().await, "ร่าง", &ALL[..2]).await;
    assert_problem(
        &post(&script.client, &["read_drafts"]).await,
        403,
        "not-with-service-token",
    );
    let unknown = membership(Role::Drafter, &app.theirs);
    let both = app.new_person(&[unknown, membership(Role::Auditor, &app.ours)]).await;
    assert_problem(&post(&both, &["draft"]).await, 403, "forbidden");
    // Rights of a role elsewhere are no rights of a token.
    assert_problem(&post(&app.admin(), &["read_organization"]).await, 404, "not-found");
}
