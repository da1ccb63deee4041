//! A right that is taken away while a request waits is not used.

use std::fmt::Debug;
use std::future::IntoFuture as _;
use std::time::Duration;

use prongsai_test_support::{Answer, Client, Document, Request, Role, TestApp, assert_problem, sample};
use serde_json::json;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

fn approval(client: &Client, document: &Document) -> Request {
    let path = format!("{}/approve", document.path());
    client.post(&path).if_match(&document.etag)
}

/// Sends a request and returns when it waits for a lock, after `before` others.
pub(crate) async fn sent_and_waiting(app: &TestApp, request: Request, before: i64) -> JoinHandle<Answer> {
    let sent = tokio::spawn(request.into_future());
    while app.database.waiting().await <= before {
        tokio::task::yield_now().await;
    }
    sent
}

/// The paths of a person and of a role that the person holds.
pub(crate) async fn membership_of(client: &Client, role: &str) -> (String, String) {
    let me = client.get("/api/v1/me").await.is(200).json();
    let id = me["id"].as_str().unwrap();
    let memberships = me["memberships"].as_array().unwrap();
    let held = memberships.iter().find(|held| held["role"] == role).unwrap();
    let user = format!("/api/v1/users/{id}");
    let membership = format!("{user}/memberships/{}", held["id"].as_str().unwrap());
    (user, membership)
}

#[tokio::test]
async fn an_approver_whose_role_is_removed_while_a_document_is_locked_does_not_approve() {
    let app = TestApp::start().await;
    let mut measure = app.measure(&json!({})).await;
    measure.step(&app.drafter().await, "submit", &json!({})).await;
    let approver = app.somebody_with(&[Role::Approver, Role::Auditor]).await;
    let (_, membership) = membership_of(&approver, "approver").await;
    let holder = app.database.lock_rows("documents").await;
    let approving = sent_and_waiting(&app, approval(&approver, &measure), 0).await;
    app.admin().delete(&membership).await.is(204);
    holder.batch_execute("ROLLBACK").await.unwrap();
    assert_problem(&approving.await.unwrap(), 503, "unavailable");
    assert_problem(&approval(&approver, &measure).await, 403, "forbidden");
    assert_eq!(app.database.text("SELECT state FROM editions").await, "submitted");
}

#[tokio::test]
async fn a_session_that_ends_while_a_document_is_locked_approves_nothing() {
    let app = TestApp::start().await;
    let mut measure = app.measure(&json!({})).await;
    measure.step(&app.drafter().await, "submit", &json!({})).await;
    let approver = app.somebody_with(&[Role::Approver]).await;
    let holder = app.database.lock_rows("documents").await;
    let approving = sent_and_waiting(&app, approval(&approver, &measure), 0).await;
    approver.post("/api/v1/auth/logout").await.is(204);
    holder.batch_execute("ROLLBACK").await.unwrap();
    assert_problem(&approving.await.unwrap(), 401, "invalid-token");
    assert_eq!(app.database.text("SELECT state FROM editions").await, "submitted");
}

/// The removal of an administrator locks the account of that person, so that their own request for it waits.
#[tokio::test]
async fn a_removed_administrator_does_not_restore_the_role() {
    let app = TestApp::start().await;
    let removed = app.somebody_with(&[Role::OrganizationAdmin, Role::Auditor]).await;
    let (user, membership) = membership_of(&removed, "organization_admin").await;
    let holder = app.database.lock_rows("users").await;
    let revoking = sent_and_waiting(&app, app.admin().delete(&membership), 0).await;
    let role = json!({ "role": "organization_admin", "organization_id": app.ours.id });
    let restoring = removed.post(&format!("{user}/memberships")).json(&role);
    let restoring = sent_and_waiting(&app, restoring, 1).await;
    let reactivating = removed.patch(&user).if_match("*").json(&json!({ "is_active": true }));
    let reactivating = sent_and_waiting(&app, reactivating, 2).await;
    holder.batch_execute("ROLLBACK").await.unwrap();
    revoking.await.unwrap().is(204);
    for waited in [restoring, reactivating] {
        let answer = waited.await.unwrap();
        assert!(
            matches!(answer.status, 403 | 503),
            "{}: {}",
            answer.status,
            answer.text()
        );
    }
    let me = removed.get("/api/v1/me").await.is(200).json();
    let roles: Vec<_> = me["memberships"]
        .as_array()
        .unwrap()
        .iter()
        .map(|held| &held["role"])
        .collect();
    assert_eq!(roles, ["auditor"]);
}

#[tokio::test]
async fn a_drafter_whose_role_is_removed_while_an_idempotency_key_is_in_use_drafts_nothing() {
    let app = TestApp::start().await;
    let drafter = app.somebody_with(&[Role::Drafter, Role::Auditor]).await;
    let (user, membership) = membership_of(&drafter, "drafter").await;
    let holder = app.database.connect().await;
    let claim = format!(
        "BEGIN; INSERT INTO idempotency_keys (user_id, key, request_sha256, created_at) \
         VALUES ('{}', 'a-key', 'another request', now())",
        user.rsplit('/').next().unwrap()
    );
    holder.batch_execute(&claim).await.unwrap();
    let body = sample::measure(&app.ours.id);
    let drafting = drafter.post("/api/v1/measures").json(&body).key("a-key");
    nothing_is_drafted(&app, drafting, &membership, holder.batch_execute("ROLLBACK")).await;
}

#[tokio::test]
async fn an_administrator_whose_role_is_removed_while_the_organization_is_locked_changes_no_setting() {
    let app = TestApp::start().await;
    let admin = app.somebody_with(&[Role::OrganizationAdmin, Role::Auditor]).await;
    let (_, membership) = membership_of(&admin, "organization_admin").await;
    let organization = format!("/api/v1/organizations/{}", app.ours.id);
    let holder = app.database.lock_rows("organizations").await;
    let setting = json!({ "settings": { "publishes_internal_surveys": true } });
    let changing = admin.patch(&organization).if_match("*").json(&setting);
    let changing = sent_and_waiting(&app, changing, 0).await;
    let revoke = format!(
        "DELETE FROM memberships WHERE id = '{}'",
        membership.rsplit('/').next().unwrap()
    );
    app.database.execute(&revoke).await.unwrap();
    holder.batch_execute("ROLLBACK").await.unwrap();
    assert_problem(&changing.await.unwrap(), 503, "unavailable");
    let changed = "SELECT count(*) FROM organizations WHERE internal_surveys_proposed_by IS NOT NULL";
    assert_eq!(app.database.number(changed).await, 0);
}

/// A client that closes its connection in the usual way, as curl does on Ctrl-C, makes no change.
#[tokio::test]
async fn a_client_that_goes_away_approves_nothing() {
    let app = TestApp::start().await;
    let mut measure = app.measure(&json!({})).await;
    measure.step(&app.drafter().await, "submit", &json!({})).await;
    let approver = app.approver().await;
    let holder = app.database.lock_rows("documents").await;
    let address = app.base_url().strip_prefix("http://").unwrap();
    let request = format!(
        "POST {}/approve HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {}\r\nIf-Match: {}\r\n\
         Content-Length: 0\r\n\r\n",
        measure.path(),
        approver.token.as_deref().unwrap(),
        measure.etag
    );
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    while app.database.waiting().await == 0 {
        tokio::task::yield_now().await;
    }
    stream.shutdown().await.unwrap();
    drop(stream);
    // PostgreSQL looks once a second whether the client of a waiting statement is still there.
    while app.database.waiting().await > 0 {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    holder.batch_execute("ROLLBACK").await.unwrap();
    assert_eq!(app.database.text("SELECT state FROM editions").await, "submitted");
    approval(&approver, &measure).await.is(200);
}

/// Removes the role of the drafter while the request waits, and ends the wait.
async fn nothing_is_drafted<E: Debug>(
    app: &TestApp,
    drafting: Request,
    membership: &str,
    ended: impl Future<Output = Result<(), E>>,
) {
    let drafting = sent_and_waiting(app, drafting, 0).await;
    app.admin().delete(membership).await.is(204);
    ended.await.unwrap();
    assert_problem(&drafting.await.unwrap(), 503, "unavailable");
    assert_eq!(app.database.number("SELECT count(*) FROM documents").await, 0);
}

/// Both share the lock of the organization. The division is locked, as another change of it would do.
#[tokio::test]
async fn a_drafter_whose_role_is_removed_while_a_division_is_locked_drafts_nothing() {
    let app = TestApp::start().await;
    let drafter = app.somebody_with(&[Role::Drafter, Role::Auditor]).await;
    let (_, membership) = membership_of(&drafter, "drafter").await;
    let holder = app.database.lock_rows("divisions").await;
    let division = json!({ "division_id": app.ours.division_id });
    let body = sample::with(sample::measure(&app.ours.id), &division);
    let drafting = drafter.post("/api/v1/measures").json(&body);
    nothing_is_drafted(&app, drafting, &membership, holder.batch_execute("ROLLBACK")).await;
}

/// The statement that drafts at once skips a locked organization, so the request waits for it like any other.
#[tokio::test]
async fn a_drafter_whose_role_is_removed_while_the_organization_is_locked_drafts_nothing() {
    let app = TestApp::start().await;
    let drafter = app.somebody_with(&[Role::Drafter, Role::Auditor]).await;
    let (_, membership) = membership_of(&drafter, "drafter").await;
    let holder = app.database.lock_rows("organizations").await;
    let drafting = drafter.post("/api/v1/measures").json(&sample::measure(&app.ours.id));
    let drafting = sent_and_waiting(&app, drafting, 0).await;
    let revoke = format!(
        "DELETE FROM memberships WHERE id = '{}'",
        membership.rsplit('/').next().unwrap()
    );
    app.database.execute(&revoke).await.unwrap();
    holder.batch_execute("ROLLBACK").await.unwrap();
    assert_problem(&drafting.await.unwrap(), 503, "unavailable");
    assert_eq!(app.database.number("SELECT count(*) FROM documents").await, 0);
}

/// Both have the same key, and the other one is rolled back.
#[tokio::test]
async fn a_drafter_whose_role_is_removed_while_a_key_is_taken_drafts_nothing() {
    let app = TestApp::start().await;
    let drafter = app.somebody_with(&[Role::Drafter, Role::Auditor]).await;
    let (user, membership) = membership_of(&drafter, "drafter").await;
    let holder = app.database.connect().await;
    let taking = format!(
        "BEGIN; INSERT INTO documents (id, kind, organization_id, province_code, programme, fiscal_year, key, created_by, \
                                       created_at) \
         VALUES (gen_random_uuid(), 'measure', '{}', '47', 'nacc-ita', 2566, 'a-key', '{}', now())",
        app.ours.id,
        user.rsplit('/').next().unwrap()
    );
    holder.batch_execute(&taking).await.unwrap();
    let body = sample::with(sample::measure(&app.ours.id), &json!({ "key": "a-key" }));
    let drafting = drafter.post("/api/v1/measures").json(&body);
    nothing_is_drafted(&app, drafting, &membership, holder.batch_execute("ROLLBACK")).await;
}

#[tokio::test]
async fn an_administrator_whose_role_is_removed_while_a_name_is_taken_adds_nothing() {
    let app = TestApp::start().await;
    let divisions = format!("/api/v1/organizations/{}/divisions", app.ours.id);
    let organization = sample::with(
        sample::organization("เทศบาลตำบลใหม่"),
        &json!({ "local_code": "05470201" }),
    );
    let cases = [
        (
            format!(
                "INSERT INTO divisions (id, organization_id, name_th, name_folded, created_at) \
                 VALUES (gen_random_uuid(), '{}', 'กองคลัง', 'กองคลัง', now())",
                app.ours.id
            ),
            (divisions.as_str(), json!({ "name_th": "กองคลัง" })),
        ),
        (
            "INSERT INTO users (id, username, display_name, password_hash, created_at, updated_at) \
             VALUES (gen_random_uuid(), 'same-name', 'x', 'x', now(), now())"
                .to_owned(),
            ("/api/v1/users", sample::user("same-name")),
        ),
        (
            "INSERT INTO organizations (id, name_th, name_folded, kind, province_code, local_code, contact, \
                                        whistle_blowing, created_at, updated_at) \
             VALUES (gen_random_uuid(), 'x', 'x', 'city_municipality', '47', '05470201', '{}', '{}', now(), now())"
                .to_owned(),
            ("/api/v1/organizations", organization),
        ),
    ];
    for (taking, (path, body)) in cases {
        let admin = app.new_person(&[json!({ "role": "platform_admin" })]).await;
        let (_, membership) = membership_of(&admin, "platform_admin").await;
        let holder = app.database.connect().await;
        holder.batch_execute(&format!("BEGIN; {taking}")).await.unwrap();
        let adding = sent_and_waiting(&app, admin.post(path).json(&body), 0).await;
        app.admin().delete(&membership).await.is(204);
        holder.batch_execute("ROLLBACK").await.unwrap();
        assert_problem(&adding.await.unwrap(), 503, "unavailable");
    }
}

/// Own roles cannot be raised, also not to one that a single person gives.
#[tokio::test]
async fn an_administrator_gives_themselves_no_role() {
    let app = TestApp::start().await;
    let admin = app.somebody_with(&[Role::OrganizationAdmin]).await;
    let (user, _) = membership_of(&admin, "organization_admin").await;
    let role = json!({ "role": "auditor", "organization_id": app.ours.id });
    let memberships = format!("{user}/memberships");
    assert_problem(&admin.post(&memberships).json(&role).await, 403, "own-account");
    let role = json!({ "role": "platform_admin" });
    let me = app.admin().get("/api/v1/me").await.is(200).id();
    let own = format!("/api/v1/users/{me}/memberships");
    assert_problem(&app.admin().post(&own).json(&role).await, 403, "own-account");
}
