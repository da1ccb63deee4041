//! Failed logins from many addresses, behind a trusted proxy; and behind one that is not trusted, where all people have
//! one address.

use prongsai_test_support::{Answer, PASSWORD, ProxyHeader, TestApp, assert_problem};
use serde_json::json;

const WRONG: &str = "ไม่ใช่รหัสผ่านนี้แน่";
/// Where the people usually log in.
const HOME: &str = "198.51.100.10";
/// An address that nobody has used.
const ELSEWHERE: &str = "192.0.2.77";
/// Seconds of 91 days: an address is not usual any more.
const SEASON: i64 = 91 * 24 * 60 * 60;

/// A server behind a trusted proxy, and the name of a person who has logged in from [`HOME`].
async fn behind_proxy() -> (TestApp, String) {
    let app = TestApp::start_behind_proxy(ProxyHeader::XForwardedFor).await;
    let name = app.drafter().await.username.unwrap();
    app.try_login_from(HOME, &name, PASSWORD).await.is(200);
    (app, name)
}

/// The address of an attacker. All are of one block.
fn attacker(number: usize) -> String {
    format!("203.0.113.{number}")
}

/// The statuses of guesses, each from another address.
async fn guess_from(app: &TestApp, name: &str, addresses: std::ops::Range<usize>) -> Vec<u16> {
    let mut statuses = Vec::new();
    for number in addresses {
        statuses.push(app.try_login_from(&attacker(number), name, WRONG).await.status);
    }
    statuses
}

/// The number of these statuses that are a wrong password, and that are a wait.
fn tally(statuses: &[u16]) -> (usize, usize) {
    let with = |wanted: u16| statuses.iter().filter(|status| **status == wanted).count();
    assert_eq!(with(401) + with(429), statuses.len(), "{statuses:?}");
    (with(401), with(429))
}

#[track_caller]
fn wait(answer: &Answer) -> i64 {
    assert_problem(answer, 429, "too-many-attempts");
    answer.header("retry-after").unwrap().parse().unwrap()
}

#[tokio::test]
async fn an_account_that_is_guessed_from_many_addresses_is_open_at_its_own() {
    let (app, name) = behind_proxy().await;
    assert_eq!(tally(&guess_from(&app, &name, 1..31).await), (20, 10));
    app.try_login_from(HOME, &name, PASSWORD).await.is(200);
    // The success does not give the guesses a new start.
    let before = wait(&app.try_login_from(&attacker(40), &name, WRONG).await);
    app.try_login_from(HOME, &name, PASSWORD).await.is(200);
    let after = wait(&app.try_login_from(&attacker(41), &name, WRONG).await);
    assert!(after <= before, "nor does it lengthen the wait");
    // Elsewhere the rightful person waits for a minute and a half at most.
    let seconds = wait(&app.try_login_from(ELSEWHERE, &name, PASSWORD).await);
    assert!((1..=90).contains(&seconds), "{seconds}");
    app.clock.advance_seconds(seconds);
    app.try_login_from(ELSEWHERE, &name, PASSWORD).await.is(200);
    assert_eq!(
        tally(&guess_from(&app, &name, 50..53).await),
        (1, 2),
        "one guess drained"
    );
    app.try_login_from(ELSEWHERE, &name, PASSWORD).await.is(200);
}

#[tokio::test]
async fn one_address_alone_does_not_close_an_account_elsewhere() {
    let (app, name) = behind_proxy().await;
    for _ in 0..10 {
        app.try_login_from(&attacker(1), &name, WRONG).await.is(401);
    }
    // An hour in which the attacker uses every chance.
    for _ in 0..30 {
        let seconds = wait(&app.try_login_from(&attacker(1), &name, WRONG).await);
        app.clock.advance_seconds(seconds);
        app.try_login_from(&attacker(1), &name, WRONG).await.is(401);
    }
    app.try_login_from(ELSEWHERE, &name, PASSWORD).await.is(200);
}

#[tokio::test]
async fn an_address_is_usual_for_ninety_days() {
    let (app, name) = behind_proxy().await;
    for (days, status) in [(89, 200), (91, 429)] {
        app.clock.advance_seconds(days * 24 * 60 * 60);
        guess_from(&app, &name, 1..31).await;
        let answer = app.try_login_from(HOME, &name, PASSWORD).await;
        assert_eq!(answer.status, status, "{days}: {}", answer.text());
    }
}

#[tokio::test]
async fn guesses_from_many_addresses_in_parallel_do_not_get_more_tries() {
    let (app, name) = behind_proxy().await;
    let mut guesses = tokio::task::JoinSet::new();
    for number in 0..40 {
        let request = app.anonymous().post("/api/v1/auth/login");
        let request = request.header("x-forwarded-for", &attacker(number));
        let body = json!({ "username": name, "password": WRONG });
        guesses.spawn(async move { request.json(&body).await.status });
    }
    assert_eq!(tally(&guesses.join_all().await), (20, 20));
}

#[tokio::test]
async fn an_ipv6_attacker_cannot_hop_within_a_network_or_a_block() {
    let (app, name) = behind_proxy().await;
    let mut of_network = Vec::new();
    for number in 1..13 {
        let address = format!("2001:db8:1:2::{number:x}");
        of_network.push(app.try_login_from(&address, &name, WRONG).await.status);
    }
    assert_eq!(tally(&of_network), (10, 2), "one network is one address");
    let mut of_block = Vec::new();
    for number in 0..130 {
        let (address, invented) = (format!("2001:db8:7:{number:x}::1"), format!("invented-{number}"));
        of_block.push(app.try_login_from(&address, &invented, WRONG).await.status);
    }
    assert_eq!(tally(&of_block), (100, 30));
}

/// Issue 9: behind a proxy, 26 wrong logins under invented names kept everybody out.
#[tokio::test]
async fn wrong_logins_of_invented_names_behind_a_trusted_proxy_stop_nobody() {
    let (app, name) = behind_proxy().await;
    let newcomer = app.approver().await.username.unwrap();
    for (number, address) in (0..150).map(|number| (number, attacker(1))) {
        let answer = app.try_login_from(&address, &format!("invented-{number}"), WRONG).await;
        let expected = if number < 100 { 401 } else { 429 };
        assert_eq!(answer.status, expected, "{number}");
    }
    app.try_login_from(HOME, &name, PASSWORD).await.is(200);
    app.try_login_from(ELSEWHERE, &newcomer, PASSWORD).await.is(200);
    // Also not who shares the address of the attacker and is known there.
    let (app, name) = behind_proxy().await;
    for number in 0..150 {
        app.try_login_from(HOME, &format!("invented-{number}"), WRONG).await;
    }
    app.try_login_from(HOME, &name, PASSWORD).await.is(200);
}

/// A proxy that is not named in `PRONGSAI_TRUSTED_PROXIES`: all people have its address, whatever its header says.
#[tokio::test]
async fn wrong_logins_of_invented_names_behind_an_untrusted_proxy_stop_nobody() {
    let app = TestApp::start().await;
    let (name, newcomer) = (
        app.drafter().await.username.unwrap(),
        app.approver().await.username.unwrap(),
    );
    app.clock.advance_seconds(SEASON);
    app.try_login_from(HOME, &name, PASSWORD).await.is(200);
    for number in 0..26 {
        let answer = app
            .try_login_from(&attacker(number), &format!("invented-{number}"), WRONG)
            .await;
        assert_problem(&answer, 401, "bad-credentials");
    }
    app.try_login_from(ELSEWHERE, &newcomer, PASSWORD).await.is(200);
    app.try_login_from(HOME, &name, PASSWORD).await.is(200);
    // Addresses of many blocks in the header do not give more guesses.
    let mut statuses = Vec::new();
    for number in 26..130 {
        let (address, invented) = (format!("203.0.{number}.1"), format!("invented-{number}"));
        statuses.push(app.try_login_from(&address, &invented, WRONG).await.status);
    }
    assert_eq!(tally(&statuses), (74, 30));
    app.try_login_from(HOME, &name, PASSWORD).await.is(200);
}
