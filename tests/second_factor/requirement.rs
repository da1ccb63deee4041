use prongsai_test_support::{Client, Role, TestApp, assert_problem, membership};
use serde_json::{Value, json};

use super::{enrol, step_up};
use crate::contract::{Contract, Operation, World, rights_of};

/// Our organization requires a second factor from now on.
async fn require(app: &TestApp, admin: &Client) {
    let path = format!("/api/v1/organizations/{}", app.ours.id);
    let change = json!({ "settings": { "requires_second_factor": true } });
    let changed = admin.patch(&path).if_match("*").json(&change).await.is(200).json();
    assert_eq!(changed["settings"]["requires_second_factor"], true);
    assert_eq!(changed["settings"]["proposed"], json!([]));
}

/// The role that approves or publishes with an operation, or changes roles.
fn weighty(operation: &Operation) -> Option<Role> {
    let (_, sufficient) = rights_of(&operation.id).roles?;
    let id = operation.id.as_str();
    let changes_roles = operation.method != "GET"
        && (id.ends_with("_membership") || operation.path.starts_with("/api/v1/users/{id}/"))
        && !id.contains("session");
    let is_weighty = id.starts_with("publish_") || id.starts_with("approve_") || changes_roles || id == "create_user";
    is_weighty.then_some(sufficient)
}

/// No operation of the contract that approves, publishes or changes roles forgets it.
#[tokio::test]
async fn who_has_none_is_told_where_to_enrol_one() {
    let app = TestApp::start().await;
    let world = World::build(&app).await;
    let platform = app.admin();
    let admin = app.client(Role::OrganizationAdmin).await;
    require(&app, &admin).await;
    let mut count = 0;
    for operation in Contract::of(&app).await.secured() {
        let Some(role) = weighty(&operation) else { continue };
        let client = app.client(role).await;
        let mut request = operation.request(&client, &world.fill(&operation.path));
        if let (Some(example), Some(media_type)) = (operation.example(), operation.body_type()) {
            request = request.raw(media_type, operation.sent(&world.localise(example, "somebody.new")));
        }
        let refusal = assert_problem(&request.english().await, 403, "second-factor-needed");
        assert_eq!(refusal.code(), "second-factor-needed", "{}", operation.id);
        count += 1;
    }
    // Documents of four kinds and all measures of a year are approved and published; seven operations change roles.
    assert_eq!(count, 2 * 5 + 7);
    // Another organization does not require it, nor does the platform.
    let theirs = json!({ "role": "drafter", "organization_id": app.theirs.id });
    let somebody = app.new_person(&[membership(Role::Auditor, &app.theirs)]).await;
    let id = somebody.get("/api/v1/me").await.is(200).id();
    platform
        .post(&format!("/api/v1/users/{id}/memberships"))
        .json(&theirs)
        .await
        .is(201);
}

#[tokio::test]
async fn who_has_one_approves_and_publishes() {
    let app = TestApp::start().await;
    let mut measure = app.measure(&json!({})).await;
    measure.step(&app.drafter().await, "submit", &json!({})).await;
    let admin = app.client(Role::OrganizationAdmin).await;
    require(&app, &admin).await;
    let (approver, publisher) = (app.approver().await, app.publisher().await);
    assert_problem(
        &measure.try_step(&approver, "approve", &json!({})).await,
        403,
        "second-factor-needed",
    );
    let me = approver.get("/api/v1/me").await.is(200).json();
    assert_eq!(me["second_factor"]["required_by"], json!([app.ours.id]));
    enrol(&app, &approver).await;
    // Drafting, submitting and returning need none.
    measure.step(&approver, "return", &json!({ "reason": "แก้ไขชื่อ" })).await;
    measure.step(&app.drafter().await, "submit", &json!({})).await;
    measure.step(&approver, "approve", &json!({})).await;
    let refused = measure.try_step(&publisher, "publish", &json!({})).await;
    assert_problem(&refused, 403, "second-factor-needed");
    measure.refresh(&publisher).await;
    assert!(
        !measure.view["allowed_actions"]
            .as_array()
            .unwrap()
            .contains(&json!("publish"))
    );
    let (phone, _) = enrol(&app, &publisher).await;
    app.clock.advance_seconds(660);
    let refused = measure.try_step(&publisher, "publish", &json!({})).await;
    assert_problem(&refused, 403, "second-factor-stale");
    step_up(&publisher, &phone.next(&app)).await.is(200);
    measure.step(&publisher, "publish", &json!({})).await;
}

#[tokio::test]
async fn one_person_switches_the_requirement_on_and_two_switch_it_off() {
    let app = TestApp::start().await;
    let path = format!("/api/v1/organizations/{}", app.ours.id);
    let accept = format!("{path}/settings/accept");
    let admin = app.client(Role::OrganizationAdmin).await;
    require(&app, &admin).await;

    // Nobody without one proposes to do without.
    let off = json!({ "settings": { "requires_second_factor": false } });
    let refused = admin.patch(&path).if_match("*").json(&off).await;
    assert_problem(&refused, 403, "second-factor-needed");
    enrol(&app, &admin).await;
    let proposed = admin.patch(&path).if_match("*").json(&off).await.is(200);
    let settings = proposed.json()["settings"].clone();
    assert_eq!(
        (&settings["requires_second_factor"], &settings["proposed"][0]["setting"]),
        (&json!(true), &json!("requires_second_factor"))
    );
    let setting = json!({ "setting": "requires_second_factor" });
    let own = admin.post(&accept).if_match(&proposed.etag()).json(&setting).await;
    assert_problem(&own, 403, "second-person-required");
    let accepted = app
        .admin()
        .post(&accept)
        .if_match(&proposed.etag())
        .json(&setting)
        .await
        .is(200);
    let settings: Value = accepted.json()["settings"].clone();
    assert_eq!(
        (&settings["requires_second_factor"], &settings["proposed"]),
        (&json!(false), &json!([]))
    );
    // The database refuses one person too.
    require(&app, &admin).await;
    let alone = format!(
        "UPDATE organizations SET requires_second_factor = false WHERE id = '{}'",
        app.ours.id
    );
    assert_eq!(app.database.refusal(&alone).await, "organizations_waive_second_factor");
}
