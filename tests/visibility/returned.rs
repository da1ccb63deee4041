use prongsai_test_support::{Role, TestApp};
use serde_json::json;

/// A supervisor sees an edition that was withdrawn after its return, but not what was drafted in between.
#[tokio::test]
async fn what_was_drafted_after_a_return_stays_unseen_when_the_edition_is_withdrawn() {
    let app = TestApp::start().await;
    let (drafter, approver) = (app.drafter().await, app.approver().await);
    // A report needs a measure of its year.
    app.published_measure(&json!({})).await;
    for mut document in [
        app.measure(&json!({ "title": "ที่เสนอ" })).await,
        app.report(&json!({ "title": "ที่เสนอ" })).await,
    ] {
        document.step(&drafter, "submit", &json!({})).await;
        document.step(&approver, "return", &json!({ "reason": "แก้ไข" })).await;
        document.patch(&drafter, &json!({ "title": "ขมิ้นเหลือง" })).await;
        document.step(&drafter, "withdraw", &json!({ "reason": "ยกเลิก" })).await;
        assert_eq!(document.view["title"], "ที่เสนอ");
        let viewer = app.client(Role::ProvincialViewer).await;
        for path in [
            document.path(),
            format!("{}/editions", document.path()),
            format!("{}/history", document.path()),
            format!("/api/v1/{}", document.plural),
            format!("{}.html", document.path()),
        ] {
            let answer = viewer.get(&path).await;
            assert!(!answer.text().contains("ขมิ้นเหลือง"), "{path}");
        }
        let found = viewer.get(&document.path()).await.is(200).json();
        assert_eq!(
            (&found["state"], &found["title"]),
            (&json!("withdrawn"), &json!("ที่เสนอ"))
        );
    }
}
