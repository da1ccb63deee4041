//! `prongsai user`: what the operator of the host does for accounts while the server runs.

use std::process::Output;

use prongsai_test_support::{Client, assert_problem};
use serde_json::json;

use crate::commands::{add_person, refusal};
use crate::demo::{Demo, Home};

/// Two passwords.
const FIRST: &str = "ช้างสามเชือกกลางทุ่งนา";
const SECOND: &str = "แม่น้ำ ภูเขา ตะกร้า หวาย";

/// Runs `prongsai user` to its end.
async fn user(home: &Home, arguments: &[&str]) -> Output {
    home.program().arg("user").args(arguments).output().await.unwrap()
}

/// Runs `prongsai user` and returns the standard output and the lines that it says beside it.
async fn done(home: &Home, arguments: &[&str]) -> (String, String) {
    let output = user(home, arguments).await;
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    (String::from_utf8(output.stdout).unwrap(), said)
}

/// Expects that the command fails with one line and the exit code 1.
async fn refused(home: &Home, arguments: &[&str]) -> String {
    assert_eq!(user(home, arguments).await.status.code(), Some(1), "{arguments:?}");
    refusal(home.program().arg("user").args(arguments)).await
}

/// Sets a password with a token, and logs in.
async fn set_password(server: &Demo<'_>, username: &str, token: &str, password: &str) -> Client {
    let body = json!({ "token": token, "password": password });
    server
        .anonymous()
        .post("/api/v1/auth/activate")
        .json(&body)
        .await
        .is(204);
    server
        .log_in(&json!({ "username": username, "password": password }))
        .await
}

async fn organization(admin: &Client) -> String {
    let body = json!({
        "name_th": "เทศบาลตำบลตัวอย่าง", "kind": "subdistrict_municipality", "province_code": "47",
    });
    admin.post("/api/v1/organizations").json(&body).await.is(201).id()
}

#[tokio::test]
async fn an_only_administrator_who_forgot_comes_back_while_the_server_runs() {
    let home = Home::new().await;
    let token = add_person(&home, "first.admin", &["--role", "platform_admin"]).await;
    let server = home.serve().await;
    let before = set_password(&server, "first.admin", &token, FIRST).await;
    before.get("/api/v1/users").await.is(200);

    let (token, said) = done(&home, &["reset", "first.admin"]).await;

    assert_eq!(
        (token.len(), token.lines().count()),
        (44, 1),
        "the token and a line end"
    );
    let token = token.trim_end();
    assert!(said.contains("first.admin") && !said.contains(token), "{said}");
    // The token alone changes nothing.
    before.get("/api/v1/users").await.is(200);
    let after = set_password(&server, "first.admin", token, SECOND).await;
    assert_eq!(after.get("/api/v1/me").await.is(200).json()["standing"], "confirmed");
    after.get("/api/v1/users").await.is(200);
    assert_problem(&before.get("/api/v1/me").await, 401, "invalid-token");
    let forgotten = json!({ "username": "first.admin", "password": FIRST });
    let forgotten = server.anonymous().post("/api/v1/auth/login").json(&forgotten);
    assert_problem(&forgotten.await, 401, "bad-credentials");
    let again = json!({ "token": token, "password": FIRST });
    let again = server.anonymous().post("/api/v1/auth/activate").json(&again);
    assert_problem(&again.await, 422, "invalid-input").at("/token");
    assert!(!home.said().contains(token), "the log of the server has no token");
}

#[tokio::test]
async fn the_operator_confirms_what_an_administrator_began() {
    let home = Home::new().await;
    let token = add_person(&home, "first.admin", &["--role", "platform_admin"]).await;
    let server = home.serve().await;
    let admin = set_password(&server, "first.admin", &token, FIRST).await;
    let organization = organization(&admin).await;
    let body = json!({ "username": "somchai", "display_name": "สมชาย",
        "memberships": [{ "role": "organization_admin", "organization_id": organization }] });
    let id = admin.post("/api/v1/users").json(&body).await.is(201).id();
    let token = admin.post(&format!("/api/v1/users/{id}/password-token"));
    let token = token.json(&json!({})).await.is(201).json();
    let person = set_password(&server, "somchai", token["token"].as_str().unwrap(), SECOND).await;
    assert_eq!(person.get("/api/v1/me").await.is(200).json()["standing"], "unconfirmed");

    let (printed, said) = done(&home, &["confirm", "somchai", "--all"]).await;

    assert_eq!(printed, "");
    for part in [
        "confirmed the account somchai",
        "confirmed the role organization_admin of somchai",
    ] {
        assert!(said.contains(part), "{said}");
    }
    person.get("/api/v1/users").await.is(200);
    let again = refused(&home, &["confirm", "somchai", "--all"]).await;
    assert!(again.contains("nothing of \"somchai\" waits"), "{again}");
    let trail = admin.all(&format!("/api/v1/audit?subject_id={id}")).await;
    let by_operator = trail.iter().filter(|entry| entry["detail"]["operator"] == true);
    let by_operator: Vec<&str> = by_operator.map(|entry| entry["action"].as_str().unwrap()).collect();
    assert_eq!(by_operator, ["membership.confirm", "user.confirm"]);
}

/// A person for whom an administrator proposes three roles and makes a token: the id, and the person logged in.
async fn with_three_proposals(server: &Demo<'_>, admin: &Client, organization: &str) -> (String, Client) {
    let role = |role: &str| json!({ "role": role, "organization_id": organization });
    let body = json!({ "username": "somchai", "display_name": "สมชาย",
        "memberships": [role("approver"), role("publisher"), role("organization_admin")] });
    let id = admin.post("/api/v1/users").json(&body).await.is(201).id();
    let token = admin.post(&format!("/api/v1/users/{id}/password-token"));
    let token = token.json(&json!({})).await.is(201).json();
    let person = set_password(server, "somchai", token["token"].as_str().unwrap(), SECOND).await;
    (id, person)
}

/// Without an option the command lists what waits, and a part can be confirmed.
#[tokio::test]
async fn the_operator_confirms_a_part() {
    let home = Home::new().await;
    let token = add_person(&home, "first.admin", &["--role", "platform_admin"]).await;
    let server = home.serve().await;
    let admin = set_password(&server, "first.admin", &token, FIRST).await;
    let organization = organization(&admin).await;
    let (id, person) = with_three_proposals(&server, &admin, &organization).await;
    let held = async || -> Vec<String> {
        let account = admin.get(&format!("/api/v1/users/{id}")).await.is(200).json();
        let roles = account["memberships"].as_array().unwrap().iter();
        roles.map(|held| held["role"].as_str().unwrap().to_owned()).collect()
    };

    let (listed, said) = done(&home, &["confirm", "somchai"]).await;
    let lines: Vec<&str> = listed.lines().collect();
    assert_eq!(lines.len(), 4, "{listed}");
    assert!(
        lines[0].starts_with("account") && lines[0].contains("first.admin"),
        "{listed}"
    );
    for (line, role) in lines[1..].iter().zip(["approver", "publisher", "organization_admin"]) {
        assert!(
            line.starts_with(&format!("role {role}")) && line.contains(&organization),
            "{line}"
        );
    }
    assert!(
        said.contains("nothing was confirmed") && said.contains("--all"),
        "{said}"
    );
    assert!(held().await.is_empty());
    assert_eq!(person.get("/api/v1/me").await.is(200).json()["standing"], "unconfirmed");

    let (_, said) = done(&home, &["confirm", "somchai", "--role", "approver"]).await;
    assert!(
        said.contains("confirmed the role approver") && !said.contains("the account"),
        "{said}"
    );
    assert_eq!(held().await, ["approver"]);
    let again = refused(&home, &["confirm", "somchai", "--role", "approver"]).await;
    assert!(again.contains("waits"), "{again}");
    let elsewhere = "00000000-0000-0000-0000-000000000000".to_owned();
    refused(&home, &["confirm", "somchai", "--organization", &elsewhere]).await;
    done(&home, &["confirm", "somchai", "--account"]).await;
    assert_eq!(person.get("/api/v1/me").await.is(200).json()["standing"], "confirmed");
    assert_eq!(held().await, ["approver"]);
    done(&home, &["confirm", "somchai", "--organization", &organization]).await;
    assert_eq!(held().await.len(), 3);
    let (listed, said) = done(&home, &["confirm", "somchai"]).await;
    assert_eq!(listed, "");
    assert!(said.contains("nothing of \"somchai\" waits"), "{said}");
    let trail = admin
        .all(&format!("/api/v1/audit?subject_id={id}&action=user.confirm"))
        .await;
    // One entry for each of the three commands that confirmed something.
    assert_eq!(trail.len(), 3);
    assert!(
        trail.iter().all(|entry| entry["detail"]["operator"] == true),
        "{trail:?}"
    );
}

#[tokio::test]
async fn the_operator_does_not_confirm_what_the_operator_proposed() {
    let home = Home::new().await;
    let token = add_person(&home, "first.admin", &["--role", "platform_admin"]).await;
    let server = home.serve().await;
    let admin = set_password(&server, "first.admin", &token, FIRST).await;
    let organization = organization(&admin).await;
    let create = [
        "create",
        "somying",
        "--display-name",
        "สมหญิง",
        "--role",
        "approver",
        "--organization",
        &organization,
    ];
    let (_, said) = done(&home, &create).await;
    assert!(said.contains("the role approver is proposed"), "{said}");

    let own = refused(&home, &["confirm", "somying", "--all"]).await;

    assert!(own.contains("an administrator must confirm them"), "{own}");
    let waiting = admin.all("/api/v1/proposed-memberships").await;
    let (user, role) = (
        waiting[0]["user_id"].as_str().unwrap(),
        waiting[0]["membership"]["id"].as_str().unwrap(),
    );
    let confirm = admin.post(&format!("/api/v1/users/{user}/memberships/{role}/confirm"));
    confirm.json(&json!({})).await.is(200);
    let taken = refused(&home, &create).await;
    assert!(taken.contains("there is already a user \"somying\""), "{taken}");
}

#[tokio::test]
async fn an_unknown_name_is_one_line() {
    let home = Home::new().await;
    add_person(&home, "first.admin", &["--role", "platform_admin"]).await;
    for command in ["reset", "confirm"] {
        let said = refused(&home, &[command, "nobody"]).await;
        assert!(said.contains("there is no user \"nobody\""), "{said}");
    }
    let close = "UPDATE users SET is_active = false WHERE username = 'first.admin'";
    home.database.execute(close).await.unwrap();
    let closed = refused(&home, &["reset", "first.admin"]).await;
    assert!(closed.contains("\"first.admin\" is deactivated"), "{closed}");
}
