//! The accounts of the demo end when the server is started without it.

use std::path::Path;

use nix::sys::signal::Signal;
use prongsai_test_support::PASSWORD;
use serde_json::{Value, json};

use crate::commands::{add_person, fixtures};
use crate::demo::{Demo, Home};

/// The login names of the demo, as a list in SQL.
const NAMES: &str = "('platform_admin', 'provincial_viewer', 'organization_admin', 'drafter', 'approver', 'publisher', \
                     'auditor', 'other_drafter', 'other_approver', 'other_publisher')";

async fn number_of_active(home: &Home) -> i64 {
    let active = format!("SELECT count(*) FROM users WHERE is_active AND username IN {NAMES}");
    home.database.number(&active).await
}

/// The lines of the log about the accounts of the demo.
fn told(home: &Home) -> Vec<String> {
    let said = home.said();
    let about = said.lines().filter(|line| line.contains("the accounts of the demo"));
    about.map(str::to_owned).collect()
}

async fn refuse(demo: &Demo<'_>, login: &Value) {
    let body = json!({ "username": login["username"], "password": login["password"] });
    demo.anonymous().post("/api/v1/auth/login").json(&body).await.is(401);
}

#[tokio::test]
async fn the_accounts_of_the_demo_end_with_it() {
    let home = Home::new().await;
    let demo = home.start().await;
    let credentials = home.credentials();
    let logins = credentials["users"].as_array().unwrap();
    let drafter = demo.log_in(&logins[3]).await;
    let handed_over = add_person(&home, "somchai", &["--role", "platform_admin"]).await;
    demo.activate("somchai", &handed_over).await;
    demo.stop(Signal::SIGTERM).await;

    let served = home.serve().await;

    for login in logins {
        refuse(&served, login).await;
    }
    let token = drafter.token.as_deref().unwrap();
    served.anonymous().with_token(token).get("/api/v1/me").await.is(401);
    served
        .log_in(&json!({ "username": "somchai", "password": PASSWORD }))
        .await;
    assert_eq!(number_of_active(&home).await, 0);
    let open = format!(
        "SELECT count(*) FROM sessions JOIN users ON users.id = user_id WHERE ended_at IS NULL AND username IN {NAMES}"
    );
    assert_eq!(home.database.number(&open).await, 0);
    let audited = "SELECT count(*) FROM audit_entries WHERE action = 'user.edit' AND actor_id IS NULL \
                   AND changes = '{\"is_active\":[true,false]}' AND reason = 'the server was started without --demo'";
    assert_eq!(home.database.number(audited).await, 10);
    assert!(!home.credentials_file().exists());
    let told = told(&home);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].contains("\"accounts\":10") && !told[0].contains("prongsai user create"),
        "{told:?}"
    );
    served.stop(Signal::SIGTERM).await;
}

#[tokio::test]
async fn a_later_demo_has_its_accounts_again() {
    // Jobs would change the database between two fingerprints.
    let home = Home::new().await.with("PRONGSAI_JOBS", "false");
    home.start().await.stop(Signal::SIGTERM).await;
    let earlier = home.credentials();
    home.serve().await.stop(Signal::SIGTERM).await;
    // Nobody else administers the platform.
    assert!(told(&home)[0].contains("prongsai user create"), "{:?}", told(&home));
    let before = home.database.fingerprint(&[]).await;
    home.serve().await.stop(Signal::SIGTERM).await;
    assert_eq!(
        home.database.fingerprint(&[]).await,
        before,
        "there is nothing left to end"
    );
    assert!(told(&home).is_empty());

    let demo = home.start().await;

    let credentials = home.credentials();
    for (login, earlier) in credentials["users"]
        .as_array()
        .unwrap()
        .iter()
        .zip(earlier["users"].as_array().unwrap())
    {
        assert_eq!(login["username"], earlier["username"]);
        demo.log_in(login).await.get("/api/v1/me").await.is(200);
    }
    refuse(&demo, &earlier["users"][3]).await;
    assert_eq!(number_of_active(&home).await, 10);
    demo.stop(Signal::SIGTERM).await;
}

#[tokio::test]
async fn an_account_that_an_administrator_deactivated_is_not_activated() {
    let home = Home::new().await;
    let demo = home.start().await;
    let credentials = home.credentials();
    let admin = demo.log_in(&credentials["users"][0]).await;
    let publisher = home
        .database
        .text("SELECT id FROM users WHERE username = 'other_publisher'")
        .await;
    let path = format!("/api/v1/users/{publisher}");
    admin
        .patch(&path)
        .if_match("*")
        .json(&json!({ "is_active": false }))
        .await
        .is(200);
    demo.stop(Signal::SIGTERM).await;
    home.serve().await.stop(Signal::SIGTERM).await;
    assert_eq!(number_of_active(&home).await, 0);
    home.start().await.stop(Signal::SIGTERM).await;
    assert_eq!(number_of_active(&home).await, 9);
}

/// A login name is not enough, and the code of the demo's organization is not either.
#[tokio::test]
async fn real_people_with_login_names_of_the_demo_stay() {
    let home = Home::new().await;
    let token = add_person(&home, "platform_admin", &["--role", "platform_admin"]).await;
    let server = home.serve().await;
    let admin = server.activate("platform_admin", &token).await;
    let organization = json!({
        "name_th": "เทศบาลตำบลตัวอย่าง", "kind": "subdistrict_municipality", "province_code": "55",
        "district_code": "5514", "local_code": "05551499",
    });
    let organization = admin
        .post("/api/v1/organizations")
        .json(&organization)
        .await
        .is(201)
        .id();
    server.stop(Signal::SIGTERM).await;
    let token = add_person(
        &home,
        "drafter",
        &["--role", "drafter", "--organization", &organization],
    )
    .await;
    // As a request of the administrator over HTTP stores them.
    let over_http = "WITH made AS (
            INSERT INTO users (id, username, display_name, password_hash, created_at, updated_at)
            SELECT gen_random_uuid(), name, name, 'none', now(), now() FROM unnest(ARRAY['approver', 'publisher']) name
            RETURNING id)
        INSERT INTO audit_entries (at, actor_id, action, subject_kind, subject_id, address_digest)
        SELECT now(), (SELECT id FROM users WHERE username = 'platform_admin'), 'user.create', 'user', id, 'd' FROM made";
    home.database.execute(over_http).await.unwrap();
    let logins = home.path().join("demo-credentials.json");
    std::fs::write(&logins, "{}").unwrap();

    let server = home.serve().await;

    assert_eq!(number_of_active(&home).await, 4);
    assert!(told(&home).is_empty(), "{:?}", told(&home));
    assert!(logins.exists(), "it is not the file of this database");
    server.activate("drafter", &token).await;
    server.stop(Signal::SIGTERM).await;
}

/// The demo of an earlier release has no marks but those of its audit trail.
#[tokio::test]
async fn the_accounts_of_an_earlier_demo_end_too() {
    for release in ["0.1", "0.2"] {
        let home = Home::new().await;
        let dump = Path::new(fixtures()).join(format!("releases/{release}.dump"));
        home.database.replace_by(&dump).await;
        let active = "SELECT count(*) FROM users WHERE is_active";
        let others = home.database.number(active).await - number_of_active(&home).await;
        assert_eq!(number_of_active(&home).await, 10, "{release}");
        home.serve().await.stop(Signal::SIGTERM).await;
        assert_eq!(number_of_active(&home).await, 0, "{release}");
        assert_eq!(home.database.number(active).await, others, "{release}");
    }
}
