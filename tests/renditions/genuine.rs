//! A genuine file and a withdrawn edition are recognised as such.

use prongsai_test_support::sha256;
use serde_json::json;

use super::{Kept, code_of, start};

/// An invitation and its poster have the same code.
#[tokio::test]
async fn the_page_of_a_code_shows_the_hash_of_every_genuine_file() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let mut invitation = app.invitation("EIT").await;
    app.publish(&mut invitation).await;
    app.work_on(|name| name != "rendition.year").await;
    let anybody = app.anonymous();
    let path = invitation.public_path();
    let document = anybody.get(&format!("{path}.pdf")).await.is(200);
    let poster = anybody.get(&format!("{path}/poster.pdf")).await.is(200);

    let code = code_of(&app, &invitation, 1).await;
    let page = anybody
        .get(&format!("/public/v1/verify/{code}.html"))
        .await
        .is(200)
        .text();

    for file in [document, poster] {
        assert!(page.contains(&sha256(&file.body)), "{}: {page}", file.request_line);
    }
    assert!(page.contains("โปสเตอร์"), "{page}");
}

/// A record that is inserted while its edition is being withdrawn does not name the withdrawal.
#[tokio::test]
async fn a_withdrawal_that_the_record_misses_is_not_forgotten() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let mut measure = app.published_measure(&json!({})).await;
    let code = code_of(&app, &measure, 1).await;
    let reason = json!({ "reason": "ยกเลิกมาตรการ" });
    measure.step(&app.publisher().await, "withdraw", &reason).await;
    let forget = "SET session_replication_role = replica; \
                  UPDATE verification_records SET withdrawn_at = NULL, withdraw_reason = NULL";
    app.database.connect().await.batch_execute(forget).await.unwrap();
    measure.step(&app.drafter().await, "revise", &json!({})).await;
    app.publish(&mut measure).await;

    let answer = app.anonymous().get(&format!("/public/v1/verify/{code}")).await.is(200);

    let said = answer.json();
    assert_eq!(
        (&said["state"], &said["withdrawn"]["reason"]),
        (&json!("withdrawn"), &reason["reason"])
    );
}
