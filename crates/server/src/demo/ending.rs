//! The end of the demo: everybody who can read its file knows its logins, so they must not outlive it.

use std::path::Path;

use anyhow::{Context as _, Result};
use prongsai_application::{App, user};
use prongsai_domain::id::UserId;
use prongsai_persistence::{DemoAccount, DemoMarks};

use super::credentials::FILE_NAME;
use super::organizations::DemoOrganization;
use super::people::{HIDDEN, PLATFORM_ADMIN, SHOWN};
use crate::secret;

/// The reasons in the audit trail.
const ENDED: &str = "the server was started without --demo";
const RESUMED: &str = "the server was started with --demo";

/// Deactivates the accounts of the demo, ends their sessions and deletes the file with their logins. A start without
/// `--demo` calls it before requests are answered. Real people with login names of the demo stay as they are.
///
/// # Errors
/// The database fails.
pub(crate) async fn end(app: &App, data_dir: &Path) -> Result<()> {
    let accounts = accounts(app).await?;
    if accounts.is_empty() {
        return Ok(());
    }
    let active = ids(&accounts, |account| account.is_active);
    if !active.is_empty() {
        let done = user::set_active_as_system(app, &active, false, ENDED)
            .await
            .context("the accounts of the demo cannot be deactivated")?;
        let advice = if done.has_platform_admin {
            ""
        } else {
            "; no active platform administrator is left: add one with `prongsai user create`"
        };
        tracing::warn!(
            accounts = done.changed,
            "the accounts of the demo are deactivated, because {ENDED}{advice}"
        );
    }
    if let Err(error) = secret::remove(&data_dir.join(FILE_NAME)) {
        tracing::warn!("the logins of the demo have ended, but their file stays: {error:#}");
    }
    Ok(())
}

/// Activates the accounts of the demo that [`end`] has deactivated. Those that an administrator deactivated stay so.
///
/// # Errors
/// The database fails.
pub(super) async fn resume(app: &App) -> Result<()> {
    let ended = |account: &DemoAccount| !account.is_active && account.is_changed_by_program;
    let ended = ids(&accounts(app).await?, ended);
    if !ended.is_empty() {
        user::set_active_as_system(app, &ended, true, RESUMED)
            .await
            .context("the accounts of the demo cannot be activated")?;
    }
    Ok(())
}

/// The accounts that the demo made.
async fn accounts(app: &App) -> Result<Vec<DemoAccount>> {
    let usernames: Vec<&str> = SHOWN.iter().chain(&HIDDEN).map(|person| person.username).collect();
    let marks = DemoMarks {
        usernames: &usernames,
        administrator: PLATFORM_ADMIN,
        local_code: DemoOrganization::FIRST.local_code,
    };
    Ok(app.store.demo_accounts(marks).await?)
}

fn ids(accounts: &[DemoAccount], are_wanted: impl Fn(&DemoAccount) -> bool) -> Vec<UserId> {
    let wanted = accounts.iter().filter(|account| are_wanted(account));
    wanted.map(|account| account.id).collect()
}
