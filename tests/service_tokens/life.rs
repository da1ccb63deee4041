//! A token is made, used, replaced, revoked, and forgotten.

use prongsai_application::service_token::forget_ended;
use prongsai_test_support::{Role, TestApp, assert_problem, sample};
use serde_json::json;

use super::{TOKENS, body, rotation, script, script_of};

const DAY: i64 = 24 * 3600;
const ME: &str = "/api/v1/me";

#[tokio::test]
async fn a_token_is_shown_once_and_only_its_hash_is_stored() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let made = drafter
        .post(TOKENS)
        .key("the-same")
        .json(&body(&app, "นำเข้า", &["import"]))
        .await
        .is(201);
    let script = script_of(&app, made.json());
    let secret = script.made["secret"].as_str().unwrap();
    assert!(secret.starts_with("prs_") && secret.len() == 50, "{}", secret.len());
    script.client.get(ME).await.is(200);
    let path = format!("{TOKENS}/{}", script.id);
    assert_eq!(made.header("location"), Some(path.as_str()));
    let shown = drafter.get(&path).await.is(200);
    assert_eq!(
        shown.json()["actions"],
        json!(["read_organization", "read_drafts", "import"])
    );
    assert!(!shown.text().contains(secret));
    for table in [
        "service_tokens",
        "idempotency_keys",
        "audit_entries",
        "security_events",
        "notices",
    ] {
        let found = format!("SELECT count(*) FROM {table} AS row WHERE row::text LIKE '%{secret}%'");
        assert_eq!(app.database.number(&found).await, 0, "{table}");
    }
    let of_hash = format!("SELECT count(*) FROM service_tokens WHERE token_sha256 = sha256('{secret}'::bytea)");
    assert_eq!(app.database.number(&of_hash).await, 1);
    assert_eq!(
        app.database
            .number("SELECT count(*) FROM idempotency_keys WHERE key = 'the-same'")
            .await,
        0
    );
    let again = drafter.post(TOKENS).json(&body(&app, "นำเข้า", &["import"])).await;
    assert_problem(&again, 409, "already-exists").at("/name");
}

#[tokio::test]
async fn a_wrong_token_is_refused() {
    let app = TestApp::start().await;
    let script = script(&app, &app.drafter().await, "นำเข้า", &["import"]).await;
    let secret = script.made["secret"].as_str().unwrap();
    // The last one has a right checksum, and nobody made it.
    let nobodys = "prs_4f7Qx2LmZ0aB9cD8eF6gH5iJ4kL3mN2oP1qR7sTu0Px62O";
    for wrong in ["prs_", &secret[..49], &secret.to_uppercase(), nobodys] {
        let answer = app.anonymous().with_token(wrong).get(ME).await;
        assert_problem(&answer, 401, "invalid-token");
        assert!(answer.header("www-authenticate").is_some());
    }
}

#[tokio::test]
async fn a_token_expires_after_ninety_days_and_is_forgotten_after_as_many() {
    let app = TestApp::start().await;
    let script = script(&app, &app.drafter().await, "นำเข้า", &["import"]).await;
    app.clock.advance_seconds(90 * DAY - 1);
    script.client.get(ME).await.is(200);
    app.clock.advance_seconds(1);
    assert_problem(&script.client.get(ME).await, 401, "expired-token");
    app.clock.advance_seconds(90 * DAY - 1);
    assert_eq!(forget_ended(app.use_cases()).await.unwrap(), 0);
    app.clock.advance_seconds(1);
    assert_eq!(forget_ended(app.use_cases()).await.unwrap(), 1);
    assert_problem(&script.client.get(ME).await, 401, "invalid-token");
}

#[tokio::test]
async fn the_time_of_a_token_has_limits() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let with = |days: u16| sample::with(body(&app, "นำเข้า", &["import"]), &json!({ "expires_in_days": days }));
    for days in [0, 366] {
        let refused = drafter.post(TOKENS).json(&with(days)).await;
        let refusal = assert_problem(&refused, 422, "invalid-input");
        refusal.at("/expires_in_days");
    }
    drafter.post(TOKENS).json(&with(365)).await.is(201);
    let longer = "UPDATE service_tokens SET expires_at = expires_at + interval '1 second'";
    assert_eq!(app.database.refusal(longer).await, "service_tokens_expire");
}

#[tokio::test]
async fn a_replaced_token_works_during_the_overlap() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let old = script(&app, &drafter, "นำเข้า", &["import"]).await;
    let rotate = |id: &str| drafter.post(&format!("{TOKENS}/{id}/rotate"));
    let new = script_of(&app, rotate(&old.id).json(&rotation(1)).await.is(201).json());
    assert_eq!(new.made["service_token"]["name"], "นำเข้า");
    assert_eq!(
        new.made["service_token"]["actions"],
        old.made["service_token"]["actions"]
    );
    let shown = drafter.get(&format!("{TOKENS}/{}", old.id)).await.is(200).json();
    assert_eq!(
        (&shown["replaced_by"], &shown["is_valid"]),
        (&json!(new.id), &json!(true))
    );
    assert_problem(&rotate(&old.id).json(&rotation(1)).await, 409, "service-token-ended");
    // Without an overlap the token of before ends at once.
    let newest = script_of(&app, rotate(&new.id).json(&rotation(0)).await.is(201).json());
    assert_problem(&new.client.get(ME).await, 401, "invalid-token");
    app.clock.advance_seconds(3599);
    old.client.get(ME).await.is(200);
    app.clock.advance_seconds(1);
    assert_problem(&old.client.get(ME).await, 401, "expired-token");
    newest.client.get(ME).await.is(200);
}

#[tokio::test]
async fn a_person_revokes_their_own_tokens_and_no_others() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let (one, other) = (
        script(&app, &drafter, "หนึ่ง", &["import"]).await,
        script(&app, &drafter, "สอง", &["import"]).await,
    );
    let colleague = app.somebody_with(&[Role::Drafter]).await;
    let path = format!("{TOKENS}/{}", one.id);
    for refused in [colleague.get(&path), colleague.delete(&path)] {
        assert_problem(&refused.await, 404, "not-found");
    }
    let rotate = colleague.post(&format!("{path}/rotate")).json(&json!({}));
    assert_problem(&rotate.await, 404, "not-found");
    drafter.delete(&path).await.is(204);
    drafter.delete(&path).await.is(204);
    assert_problem(&one.client.get(ME).await, 401, "invalid-token");
    other.client.get(ME).await.is(200);
    let valid = drafter.all(&format!("{TOKENS}?valid=true")).await;
    assert_eq!(
        valid.iter().map(|token| &token["id"]).collect::<Vec<_>>(),
        [&json!(other.id)]
    );
    let ended = drafter.all(&format!("{TOKENS}?valid=false")).await;
    assert_eq!(ended[0]["revoked_by"], drafter.get(ME).await.json()["id"]);
    assert!(colleague.all(TOKENS).await.is_empty());
}
