//! A path in which a letter is percent-encoded is the same path: for rights, limits, headers, parameters and events.

use prongsai_test_support::{Answer, Client, Limits, RateLimitOptions, Role, ServerOptions, TestApp, assert_problem};
use serde_json::json;

use crate::contract::{Contract, Operation, World, rights_of};
use crate::limits::per_minute;
use crate::service_tokens::with_everything;

/// The path once for each of its segments, with the first letter of the segment encoded; and once encoded twice.
fn encoded(path: &str) -> Vec<String> {
    let begins = path.match_indices('/').map(|(slash, _)| slash + 1);
    let mut paths = Vec::new();
    for begin in begins {
        let (before, rest) = path.split_at(begin);
        let Some(letter) = rest.bytes().next().filter(u8::is_ascii_alphanumeric) else {
            continue;
        };
        paths.push(format!("{before}%{letter:02X}{}", &rest[1..]));
        paths.push(format!("{before}%{letter:02x}{}", &rest[1..]));
        // A router that decodes once more must not find the letter either.
        let digits = format!("{letter:02x}");
        let (high, low) = digits.split_at(1);
        paths.push(format!("{before}%%{:02x}{low}{}", high.as_bytes()[0], &rest[1..]));
    }
    paths
}

/// Whether the operation is about the person themself.
fn is_about_oneself(operation: &Operation) -> bool {
    operation.path.starts_with("/api/v1/me/") || operation.path.starts_with("/api/v1/auth/")
}

async fn send(operation: &Operation, client: &Client, path: &str) -> Answer {
    let request = operation.request(client, path);
    match (operation.example(), operation.body_type()) {
        (Some(example), Some(media_type)) => request.raw(media_type, example.to_string()).await,
        _ => request.await,
    }
}

#[tokio::test]
async fn no_encoding_lets_a_service_token_do_what_people_do() {
    let app = TestApp::start().await;
    let world = World::build(&app).await;
    let script = with_everything(&app).await;
    script.get("/api/v1/me").await.is(200);
    let before = app.database.fingerprint(&["security_events"]).await;
    let mut asked = 0;
    for operation in Contract::of(&app).await.secured() {
        if !is_about_oneself(&operation) {
            continue;
        }
        let path = format!("{}{}", world.fill(&operation.path), rights_of(&operation.id).query);
        for path in encoded(&path) {
            let answer = send(&operation, &script, &path).await;
            let is_refused = [403, 404].contains(&answer.status);
            assert!(is_refused, "{path}: {}", answer.text());
        }
        let answer = send(&operation, &script, &encoded(&path)[0]).await;
        assert_problem(&answer, 403, "not-with-service-token");
        asked += 1;
    }
    assert!(asked > 12, "{asked}");
    assert_eq!(app.database.fingerprint(&["security_events"]).await, before);
}

#[tokio::test]
async fn an_encoded_path_counts_in_its_class() {
    let rates = RateLimitOptions {
        public: per_minute(100),
        read: per_minute(1_000),
        expensive: per_minute(100),
        sign_in: per_minute(100),
        ..RateLimitOptions::off()
    };
    let limits = Limits {
        rates,
        ..Limits::default()
    };
    let app = TestApp::start_limited(ServerOptions::default(), limits).await;
    let (drafter, anyone) = (app.drafter().await, app.anonymous());
    let table = format!("/api/v1/organizations/{}/fiscal-years/2566/plan.csv", app.ours.id);
    for (client, path, class) in [
        (&drafter, "/api/v1/measures", "\"read\""),
        (&drafter, table.as_str(), "\"expensive\""),
        (&anyone, "/api/v1/auth/login", "\"sign-in\""),
        (&anyone, "/public/v1/provinces", "\"public\""),
    ] {
        for path in encoded(path) {
            let answer = client.get(&path).await;
            let counted = answer.header("ratelimit-policy").unwrap_or("nothing");
            assert!(counted.starts_with(class), "{path}: {counted}");
        }
    }
    let missing = "/public/v1/measures/00000000-0000-4000-8000-000000000000";
    for ending in ["%2Epdf", ".%70df", ".pd%66"] {
        let answer = anyone.get(&format!("{missing}{ending}")).await;
        let counted = answer.header("ratelimit-policy").unwrap_or("nothing");
        assert!(counted.starts_with("\"expensive\""), "{ending}: {counted}");
    }
    // What operators ask stays exempt.
    assert_eq!(anyone.get("/%68ealth/live").await.is(200).header("ratelimit"), None);
}

#[tokio::test]
async fn an_encoded_path_has_the_headers_and_refusals_of_its_own() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let me = drafter.get("/api/v1/me").await.is(200);
    for path in encoded("/api/v1/me") {
        let answer = drafter.get(&path).await.is(200);
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(answer.text(), me.text(), "{path}");
        let refused = drafter.get(&format!("{path}?nonsense=1")).await;
        assert_problem(&refused, 400, "unknown-parameter");
    }
    assert_eq!(me.header("cache-control"), Some("no-store"));
}

#[tokio::test]
async fn a_refusal_at_an_encoded_path_names_its_subject() {
    let app = TestApp::start().await;
    let (drafter, auditor) = (app.drafter().await, app.client(Role::Auditor).await);
    let measure = app.measure(&json!({})).await;
    let path = format!("/%61pi/v1/me%61sures/{}/%61pprove", measure.id);
    let refused = drafter.post(&path).if_match(&measure.etag).json(&json!({})).await;
    assert_problem(&refused, 403, "forbidden");
    let events = auditor.all("/api/v1/security-events?kind=refused").await;
    assert_eq!(events[0]["subject_id"], json!(measure.id));
    assert_eq!(
        events[0]["detail"]["path"],
        json!(format!("/api/v1/measures/{}/approve", measure.id))
    );
}

/// A reserved character that is encoded stays so: `%2F` ends no segment.
#[tokio::test]
async fn reserved_characters_are_left_as_they_are() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    assert_problem(&drafter.get("/api/v1%2Fme").await, 404, "not-found");
    assert_problem(&drafter.get("/api/v1/me%252Fsessions").await, 404, "not-found");
}
