use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use prongsai_test_support::{TestApp, assert_problem};
use serde_json::{Value, json};

fn decoded(part: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

fn encoded(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

#[tokio::test]
async fn a_token_names_its_purpose_and_is_valid_for_at_most_fifteen_minutes() {
    let app = TestApp::start().await;
    let token = app.drafter().await.token.unwrap();
    let parts: Vec<&str> = token.split('.').collect();
    let (head, claims) = (decoded(parts[0]), decoded(parts[1]));
    assert_eq!(head["alg"], "HS256");
    assert!(head["kid"].as_str().is_some_and(|key| !key.is_empty()), "{head}");
    let life = claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap();
    assert!(life <= 900, "{life}");
    for claim in ["iss", "aud", "sub", "jti"] {
        assert!(claims[claim].is_string(), "{claim}: {claims}");
    }
    assert!(
        !claims.to_string().contains("drafter"),
        "roles are read again at each request: {claims}"
    );
}

#[tokio::test]
async fn a_forged_token_is_refused() {
    let app = TestApp::start().await;
    let token = app.drafter().await.token.unwrap();
    let admins = app.admin().token.unwrap();
    let parts: Vec<&str> = token.split('.').collect();
    let admins_claims = admins.split('.').nth(1).unwrap();
    let none = encoded(&json!({ "alg": "none", "typ": "JWT" }));
    let other_algorithm = encoded(&json!({ "alg": "HS384", "typ": "JWT", "kid": decoded(parts[0])["kid"] }));
    let mut long_lived = decoded(parts[1]);
    long_lived["exp"] = json!(4_102_444_800_i64);
    let forged = [
        format!("{}.{}.{}", parts[0], admins_claims, parts[2]),
        format!("{}.{}.{}", parts[0], encoded(&long_lived), parts[2]),
        format!("{none}.{}.", parts[1]),
        format!("{none}.{}.{}", parts[1], parts[2]),
        format!("{other_algorithm}.{}.{}", parts[1], parts[2]),
        format!("{}.{}", parts[0], parts[1]),
        format!("{token}x"),
        "x".to_owned(),
        "x".repeat(7_000),
    ];
    for token in forged {
        let answer = app.anonymous().with_token(&*token).get("/api/v1/me").await;
        assert_problem(&answer, 401, "invalid-token");
        assert!(
            answer
                .header("www-authenticate")
                .is_some_and(|challenge| challenge.starts_with("Bearer"))
        );
    }
}

#[tokio::test]
async fn only_a_bearer_token_counts() {
    let app = TestApp::start().await;
    let token = app.drafter().await.token.unwrap();
    for header in [
        format!("Basic {token}"),
        token.clone(),
        "Bearer".to_owned(),
        format!("Token {token}"),
    ] {
        let answer = app.anonymous().get("/api/v1/me").header("authorization", &header).await;
        assert_problem(&answer, 401, "invalid-token");
    }
    let in_query = app.anonymous().get(&format!("/api/v1/me?access_token={token}")).await;
    assert!(matches!(in_query.status, 400 | 401), "{}", in_query.text());
    app.anonymous()
        .get("/api/v1/me")
        .header("authorization", &format!("bearer {token}"))
        .await
        .is(200);
}
