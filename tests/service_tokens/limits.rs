//! How many tokens and requests there may be, and what a request with a token costs.

use std::num::NonZeroU32;

use prongsai_test_support::{
    Answer, Limits, RateLimitOptions, RatePolicy, ServerOptions, TestApp, assert_problem, count_statements,
    statements_of,
};

use serde_json::json;

use super::{TOKENS, body, rotation, script};

const ME: &str = "/api/v1/me";

fn per_minute(quota: u32) -> Option<RatePolicy> {
    let (quota, window_seconds) = (NonZeroU32::new(quota)?, NonZeroU32::new(60)?);
    Some(RatePolicy { quota, window_seconds })
}

/// The class that a request counted in, and what is left.
fn counted(answer: &Answer) -> String {
    let header = answer.header("ratelimit").expect("the header RateLimit");
    header.split_once(";t=").expect(header).0.to_owned()
}

/// A token that the server does not know counts for its address: nobody gets a limit of their own by inventing tokens.
#[tokio::test]
async fn a_token_that_was_valid_counts_for_its_person() {
    let rates = RateLimitOptions {
        public: per_minute(5),
        read: per_minute(4),
        ..RateLimitOptions::off()
    };
    let limits = Limits {
        rates,
        ..Limits::default()
    };
    let app = TestApp::start_limited(ServerOptions::default(), limits).await;
    let drafter = app.drafter().await;
    let one = script(&app, &drafter, "นำเข้า", &["import"]).await;
    let other = script(&app, &drafter, "ร่าง", &["draft"]).await;
    let elsewhere = one.client.from_address("127.0.0.2");
    assert_eq!(counted(&one.client.get(ME).await.is(200)), "\"public\";r=4");
    assert_eq!(counted(&other.client.get(ME).await.is(200)), "\"public\";r=3");
    assert_eq!(counted(&elsewhere.get(ME).await.is(200)), "\"read\";r=3");
    // Another token gives no further requests, and the session of the person none either.
    assert_eq!(counted(&other.client.get(ME).await.is(200)), "\"read\";r=2");
    assert_eq!(counted(&drafter.get(ME).await.is(200)), "\"read\";r=1");
    one.client.get(ME).await.is(200);
    for client in [&elsewhere, &other.client, &drafter] {
        assert_problem(&client.get(ME).await, 429, "too-many-requests");
    }
    // Requests of invented tokens are counted apart.
    let script = one;
    let nobodys = "prs_4f7Qx2LmZ0aB9cD8eF6gH5iJ4kL3mN2oP1qR7sTu0Px62O";
    for wrong in ["prs_nonsense", nobodys] {
        let answer = script.client.with_token(wrong).get(ME).await;
        assert_problem(&answer, 401, "invalid-token");
        assert!(counted(&answer).starts_with("\"public\""), "{}", counted(&answer));
    }
    // A revoked token counts for its address from its first refusal on.
    drafter.delete(&format!("{TOKENS}/{}", script.id)).await.is(204);
    app.clock.advance_seconds(60);
    assert!(counted(&script.client.get(ME).await.is(401)).starts_with("\"read\""));
    assert!(counted(&script.client.get(ME).await.is(401)).starts_with("\"public\""));
}

#[tokio::test]
async fn a_person_has_at_most_twenty_tokens() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut last = String::new();
    for number in 1..=20 {
        last = script(&app, &drafter, &format!("โทเคน {number}"), &["import"]).await.id;
    }
    let more = || drafter.post(TOKENS).json(&body(&app, "อีกหนึ่ง", &["import"]));
    assert_problem(&more().await, 409, "too-many-service-tokens");
    let rotate = drafter.post(&format!("{TOKENS}/{last}/rotate"));
    rotate.json(&rotation(24)).await.is(201);
    assert_problem(&more().await, 409, "too-many-service-tokens");
    let newest = drafter.all(TOKENS).await[0]["id"].as_str().unwrap().to_owned();
    drafter.delete(&format!("{TOKENS}/{newest}")).await.is(204);
    more().await.is(201);
}

#[tokio::test]
async fn a_read_with_a_token_costs_no_more_statements_than_one_in_a_session() {
    count_statements();
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let script = script(&app, &drafter, "อ่าน", &["read_drafts"]).await;
    let path = app.measure(&json!({})).await.path();
    let mut counts = Vec::new();
    for client in [&drafter, &script.client] {
        // Opens the connections, and records the first use.
        for _ in 0..20 {
            client.get(&path).await.is(200);
        }
        counts.push(statements_of(async { client.get(&path).await.is(200) }).await.0);
    }
    assert_eq!(counts[0], counts[1]);
    assert!(counts[0] > 0);
}

#[tokio::test]
async fn the_last_use_is_recorded_once_an_hour() {
    let app = TestApp::start().await;
    let script = script(&app, &app.drafter().await, "อ่าน", &["read_drafts"]).await;
    let used = async || {
        app.database
            .text("SELECT coalesce(last_used_at::text, 'never') FROM service_tokens")
            .await
    };
    assert_eq!(used().await, "never");
    script.client.get(ME).await.is(200);
    let first = used().await;
    assert_ne!(first, "never");
    app.clock.advance_seconds(3599);
    script.client.get(ME).await.is(200);
    assert_eq!(used().await, first);
    app.clock.advance_seconds(1);
    script.client.get(ME).await.is(200);
    assert_ne!(used().await, first);
}
