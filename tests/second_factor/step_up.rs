use prongsai_domain::access::FactorState;
use prongsai_test_support::{Document, Role, TestApp, assert_problem, membership, sample};
use serde_json::json;

use super::{enrol, log_in, session, step_up};

/// The seconds for which a code counts.
const FRESH: i64 = FactorState::FRESH_FOR.as_secs();

/// An approved measure.
async fn approved(app: &TestApp) -> Document {
    let mut measure = app.measure(&json!({})).await;
    let (drafter, approver) = (app.drafter().await, app.approver().await);
    measure.steps(&[(&drafter, "submit"), (&approver, "approve")]).await;
    measure
}

#[tokio::test]
async fn a_publication_needs_a_code_of_the_last_ten_minutes() {
    let app = TestApp::start().await;
    let (mut first, mut second) = (approved(&app).await, approved(&app).await);
    let publisher = app.publisher().await;
    let (phone, _) = enrol(&app, &publisher).await;
    // The confirmation of the enrolment counts.
    first.step(&publisher, "publish", &json!({})).await;

    app.clock.advance_seconds(FRESH);
    let refused = second.try_step(&publisher, "publish", &json!({})).await;
    let refusal = assert_problem(&refused, 403, "second-factor-stale");
    assert_eq!(refusal.code(), "second-factor-stale");
    let all = publisher.step_year(&app.ours.id, 2566, "publish").await;
    assert_problem(&all, 403, "second-factor-stale");
    second.refresh(&publisher).await;
    assert!(
        second.view["allowed_actions"]
            .as_array()
            .unwrap()
            .contains(&json!("publish")),
        "a program can offer the step and ask for the code"
    );

    let proved = step_up(&publisher, &phone.next(&app)).await.is(200);
    assert!(proved.json()["fresh_until"].is_string());
    second.step(&publisher, "publish", &json!({})).await;
}

#[tokio::test]
async fn a_code_counts_for_ten_minutes_in_one_session() {
    let app = TestApp::start().await;
    let publisher = app.publisher().await;
    let name = publisher.username.clone().unwrap();
    let (phone, _) = enrol(&app, &publisher).await;
    let fresh = json!({ "is_enrolled": true, "is_fresh": true, "required_by": [] });
    let stale = json!({ "is_enrolled": true, "is_fresh": false, "required_by": [] });
    let login = log_in(&app, &name, Some(&phone.next(&app))).await.is(200);
    let other = session(&app, &name, &login);
    app.clock.advance_seconds(FRESH - 2);
    assert_eq!(other.get("/api/v1/me").await.is(200).json()["second_factor"], fresh);
    app.clock.advance_seconds(2);
    assert_eq!(other.get("/api/v1/me").await.is(200).json()["second_factor"], stale);
    step_up(&other, &phone.next(&app)).await.is(200);
    assert_eq!(other.get("/api/v1/me").await.is(200).json()["second_factor"], fresh);
    assert_eq!(publisher.get("/api/v1/me").await.is(200).json()["second_factor"], stale);
}

/// An approval needs no further code, but an override of the four-eyes rule does.
#[tokio::test]
async fn an_override_needs_a_code() {
    let app = TestApp::start().await;
    app.switch_on("allows_four_eyes_override").await;
    let alone = app.somebody_with(&[Role::Drafter, Role::Approver]).await;
    let (phone, _) = enrol(&app, &alone).await;
    let mut own = Document::draft(&alone, "measures", &sample::measure(&app.ours.id)).await;
    own.step(&alone, "submit", &json!({})).await;
    let mut of_others = app.measure(&json!({})).await;
    of_others.step(&app.drafter().await, "submit", &json!({})).await;
    app.clock.advance_seconds(FRESH);
    of_others.step(&alone, "approve", &json!({})).await;
    let reason = json!({ "override_reason": "หน่วยงานมีเจ้าหน้าที่คนเดียว" });
    let refused = own.try_step(&alone, "approve", &reason).await;
    assert_problem(&refused, 403, "second-factor-stale");
    step_up(&alone, &phone.next(&app)).await.is(200);
    own.step(&alone, "approve", &reason).await;
}

#[tokio::test]
async fn changes_of_roles_need_a_code() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let person = app.new_person(&[membership(Role::Auditor, &app.ours)]).await;
    let me = person.get("/api/v1/me").await.is(200).json();
    let path = format!("/api/v1/users/{}", me["id"].as_str().unwrap());
    let role = format!("{path}/memberships/{}", me["memberships"][0]["id"].as_str().unwrap());
    let (phone, _) = enrol(&app, &admin).await;
    app.clock.advance_seconds(FRESH);
    let given = membership(Role::Drafter, &app.ours);
    let new = sample::with(sample::user("somsri.j"), &json!({ "memberships": [given] }));
    for answer in [
        admin.post(&format!("{path}/memberships")).json(&given).await,
        admin.post(&format!("{role}/confirm")).json(&json!({})).await,
        admin.delete(&role).await,
        admin
            .post(&format!("{path}/confirm"))
            .if_match("*")
            .json(&json!({}))
            .await,
        admin.post(&format!("{path}/password-token")).json(&json!({})).await,
        admin.delete(&format!("{path}/second-factor")).await,
        admin.post("/api/v1/users").json(&new).await,
    ] {
        assert_problem(&answer, 403, "second-factor-stale");
    }
    // Reading people needs none.
    admin.get(&path).await.is(200);
    step_up(&admin, &phone.next(&app)).await.is(200);
    admin.post(&format!("{path}/memberships")).json(&given).await.is(201);
    admin.delete(&role).await.is(204);
}

#[tokio::test]
async fn a_stolen_session_cannot_guess() {
    let app = TestApp::start().await;
    let publisher = app.publisher().await;
    let (phone, codes) = enrol(&app, &publisher).await;
    for _ in 0..10 {
        assert_problem(&step_up(&publisher, "000000").await, 422, "invalid-input").at("/code");
    }
    assert_problem(&step_up(&publisher, &phone.next(&app)).await, 429, "too-many-attempts");
    assert_problem(&step_up(&publisher, &codes[0]).await, 429, "too-many-attempts");
    let failed = "SELECT count(*) FROM security_events WHERE kind = 'second-factor-failed'";
    assert_eq!(app.database.number(failed).await, 10);
    publisher.get("/api/v1/me").await.is(200);
}

#[tokio::test]
async fn of_parallel_step_ups_with_one_code_one_succeeds() {
    let app = TestApp::start().await;
    let publisher = app.publisher().await;
    let (phone, _) = enrol(&app, &publisher).await;
    let code = phone.next(&app);
    let (one, two, three) = tokio::join!(
        step_up(&publisher, &code),
        step_up(&publisher, &code),
        step_up(&publisher, &code)
    );
    let mut statuses = [one.status, two.status, three.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422, 422]);
}
