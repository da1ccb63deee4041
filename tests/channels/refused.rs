//! What is refused, and to whom.

use prongsai_domain::channel::CHANNELS_MAX;
use prongsai_test_support::{Role, TestApp, assert_problem};
use serde_json::json;

use super::{channel, form, path};

#[tokio::test]
async fn administrators_keep_channels_and_members_read_them() {
    let app = TestApp::start().await;
    let (admin, path) = (app.client(Role::OrganizationAdmin).await, path(&app));
    let made = admin.post(&path).json(&form()).await.is(201);
    let one = format!("{path}/{}", made.id());
    let body = json!({ "kind": "website", "title": "เว็บ", "address": "https://www.example.go.th" });
    for role in [Role::Drafter, Role::Approver, Role::Publisher, Role::Auditor] {
        let client = app.client(role).await;
        client.get(&one).await.is(200);
        assert_eq!(client.all(&path).await.len(), 1);
        assert_problem(&client.post(&path).json(&form()).await, 403, "forbidden");
        let put = client.put(&one).if_match(&made.etag()).json(&body).await;
        assert_problem(&put, 403, "forbidden");
        let deleted = client.delete(&one).if_match(&made.etag()).await;
        assert_problem(&deleted, 403, "forbidden");
    }
    let stranger = app.stranger(Role::OrganizationAdmin).await;
    assert_problem(&stranger.get(&path).await, 404, "not-found");
    assert_problem(&stranger.get(&one).await, 404, "not-found");
    assert_problem(&stranger.post(&path).json(&form()).await, 404, "not-found");
    let put = stranger.put(&one).if_match(&made.etag()).json(&body).await;
    assert_problem(&put, 404, "not-found");
    // A channel is not found through another organization, not even by who administers both.
    let platform = app.admin();
    let other = format!("/api/v1/organizations/{}/channels/{}", app.theirs.id, made.id());
    assert_problem(&platform.get(&other).await, 404, "not-found");
    let deleted = platform.delete(&other).if_match(&made.etag()).await;
    assert_problem(&deleted, 404, "not-found");
    assert_problem(&app.anonymous().get(&path).await, 401, "missing-token");
}

#[tokio::test]
async fn the_kind_demands_the_form_of_the_address() {
    let app = TestApp::start().await;
    let (admin, path) = (app.client(Role::OrganizationAdmin).await, path(&app));
    for (kind, address, code) in [
        ("website", "www.example.go.th", "not-a-web-address"),
        ("facebook", "http://intranet/x", "not-a-web-address"),
        ("corruption_form", "https://a:b@example.go.th", "not-a-web-address"),
        ("hotline", "สายด่วน", "not-a-phone-number"),
        ("corruption_email", "example.go.th", "not-an-email"),
        ("complaint_centre", " ", "text-empty"),
    ] {
        let refused = admin.post(&path).json(&channel(kind, "ช่องทาง", address)).await;
        let problem = assert_problem(&refused, 422, "invalid-input");
        assert_eq!(problem.at("/address").code, code, "{kind} {address}");
    }
    let suggested = admin
        .post(&path)
        .json(&channel("website", "เว็บ", "www.example.go.th"))
        .await;
    let problem = assert_problem(&suggested, 422, "invalid-input");
    assert_eq!(
        problem.at("/address").suggestion.as_deref(),
        Some("https://www.example.go.th")
    );
    let unknown = admin.post(&path).json(&channel("fax", "แฟกซ์", "0-4200-0000")).await;
    assert!(matches!(unknown.status, 400 | 422), "{}", unknown.text());
    assert_eq!(app.database.number("SELECT count(*) FROM channels").await, 0);
}

#[tokio::test]
async fn keys_are_unique_and_channels_are_not_too_many() {
    let app = TestApp::start().await;
    let (admin, path) = (app.client(Role::OrganizationAdmin).await, path(&app));
    admin.post(&path).json(&form()).await.is(201);
    assert_problem(&admin.post(&path).json(&form()).await, 409, "already-exists").at("/key");
    let theirs = format!("/api/v1/organizations/{}/channels", app.theirs.id);
    app.admin().post(&theirs).json(&form()).await.is(201);
    let fill = format!(
        "INSERT INTO channels (id, organization_id, key, kind, title, address, is_checked, created_at, updated_at) \
         SELECT gen_random_uuid(), '{}', 'k' || n, 'phone', 'โทร', '191', true, now(), now() \
         FROM generate_series(2, {CHANNELS_MAX}) n",
        app.ours.id
    );
    app.database.execute(&fill).await.unwrap();
    let more = channel("email", "อีเมล", "a@example.go.th");
    assert_problem(&admin.post(&path).json(&more).await, 409, "quota-exceeded");
}

#[tokio::test]
async fn a_merged_organization_gets_no_channel() {
    let app = TestApp::start().await;
    let (admin, path) = (app.client(Role::OrganizationAdmin).await, path(&app));
    let made = admin.post(&path).json(&form()).await.is(201);
    let merged = format!(
        "SET session_replication_role = replica; UPDATE organizations SET merged_into = '{}' WHERE id = '{}'",
        app.theirs.id, app.ours.id
    );
    app.database.connect().await.batch_execute(&merged).await.unwrap();
    let more = channel("email", "อีเมล", "a@example.go.th");
    assert_problem(&admin.post(&path).json(&more).await, 409, "organization-merged");
    let one = format!("{path}/{}", made.id());
    let body = json!({ "kind": "phone", "title": "โทร", "address": "191" });
    let put = admin.put(&one).if_match(&made.etag()).json(&body).await;
    assert_problem(&put, 409, "organization-merged");
}
