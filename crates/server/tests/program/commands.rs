use std::fs;

use tokio::process::Command;

use crate::demo::{Home, program};

/// The message of a command that fails: one line with a remedy.
pub(crate) async fn refusal(command: &mut Command) -> String {
    let output = command.output().await.unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success(), "{said}");
    let plain = said.lines().filter(|line| !line.starts_with('{')).count();
    assert_eq!(plain, 1, "one line beside the log: {said}");
    assert!(!said.contains("panicked"), "{said}");
    said
}

#[tokio::test]
async fn help_is_the_reference_of_the_configuration() {
    let output = program().args(["serve", "--help"]).output().await.unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    for name in [
        "DATABASE_URL",
        "PRONGSAI_MIGRATE_URL",
        "PRONGSAI_LISTEN",
        "PRONGSAI_OPERATIONS_LISTEN",
        "PRONGSAI_SECURITY_CONTACT",
        "PRONGSAI_DATA_DIR",
        "PRONGSAI_JWT_SECRET_FILE",
        "PRONGSAI_JWT_ACCEPTED_SECRET_FILES",
        "PRONGSAI_CORS_ORIGINS",
        "PRONGSAI_TRUSTED_PROXIES",
        "PRONGSAI_PROXY_HEADER",
        "RUST_LOG",
    ] {
        assert!(help.contains(name), "{name}: {help}");
    }
    assert!(help.contains("127.0.0.1:8080") && help.contains("./data"), "{help}");
}

#[tokio::test]
async fn the_server_does_not_start_without_a_good_token_secret() {
    let home = Home::new().await;
    let missing = refusal(home.program().env_remove("PRONGSAI_JWT_SECRET_FILE").arg("serve")).await;
    assert!(missing.contains("PRONGSAI_JWT_SECRET_FILE"), "{missing}");
    fs::write(home.path().join("jwt-secret"), "too short").unwrap();
    let short = refusal(home.program().arg("serve")).await;
    assert!(short.contains("32"), "{short}");
}

#[tokio::test]
async fn a_proxy_that_would_be_everybody_is_refused() {
    let output = program()
        .env("PRONGSAI_TRUSTED_PROXIES", "0.0.0.0/0")
        .arg("serve")
        .output()
        .await
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success(), "{said}");
    assert!(
        said.contains("--trusted-proxies") && said.contains("trusts everybody"),
        "{said}"
    );
}

#[tokio::test]
async fn an_unreachable_database_is_named_without_its_password() {
    let home = Home::new().await;
    let url = "postgresql://prongsai:hunter2-secret@127.0.0.1:1/prongsai";
    let said = refusal(home.program().env("DATABASE_URL", url).arg("serve")).await;
    assert!(!said.contains("hunter2"), "{said}");
}

#[tokio::test]
async fn the_document_is_printed_without_a_database() {
    let output = program()
        .env_remove("DATABASE_URL")
        .arg("openapi")
        .output()
        .await
        .unwrap();
    assert!(output.status.success());
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(
        document["openapi"]
            .as_str()
            .is_some_and(|version| version.starts_with("3.1"))
    );
}

#[tokio::test]
async fn a_year_is_imported_from_a_file() {
    let home = Home::new().await;
    let early = refusal(
        home.program()
            .args(["import", &format!("{}/bundle-good.json", fixtures())]),
    )
    .await;
    assert!(
        early.contains("prongsai user create"),
        "nobody is there to answer for it: {early}"
    );
    add_administrator(&home).await;
    let fixtures = fixtures();
    let before = home.database.fingerprint(&[]).await;

    let dry_run = home
        .program()
        .args(["import", &format!("{fixtures}/bundle-good.json"), "--dry-run"])
        .output()
        .await;
    let dry_run = dry_run.unwrap();
    assert!(dry_run.status.success(), "{}", String::from_utf8_lossy(&dry_run.stderr));
    let broken = home
        .program()
        .args(["import", &format!("{fixtures}/bundle-impossible-dates.json")])
        .output()
        .await
        .unwrap();
    let said = [broken.stdout, broken.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(
        !broken.status.success() && said.contains("/announcements/0/survey/closes_on"),
        "{said}"
    );
    let before_documents = before.get("documents").cloned();
    assert_eq!(
        home.database.fingerprint(&[]).await.get("documents").cloned(),
        before_documents
    );

    let imported = home
        .program()
        .args(["import", &format!("{fixtures}/bundle-good.json")])
        .output()
        .await
        .unwrap();
    assert!(
        imported.status.success(),
        "{}",
        String::from_utf8_lossy(&imported.stderr)
    );
    assert!(home.database.number("SELECT count(*) FROM documents").await > 0);
    let close = "UPDATE users SET is_active = false WHERE username = 'admin'";
    home.database.execute(close).await.unwrap();
    let bundle = format!("{fixtures}/bundle-good.json");
    let closed = refusal(home.program().args(["import", &bundle, "--as", "admin"])).await;
    assert!(closed.contains("admin is deactivated"), "{closed}");
}

#[tokio::test]
async fn only_a_second_factor_that_exists_is_removed() {
    let home = Home::new().await;
    add_administrator(&home).await;
    let none = refusal(home.program().args(["user", "reset", "admin", "--second-factor"])).await;
    assert!(none.contains("no user \"admin\" with a second factor"), "{none}");
}

pub(crate) const fn fixtures() -> &'static str {
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures")
}

async fn add_administrator(home: &Home) {
    add_person(home, "admin", &["--role", "platform_admin"]).await;
}

/// Adds a person on the host. Returns the token with which the person sets the password.
pub(crate) async fn add_person(home: &Home, username: &str, role: &[&str]) -> String {
    let mut create = home.program();
    create.args(["user", "create", username, "--display-name", "ผู้ดูแลระบบ"]);
    let output = create.args(role).output().await.unwrap();
    let token = String::from_utf8_lossy(&output.stdout).trim_end().to_owned();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // The token is all of the standard output, so that a script can take it: 32 bytes in base64 without padding.
    assert_eq!(token.len(), 43, "{token}");
    token
}

#[tokio::test]
async fn a_rule_is_explained_without_a_database() {
    let explain = async |code: &str| program().args(["doctor", "--explain", code]).output().await.unwrap();
    let page = String::from_utf8(explain("same-guideline").await.stdout).unwrap();
    for part in ["same-guideline", "คืออะไร", "ทำไมจึงสำคัญ", "วิธีแก้ไข", "ตัวอย่าง"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    let misspelt = explain("same-guidelines").await;
    assert!(!misspelt.status.success());
    let said = String::from_utf8(misspelt.stderr).unwrap();
    assert!(said.contains("same-guideline is probably meant"), "{said}");
}

#[tokio::test]
async fn the_doctor_examines_every_organization() {
    let home = Home::new().await;
    let demo = home.start().await;
    let examine = async |more: &[&str]| {
        let output = home.program().arg("doctor").args(more).output().await.unwrap();
        assert!(output.status.success(), "{output:?}");
        (
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let (table, progress) = examine(&["--all", "--fiscal-year", "2567"]).await;
    assert!(table.contains("year-without-report\twarning\t"), "{table}");
    assert!(progress.contains(" organizations in "), "{progress}");
    let (lines, _) = examine(&["--all", "--fiscal-year", "2567", "--json"]).await;
    for line in lines.lines() {
        let issue: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(issue["rule"].is_string() && issue["message_th"].is_string(), "{issue}");
    }
    assert!(lines.lines().count() > 4, "{lines}");
    drop(demo);
}
