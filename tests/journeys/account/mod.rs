//! The whole life of an account: invited, activated, confirmed, password changed, second factor, reset, second organization,
//! handed over and ended.

mod life;
mod second_factor;

use prongsai_test_support::{Client, Document, Role, assert_problem, membership, sample};
use serde_json::json;

use self::life::{Life, USERNAME, activate, confirm_role, invite, logged_in, token};
use self::second_factor::second_factor;

const FIRST: &str = "ช้างสามเชือกกลางทุ่งนา";
const CHANGED: &str = "แม่น้ำ ภูเขา ตะกร้า หวาย";
const RESET: &str = "เรือใบ สะพาน กาแฟ ดวงดาว";

#[tokio::test]
async fn an_account_is_played_from_the_invitation_to_the_end() {
    let mut life = Life::invited().await;
    let measure = life.submitted().await;
    activated(&mut life, &measure).await;
    let approved = confirmed(&life, measure).await;
    password_changed(&mut life).await;
    second_factor(&mut life).await;
    reset(&mut life).await;
    second_organization(&mut life).await;
    handed_over(&life, &approved).await;
    ended(&life, &approved).await;
    trail(&life).await;
}

async fn activated(life: &mut Life, measure: &Document) {
    assert_problem(&life.app.try_login(USERNAME, FIRST).await, 401, "bad-credentials");
    let token = token(&life.admin, &life.path).await;
    activate(&life.app, &token, FIRST).await.is(204);
    life.stands("unconfirmed").await;
    life.log_in(FIRST).await;
    // The role is proposed only, so the person sees nothing of the organization.
    life.holds(&[]).await;
    assert_problem(&life.person.get(&measure.path()).await, 404, "not-found");
    life.was_told(&["role-proposed", "password-token", "password-set"])
        .await;
}

/// The role, then the account. Returns the approved measure, which is published.
async fn confirmed(life: &Life, mut measure: Document) -> Document {
    let own = confirm_role(&life.admin, &life.path).await;
    assert_problem(&own, 403, "second-person-required");
    confirm_role(&life.second, &life.path).await.is(200);
    life.holds(&["approver"]).await;
    life.sleeps(&measure).await;
    life.is_confirmed().await;
    life.was_told(&["role-given", "account-confirmed"]).await;
    let publisher = life.app.publisher().await;
    measure
        .steps(&[(&life.person, "approve"), (&publisher, "publish")])
        .await;
    measure
}

async fn password_changed(life: &mut Life) {
    let elsewhere = logged_in(&life.app, USERNAME, FIRST).await;
    let change = |current: &str| json!({ "current_password": current, "new_password": CHANGED });
    let wrong = life.person.post("/api/v1/me/password").json(&change(RESET)).await;
    assert_problem(&wrong, 422, "invalid-input").at("/current_password");
    let right = life.person.post("/api/v1/me/password").json(&change(FIRST));
    right.await.is(204);
    life.person.get("/api/v1/me").await.is(200);
    assert_problem(&elsewhere.get("/api/v1/me").await, 401, "invalid-token");
    assert_problem(&life.app.try_login(USERNAME, FIRST).await, 401, "bad-credentials");
    // The person chose it, so nothing sleeps.
    life.stands("confirmed").await;
    life.log_in(CHANGED).await;
    life.was_told(&["password-changed"]).await;
}

async fn reset(life: &mut Life) {
    let token = token(&life.admin, &life.path).await;
    life.person.get("/api/v1/me").await.is(200);
    activate(&life.app, &token, RESET).await.is(204);
    assert_problem(&life.person.get("/api/v1/me").await, 401, "invalid-token");
    assert_problem(&life.app.try_login(USERNAME, CHANGED).await, 401, "bad-credentials");
    life.stands("unconfirmed").await;
    // The token was handed over, so it opens nothing without the second factor.
    let without = life.app.try_login(USERNAME, RESET).await;
    assert_problem(&without, 401, "second-factor-required");
    life.log_in(RESET).await;
    let mut measure = life.submitted().await;
    life.sleeps(&measure).await;
    life.is_confirmed().await;
    measure.step(&life.person, "approve", &json!({})).await;
}

/// The platform proposes the role, and the other organization confirms it.
async fn second_organization(life: &mut Life) {
    let role = membership(Role::Approver, &life.app.theirs);
    let memberships = format!("{}/memberships", life.path);
    life.app.admin().post(&memberships).json(&role).await.is(201);
    life.holds(&["approver"]).await;
    confirm_role(&life.elsewhere, &life.path).await.is(200);
    assert_problem(&life.person.get("/api/v1/me").await, 401, "invalid-token");
    life.log_in(RESET).await;
    life.holds(&["approver", "approver"]).await;
    life.was_told(&["another-organization"]).await;
    // Each organization sees its own role, and neither changes the account.
    for (admin, organization) in [(&life.admin, &life.app.ours), (&life.elsewhere, &life.app.theirs)] {
        let seen = admin.get(&life.path).await.is(200).json();
        let [held] = seen["memberships"].as_array().unwrap().as_slice() else {
            panic!("{seen}");
        };
        assert_eq!(held["organization_id"], organization.id.as_str());
        let refused = admin.post(&format!("{}/password-token", life.path)).json(&json!({}));
        assert_problem(&refused.await, 403, "forbidden");
    }
    let renamed = json!({ "display_name": "สมชาย ใจดี", "position": "รองปลัดเทศบาล" });
    let change = life.app.admin().patch(&life.path).if_match("*").json(&renamed);
    change.await.is(200);
}

/// Expects who approved a measure, as they were then.
async fn was_approved_by(reader: &Client, measure: &Document, name: &str, position: &str) {
    let mut measure = measure.clone();
    measure.refresh(reader).await;
    let approved = &measure.view["approved"];
    assert_eq!(
        (&approved["name"], &approved["position"]),
        (&json!(name), &json!(position))
    );
}

/// The next person gets an account of their own. The one who leaves loses the role here, and keeps that of the other
/// organization.
async fn handed_over(life: &Life, approved: &Document) {
    let app = &life.app;
    let next = invite(app, &life.admin, "somying.j", "สมหญิง ใจงาม").await;
    let token = token(&life.admin, &next).await;
    activate(app, &token, CHANGED).await.is(204);
    confirm_role(&life.second, &next).await.is(200);
    let read = life.second.get(&next).await.is(200).etag();
    let confirm = life.second.post(&format!("{next}/confirm")).if_match(&read);
    confirm.json(&json!({})).await.is(200);
    let account = life.admin.get(&life.path).await.is(200).json();
    let role = account["memberships"][0]["id"].as_str().unwrap();
    let removed = life.admin.delete(&format!("{}/memberships/{role}", life.path));
    removed.await.is(204);
    life.was_told(&["role-removed"]).await;
    life.holds(&["approver"]).await;

    let mut measure = life.submitted().await;
    assert_problem(&life.person.get(&measure.path()).await, 404, "not-found");
    let next = logged_in(app, "somying.j", CHANGED).await;
    measure.step(&next, "approve", &json!({})).await;
    was_approved_by(&next, &measure, "สมหญิง ใจงาม", "ปลัดเทศบาล").await;
    was_approved_by(&next, approved, "สมชาย รักถิ่น", "ปลัดเทศบาล").await;
    let drafter = app.stranger(Role::Drafter).await;
    let mut there = Document::draft(&drafter, "measures", &sample::measure(&app.theirs.id)).await;
    there.steps(&[(&drafter, "submit"), (&life.person, "approve")]).await;
    was_approved_by(&drafter, &there, "สมชาย ใจดี", "รองปลัดเทศบาล").await;
}

/// The organization that is left ends the account. What the person signed stays.
async fn ended(life: &Life, approved: &Document) {
    let off = life.elsewhere.patch(&life.path).if_match("*");
    off.json(&json!({ "is_active": false })).await.is(200);
    assert_problem(&life.person.get("/api/v1/me").await, 401, "invalid-token");
    assert_problem(&life.app.try_login(USERNAME, RESET).await, 401, "bad-credentials");
    let token = life.elsewhere.post(&format!("{}/password-token", life.path));
    assert_problem(&token.json(&json!({})).await, 409, "account-deactivated");
    was_approved_by(&life.admin, approved, "สมชาย รักถิ่น", "ปลัดเทศบาล").await;
    life.app.anonymous().get(&approved.public_path()).await.is(200);
}

/// Who did what to the account, in order.
async fn trail(life: &Life) {
    let id = life.path.rsplit_once('/').unwrap().1;
    let me = async |client: &Client| client.get("/api/v1/me").await.id();
    let (admin, second) = (me(&life.admin).await, me(&life.second).await);
    let (elsewhere, platform) = (me(&life.elsewhere).await, me(&life.app.admin()).await);
    let expected = [
        ("user.create", Some(admin.as_str())),
        ("user.password-token", Some(&admin)),
        // Whoever had the token.
        ("user.activate", None),
        ("membership.confirm", Some(&second)),
        ("user.confirm", Some(&second)),
        ("user.change-password", Some(id)),
        ("user.begin-second-factor", Some(id)),
        ("user.enrol-second-factor", Some(id)),
        ("membership.propose", Some(&admin)),
        ("membership.confirm", Some(&second)),
        ("membership.revoke", Some(&admin)),
        ("user.password-token", Some(&admin)),
        ("user.activate", None),
        ("user.confirm", Some(&second)),
        ("membership.propose", Some(&platform)),
        ("membership.confirm", Some(&elsewhere)),
        ("user.edit", Some(&platform)),
        ("membership.revoke", Some(&admin)),
        ("user.edit", Some(&elsewhere)),
    ];
    let entries = life.app.admin().all(&format!("/api/v1/audit?subject_id={id}")).await;
    let found = entries.iter().map(|entry| {
        let action = entry["action"].as_str().unwrap();
        (action, entry["actor"]["id"].as_str())
    });
    let found: Vec<(&str, Option<&str>)> = found.collect();
    assert_eq!(found, expected);
}
