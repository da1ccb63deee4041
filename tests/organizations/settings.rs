//! Settings that two people switch on.

use prongsai_domain::access::FactorState;
use prongsai_test_support::{Answer, Client, Role, TestApp, assert_problem, sample};
use serde_json::json;

use crate::revocation::membership_of;
use crate::second_factor::{enrol, step_up};

#[tokio::test]
async fn a_setting_that_weakens_a_rule_needs_two_people() {
    let app = TestApp::start().await;
    let path = format!("/api/v1/organizations/{}", app.ours.id);
    let accept = format!("{path}/settings/accept");
    let admin = app.client(Role::OrganizationAdmin).await;
    let setting = json!({ "setting": "allows_four_eyes_override" });
    let etag = admin.get(&path).await.is(200).etag();
    let early = admin.post(&accept).if_match(&etag).json(&setting).await;
    assert_problem(&early, 409, "nothing-proposed");

    let change = json!({ "settings": { "allows_four_eyes_override": true } });
    let proposed = admin.patch(&path).if_match("*").json(&change).await.is(200);
    let settings = &proposed.json()["settings"];
    assert_eq!(
        (
            &settings["allows_four_eyes_override"],
            &settings["proposed"][0]["setting"]
        ),
        (&json!(false), &json!("allows_four_eyes_override"))
    );
    let own = admin.post(&accept).if_match(&proposed.etag()).json(&setting).await;
    assert_problem(&own, 403, "second-person-required");
    let other = json!({ "setting": "publishes_internal_surveys" });
    let not_this_one = app.admin().post(&accept).if_match(&proposed.etag()).json(&other).await;
    assert_problem(&not_this_one, 409, "nothing-proposed");
    let drafter = app
        .drafter()
        .await
        .post(&accept)
        .if_match(&proposed.etag())
        .json(&setting)
        .await;
    assert_problem(&drafter, 403, "forbidden");

    // A change of something else keeps the proposal, and whose it is.
    let website = json!({ "website": "https://www.example.go.th/" });
    let edited = app
        .admin()
        .patch(&path)
        .if_match(&proposed.etag())
        .json(&website)
        .await
        .is(200);
    assert_eq!(edited.json()["settings"]["proposed"], settings["proposed"]);
    let stale = app
        .admin()
        .post(&accept)
        .if_match(&proposed.etag())
        .json(&setting)
        .await;
    assert_problem(&stale, 412, "stale");
    let accepted = app
        .admin()
        .post(&accept)
        .if_match(&edited.etag())
        .json(&setting)
        .await
        .is(200);
    let settings = &accepted.json()["settings"];
    assert_eq!(
        (&settings["allows_four_eyes_override"], &settings["proposed"]),
        (&json!(true), &json!([]))
    );
}

/// What is accepted is what was read, so any revision is not enough.
#[tokio::test]
async fn an_acceptance_names_the_revision_that_was_read() {
    let app = TestApp::start().await;
    let path = format!("/api/v1/organizations/{}", app.ours.id);
    let accept = format!("{path}/settings/accept");
    let admin = app.client(Role::OrganizationAdmin).await;
    let setting = json!({ "setting": "allows_four_eyes_override" });
    let early = admin.post(&accept).if_match("*").json(&setting).await;
    assert_problem(&early, 409, "nothing-proposed");
    let change = json!({ "settings": { "allows_four_eyes_override": true } });
    admin.patch(&path).if_match("*").json(&change).await.is(200);
    let own = admin.post(&accept).if_match("*").json(&setting).await;
    assert_problem(&own, 403, "second-person-required");
    let blind = app.admin().post(&accept).if_match("*").json(&setting).await;
    assert_problem(&blind, 428, "precondition-required");
}

#[tokio::test]
async fn one_person_switches_a_setting_off() {
    let app = TestApp::start().await;
    let path = format!("/api/v1/organizations/{}", app.ours.id);
    let accept = format!("{path}/settings/accept");
    let admin = app.client(Role::OrganizationAdmin).await;
    let setting = json!({ "setting": "allows_four_eyes_override" });
    app.switch_on("allows_four_eyes_override").await;
    let etag = admin.get(&path).await.is(200).etag();
    let off = json!({ "settings": { "allows_four_eyes_override": false } });
    let off = admin.patch(&path).if_match(&etag).json(&off).await.is(200);
    assert_eq!(off.json()["settings"]["allows_four_eyes_override"], false);
    let gone = app.admin().post(&accept).if_match(&off.etag()).json(&setting).await;
    assert_problem(&gone, 409, "nothing-proposed");
    let alone = "UPDATE organizations SET allows_four_eyes_override = true";
    assert_eq!(app.database.execute(alone).await.unwrap_err(), "23514");
}

#[tokio::test]
async fn a_new_organization_has_its_settings_proposed() {
    let app = TestApp::start().await;
    let body = sample::with(
        sample::organization("เทศบาลตำบลตั้งใหม่"),
        &json!({ "settings": { "publishes_internal_surveys": true } }),
    );
    let made = app
        .admin()
        .post("/api/v1/organizations")
        .json(&body)
        .await
        .is(201)
        .json();
    assert_eq!(
        (
            &made["settings"]["publishes_internal_surveys"],
            &made["settings"]["proposed"][0]["setting"]
        ),
        (&json!(false), &json!("publishes_internal_surveys"))
    );
}

const DAY: i64 = 24 * 3600;

/// Our administrator proposes a setting. Returns the paths of the organization and of the acceptance.
async fn proposed(app: &TestApp, admin: &Client) -> (String, String) {
    let path = format!("/api/v1/organizations/{}", app.ours.id);
    let change = json!({ "settings": { "allows_four_eyes_override": true } });
    let proposed = admin.patch(&path).if_match("*").json(&change).await.is(200).json();
    let expires_at = &proposed["settings"]["proposed"][0]["expires_at"];
    assert!(expires_at.is_string(), "{expires_at}");
    let accept = format!("{path}/settings/accept");
    (path, accept)
}

async fn accept(by: &Client, (path, accept): &(String, String)) -> Answer {
    let read = by.get(path).await.is(200).etag();
    let setting = json!({ "setting": "allows_four_eyes_override" });
    by.post(accept).if_match(&read).json(&setting).await
}

#[tokio::test]
async fn a_proposal_ends_after_fourteen_days() {
    let app = TestApp::start().await;
    let (admin, other) = (app.client(Role::OrganizationAdmin).await, app.admin());
    let paths = proposed(&app, &admin).await;
    app.clock.advance_seconds(14 * DAY);
    let admin = app.login(admin.username.as_deref().unwrap()).await;
    let other = app.login(other.username.as_deref().unwrap()).await;
    assert_problem(&accept(&other, &paths).await, 409, "proposal-expired");
    // A change of something else does not make it a proposal of whoever changes that.
    let website = json!({ "website": "https://www.example.go.th/" });
    let edited = other.patch(&paths.0).if_match("*").json(&website).await.is(200).json();
    assert_eq!(edited["settings"]["proposed"], json!([]));
    assert_problem(&accept(&admin, &paths).await, 409, "nothing-proposed");
    proposed(&app, &admin).await;
    accept(&other, &paths).await.is(200);
}

#[tokio::test]
async fn a_proposal_ends_with_the_right_of_its_proposer() {
    let app = TestApp::start().await;
    let leaving = app.somebody_with(&[Role::OrganizationAdmin, Role::Auditor]).await;
    let other = app.client(Role::OrganizationAdmin).await;
    let paths = proposed(&app, &leaving).await;
    let (_, role) = membership_of(&leaving, "organization_admin").await;
    app.admin().delete(&role).await.is(204);
    assert_problem(&accept(&other, &paths).await, 409, "proposal-expired");
    // Whoever still wants it ends the proposal and makes a new one.
    let off = json!({ "settings": { "allows_four_eyes_override": false } });
    other.patch(&paths.0).if_match("*").json(&off).await.is(200);
    proposed(&app, &other).await;
    accept(&app.admin(), &paths).await.is(200);
}

#[tokio::test]
async fn who_has_a_second_factor_proves_it_to_weaken_a_rule() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let second = app.somebody_with(&[Role::OrganizationAdmin]).await;
    let (phone, _) = enrol(&app, &admin).await;
    let (other_phone, _) = enrol(&app, &second).await;
    app.clock.advance_seconds(FactorState::FRESH_FOR.as_secs());
    let path = format!("/api/v1/organizations/{}", app.ours.id);
    let change = json!({ "settings": { "allows_four_eyes_override": true } });
    let stale = admin.patch(&path).if_match("*").json(&change).await;
    assert_problem(&stale, 403, "second-factor-stale");
    // Everything else of an organization needs none.
    let website = json!({ "website": "https://www.example.go.th/" });
    admin.patch(&path).if_match("*").json(&website).await.is(200);
    step_up(&admin, &phone.next(&app)).await.is(200);
    let paths = proposed(&app, &admin).await;
    assert_problem(&accept(&second, &paths).await, 403, "second-factor-stale");
    step_up(&second, &other_phone.next(&app)).await.is(200);
    accept(&second, &paths).await.is(200);
}

#[tokio::test]
async fn a_proposed_template_ends_with_its_time_and_with_the_right_of_its_proposer() {
    let app = TestApp::start().await;
    let path = format!("/api/v1/organizations/{}/paper-template", app.ours.id);
    let leaving = app.somebody_with(&[Role::OrganizationAdmin, Role::Auditor]).await;
    let accept = format!("{path}/accept");
    let wanted = json!({ "header_lines": ["กองช่าง"] });
    let proposed = leaving.put(&path).if_match("\"0\"").json(&wanted).await.is(200);
    let (_, role) = membership_of(&leaving, "organization_admin").await;
    app.admin().delete(&role).await.is(204);
    let accepted = app.admin().post(&accept).if_match(&proposed.etag()).await;
    assert_problem(&accepted, 409, "proposal-expired");
    let admin = app.client(Role::OrganizationAdmin).await;
    let proposed = admin.put(&path).if_match(&proposed.etag()).json(&wanted);
    let etag = proposed.await.is(200).etag();
    app.clock.advance_seconds(14 * 24 * 3600);
    let platform = app.login(app.admin().username.as_deref().unwrap()).await;
    let late = platform.post(&accept).if_match(&etag).await;
    assert_problem(&late, 409, "proposal-expired");
}
