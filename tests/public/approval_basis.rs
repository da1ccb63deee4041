//! How many people the approvals of an organization rest on.

use prongsai_test_support::{Role, TestApp, membership};
use serde_json::{Value, json};

async fn basis(app: &TestApp) -> Value {
    let path = format!("/public/v1/organizations/{}", app.ours.id);
    let one = app.anonymous().get(&path).await.is(200).json()["approval_basis"].clone();
    let list = app.anonymous().all("/public/v1/organizations").await;
    let listed = list.iter().find(|row| row["id"] == app.ours.id.as_str()).unwrap();
    assert_eq!(listed["approval_basis"], one);
    one
}

#[tokio::test]
async fn people_count_who_may_approve_and_publish_now() {
    let app = TestApp::start().await;
    let nobody = json!({
        "approvers": 0, "approvers_unconfirmed": 0, "approvers_who_draft": 0, "publishers": 0,
        "publishers_unconfirmed": 0, "public_documents": 0, "approvers_of_public": 0,
        "acknowledged_warnings": 0,
    });
    assert_eq!(basis(&app).await, nobody);
    // Neither people of another organization, nor a proposed role, count.
    app.stranger(Role::Approver).await;
    let proposed = json!({ "username": "somchai", "display_name": "สมชาย",
        "memberships": [membership(Role::Approver, &app.ours)] });
    let somchai = app.admin().post("/api/v1/users").json(&proposed).await.is(201).id();
    assert_eq!(basis(&app).await, nobody);

    app.enroll("somchai").await;
    app.publisher().await;
    app.somebody_with(&[Role::Drafter, Role::Approver, Role::Publisher])
        .await;
    let counted = basis(&app).await;
    assert_eq!(
        (
            &counted["approvers"],
            &counted["approvers_who_draft"],
            &counted["publishers"]
        ),
        (&json!(2), &json!(1), &json!(2))
    );
    assert_eq!(counted["approvers_unconfirmed"], 0);

    // An account that sleeps, or is closed, does not count.
    let path = format!("/api/v1/users/{somchai}");
    let token = app
        .admin()
        .post(&format!("{path}/password-token"))
        .json(&json!({}))
        .await
        .is(201)
        .json();
    let activation = json!({ "token": token["token"], "password": "แม่น้ำ ภูเขา ตะกร้า หวาย" });
    app.anonymous()
        .post("/api/v1/auth/activate")
        .json(&activation)
        .await
        .is(204);
    assert_eq!(basis(&app).await["approvers"], 1);
    app.enroll("somchai").await;
    assert_eq!(basis(&app).await["approvers"], 2);
    let off = app.admin().patch(&path).if_match("*");
    off.json(&json!({ "is_active": false })).await.is(200);
    assert_eq!(basis(&app).await["approvers"], 1);
}

#[tokio::test]
async fn the_approvals_of_what_is_public_count_by_person() {
    let app = TestApp::start().await;
    let of_public = async || {
        let basis = basis(&app).await;
        (
            basis["public_documents"].as_u64().unwrap(),
            basis["approvers_of_public"].as_u64().unwrap(),
        )
    };
    let (drafter, publisher) = (app.drafter().await, app.publisher().await);
    let mut first = app.published_measure(&json!({})).await;
    app.published_measure(&json!({ "title": "มาตรการที่สอง" })).await;
    assert_eq!(of_public().await, (2, 1));

    // The last approval counts, not one that was followed by a return.
    let other = app.somebody_with(&[Role::Approver]).await;
    let mut third = app.measure(&json!({ "title": "มาตรการที่สาม" })).await;
    third.step(&drafter, "submit", &json!({})).await;
    third.step(&app.approver().await, "approve", &json!({})).await;
    assert_eq!(of_public().await, (2, 1), "what is approved only is not public");
    third
        .step(&app.approver().await, "return", &json!({ "reason": "ขอให้ตรวจทาน" }))
        .await;
    third
        .steps(&[(&drafter, "submit"), (&other, "approve"), (&publisher, "publish")])
        .await;
    assert_eq!(of_public().await, (3, 2));

    // The person stays behind the approval after leaving. A withdrawn document does not count.
    let id = other.get("/api/v1/me").await.id();
    let off = app.admin().patch(&format!("/api/v1/users/{id}")).if_match("*");
    off.json(&json!({ "is_active": false })).await.is(200);
    assert_eq!(of_public().await, (3, 2));
    third.step(&publisher, "withdraw", &json!({ "reason": "ผิดพลาด" })).await;
    assert_eq!(of_public().await, (2, 1));

    // A correction counts by its own approval.
    first.step(&drafter, "revise", &json!({})).await;
    first.patch(&drafter, &json!({ "title": "ฉบับแก้ไข" })).await;
    let third_person = app.somebody_with(&[Role::Approver]).await;
    first
        .steps(&[
            (&drafter, "submit"),
            (&third_person, "approve"),
            (&publisher, "publish"),
        ])
        .await;
    assert_eq!(of_public().await, (2, 2));
}

/// An internal survey is not counted for people who cannot see it.
#[tokio::test]
async fn what_is_not_public_is_not_counted() {
    let app = TestApp::start().await;
    let mut internal = app.invitation("IIT").await;
    app.publish(&mut internal).await;
    assert_eq!(basis(&app).await["public_documents"], 0);
    let mut external = app.invitation("EIT").await;
    app.publish(&mut external).await;
    assert_eq!(basis(&app).await["public_documents"], 1);
}

/// The public answer says numbers, and nothing of the people.
#[tokio::test]
async fn nobody_is_named() {
    let app = TestApp::start().await;
    app.published_measure(&json!({})).await;
    let approver = app.approver().await.get("/api/v1/me").await.is(200).json();
    let page = format!("/public/{}/", app.ours.id);
    for path in [format!("/public/v1/organizations/{}", app.ours.id), page.clone()] {
        let answer = app.anonymous().get(&path).await.is(200);
        for private in [&approver["id"], &approver["username"]] {
            assert!(!answer.text().contains(private.as_str().unwrap()), "{path}: {private}");
        }
        assert_eq!(answer.header("cache-control"), Some("public, max-age=60"));
        app.anonymous()
            .get(&path)
            .header("if-none-match", &answer.etag())
            .await
            .is(304);
    }
    let text = app.anonymous().get(&page).await.is(200).text();
    assert!(text.contains("ผู้อนุมัติและผู้เผยแพร่ของหน่วยงาน"), "{text}");
}
