use std::convert::Infallible;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};
use jiff::SignedDuration;
use prongsai_application::App;
use prongsai_http::ServerOptions;
use secrecy::SecretSlice;
use tokio::task::JoinError;

use crate::config::Config;
use crate::database::Database;
use crate::demo::{self, Demo};
use crate::progress::Progress;
use crate::stop::StopSignal;
use crate::{address, forwarding, housekeeping, logs, prepare, secret, services, unsettled};

/// Seconds that current requests have to finish when the server stops.
const SHUTDOWN_SECONDS: u64 = 5;

/// Serves until Ctrl-C or SIGTERM; then stops the HTTP server, and after it the private PostgreSQL.
///
/// # Errors
/// One line with a remedy: about the port, the token secret, PostgreSQL or its data.
pub(crate) async fn serve(config: Config, with_demo: bool) -> Result<()> {
    // With the demo a person reads the output, also when it goes to a file.
    let progress = Progress::new(with_demo || logs::is_terminal());
    let mut stop = StopSignal::listen()?;
    let listener = address::bind(&config.listen)?;
    let secret = secret::token_secret(&config)?;
    let mut database = Database::open(&config, progress).await?;
    let startup = Startup {
        config,
        with_demo,
        listener,
        secret,
        progress,
    };
    let outcome = run(startup, &mut database, &mut stop).await;
    if outcome.is_ok() {
        progress.say("stopping…");
    }
    database.close_after(outcome).await?;
    progress.say("stopped");
    Ok(())
}

/// The values that are ready before the database is.
struct Startup {
    config: Config,
    with_demo: bool,
    listener: TcpListener,
    secret: SecretSlice<u8>,
    progress: Progress,
}

/// Serves until there is a reason to stop; the database still runs afterwards.
async fn run(startup: Startup, database: &mut Database, stop: &mut StopSignal) -> Result<()> {
    let url = database.url().to_owned();
    let prepared = tokio::select! {
        biased;
        () = stop.requested() => return Ok(()),
        prepared = prepare(&startup, database) => prepared,
    };
    let Prepared { app, demo, address } = prepared?;
    let options = ServerOptions {
        shutdown_timeout: SHUTDOWN_SECONDS,
        cors_origins: startup.config.cors_origins(),
        ..ServerOptions::default()
    };
    let server =
        prongsai_http::start(app.clone(), options, startup.listener).context("the server cannot be started")?;
    let handle = server.handle();
    let cache = Arc::new(app.services.public_cache.clone());
    let listening = tokio::spawn(prongsai_persistence::listen(url, cache));
    let mut server = tokio::spawn(server);
    let ready_after_ms = startup.progress.milliseconds();
    if startup.progress.is_plain() {
        startup.progress.say(&format!("ready in {ready_after_ms} ms"));
    } else {
        tracing::info!(%address, ready_after_ms, "ready");
    }
    greet(address, demo.as_ref(), startup.with_demo);
    let outcome = tokio::select! {
        () = stop.requested() => Ok(()),
        () = database.ended() => {
            Err(anyhow!("PostgreSQL has ended by itself; its log is postgres/postgres.log in the data folder"))
        }
        ended = &mut server => Err(ended_by_itself(ended)),
        never = housekeeping::run(&app, security_retention(&startup.config)) => match never {},
        never = forward(&app, &startup.config) => match never {},
        never = unsettled::run(&app) => match never {},
    };
    // The server itself ends requests that take longer than SHUTDOWN_SECONDS; a second more, in case that it hangs.
    let stopped = tokio::time::timeout(Duration::from_secs(SHUTDOWN_SECONDS + 1), handle.stop(outcome.is_ok())).await;
    if stopped.is_err() {
        tracing::warn!("some connections did not end in time");
    }
    listening.abort();
    drop(server);
    outcome
}

/// Why the HTTP server has ended although nobody stopped it.
fn ended_by_itself(ended: Result<io::Result<()>, JoinError>) -> anyhow::Error {
    let why = match ended {
        Ok(Ok(())) => return anyhow!("the HTTP server has ended by itself"),
        Ok(Err(error)) => anyhow!(error),
        Err(error) => anyhow!(error),
    };
    why.context("the HTTP server has ended by itself")
}

fn security_retention(config: &Config) -> SignedDuration {
    SignedDuration::from_hours(24 * i64::from(config.security_retention_days))
}

/// Passes the audit trail on if the configuration names a file.
async fn forward(app: &App, config: &Config) -> Infallible {
    match config.audit_file() {
        Some(file) => forwarding::run(app, file.clone()).await,
        None => std::future::pending().await,
    }
}

/// The values that are ready once the database is.
struct Prepared {
    app: App,
    demo: Option<Demo>,
    address: SocketAddr,
}

/// Updates the database and loads the demo if it was requested.
async fn prepare(startup: &Startup, database: &Database) -> Result<Prepared> {
    let url = database.url();
    let address = address::reachable(startup.listener.local_addr()?);
    let renditions = startup
        .config
        .renditions
        .options(&startup.config.data_dir, &address.to_string());
    let limits = startup.config.sessions.limits();
    let app = services::app_with(url, startup.secret.clone(), renditions, limits)?;
    let done = prepare::prepare(database, startup.progress).await;
    for line in done.map_err(|error| database.unreachable(error))? {
        startup.progress.say(&line);
    }
    let demo = if startup.with_demo {
        Some(demo::load(&app, &startup.config.data_dir, address, startup.progress).await?)
    } else {
        None
    };
    startup.progress.reached("the demo is loaded, if requested");
    Ok(Prepared { app, demo, address })
}

/// Prints what to open next.
fn greet(address: SocketAddr, demo: Option<&Demo>, with_demo: bool) {
    let base = format!("http://{address}");
    match demo {
        Some(demo) => println!("{}", demo.greeting(&base)),
        None if with_demo || logs::is_terminal() => println!("\n  Documentation   {base}/docs/\n"),
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_the_http_server_is_told_with_its_reason() {
        let error = format!("{:#}", ended_by_itself(Ok(Err(io::Error::other("no more files")))));
        assert_eq!(error, "the HTTP server has ended by itself: no more files");
        let quiet = format!("{:#}", ended_by_itself(Ok(Ok(()))));
        assert_eq!(quiet, "the HTTP server has ended by itself");
    }
}
