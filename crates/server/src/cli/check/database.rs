use prongsai_application::{Clock as _, SystemClock};
use prongsai_local_postgres::{State, check_locks, state_of};
use prongsai_persistence::{Inspection, has_role_of, inspect};
use secrecy::{ExposeSecret as _, SecretString};

use super::certificates;
use super::database_findings::{self as findings, MIGRATE_URL, URL};
use super::report::Report;
use super::schema_findings::{SERVES, rights, schema};
use crate::config::{Config, masked};
use crate::database::private_urls;
use crate::services::check_url;

/// Checks the database of the configuration. The private cluster is checked if it runs.
pub(super) async fn check(config: &Config, report: &mut Report) {
    let named = config.database_url();
    if let Some(url) = named {
        let owner = config.migrate_url();
        let forms = [(URL, Some(url)), (MIGRATE_URL, owner)];
        let mut are_urls = true;
        for (variable, url) in forms.into_iter().filter_map(|(variable, url)| Some((variable, url?))) {
            if let Err(error) = check_url(variable, url.expose_secret()) {
                report.error(variable, format!("{error:#}"));
                are_urls = false;
            } else {
                are_urls &= certificates::check(variable, url.expose_secret(), report);
            }
        }
        if are_urls {
            roles(url, owner, report).await;
        }
        return;
    }
    if config.migrate_url().is_some() {
        report.error(
            MIGRATE_URL,
            "is set without DATABASE_URL; set both, or none for a private cluster",
        );
    }
    private(config, report).await;
}

async fn private(config: &Config, report: &mut Report) {
    const ABOUT: &str = "private cluster";
    let folder = config.cluster_dir();
    let shown = folder.display();
    match check_locks(&folder) {
        Ok(()) => report.ok(ABOUT, "folders can be locked there, so that only one server uses it"),
        Err(error) => report.error(ABOUT, error.to_string()),
    }
    match state_of(&folder) {
        Ok(State::Nothing) => report.ok(ABOUT, format!("the first start makes it in {shown}")),
        Ok(State::Unfinished) => report.ok(ABOUT, format!("{shown} is not finished; the next start makes it again")),
        Ok(State::Stopped) => report.ok(
            ABOUT,
            format!("{shown} does not run, and is not started to be checked; check again while the server runs"),
        ),
        Ok(State::Hidden) => report.warning(
            ABOUT,
            format!("{shown} belongs to another user, so its database is not checked; check as that user or as root"),
        ),
        Ok(State::Running(socket)) => {
            report.ok(ABOUT, format!("{shown} runs"));
            let (url, owner) = private_urls(&socket);
            roles(&url, Some(&owner), report).await;
        }
        Err(error) => report.error(ABOUT, error.to_string()),
    }
}

/// Checks the database as the role that serves and, if there is one, as the role that migrates.
async fn roles(url: &SecretString, owner: Option<&SecretString>, report: &mut Report) {
    let owner_found = match owner {
        Some(owner) => inspected(MIGRATE_URL, owner, report).await,
        None => None,
    };
    let found = inspect(url.expose_secret(), || SystemClock.now()).await;
    let found = match found {
        Ok(found) => found,
        Err(error) => {
            let is_missing = match owner.filter(|_| owner_found.is_some()) {
                Some(owner) => is_role_missing(owner, url).await,
                None => false,
            };
            if is_missing {
                report.warning(
                    SERVES,
                    "the role of DATABASE_URL does not exist yet; `prongsai migrate` creates it",
                );
            } else {
                report.error(URL, unreachable(URL, url, &error));
            }
            if let Some(owner) = &owner_found {
                findings::server(MIGRATE_URL, owner, report);
                schema(owner, true, report);
            }
            return;
        }
    };
    report.ok(URL, format!("{} can be reached", masked(url)));
    findings::server(URL, &found, report);
    if let Some(owner) = &owner_found {
        findings::two_roles(&found, owner, report);
    }
    // The owner sees all migrations. Without an owner, the role that serves migrates if it may; otherwise another program does.
    let may_migrate = owner_found.as_ref().unwrap_or(&found).may_migrate;
    schema(owner_found.as_ref().unwrap_or(&found), may_migrate, report);
    rights(&found, owner.is_some(), report);
}

async fn inspected(variable: &str, url: &SecretString, report: &mut Report) -> Option<Inspection> {
    match inspect(url.expose_secret(), || SystemClock.now()).await {
        Ok(found) => {
            report.ok(variable, format!("{} can be reached", masked(url)));
            Some(found)
        }
        Err(error) => {
            report.error(variable, unreachable(variable, url, &error));
            None
        }
    }
}

fn unreachable(variable: &str, url: &SecretString, error: &prongsai_persistence::StoreError) -> String {
    format!("the database {} cannot be used: {error}; check {variable}", masked(url))
}

async fn is_role_missing(owner: &SecretString, url: &SecretString) -> bool {
    has_role_of(owner.expose_secret(), url.expose_secret())
        .await
        .is_ok_and(|exists| !exists)
}
