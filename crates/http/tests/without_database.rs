//! What a server answers while there is no database to ask.

#![expect(clippy::expect_used, reason = "a failed expectation fails the test")]

use std::net::TcpListener;
use std::sync::Arc;

use prongsai_application::{App, ServiceOptions, Services};
use prongsai_http::ServerOptions;
use prongsai_persistence::{Store, StoreOptions};
use serde_json::Value;

/// Starts a server whose database cannot be reached, and returns the address of the server.
fn start() -> String {
    let store = Store::new(StoreOptions::new("postgresql://nobody@127.0.0.1:1/nothing")).expect("a store");
    let services = Services::new(ServiceOptions::new(vec![7; 32])).expect("the services");
    let app = App {
        store,
        services: Arc::new(services),
    };
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    let options = ServerOptions {
        workers: 1,
        shutdown_timeout: 0,
        ..ServerOptions::default()
    };
    tokio::spawn(prongsai_http::start(app, options, listener).expect("the server starts"));
    format!("http://{address}")
}

#[tokio::test]
async fn a_server_without_a_database_is_live_and_not_ready_and_says_when_to_try_again() {
    let server = start();
    // The client panics without a provider, also if it is not asked for TLS.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::new();
    let live = client.get(format!("{server}/health/live")).send().await.unwrap();
    assert_eq!(live.status(), 200);
    for path in ["/health/ready", "/public/v1/measures", "/public/v1/organizations"] {
        let answer = client
            .get(format!("{server}{path}"))
            .header("accept-language", "en")
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 503, "{path}");
        assert_eq!(answer.headers()["content-type"], "application/problem+json");
        assert!(answer.headers().contains_key("retry-after"), "{path}");
        let problem: Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
        assert_eq!(problem["code"], "unavailable");
        assert!(
            !problem.to_string().contains("127.0.0.1"),
            "the answer tells the address of the database: {problem}"
        );
    }
}
