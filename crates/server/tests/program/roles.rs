use tokio::process::Command;

use crate::commands::refusal;
use crate::demo::Home;

/// Runs a command to its end and returns its output and its log.
pub(crate) async fn run(command: &mut Command) -> String {
    let output = command.output().await.unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(said).unwrap();
    assert!(output.status.success(), "{said}");
    said
}

#[tokio::test]
async fn the_owner_migrates_and_the_runtime_role_serves() {
    let home = Home::new().await;
    let too_early = refusal(home.program().env_remove("PRONGSAI_MIGRATE_URL").arg("migrate")).await;
    assert!(too_early.contains("PRONGSAI_MIGRATE_URL"), "{too_early}");
    assert_eq!(home.database.fingerprint(&[]).await.len(), 0);
    let first = run(home.program().arg("migrate")).await;
    assert!(first.contains("migrated the schema"), "{first}");
    // Nothing is missing any more, so the runtime role is sufficient.
    let runtime_only = run(home.program().env_remove("PRONGSAI_MIGRATE_URL").arg("migrate")).await;
    assert_eq!(runtime_only.trim(), "schema and reference data are up to date");
    let refused = home
        .database
        .execute_as_server("ALTER TABLE acts DISABLE TRIGGER ALL")
        .await;
    // 42501 is the SQLSTATE of a missing right.
    assert_eq!(refused, Err("42501".to_owned()));
}

#[tokio::test]
async fn one_role_for_everything_is_warned_about() {
    let home = Home::new().await;
    let mut owner = home.program();
    owner
        .env_remove("PRONGSAI_MIGRATE_URL")
        .env("DATABASE_URL", home.database.url());
    let said = run(owner.arg("migrate")).await;
    assert!(
        said.contains("migrated the schema") && said.contains("Two roles"),
        "{said}"
    );
    // With two URLs, rights that would get around the triggers are refused.
    let name = home.database.text("SELECT quote_ident(current_database())").await;
    let own = format!("ALTER DATABASE {name} OWNER TO prongsai_test_runtime");
    home.database.execute(&own).await.unwrap();
    let said = refusal(home.program().arg("migrate")).await;
    assert!(said.contains("it owns the database"), "{said}");
    // Only its owner or a superuser may drop the database at the end.
    let back = format!("ALTER DATABASE {name} OWNER TO CURRENT_USER");
    home.database.execute(&back).await.unwrap();
    // The documented steps to two roles: the present one stays the owner, and the server has the other one only.
    run(home.program().arg("migrate")).await;
    let said = run(home.program().env_remove("PRONGSAI_MIGRATE_URL").arg("migrate")).await;
    assert!(!said.contains("Two roles"), "{said}");
    let same = home.database.url().to_owned();
    let said = refusal(home.program().env("DATABASE_URL", same).arg("migrate")).await;
    assert!(said.contains("must be different"), "{said}");
}

#[tokio::test]
async fn an_owner_without_a_database_is_refused() {
    let home = Home::new().await;
    let said = refusal(home.program().env_remove("DATABASE_URL").arg("migrate")).await;
    assert!(
        said.contains("PRONGSAI_MIGRATE_URL is set without DATABASE_URL"),
        "{said}"
    );
}
