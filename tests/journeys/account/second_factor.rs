//! The second factor of the account: enrolled, asked for at a publication, replaced by a recovery code, required by the
//! organization.

use prongsai_domain::access::FactorState;
use prongsai_test_support::{Document, PASSWORD, Role, assert_problem, membership};
use serde_json::json;

use super::CHANGED;
use super::life::{Life, USERNAME, confirm_role, logged_in, session_of, try_login_with};
use crate::second_factor::{Phone, enrol};

const MINE: &str = "/api/v1/me/second-factor";

pub(super) async fn second_factor(life: &mut Life) {
    let recovery_codes = enrolled(life).await;
    stepped_up(life).await;
    recovered(life, &recovery_codes[0]).await;
    required(life).await;
}

/// Returns the recovery codes.
async fn enrolled(life: &mut Life) -> Vec<String> {
    let elsewhere = logged_in(&life.app, USERNAME, CHANGED).await;
    let begin = life.person.post(MINE).json(&json!({ "current_password": CHANGED }));
    let phone = Phone::scan(&begin.await.is(200).json());
    let code = json!({ "code": phone.next(&life.app) });
    let confirmed = life.person.post(&format!("{MINE}/confirm")).json(&code).await.is(200);
    let codes = serde_json::from_value(confirmed.json()["recovery_codes"].clone()).unwrap();
    // The other session began without it.
    assert_problem(&elsewhere.get("/api/v1/me").await, 401, "invalid-token");
    life.was_told(&["second-factor-enrolled"]).await;
    let without = life.app.try_login(USERNAME, CHANGED).await;
    assert_problem(&without, 401, "second-factor-required");
    life.phone = Some(phone);
    life.log_in(CHANGED).await;
    codes
}

/// The person may also publish for a while. A publication needs a code of the last ten minutes.
async fn stepped_up(life: &Life) {
    let app = &life.app;
    let memberships = format!("{}/memberships", life.path);
    let role = membership(Role::Publisher, &app.ours);
    life.admin.post(&memberships).json(&role).await.is(201);
    confirm_role(&life.second, &life.path).await.is(200);
    life.holds(&["approver", "publisher"]).await;
    let mut measure = life.submitted().await;
    measure.step(&app.approver().await, "approve", &json!({})).await;

    app.clock.advance_seconds(FactorState::FRESH_FOR.as_secs());
    let refused = measure.try_step(&life.person, "publish", &json!({})).await;
    assert_problem(&refused, 403, "second-factor-stale");
    let code = life.phone.as_ref().expect("it is enrolled").next(app);
    let proved = life.person.post("/api/v1/auth/step-up").json(&json!({ "code": code }));
    proved.await.is(200);
    measure.step(&life.person, "publish", &json!({})).await;
    app.anonymous().get(&measure.public_path()).await.is(200);
}

/// The telephone is not at hand. A recovery code opens one session.
async fn recovered(life: &mut Life, code: &str) {
    let login = try_login_with(&life.app, CHANGED, Some(code)).await.is(200);
    life.person = session_of(&life.app, &login);
    let again = try_login_with(&life.app, CHANGED, Some(code)).await;
    assert_problem(&again, 401, "bad-credentials");
    life.was_told(&["recovery-code-used"]).await;
}

/// The organization requires a second factor for a while: the person has one, the others do nothing of weight.
async fn required(life: &Life) {
    let app = &life.app;
    let organization = format!("/api/v1/organizations/{}", app.ours.id);
    let switch = async |on: bool| {
        let change = json!({ "settings": { "requires_second_factor": on } });
        let changed = life.admin.patch(&organization).if_match("*").json(&change);
        changed.await.is(200)
    };
    let on = switch(true).await;
    assert_eq!(on.json()["settings"]["requires_second_factor"], true);
    let mut measure: Document = life.submitted().await;
    let refused = measure.try_step(&app.approver().await, "approve", &json!({})).await;
    assert_problem(&refused, 403, "second-factor-needed");
    measure.step(&life.person, "approve", &json!({})).await;
    let role = publisher_role(life).await;
    assert_problem(&life.admin.delete(&role).await, 403, "second-factor-needed");

    // One administrator proposes the weaker rule, the other one accepts it. Where a second factor is required, it is for that too.
    let (_, spare) = enrol(app, &life.admin).await;
    let (_, spare_of_second) = enrol(app, &life.second).await;
    let proposed = switch(false).await;
    assert_eq!(proposed.json()["settings"]["requires_second_factor"], true);
    let setting = json!({ "setting": "requires_second_factor" });
    let accept = format!("{organization}/settings/accept");
    let own = life.admin.post(&accept).if_match(&proposed.etag()).json(&setting).await;
    assert_problem(&own, 403, "second-person-required");
    let accepted = life.second.post(&accept).if_match(&proposed.etag()).json(&setting);
    assert_eq!(
        accepted.await.is(200).json()["settings"]["requires_second_factor"],
        false
    );
    life.admin.delete(&role).await.is(204);
    for (administrator, spare) in [(&life.admin, spare), (&life.second, spare_of_second)] {
        let remove = json!({ "current_password": PASSWORD, "code": spare[0] });
        administrator
            .post(&format!("{MINE}/remove"))
            .json(&remove)
            .await
            .is(204);
    }
    life.holds(&["approver"]).await;
}

/// The path of the person's role as a publisher.
async fn publisher_role(life: &Life) -> String {
    let account = life.admin.get(&life.path).await.is(200).json();
    let mut held = account["memberships"].as_array().unwrap().iter();
    let role = held.find(|held| held["role"] == "publisher").expect("the role");
    format!("{}/memberships/{}", life.path, role["id"].as_str().unwrap())
}
