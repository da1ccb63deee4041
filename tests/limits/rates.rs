//! Limits of the rate of requests.

use std::num::NonZeroU32;

use prongsai_test_support::{
    Answer, Client, Limits, MetricsAccess, ProxyHeader, RateLimitOptions, RatePolicy, ServerOptions, TestApp,
    TrustedProxies, assert_problem, count_statements, statements_of,
};
use reqwest::Method;
use serde_json::json;

use crate::public::pages::{BROWSER, assert_page};

/// So many requests in a minute.
pub(crate) fn per_minute(quota: u32) -> Option<RatePolicy> {
    let (quota, window_seconds) = (NonZeroU32::new(quota)?, NonZeroU32::new(60)?);
    Some(RatePolicy { quota, window_seconds })
}

pub(super) fn rates(rates: RateLimitOptions) -> Limits {
    Limits {
        rates,
        ..Limits::default()
    }
}

async fn start(options: RateLimitOptions) -> TestApp {
    let open = ServerOptions {
        metrics: MetricsAccess::Open,
        ..ServerOptions::default()
    };
    TestApp::start_limited(open, rates(options)).await
}

/// The number of requests that remain, and the seconds, of a class.
fn left(answer: &Answer, class: &str) -> (u32, u64) {
    let header = answer.header("ratelimit").expect("the header RateLimit");
    let rest = header.strip_prefix(&format!("\"{class}\";r=")).expect(header);
    let (remaining, seconds) = rest.split_once(";t=").expect(header);
    (remaining.parse().expect(header), seconds.parse().expect(header))
}

#[tokio::test]
async fn an_address_is_refused_when_its_limit_is_used_up() {
    let app = start(RateLimitOptions {
        public: per_minute(3),
        ..RateLimitOptions::off()
    })
    .await;
    let (one, other) = (app.anonymous(), app.anonymous().from_address("127.0.0.2"));
    for remaining in [2, 1, 0] {
        let answer = one.get("/public/v1/provinces").await.is(200);
        assert_eq!(answer.header("ratelimit-policy"), Some("\"public\";q=3;w=60"));
        assert_eq!(left(&answer, "public").0, remaining);
    }

    let refused = one.get("/public/v1/provinces").await;

    assert_problem(&refused, 429, "too-many-requests");
    let (remaining, seconds) = left(&refused, "public");
    assert!(remaining == 0 && (1..=20).contains(&seconds), "{seconds}");
    assert_eq!(refused.header("retry-after"), Some(seconds.to_string().as_str()));
    assert_eq!(refused.header("ratelimit-policy"), Some("\"public\";q=3;w=60"));
    let detail = one.get("/public/v1/provinces").english().await;
    assert_problem(&detail, 429, "too-many-requests");
    other.get("/public/v1/provinces").await.is(200);
    app.clock.advance_seconds(20);
    one.get("/public/v1/provinces").await.is(200);
    assert_problem(&one.get("/public/v1/provinces").await, 429, "too-many-requests");
}

#[tokio::test]
async fn answers_for_operators_are_not_limited_and_tell_of_refusals() {
    let app = start(RateLimitOptions {
        public: per_minute(1),
        ..RateLimitOptions::off()
    })
    .await;
    let anyone = app.anonymous();
    // An address that does not exist counts too.
    assert_problem(&anyone.get("/nowhere").await, 404, "not-found");
    assert_problem(&anyone.get("/nowhere").await, 429, "too-many-requests");
    for path in ["/health/live", "/health/ready", "/metrics"] {
        for _ in 0..2 {
            let answer = anyone.get(path).await.is(200);
            assert_eq!(answer.header("ratelimit"), None, "{path}");
        }
    }
    let metrics = anyone.get("/metrics").await.text();
    assert!(
        metrics.contains("rate_limited_requests_total{class=\"public\"} 1"),
        "{metrics}"
    );
}

#[tokio::test]
async fn a_refusal_tells_what_is_left_too() {
    let app = start(RateLimitOptions {
        public: per_minute(10),
        read: per_minute(10),
        ..RateLimitOptions::off()
    })
    .await;
    let missing = "/api/v1/measures/00000000-0000-4000-8000-000000000000";
    let answer = app.drafter().await.get(missing).await;
    assert_problem(&answer, 404, "not-found");
    assert_eq!(left(&answer, "read").0, 9);
    let answer = app.anonymous().get(missing).await;
    assert_problem(&answer, 401, "missing-token");
    assert_eq!(left(&answer, "public").0, 9);
}

/// The addresses of the tests are exempt here, as those of this machine are by default.
#[tokio::test]
async fn a_person_has_one_limit_at_all_addresses() {
    let app = start(RateLimitOptions {
        public: per_minute(1),
        read: per_minute(3),
        exempt: RateLimitOptions::default().exempt,
        ..RateLimitOptions::off()
    })
    .await;
    let (drafter, approver) = (app.drafter().await, app.approver().await);
    let me = "/api/v1/me";
    drafter.get(me).await.is(200);
    drafter.from_address("127.0.0.2").get(me).await.is(200);
    drafter.from_address("127.0.0.3").get(me).await.is(200);
    let refused = drafter.from_address("127.0.0.4").get(me).await;
    assert_problem(&refused, 429, "too-many-requests");
    approver.get(me).await.is(200);
    // Without a valid token a request counts for its address, which is exempt.
    for _ in 0..2 {
        let answer = drafter.with_token("not-a-token").get(me).await;
        assert_problem(&answer, 401, "invalid-token");
        assert_eq!(answer.header("ratelimit"), None);
    }
}

#[tokio::test]
async fn reads_changes_and_expensive_work_are_counted_apart() {
    let app = start(RateLimitOptions {
        read: per_minute(1),
        expensive: per_minute(1),
        ..RateLimitOptions::off()
    })
    .await;
    let measure = app.measure(&json!({})).await;
    let drafter = app.drafter().await;
    let table = format!("/api/v1/organizations/{}/fiscal-years/2566/plan.csv", app.ours.id);
    drafter.get(&table).await.is(200);
    assert_problem(&drafter.get(&table).await, 429, "too-many-requests");
    drafter.get(&measure.path()).await.is(200);
    assert_problem(&drafter.get(&measure.path()).await, 429, "too-many-requests");
    let edit = drafter.patch(&measure.path()).if_match(&measure.etag);
    edit.json(&json!({ "title": "แก้ได้อยู่" })).await.is(200);
}

#[tokio::test]
async fn logins_are_counted_for_the_address() {
    let app = start(RateLimitOptions {
        sign_in: per_minute(2),
        ..RateLimitOptions::off()
    })
    .await;
    let login = |client: &Client| {
        let wrong = json!({ "username": "nobody.of.this.name", "password": "wrong-password" });
        client.post("/api/v1/auth/login").json(&wrong)
    };
    let (one, other) = (
        app.anonymous().from_address("127.0.0.2"),
        app.anonymous().from_address("127.0.0.3"),
    );
    for _ in 0..2 {
        assert_problem(&login(&one).await, 401, "bad-credentials");
    }
    assert_problem(&login(&one).await, 429, "too-many-requests");
    assert_problem(&login(&other).await, 401, "bad-credentials");
    // Other requests of the address go on.
    one.get("/public/v1/provinces").await.is(200);
}

#[tokio::test]
async fn a_web_page_may_read_the_limits() {
    let origin = "https://www.example.go.th";
    let options = ServerOptions {
        cors_origins: vec![origin.to_owned()],
        ..ServerOptions::default()
    };
    let public = RateLimitOptions {
        public: per_minute(1),
        ..RateLimitOptions::off()
    };
    let app = TestApp::start_limited(options, rates(public)).await;
    let preflight = app
        .anonymous()
        .request(Method::OPTIONS, "/public/v1/provinces")
        .header("origin", origin)
        .header("access-control-request-method", "GET");
    assert!(
        matches!(preflight.await.status, 200 | 204),
        "a preflight is not counted"
    );
    let read = || app.anonymous().get("/public/v1/provinces").header("origin", origin);
    let (allowed, refused) = (read().await.is(200), read().await);
    assert_problem(&refused, 429, "too-many-requests");
    for answer in [allowed, refused] {
        assert_eq!(answer.header("access-control-allow-origin"), Some(origin));
        let exposed = answer.header("access-control-expose-headers").unwrap_or_default();
        for name in ["ratelimit", "ratelimit-policy", "retry-after"] {
            assert!(
                exposed.split(',').any(|header| header.trim() == name),
                "{name}: {exposed}"
            );
        }
    }
}

/// The numbers of statements for reads of a person and of the public, with these limits.
async fn statements_of_reads(options: RateLimitOptions) -> Vec<usize> {
    let app = start(options).await;
    let measure = app.published_measure(&json!({})).await;
    let (drafter, anyone) = (app.drafter().await, app.anonymous());
    let mut counts = Vec::new();
    for (client, path) in [
        (&drafter, measure.path()),
        (&drafter, "/api/v1/measures".to_owned()),
        (&anyone, "/public/v1/organizations".to_owned()),
    ] {
        // Opens the connections.
        for _ in 0..20 {
            client.get(&path).await.is(200);
        }
        counts.push(statements_of(async { client.get(&path).await.is(200) }).await.0);
    }
    counts
}

#[tokio::test]
async fn the_limits_send_no_statement() {
    count_statements();
    let without = statements_of_reads(RateLimitOptions::off()).await;
    let with = statements_of_reads(RateLimitOptions {
        exempt: Vec::new(),
        ..RateLimitOptions::default()
    })
    .await;
    assert_eq!(with, without);
}

/// A client that sends a header of its own behind a trusted proxy hides its address. It does not become exempt, as the proxy is.
#[tokio::test]
async fn a_client_that_hides_behind_the_proxy_is_limited() {
    let options = ServerOptions {
        trusted_proxies: TrustedProxies::new(["127.0.0.1".parse().unwrap()], ProxyHeader::Either),
        ..ServerOptions::default()
    };
    let limits = RateLimitOptions {
        public: per_minute(2),
        exempt: vec!["127.0.0.0/8".parse().unwrap()],
        ..RateLimitOptions::off()
    };
    let app = TestApp::start_limited(options, rates(limits)).await;
    let hidden = || {
        app.anonymous()
            .get("/public/v1/provinces")
            .header("X-Forwarded-For", "203.0.113.9")
            .header("Forwarded", "for=198.51.100.1")
    };
    hidden().await.is(200);
    hidden().await.is(200);
    assert_problem(&hidden().await, 429, "too-many-requests");
    let named = app.anonymous().get("/public/v1/provinces");
    named.header("X-Forwarded-For", "203.0.113.10").await.is(200);
}

/// A person in a browser is told in words, with the headers that a program gets.
#[tokio::test]
async fn a_browser_that_is_refused_gets_a_page() {
    let app = start(RateLimitOptions {
        public: per_minute(1),
        ..RateLimitOptions::off()
    })
    .await;
    let path = format!("/public/{}/", app.ours.id);
    let visit = || app.anonymous().get(&path).header("accept", BROWSER);
    let first = visit().await;
    assert_ne!(first.status, 429, "{}", first.text());

    let refused = visit().await;

    assert_page(&refused, 429, "ส่งคำขอถี่เกินไป");
    let (remaining, seconds) = left(&refused, "public");
    assert_eq!(remaining, 0);
    assert_eq!(refused.header("retry-after"), Some(seconds.to_string().as_str()));
    assert!(
        refused.text().contains(&format!("{seconds} วินาที")),
        "{}",
        refused.text()
    );
}
