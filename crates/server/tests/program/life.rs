use nix::sys::signal::Signal;
use prongsai_test_support::Role;
use serde_json::Value;

use crate::demo::Home;

#[tokio::test]
async fn the_demo_shows_logins_of_every_role_and_something_to_read() {
    let home = Home::new().await;
    let demo = home.start().await;
    let credentials = home.credentials();
    assert_eq!(credentials["base_url"], home.url());
    let logins = credentials["users"].as_array().unwrap();
    for role in Role::ALL {
        let login = logins
            .iter()
            .find(|login| login["role"] == role.as_str())
            .unwrap_or_else(|| panic!("nobody is {role}"));
        let me = demo.log_in(login).await.get("/api/v1/me").await.is(200).json();
        let held = me.pointer("/memberships/0").unwrap();
        assert_eq!(
            (&held["role"], &held["organization_id"]),
            (&login["role"], &login["organization_id"])
        );
    }
    assert!(
        logins.iter().any(|login| login["username"] == "other_drafter"),
        "{credentials}"
    );

    let anyone = demo.anonymous();
    for plural in ["organizations", "measures", "reports", "announcements"] {
        assert!(
            !anyone.all(&format!("/public/v1/{plural}")).await.is_empty(),
            "nothing public among the {plural}"
        );
    }
    let drafter = logins.iter().find(|login| login["username"] == "drafter").unwrap();
    let measures = demo.log_in(drafter).await.all("/api/v1/measures").await;
    let states: Vec<&Value> = measures.iter().map(|measure| &measure["state"]).collect();
    assert!(
        states.iter().any(|state| *state == "published") && states.iter().any(|state| *state == "draft"),
        "{states:?}"
    );
    let said = home.said();
    for word in ["/docs", "/public/v1/reports/", "curl", "drafter"] {
        assert!(said.contains(word), "the greeting does not name {word}: {said}");
    }
}

#[tokio::test]
async fn started_again_the_demo_keeps_everything_and_changes_nothing() {
    let home = Home::new().await;
    let status = home.start().await.stop(Signal::SIGTERM).await;
    assert!(status.success(), "{status}: {}", home.said());
    let (before, credentials) = (home.database.fingerprint(&[]).await, home.credentials());

    let demo = home.start().await;

    assert_eq!(home.database.fingerprint(&[]).await, before);
    assert_eq!(home.credentials(), credentials);
    demo.log_in(&credentials["users"][0])
        .await
        .get("/api/v1/me")
        .await
        .is(200);
    let status = demo.stop(Signal::SIGINT).await;
    assert!(status.success(), "{status}: {}", home.said());
}

#[tokio::test]
async fn a_second_one_on_the_same_port_says_so_in_one_line() {
    let home = Home::new().await;
    let _running = home.start().await;
    let output = home.program().args(["serve"]).output().await.unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        (output.status.success(), said.trim().lines().count()),
        (false, 1),
        "{said}"
    );
    assert!(said.contains("in use") && said.contains("PRONGSAI_LISTEN"), "{said}");
}
