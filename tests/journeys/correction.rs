use prongsai_test_support::{TestApp, assert_problem};
use serde_json::json;

/// The published edition keeps its bytes until the correction replaces it.
#[tokio::test]
async fn a_correction_leaves_the_live_edition_alone_until_it_is_published() {
    let app = TestApp::start().await;
    let (drafter, approver, publisher) = (app.drafter().await, app.approver().await, app.publisher().await);
    let anyone = app.anonymous();
    let mut measure = app.published_measure(&json!({ "title": "ฉบับแรก" })).await;
    let first = anyone.get(&measure.public_path()).await.is(200);
    assert_eq!(first.json()["edition"], 1);

    measure.step(&drafter, "revise", &json!({})).await;
    assert_eq!((measure.state(), &measure.view["edition"]), ("draft", &json!(2)));
    let again = measure.try_step(&drafter, "revise", &json!({})).await;
    assert_problem(&again, 409, "edition-in-work");
    measure.patch(&drafter, &json!({ "title": "ฉบับแก้ไข" })).await;
    for (client, step) in [(&drafter, "submit"), (&approver, "approve")] {
        measure.step(client, step, &json!({})).await;
        let live = anyone.get(&measure.public_path()).await.is(200);
        assert_eq!(
            (live.body, live.headers.get("etag")),
            (first.body.clone(), first.headers.get("etag"))
        );
    }

    measure.step(&publisher, "publish", &json!({})).await;

    let second = anyone.get(&measure.public_path()).await.is(200);
    assert_eq!(
        (&second.json()["edition"], &second.json()["title"]),
        (&json!(2), &json!("ฉบับแก้ไข"))
    );
    assert_ne!(second.etag(), first.etag());
    let editions = drafter.all(&format!("{}/editions", measure.path())).await;
    let states: Vec<(u64, &str)> = editions
        .iter()
        .map(|one| (one["edition"].as_u64().unwrap(), one["state"].as_str().unwrap()))
        .collect();
    assert!(
        states.contains(&(1, "superseded")) && states.contains(&(2, "published")),
        "{states:?}"
    );
}

/// The history contains every step, the person who took it, and the reason.
#[tokio::test]
async fn the_history_has_every_act() {
    let app = TestApp::start().await;
    let (drafter, approver, publisher) = (app.drafter().await, app.approver().await, app.publisher().await);
    let mut measure = app.measure(&json!({})).await;
    measure
        .patch(&drafter, &json!({ "target": "ผู้ตอบพึงพอใจร้อยละ 85" }))
        .await;
    measure.step(&drafter, "submit", &json!({})).await;
    measure
        .step(&approver, "return", &json!({ "reason": "ขอให้ระบุเป้าหมาย" }))
        .await;
    assert_eq!(measure.state(), "returned");
    measure
        .steps(&[(&drafter, "submit"), (&approver, "approve"), (&publisher, "publish")])
        .await;
    measure
        .step(&publisher, "withdraw", &json!({ "reason": "ยกเลิกมาตรการ" }))
        .await;

    let history = drafter.all(&format!("{}/history", measure.path())).await;

    let actions: Vec<&str> = history.iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    let expected = [
        "create", "edit", "submit", "return", "submit", "approve", "publish", "withdraw",
    ];
    assert_eq!(actions, expected.map(|action| format!("measure.{action}")));
    let returned = history
        .iter()
        .find(|entry| entry["action"] == "measure.return")
        .unwrap();
    assert_eq!(returned["reason"], "ขอให้ระบุเป้าหมาย");
    assert_eq!(
        (&returned["from_state"], &returned["to_state"]),
        (&json!("submitted"), &json!("returned"))
    );
}
