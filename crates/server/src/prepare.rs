use anyhow::{Context as _, Result, bail};
use prongsai_application::{Clock as _, SystemClock};
use prongsai_persistence::{
    Store, StoreOptions, load_reference, migrate, note_restore, reach, set_up_runtime_role, undue_rights, was_restored,
};

use crate::database::Database;
use crate::progress::Progress;

/// The remedy when the only role that is configured may not do what the owner of the tables may.
const SET_OWNER: &str = "if the role of DATABASE_URL does not own the tables, set PRONGSAI_MIGRATE_URL";

/// Updates schema, rights and reference data, notes a restore, and returns one line for each change. The owner of the
/// tables does it, if the configuration names one.
///
/// # Errors
/// The database cannot be reached or refuses a statement, or the configuration names an owner and the role that serves
/// has rights that it must not have.
pub(crate) async fn prepare(database: &Database, progress: Progress) -> Result<Vec<String>> {
    let has_owner = database.owner_url().is_some();
    let owner = database.owner_url().unwrap_or_else(|| database.url());
    match reach(owner).await {
        // The role of DATABASE_URL may not exist yet; with the owner in PRONGSAI_MIGRATE_URL it is created below.
        Err(error) if error.is_refused_login() && !has_owner => Err(error).context(SET_OWNER)?,
        reached => reached?,
    }
    let migrated = migrate(owner).await;
    let migrated = if has_owner {
        migrated?
    } else {
        migrated.context(SET_OWNER)?
    };
    let mut done: Vec<String> = migrated
        .into_iter()
        .map(|migration| format!("migrated the schema: {migration}"))
        .collect();
    progress.reached("the schema is up to date");
    if has_owner {
        let created = set_up_runtime_role(owner, database.url()).await?;
        done.extend(created.map(|role| format!("created the role {role}")));
        progress.reached("the rights of the role that serves are up to date");
    }
    done.extend(look_for_restore(database, owner).await?);
    done.extend(update_reference(owner).await?);
    progress.reached("the reference data is up to date");
    check_rights(database).await?;
    Ok(done)
}

/// Notes in the audit trail that the database was restored or copied. Only the owner of the tables can.
async fn look_for_restore(database: &Database, owner: &str) -> Result<Option<String>> {
    let store = Store::new(StoreOptions::new(owner))?;
    if !was_restored(&store).await? {
        return Ok(None);
    }
    match note_restore(&store, SystemClock.now()).await {
        Ok(()) => Ok(Some("noted that the database was restored or copied".to_owned())),
        Err(error) if database.owner_url().is_some() => Err(error.into()),
        Err(error) => {
            tracing::warn!(
                %error,
                "the database was restored or copied; run `prongsai migrate` with PRONGSAI_MIGRATE_URL, so that the audit \
                 trail tells so"
            );
            Ok(None)
        }
    }
}

/// Checks that the role that serves cannot get around the triggers. With two roles that is required. With one, it is
/// logged.
async fn check_rights(database: &Database) -> Result<()> {
    let undue = undue_rights(database.url()).await?.join("; ");
    if undue.is_empty() {
        return Ok(());
    }
    if database.owner_url().is_some() {
        bail!("the role that serves must not be able to change the schema or the audit trail, but {undue}");
    }
    tracing::warn!(
        undue,
        "the role that serves can change the schema and the audit trail; docs/operations.md, \"Two roles\", shows how to \
         separate them"
    );
    Ok(())
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
