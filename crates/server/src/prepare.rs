use anyhow::{Context as _, Result};
use prongsai_application::{Clock as _, SystemClock};
use prongsai_persistence::{Store, StoreOptions, load_reference, may_change_schema, migrate, set_up_runtime_role};

use crate::database::Database;
use crate::progress::Progress;

/// Updates schema, rights and reference data, and returns one line for each change. The owner of the tables does it, if
/// the configuration names one.
///
/// # Errors
/// The database cannot be reached or refuses a statement.
pub(crate) async fn prepare(database: &Database, progress: Progress) -> Result<Vec<String>> {
    let owner = database.owner_url().unwrap_or_else(|| database.url());
    let migrated = migrate(owner).await;
    let migrated = if database.owner_url().is_some() {
        migrated?
    } else {
        migrated.context("if the role of DATABASE_URL does not own the tables, set PRONGSAI_MIGRATE_URL")?
    };
    let mut done: Vec<String> = migrated
        .into_iter()
        .map(|migration| format!("migrated the schema: {migration}"))
        .collect();
    progress.reached("the schema is up to date");
    if database.owner_url().is_some() {
        let created = set_up_runtime_role(owner, database.url()).await?;
        done.extend(created.map(|role| format!("created the role {role}")));
        progress.reached("the rights of the role that serves are up to date");
    }
    done.extend(update_reference(owner).await?);
    progress.reached("the reference data is up to date");
    if may_change_schema(database.url()).await? {
        tracing::warn!(
            "the role that serves can change the schema and the audit trail; \
             docs/operations.md, \"Two roles\", shows how to separate them"
        );
    }
    Ok(done)
}

async fn update_reference(url: &str) -> Result<Vec<String>> {
    let store = Store::new(StoreOptions::new(url))?;
    let changes = load_reference(&store, SystemClock.now()).await?;
    let mut done = Vec::new();
    if changes.geography {
        done.push("loaded provinces and districts".to_owned());
    }
    if !changes.catalogues.is_empty() {
        let years: Vec<String> = changes.catalogues.iter().map(ToString::to_string).collect();
        done.push(format!("loaded the ITA catalogues of {}", years.join(", ")));
    }
    Ok(done)
}
