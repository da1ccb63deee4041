//! Settings that two people switch on.

use prongsai_test_support::{Role, TestApp, assert_problem, sample};
use serde_json::json;

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
