//! `/api/v1/users` and their memberships.

mod accounts;
mod begun_again;
mod begun_again_notices;
mod begun_again_races;
mod proposals;
mod proposals_elsewhere;
mod reopening;
mod second_people;
mod second_person;
mod waiting;

use prongsai_test_support::{Role, TestApp, assert_problem, membership, sample};
use serde_json::{Value, json};

const USERS: &str = "/api/v1/users";

fn body(username: &str, memberships: &[Value]) -> Value {
    sample::with(sample::user(username), &json!({ "memberships": memberships }))
}

#[tokio::test]
async fn an_organization_administrator_adds_people_to_that_organization_only() {
    let app = TestApp::start().await;
    let admin = app.client(Role::OrganizationAdmin).await;
    let made = admin
        .post(USERS)
        .json(&body("somchai", &[membership(Role::Drafter, &app.ours)]))
        .await
        .is(201);
    assert_eq!(made.json()["memberships"][0]["role"], "drafter");
    assert!(!made.text().contains("password"), "{}", made.text());
    for role in [Role::Drafter, Role::OrganizationAdmin] {
        let answer = admin
            .post(USERS)
            .json(&body("somying", &[membership(role, &app.theirs)]))
            .await;
        assert_problem(&answer, 422, "invalid-input").at("/memberships/0/organization_id");
    }
    for role in [Role::PlatformAdmin, Role::ProvincialViewer] {
        let answer = admin
            .post(USERS)
            .json(&body("somying", &[membership(role, &app.ours)]))
            .await;
        assert_problem(&answer, 403, "forbidden");
    }
    assert_problem(
        &admin.post(USERS).json(&body("somying", &[])).await,
        422,
        "invalid-input",
    )
    .at("/memberships");
    // The answer names the roles that may do it.
    let colleague = app
        .new_person(&[
            membership(Role::OrganizationAdmin, &app.ours),
            membership(Role::Drafter, &app.theirs),
        ])
        .await;
    let elsewhere = body("somying", &[membership(Role::Drafter, &app.theirs)]);
    let refusal = assert_problem(&colleague.post(USERS).json(&elsewhere).await, 403, "forbidden");
    assert!(
        refusal.detail().contains(Role::OrganizationAdmin.name_th()),
        "{}",
        refusal.detail()
    );
    let taken = app.admin().post(USERS).json(&body("SomChai", &[])).await;
    assert_problem(&taken, 409, "already-exists").at("/username");
}

#[tokio::test]
async fn invalid_names_and_memberships_are_refused_and_so_is_a_password() {
    let app = TestApp::start().await;
    for (change, place) in [
        (json!({ "username": "ab" }), "/username"),
        (json!({ "username": "1abc" }), "/username"),
        (json!({ "username": "สมชาย" }), "/username"),
        (json!({ "password": "แม่น้ำ ภูเขา ตะกร้า หวาย" }), "/password"),
        (json!({ "display_name": "" }), "/display_name"),
        (
            json!({ "memberships": [{ "role": "drafter" }] }),
            "/memberships/0/organization_id",
        ),
        (json!({ "memberships": [{ "role": "emperor" }] }), "/memberships/0/role"),
        (
            json!({ "memberships": [{ "role": "provincial_viewer", "province_code": "99" }] }),
            "/memberships/0/province_code",
        ),
    ] {
        let answer = app
            .admin()
            .post(USERS)
            .json(&sample::with(body("somchai-r", &[]), &change))
            .await;
        assert_problem(&answer, 422, "invalid-input").at(place);
    }
}

#[tokio::test]
async fn somebody_of_two_organizations_is_shown_to_each_in_part_and_changed_by_neither() {
    let app = TestApp::start().await;
    let both = app
        .new_person(&[
            membership(Role::Drafter, &app.ours),
            membership(Role::Approver, &app.theirs),
        ])
        .await;
    let path = format!("{USERS}/{}", both.get("/api/v1/me").await.is(200).id());
    for (admin, hidden) in [
        (app.client(Role::OrganizationAdmin).await, &app.theirs),
        (app.stranger(Role::OrganizationAdmin).await, &app.ours),
    ] {
        let seen = admin.get(&path).await.is(200);
        assert_eq!(seen.json()["memberships"].as_array().map(Vec::len), Some(1));
        assert!(!seen.text().contains(&hidden.id));
        let change = json!({ "is_active": false });
        let answer = admin.patch(&path).if_match(&seen.etag()).json(&change).await;
        assert_problem(&answer, 403, "forbidden");
        let token = admin.post(&format!("{path}/password-token")).json(&json!({})).await;
        assert_problem(&token, 403, "forbidden");
    }
}

#[tokio::test]
async fn the_last_platform_administrator_cannot_be_removed() {
    let app = TestApp::start().await;
    let me = app.admin().get("/api/v1/me").await.is(200).json();
    let path = format!("{USERS}/{}", me["id"].as_str().unwrap());
    let grant = format!("{path}/memberships/{}", me["memberships"][0]["id"].as_str().unwrap());
    assert_problem(&app.admin().delete(&grant).await, 409, "last-administrator");
    let off = app
        .admin()
        .patch(&path)
        .if_match("*")
        .json(&json!({ "is_active": false }))
        .await;
    assert_problem(&off, 409, "last-administrator");
    // With a second administrator, the first one may be removed.
    let other = app.new_person(&[membership(Role::PlatformAdmin, &app.ours)]).await;
    app.admin().delete(&grant).await.is(204);
    assert_eq!(other.all("/api/v1/organizations").await.len(), 2);
    assert!(app.admin().all("/api/v1/organizations").await.is_empty());
}

/// Two administrators who remove each other at the same moment must not both succeed.
#[tokio::test]
async fn two_administrators_cannot_remove_each_other_at_once() {
    let app = TestApp::start().await;
    let other = app.new_person(&[membership(Role::PlatformAdmin, &app.ours)]).await;
    let mut removals = tokio::task::JoinSet::new();
    for (remover, removed) in [(app.admin(), other.clone()), (other, app.admin())] {
        let me = removed.get("/api/v1/me").await.is(200).json();
        let grant = format!(
            "{USERS}/{}/memberships/{}",
            me["id"].as_str().unwrap(),
            me["memberships"][0]["id"].as_str().unwrap()
        );
        let request = remover.delete(&grant);
        removals.spawn(async move { request.await.status });
    }
    removals.join_all().await;
    let left = "SELECT count(*) FROM memberships WHERE role = 'platform_admin'";
    assert_eq!(app.database.number(left).await, 1);
}

#[tokio::test]
async fn a_role_is_given_once() {
    let app = TestApp::start().await;
    let person = app.new_person(&[membership(Role::Drafter, &app.ours)]).await;
    let memberships = format!("{USERS}/{}/memberships", person.get("/api/v1/me").await.is(200).id());
    let again = app
        .admin()
        .post(&memberships)
        .json(&membership(Role::Drafter, &app.ours))
        .await;
    assert_problem(&again, 409, "already-exists");
    assert_eq!(
        app.admin().get(&memberships).await.is(200).json()["items"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
}
