//! The link check: which addresses are visited, and what `/api/v1/organizations/{id}/links` and the doctor say about them.

mod places;
mod rounds;
mod site;

use prongsai_test_support::{Limits, Loopback, Role, ServerOptions, TestApp, VisitOptions, assert_problem};
use serde_json::{Value, json};
use site::Site;

use crate::channels::{channel, path as channels};

/// A server that checks links, and reaches this site on this computer.
async fn start(site: &Site) -> TestApp {
    let visits = VisitOptions {
        loopback: Loopback::Ports(site.port..=site.port),
        ..VisitOptions::default()
    };
    start_with(Some(visits)).await
}

async fn start_with(visits: Option<VisitOptions>) -> TestApp {
    let limits = Limits {
        visits,
        ..Limits::default()
    };
    let app = TestApp::start_limited(ServerOptions::default(), limits).await;
    // The addresses of the samples lead to the internet, which no test visits.
    let none = "UPDATE organizations SET website = NULL, contact = '{}', whistle_blowing = '{}'";
    let replica = format!("SET session_replication_role = replica; {none}");
    app.database.connect().await.batch_execute(&replica).await.unwrap();
    app
}

/// Checks the links of our organization now.
async fn check(app: &TestApp) {
    let job = format!(
        "INSERT INTO jobs (id, kind, version, payload, dedupe_key, attempts_max, organization_id) VALUES \
         (gen_random_uuid(), 'links.check', 1, '{{\"organization_id\":\"{0}\"}}', 'links.check:{0}', 1, '{0}')",
        app.ours.id
    );
    app.database.execute(&job).await.unwrap();
    assert_eq!(app.work_on(|kind| kind == "links.check").await, 1);
    let failed = "SELECT count(*) FROM jobs WHERE kind = 'links.check' AND state <> 'done'";
    assert_eq!(app.database.number(failed).await, 0);
}

/// Everything that is known about links is a day older. The clock of the server stays, so that its clients stay logged in.
async fn a_day_passes(app: &TestApp) {
    let older = "UPDATE link_checks SET checked_at = checked_at - interval '1 day', \
                 failing_since = failing_since - interval '1 day'";
    app.database.execute(older).await.unwrap();
}

async fn links(app: &TestApp, state: &str) -> Vec<Value> {
    let path = format!("/api/v1/organizations/{}/links{state}", app.ours.id);
    app.drafter().await.all(&path).await
}

async fn add(app: &TestApp, kind: &str, url: &str) -> String {
    let admin = app.client(Role::OrganizationAdmin).await;
    let made = admin.post(&channels(app)).json(&channel(kind, "ช่องทาง", url)).await;
    made.is(201).id()
}

/// What the doctor says about dead links.
async fn dead(app: &TestApp) -> Vec<Value> {
    let path = format!("/api/v1/organizations/{}/doctor?fiscal_year=2566", app.ours.id);
    let found = app.drafter().await.get(&path).await.is(200).json();
    let issues = found["issues"].as_array().unwrap().iter();
    issues.filter(|issue| issue["rule"] == "dead-link").cloned().collect()
}

#[tokio::test]
async fn an_address_that_fails_for_a_day_is_dead_until_it_lives_again() {
    let site = Site::start().await;
    let app = start(&site).await;
    let id = add(&app, "corruption_form", &site.url("/form")).await;
    add(&app, "website", &site.url("/")).await;
    check(&app).await;
    assert_eq!(site.visited(), ["/", "/form"]);
    assert_eq!(links(&app, "?state=alive").await.len(), 2);

    site.answer_with("/form", 404);
    a_day_passes(&app).await;
    check(&app).await;
    let gone = links(&app, "?state=gone").await;
    let first = gone[0].clone();
    assert_eq!(
        (gone.len(), &first["status"], &first["is_dead"]),
        (1, &json!(404), &json!(false))
    );
    assert_eq!(first["failing_since"], first["checked_at"]);
    assert_eq!(
        first["places"],
        json!([{ "kind": "channel", "id": id, "pointer": "/address" }])
    );
    assert_eq!(dead(&app).await, [Value::Null; 0], "one visit is no rot");

    a_day_passes(&app).await;
    let first = links(&app, "?state=gone").await.remove(0);
    check(&app).await;
    let second = links(&app, "?state=gone").await.remove(0);
    assert_eq!((&second["id"], &second["is_dead"]), (&first["id"], &json!(true)));
    assert_eq!(second["failing_since"], first["failing_since"]);
    let issue = dead(&app).await.remove(0);
    assert_eq!(
        (&issue["severity"], &issue["responsible"], &issue["pointer"]),
        (
            &json!("warning"),
            &json!("organization_admin"),
            &json!("/channels/0/address")
        )
    );
    let call = &issue["mend"][0];
    assert_eq!(
        (&call["method"], &call["path"], &call["field"]),
        (
            &json!("PUT"),
            &json!(format!("{}/{id}", channels(&app))),
            &json!("address")
        )
    );
    let said = issue["message_en"].as_str().unwrap();
    let day = first["failing_since"].as_str().unwrap().get(..10).unwrap();
    assert!(
        said.contains(&site.url("/form")) && said.contains("404") && said.contains(day),
        "{said}"
    );

    site.answer_with("/form", 200);
    a_day_passes(&app).await;
    check(&app).await;
    let alive = links(&app, "?state=alive").await;
    assert!(alive.iter().all(|link| link["failing_since"].is_null()) && alive.len() == 2);
    assert_eq!(dead(&app).await, [Value::Null; 0]);
}

#[tokio::test]
async fn an_address_that_is_gone_from_the_organization_is_forgotten() {
    let site = Site::start().await;
    let app = start(&site).await;
    let id = add(&app, "website", &site.url("/old")).await;
    check(&app).await;
    assert_eq!(links(&app, "").await.len(), 1);
    let admin = app.client(Role::OrganizationAdmin).await;
    let one = format!("{}/{id}", channels(&app));
    let body = json!({ "kind": "website", "title": "เว็บ", "address": site.url("/new"), "is_checked": false });
    let put = admin.put(&one).if_match("\"1\"").json(&body).await.is(200);
    site.visited();
    a_day_passes(&app).await;
    check(&app).await;
    assert_eq!(links(&app, "").await, [Value::Null; 0]);
    assert_eq!(site.visited(), [""; 0], "it is not checked");
    let checked = json!({ "kind": "website", "title": "เว็บ", "address": site.url("/new") });
    admin.put(&one).if_match(&put.etag()).json(&checked).await.is(200);
    check(&app).await;
    assert_eq!(site.visited(), ["/new"]);
    // What was visited a moment ago is not visited again.
    check(&app).await;
    assert_eq!(site.visited(), [""; 0]);
}

/// No setting of the server reaches this computer or its networks.
#[tokio::test]
async fn what_a_citizen_does_not_reach_is_not_visited() {
    let site = Site::start().await;
    let app = start_with(Some(VisitOptions::default())).await;
    add(&app, "website", &site.url("/")).await;
    add(&app, "facebook", "http://169.254.169.254/latest/meta-data/").await;
    add(&app, "line", "http://10.0.0.1/").await;
    check(&app).await;
    let found = links(&app, "?state=unreachable").await;
    assert_eq!(found.len(), 3);
    for link in found {
        assert_eq!(
            (&link["fault"], &link["status"]),
            (&json!("blocked_address"), &Value::Null),
            "{link}"
        );
    }
    assert_eq!(site.visited(), [""; 0]);
}

#[tokio::test]
async fn members_who_read_drafts_see_links() {
    let site = Site::start().await;
    let app = start(&site).await;
    let path = format!("/api/v1/organizations/{}/links", app.ours.id);
    for role in [Role::Drafter, Role::Approver, Role::OrganizationAdmin] {
        app.client(role).await.get(&path).await.is(200);
    }
    let viewer = app.client(Role::ProvincialViewer).await;
    assert_problem(&viewer.get(&path).await, 403, "forbidden");
    let stranger = app.stranger(Role::OrganizationAdmin).await;
    assert_problem(&stranger.get(&path).await, 404, "not-found");
    assert_problem(&app.anonymous().get(&path).await, 401, "missing-token");
    let unknown = app.drafter().await.get(&format!("{path}?state=dead")).await;
    assert_eq!(unknown.status, 400, "{}", unknown.text());
}
