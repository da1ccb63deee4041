//! `prongsai config check`.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;

use nix::sys::signal::Signal;
use serde_json::Value;
use tokio::process::Command;

use crate::demo::{Home, program};

/// Runs the check and returns whether it found no error, and its lines.
pub(crate) async fn checked(command: &mut Command) -> (bool, String) {
    let output = command.args(["config", "check"]).output().await.unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said, "", "{lines}");
    let has_error = lines.lines().any(|line| line.starts_with("error"));
    assert_eq!(output.status.code(), Some(i32::from(has_error)), "{lines}");
    for line in lines.lines() {
        let level = line.split_whitespace().next();
        assert!(
            matches!(level, Some("ok" | "warning" | "error")) && line.contains(": "),
            "{line}"
        );
    }
    (!has_error, lines)
}

/// A home whose configuration has nothing to be warned about.
pub(crate) async fn good_home() -> Home {
    let home = Home::new()
        .await
        .with("PRONGSAI_PUBLIC_URL", "https://ita.example.go.th")
        .with("PRONGSAI_TRUSTED_PROXIES", "127.0.0.1");
    fs::set_permissions(home.path().join("jwt-secret"), Permissions::from_mode(0o600)).unwrap();
    home
}

#[track_caller]
pub(crate) fn assert_says(lines: &str, level: &str, about: &str, words: &str) {
    let start = format!("{level:<8} {about}: ");
    let found = lines
        .lines()
        .any(|line| line.starts_with(&start) && line.contains(words));
    assert!(found, "no {start}… {words}: {lines}");
}

#[tokio::test]
async fn a_configuration_is_checked_before_and_after_the_first_start() {
    let home = good_home().await;
    let (is_good, lines) = checked(&mut home.program()).await;
    assert!(is_good, "{lines}");
    assert_says(&lines, "warning", "schema", "no migration has run; `prongsai migrate`");
    assert_says(&lines, "ok", "PRONGSAI_LISTEN", "is free");
    assert_eq!(home.database.fingerprint(&[]).await.len(), 0, "nothing was migrated");
    let files = fs::read_dir(home.path()).unwrap().count();
    assert_eq!(files, 1, "no file was made");

    let server = home.serve().await;
    let before = home.database.fingerprint(&[]).await;
    let (is_good, lines) = checked(&mut home.program()).await;
    assert!(is_good, "{lines}");
    for (about, words) in [
        ("settings", "are valid"),
        ("PRONGSAI_PUBLIC_URL", "https://ita.example.go.th"),
        ("PRONGSAI_JWT_SECRET_FILE", "can be used"),
        ("PRONGSAI_LISTEN", "a server answers"),
        ("PRONGSAI_DATA_DIR", "can be written to"),
        ("DATABASE_URL", "can be reached"),
        ("PRONGSAI_MIGRATE_URL", "may migrate"),
        ("PostgreSQL", "with ICU"),
        ("clock", "agrees"),
        ("schema", "of this program"),
        ("role that serves", "no others"),
    ] {
        assert_says(&lines, "ok", about, words);
    }
    assert!(
        !lines.contains("password") && !lines.contains("a secret of the tests"),
        "{lines}"
    );
    assert_eq!(home.database.fingerprint(&[]).await, before);
    server.stop(Signal::SIGTERM).await;
}

#[tokio::test]
async fn every_wrong_setting_is_told_with_its_variable() {
    let home = good_home()
        .await
        .with("PRONGSAI_CORS_ORIGINS", "*")
        .with("PRONGSAI_PUBLIC_URL", "ita.example.go.th")
        .with("PRONGSAI_SECURITY_RETENTION_DAYS", "1")
        .with("PRONGSAI_SYSTEM_FONTS", "maybe")
        .with("RUST_LOG", "info,prongsai_http=loud")
        .with("PRONGSAI_LISTEN", "8080");
    let (_, lines) = checked(&mut home.program()).await;
    for (variable, words) in [
        ("PRONGSAI_CORS_ORIGINS", "https://ita.example.go.th"),
        ("PRONGSAI_PUBLIC_URL", "https://ita.example.go.th"),
        ("PRONGSAI_SECURITY_RETENTION_DAYS", "90"),
        ("PRONGSAI_SYSTEM_FONTS", "false"),
        ("RUST_LOG", "is not a log filter"),
        ("PRONGSAI_LISTEN", "HOST:PORT"),
    ] {
        assert_says(&lines, "error", variable, words);
    }
    assert_says(&lines, "ok", "PRONGSAI_MIGRATE_URL", "can be reached");
    // What somebody has typed is refused at once, as in every command; no other command goes on.
    let typed = home
        .program()
        .args(["config", "check", "--cors-origins", "x"])
        .output()
        .await
        .unwrap();
    assert_eq!(typed.status.code(), Some(2), "{typed:?}");
    let other = home.program().arg("openapi").output().await.unwrap();
    assert_eq!(other.status.code(), Some(2), "{other:?}");
}

#[tokio::test]
async fn files_with_secrets_are_checked() {
    let home = good_home().await;
    let file = |name: &str| home.path().join(name);
    fs::set_permissions(file("jwt-secret"), Permissions::from_mode(0o644)).unwrap();
    fs::write(file("jwt-secret-2"), "too short").unwrap();
    fs::copy(file("jwt-secret"), file("jwt-secret-3")).unwrap();
    fs::write(file("demo-credentials.json"), "{}").unwrap();
    let accepted = "jwt-secret-2,jwt-secret-3,jwt-secret-4";
    let mut command = home.program();
    let (_, lines) = checked(command.env("PRONGSAI_JWT_ACCEPTED_SECRET_FILES", accepted)).await;
    assert_says(
        &lines,
        "warning",
        "PRONGSAI_JWT_SECRET_FILE",
        "every user of this machine may read it",
    );
    let about = "PRONGSAI_JWT_ACCEPTED_SECRET_FILES";
    assert_says(&lines, "error", about, "has 9 bytes");
    assert_says(&lines, "warning", about, "has the secret that signs");
    assert_says(&lines, "error", about, "jwt-secret-4 does not exist");
    assert_says(&lines, "warning", "demo", "a start without --demo ends them");
    let (_, lines) = checked(home.program().env_remove("PRONGSAI_JWT_SECRET_FILE")).await;
    assert_says(
        &lines,
        "error",
        "PRONGSAI_JWT_SECRET_FILE",
        "is required with DATABASE_URL",
    );
}

#[tokio::test]
async fn the_schema_and_the_rights_of_the_roles_are_checked() {
    let home = good_home().await;
    let migrated = home.program().arg("migrate").output().await.unwrap();
    assert!(migrated.status.success(), "{migrated:?}");
    let version = home
        .database
        .text("SELECT max(version) FROM __diesel_schema_migrations")
        .await;
    let newer = "INSERT INTO __diesel_schema_migrations (version) VALUES ('99991231000001')";
    home.database.execute(newer).await.unwrap();
    home.database
        .execute("REVOKE SELECT ON users FROM prongsai_test_runtime")
        .await
        .unwrap();
    let (_, lines) = checked(&mut home.program()).await;
    assert_says(&lines, "warning", "schema", "99991231000001");
    assert_says(&lines, "error", "role that serves", "SELECT ON users");

    let older = format!("DELETE FROM __diesel_schema_migrations WHERE version IN ('{version}', '99991231000001')");
    home.database.execute(&older).await.unwrap();
    home.database
        .execute("GRANT SELECT ON users TO prongsai_test_runtime")
        .await
        .unwrap();
    let (_, lines) = checked(&mut home.program()).await;
    assert_says(&lines, "warning", "schema", &version);
    let (_, lines) = checked(home.program().env_remove("PRONGSAI_MIGRATE_URL")).await;
    assert_says(&lines, "error", "schema", "PRONGSAI_MIGRATE_URL");

    let owner = home.database.url().to_owned();
    let (_, lines) = checked(home.program().env("DATABASE_URL", &owner)).await;
    assert_says(&lines, "error", "PRONGSAI_MIGRATE_URL", "must be different");
}

#[tokio::test]
async fn a_role_with_too_many_rights_is_a_warning_or_an_error() {
    let home = good_home().await;
    let migrated = home.program().arg("migrate").output().await.unwrap();
    assert!(migrated.status.success(), "{migrated:?}");
    let mut one_role = home.program();
    one_role
        .env_remove("PRONGSAI_MIGRATE_URL")
        .env("DATABASE_URL", home.database.url());
    let (is_good, lines) = checked(&mut one_role).await;
    assert!(is_good, "{lines}");
    assert_says(&lines, "warning", "role that serves", "Two roles");
    let name = home.database.text("SELECT quote_ident(current_database())").await;
    let own = format!("ALTER DATABASE {name} OWNER TO prongsai_test_runtime");
    home.database.execute(&own).await.unwrap();
    let (_, lines) = checked(&mut home.program()).await;
    assert_says(&lines, "error", "role that serves", "it owns the database");
    // Only its owner or a superuser may drop the database at the end.
    let back = format!("ALTER DATABASE {name} OWNER TO CURRENT_USER");
    home.database.execute(&back).await.unwrap();
}

#[tokio::test]
async fn a_database_that_cannot_be_reached_is_told_without_its_password() {
    let home = good_home().await;
    let url = "postgresql://prongsai:hunter2-secret@127.0.0.1:1/prongsai";
    let mut command = home.program();
    command.env_remove("PRONGSAI_MIGRATE_URL").env("DATABASE_URL", url);
    let (_, lines) = checked(&mut command).await;
    assert_says(&lines, "error", "DATABASE_URL", "prongsai:***@127.0.0.1:1");
    assert!(!lines.contains("hunter2"), "{lines}");
    let mut command = home.program();
    command.env("DATABASE_URL", "host=db password=hunter2-secret");
    let (_, lines) = checked(&mut command).await;
    assert_says(&lines, "error", "DATABASE_URL", "is not a PostgreSQL URL");
    assert!(!lines.contains("hunter2"), "{lines}");
    let (_, lines) = checked(home.program().env_remove("DATABASE_URL")).await;
    assert_says(&lines, "error", "PRONGSAI_MIGRATE_URL", "without DATABASE_URL");
}

/// The private cluster is neither made nor started.
#[tokio::test]
async fn a_private_cluster_that_does_not_run_is_not_started() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut command = program();
    command
        .env_remove("DATABASE_URL")
        .env_remove("PRONGSAI_JWT_SECRET_FILE")
        .env("PRONGSAI_DATA_DIR", &data)
        .env("PRONGSAI_LISTEN", crate::demo::free_address());
    let (is_good, lines) = checked(&mut command).await;
    assert!(is_good, "{lines}");
    assert_says(&lines, "ok", "private cluster", "the first start makes it");
    assert_says(&lines, "ok", "PRONGSAI_JWT_SECRET_FILE", "the first start makes");
    assert_says(&lines, "ok", "PRONGSAI_DATA_DIR", "will be made");
    assert_says(&lines, "warning", "PRONGSAI_PUBLIC_URL", "is not set");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn the_findings_are_also_a_json_document() {
    let home = good_home().await;
    let mut command = home.program();
    command.args(["config", "check", "--json", "--listen", "8080"]);
    let output = command.output().await.unwrap();
    assert_eq!(output.status.code(), Some(1));
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = document["findings"].as_array().unwrap();
    let about_listen = findings
        .iter()
        .find(|finding| finding["about"] == "PRONGSAI_LISTEN")
        .unwrap();
    assert_eq!(about_listen["level"], "error");
    assert!(findings.iter().all(|finding| finding["text"].is_string()));
}
