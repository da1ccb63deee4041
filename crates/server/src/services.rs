use std::fmt::Write as _;
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow, bail};
use jiff::SignedDuration;
use prongsai_application::credentials::TokenSecrets;
use prongsai_application::rendition::RenditionOptions;
use prongsai_application::{App, Context, Error, Origin, ServiceOptions, Services, user};
use prongsai_domain::access::Actor;
use prongsai_domain::user::User;
use prongsai_domain::violation::Violation;
use prongsai_persistence::{Store, StoreOptions, check_database_url};

use crate::config::Config;

/// The use cases on a database, with default options for renditions: for commands that make none.
///
/// # Errors
/// As [`app_with_renditions`].
pub(crate) fn app(database_url: &str, token_secrets: impl Into<TokenSecrets>, config: &Config) -> Result<App> {
    app_with_renditions(database_url, token_secrets, config, RenditionOptions::default())
}

/// The use cases on a database.
///
/// # Errors
/// A token secret is too short, or a store cannot be prepared.
pub(crate) fn app_with_renditions(
    database_url: &str,
    token_secrets: impl Into<TokenSecrets>,
    config: &Config,
    renditions: RenditionOptions,
) -> Result<App> {
    let services = Services::new(ServiceOptions {
        renditions,
        blobs: config.blobs.store(&config.data_dir)?,
        inspector: Some(std::env::current_exe().context("the path of this program is not known")?),
        session_limits: config.sessions.limits(),
        security_kept: security_retention(config),
        mail: config.mail.options()?,
        visits: config.jobs.links.visits(),
        quotas: config.limits.quotas(),
        rate_limits: config.limits.rates(),
        ..ServiceOptions::new(token_secrets)
    })?;
    let store = Store::new(StoreOptions::new(database_url))?;
    Ok(App {
        store,
        services: Arc::new(services),
    })
}

fn security_retention(config: &Config) -> SignedDuration {
    SignedDuration::from_hours(24 * i64::from(config.security_retention_days))
}

/// The context in which this program acts for a person, with all roles of the person.
///
/// # Errors
/// The roles cannot be read.
pub(crate) async fn context_of(app: &App, user: &User) -> Result<Context> {
    let grants = app.store.grants_of(&[user.id]).await?;
    let memberships = grants.into_iter().map(|grant| grant.membership).collect();
    let now = app.services.clock.now();
    Ok(Context {
        actor: Actor::new(user.id, memberships),
        session: None,
        token: None,
        now,
        request_id: app.services.ids.next(now),
        origin: Origin::default(),
        idempotency: None,
        ids: Arc::clone(&app.services.ids),
    })
}

/// The person with this login name.
///
/// # Errors
/// No person has this name, or the people cannot be read.
pub(crate) async fn person(app: &App, username: &str) -> Result<User> {
    let found = user::find_by_username(app, username).await?;
    found.with_context(|| format!("there is no user \"{username}\""))
}

/// The error of a use case, in words for people at a command line.
pub(crate) fn explained(error: Error) -> anyhow::Error {
    match error {
        Error::Invalid(violations) => anyhow!("{}", violation_lines(&violations).join("\n")),
        other => other.into(),
    }
}

/// One line for each field error, in Thai and English.
pub(crate) fn violation_lines(violations: &[Violation]) -> Vec<String> {
    let line = |violation: &Violation| {
        let place = if violation.pointer.is_empty() {
            "/"
        } else {
            &violation.pointer
        };
        let mut line = format!("{place}: {} — {}", violation.message_th, violation.message_en);
        if let Some(suggestion) = &violation.suggestion {
            let _ = write!(line, " → {suggestion}");
        }
        line
    };
    violations.iter().map(line).collect()
}

/// Checks the form of the URL in `variable`, so that a mistake is reported with a remedy instead of a connection error.
///
/// # Errors
/// The URL is not a PostgreSQL URL, or one of its parameters does not exist or has a wrong value.
pub(crate) fn check_url(variable: &str, database_url: &str) -> Result<()> {
    let is_url = database_url.starts_with("postgres://") || database_url.starts_with("postgresql://");
    if !is_url {
        bail!("{variable} is not a PostgreSQL URL; its form is postgresql://user:password@host:5432/database");
    }
    check_database_url(database_url).map_err(|error| anyhow!("{variable} cannot be used: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_that_cannot_be_used_is_refused_with_its_variable() {
        let said = |url: &str| {
            let said = check_url("PRONGSAI_MIGRATE_URL", url).unwrap_err().to_string();
            assert!(
                said.starts_with("PRONGSAI_MIGRATE_URL ") && !said.contains("geheim"),
                "{said}"
            );
            said
        };
        assert!(said("mysql://u:geheim@db/prongsai").contains("its form is"));
        assert!(said("postgresql://u:geheim@db/prongsai?sslmode=full").contains("verify-full"));
        assert!(said("postgresql://u:geheim@db/prongsai?sslcrl=/x").contains("sslcrl is not supported"));
        assert!(said("postgresql://u:geheim@db/prongsai?gssencmode=disable").contains("gssencmode"));
        assert!(check_url("DATABASE_URL", "postgresql://u:geheim@db/prongsai?sslmode=require").is_ok());
    }
}
