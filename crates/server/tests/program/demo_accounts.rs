//! The accounts of the demo go the way of every account.

use prongsai_test_support::{Client, Document, sample};
use serde_json::{Value, json};

use crate::demo::{Demo, Home};

/// A person of the demo, logged in, and the organization of the role.
async fn somebody(demo: &Demo<'_>, home: &Home, username: &str) -> (Client, Value) {
    let credentials = home.credentials();
    let logins = credentials["users"].as_array().unwrap();
    let login = logins.iter().find(|login| login["username"] == username).unwrap();
    (demo.log_in(login).await, login["organization_id"].clone())
}

/// What the trail has about an account: each action, and who took it.
async fn trail(admin: &Client, id: &str) -> Vec<(String, &'static str)> {
    let entries = admin.all(&format!("/api/v1/audit?subject_id={id}")).await;
    let who = |entry: &Value| match (&entry["actor"], &entry["detail"]["operator"]) {
        (Value::Null, Value::Bool(true)) => "operator",
        (Value::Null, _) => "holder of the token",
        _ => "administrator",
    };
    let shown = |entry: &Value| (entry["action"].as_str().unwrap().to_owned(), who(entry));
    entries.iter().map(shown).collect()
}

#[tokio::test]
async fn each_account_is_made_activated_and_confirmed() {
    let home = Home::new().await;
    let demo = home.start().await;
    let (admin, _) = somebody(&demo, &home, "platform_admin").await;
    let accounts = admin.all("/api/v1/users").await;
    assert_eq!(accounts.len(), 10);
    for account in accounts {
        assert_eq!(account["standing"], "confirmed", "{account}");
        assert_eq!(account["proposed_memberships"], json!([]), "{account}");
        let role = account["memberships"][0]["role"].as_str().unwrap();
        let begun = if role == "platform_admin" {
            "operator"
        } else {
            "administrator"
        };
        let mut expected = vec![
            ("user.create", begun),
            ("user.password-token", begun),
            ("user.activate", "holder of the token"),
        ];
        if ["organization_admin", "approver", "publisher"].contains(&role) {
            expected.push(("membership.confirm", "operator"));
        }
        if role != "platform_admin" {
            expected.push(("user.confirm", "operator"));
        }
        let found = trail(&admin, account["id"].as_str().unwrap()).await;
        let found: Vec<(&str, &str)> = found.iter().map(|(action, who)| (action.as_str(), *who)).collect();
        assert_eq!(found, expected, "{account}");
    }
}

#[tokio::test]
async fn everybody_of_the_demo_can_work() {
    let home = Home::new().await;
    let demo = home.start().await;
    let (platform, _) = somebody(&demo, &home, "platform_admin").await;
    let body = json!({
        "name_th": "เทศบาลตำบลตัวอย่าง", "kind": "subdistrict_municipality", "province_code": "47",
    });
    platform.post("/api/v1/organizations").json(&body).await.is(201);
    let (admin, organization) = somebody(&demo, &home, "organization_admin").await;
    let body = json!({ "username": "somchai.r", "display_name": "สมชาย",
        "memberships": [{ "role": "drafter", "organization_id": organization }] });
    admin.post("/api/v1/users").json(&body).await.is(201);

    let (drafter, organization) = somebody(&demo, &home, "drafter").await;
    let (approver, _) = somebody(&demo, &home, "approver").await;
    let (publisher, _) = somebody(&demo, &home, "publisher").await;
    let organization = organization.as_str().unwrap();
    let body = sample::with(sample::measure(organization), &json!({ "fiscal_year": 2568 }));
    let mut measure = Document::draft(&drafter, "measures", &body).await;
    measure
        .steps(&[(&drafter, "submit"), (&approver, "approve"), (&publisher, "publish")])
        .await;
    demo.anonymous().get(&measure.public_path()).await.is(200);

    let shown = demo
        .anonymous()
        .get(&format!("/public/v1/organizations/{organization}"));
    let basis = shown.await.is(200).json()["approval_basis"].clone();
    for (name, number) in [
        ("approvers", 1),
        ("approvers_unconfirmed", 0),
        ("approvers_who_draft", 0),
        ("publishers", 1),
        ("publishers_unconfirmed", 0),
        ("approvers_of_public", 1),
    ] {
        assert_eq!(basis[name], number, "{name}: {basis}");
    }
}
