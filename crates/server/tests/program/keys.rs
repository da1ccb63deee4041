//! The secret that signs access tokens is replaced.

use std::fs;

use nix::sys::signal::Signal;
use serde_json::{Value, json};

use crate::commands::refusal;
use crate::demo::{Demo, Home, program};

const SIGNING: &str = "PRONGSAI_JWT_SECRET_FILE";
const ACCEPTED: &str = "PRONGSAI_JWT_ACCEPTED_SECRET_FILES";

async fn log_in(demo: &Demo<'_>, login: &Value) -> Value {
    let body = json!({ "username": login["username"], "password": login["password"] });
    demo.anonymous()
        .post("/api/v1/auth/login")
        .json(&body)
        .await
        .is(200)
        .json()
}

/// The status of the answer to somebody with these tokens.
async fn me(demo: &Demo<'_>, tokens: &Value, status: u16) {
    let client = demo.anonymous().with_token(tokens["access_token"].as_str().unwrap());
    client.get("/api/v1/me").await.is(status);
}

/// The steps of docs/operations.md, seen from one server.
#[tokio::test]
async fn a_replaced_secret_refuses_no_token_until_it_is_removed() {
    let home = Home::new().await;
    let secrets = [
        "a new secret of the tests, 32 bytes or more",
        "a secret of the tests, 32 bytes or more",
    ];
    fs::write(home.path().join("jwt-secret-2"), secrets[0]).unwrap();
    let home = home.with(ACCEPTED, "jwt-secret-2");
    let demo = home.start().await;
    let login = home.credentials()["users"][0].clone();
    let old = log_in(&demo, &login).await;
    demo.stop(Signal::SIGTERM).await;

    let home = home.with(SIGNING, "jwt-secret-2").with(ACCEPTED, "jwt-secret");
    let demo = home.start().await;
    me(&demo, &old, 200).await;
    let new = log_in(&demo, &login).await;
    me(&demo, &new, 200).await;
    demo.stop(Signal::SIGTERM).await;

    let home = home.with(ACCEPTED, "");
    let demo = home.start().await;
    me(&demo, &new, 200).await;
    me(&demo, &old, 401).await;
    // Nobody has to log in again.
    let refresh = json!({ "refresh_token": old["refresh_token"] });
    let refreshed = demo.anonymous().post("/api/v1/auth/refresh").json(&refresh).await;
    me(&demo, &refreshed.is(200).json(), 200).await;
    let said = home.said();
    assert!(secrets.iter().all(|secret| !said.contains(secret)), "{said}");
    demo.stop(Signal::SIGTERM).await;
}

#[tokio::test]
async fn the_server_does_not_start_without_an_accepted_secret_that_is_named() {
    let home = Home::new().await.with(ACCEPTED, "no-such-secret");
    let said = refusal(home.program().arg("serve")).await;
    assert!(said.contains("no-such-secret does not exist"), "{said}");
}

#[tokio::test]
async fn the_secret_of_a_data_folder_is_replaced_by_a_command() {
    let folder = tempfile::tempdir().unwrap();
    let rotate = |more: &[&str]| {
        let mut command = program();
        command.env_remove("DATABASE_URL").env_remove(SIGNING);
        command
            .env("PRONGSAI_DATA_DIR", folder.path())
            .args(["key", "rotate"])
            .args(more);
        command
    };
    let early = refusal(&mut rotate(&[])).await;
    assert!(early.contains("the first start makes it"), "{early}");
    let file = |name: &str| fs::read_to_string(folder.path().join(name));
    let old = "a secret of the tests, 32 bytes or more";
    fs::write(folder.path().join("jwt-secret"), old).unwrap();
    let output = rotate(&[]).output().await.unwrap();
    assert!(output.status.success(), "{output:?}");
    let new = file("jwt-secret").unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(
        said.contains("restart") && !said.contains(old) && !said.contains(new.trim()),
        "{said}"
    );
    assert_ne!(new, old);
    assert_eq!(file("jwt-secret.earlier").unwrap(), old);
    let again = refusal(&mut rotate(&[])).await;
    assert!(again.contains("is not over"), "{again}");
    let output = rotate(&["--revoke"]).output().await.unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(file("jwt-secret").unwrap() != new && file("jwt-secret.earlier").is_err());

    let home = Home::new().await;
    let named = refusal(home.program().args(["key", "rotate"])).await;
    assert!(named.contains("Token secrets"), "{named}");
}
