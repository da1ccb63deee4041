//! The two listeners of the program: for the public, and for operators.

use std::net::TcpListener;

use nix::sys::signal::Signal;
use prongsai_test_support::{Client, assert_problem};

use crate::commands::refusal;
use crate::demo::{Home, free_address};

const OPERATIONS: &str = "PRONGSAI_OPERATIONS_LISTEN";

#[tokio::test]
async fn operators_have_a_listener_of_their_own_and_both_stop_together() {
    let operations = free_address();
    let home = Home::new().await.with(OPERATIONS, &operations);
    let demo = home.start().await;
    let (public, operators) = (demo.anonymous(), Client::anonymous(&format!("http://{operations}")));

    let metrics = operators.get("/metrics").await.is(200);
    assert!(
        metrics
            .header("content-type")
            .unwrap()
            .starts_with("text/plain; version=0.0.4")
    );
    assert!(metrics.text().contains("http_requests_total"), "{}", metrics.text());
    // A proxy of the operators, such as one that asks for a password, is their choice.
    operators
        .get("/metrics")
        .header("x-forwarded-for", "192.0.2.7")
        .await
        .is(200);
    assert_problem(&public.get("/metrics").await, 404, "not-found");
    for client in [&public, &operators] {
        client.get("/health/live").await.is(200);
        client.get("/health/ready").await.is(200);
        let head = client.request(reqwest::Method::HEAD, "/health/live").await.is(200);
        assert_eq!(head.header("x-content-type-options"), Some("nosniff"));
    }
    for path in [
        "/",
        "/docs/",
        "/api/openapi.json",
        "/api/v1/me",
        "/public/v1/measures",
        "/problems/stale",
    ] {
        // Everything is there for the public, or answers 401 without a login.
        assert!(public.get(path).await.status < 402, "{path}");
        assert_problem(&operators.get(path).await, 404, "not-found");
        assert_problem(&operators.post(path).await, 404, "not-found");
    }

    // The clients keep their connections to both.
    let status = demo.stop(Signal::SIGTERM).await;
    assert!(status.success(), "{status}: {}", home.said());
    for address in [home.listen(), &operations] {
        assert!(TcpListener::bind(address).is_ok(), "{address} is still in use");
    }
}

#[tokio::test]
async fn a_listener_that_is_not_local_shows_no_metrics() {
    let home = Home::new().await;
    let everywhere = home.listen().replace("127.0.0.1", "0.0.0.0");
    let home = home.with("PRONGSAI_LISTEN", everywhere);
    let demo = home.start().await;
    let metrics = demo.anonymous().get("/metrics").await;
    assert_problem(&metrics, 404, "not-found");
    demo.anonymous().get("/health/ready").await.is(200);
}

#[tokio::test]
async fn an_address_for_operators_that_cannot_be_had_is_one_clear_line() {
    let home = Home::new().await;
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = other.local_addr().unwrap().to_string();
    for (address, words) in [
        (
            taken.as_str(),
            "is already in use; stop the other program or set PRONGSAI_OPERATIONS_LISTEN",
        ),
        (
            home.listen(),
            "PRONGSAI_LISTEN and PRONGSAI_OPERATIONS_LISTEN are the same address",
        ),
        (
            "nonsense",
            "PRONGSAI_OPERATIONS_LISTEN is HOST:PORT, such as 127.0.0.1:8081",
        ),
    ] {
        let said = refusal(home.program().env(OPERATIONS, address).arg("serve")).await;
        assert!(said.contains(words), "{address}: {said}");
    }
}
