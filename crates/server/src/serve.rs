use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use prongsai_application::App;
use prongsai_http::ServerOptions;
use secrecy::SecretSlice;

use crate::config::Config;
use crate::database::Database;
use crate::demo::{self, Demo};
use crate::progress::Progress;
use crate::stop::StopSignal;
use crate::{address, housekeeping, logs, secret, services};

/// Seconds that current requests have to finish when the server stops.
const GRACE: u64 = 5;

/// Serves until Ctrl-C or SIGTERM; then stops the HTTP server, and after it the private PostgreSQL.
///
/// # Errors
/// One line with a remedy: about the port, the token secret, PostgreSQL or its data.
pub(crate) async fn serve(config: Config, with_demo: bool) -> Result<()> {
    // With the demo a person reads the output, also when it goes to a file.
    let progress = Progress::new(with_demo || logs::is_for_people());
    let mut stop = StopSignal::listen()?;
    let listener = address::bind(&config.listen)?;
    let secret = secret::token_secret(&config)?;
    let mut database = Database::open(&config, progress).await?;
    let plan = Plan {
        config,
        with_demo,
        listener,
        secret,
        progress,
    };
    let outcome = run(plan, &mut database, &mut stop).await;
    if outcome.is_ok() {
        progress.say("stopping…");
    }
    let closed = database.close().await;
    outcome.and(closed)?;
    progress.say("stopped");
    Ok(())
}

/// What the server needs once the database runs.
struct Plan {
    config: Config,
    with_demo: bool,
    listener: TcpListener,
    secret: SecretSlice<u8>,
    progress: Progress,
}

/// Serves until there is a reason to stop; the database still runs afterwards.
async fn run(plan: Plan, database: &mut Database, stop: &mut StopSignal) -> Result<()> {
    let url = database.url().to_owned();
    let prepared = tokio::select! {
        biased;
        () = stop.wished() => return Ok(()),
        prepared = prepare(&plan, database) => prepared,
    };
    let Prepared { app, demo, address } = prepared?;
    let options = ServerOptions {
        shutdown_timeout: GRACE,
        cors_origins: plan.config.cors_origins(),
        ..ServerOptions::default()
    };
    let server = prongsai_http::start(app.clone(), options, plan.listener).context("the server cannot be started")?;
    let handle = server.handle();
    let cache = Arc::new(app.services.public_cache.clone());
    let listening = tokio::spawn(prongsai_persistence::listen(url, cache));
    let server = tokio::spawn(server);
    let ready_after_ms = plan.progress.milliseconds();
    if plan.progress.is_plain() {
        plan.progress.say(&format!("ready in {ready_after_ms} ms"));
    } else {
        tracing::info!(%address, ready_after_ms, "ready");
    }
    greet(address, demo.as_ref(), plan.with_demo);
    let outcome = tokio::select! {
        () = stop.wished() => Ok(()),
        () = database.ended() => Err("PostgreSQL has ended by itself; its log is postgres.log in the data folder"),
        never = housekeeping::keep_tidy(&app) => match never {},
    };
    // Current requests may finish; those that take longer are cut off.
    let stopped = tokio::time::timeout(Duration::from_secs(GRACE + 1), handle.stop(outcome.is_ok())).await;
    if stopped.is_err() {
        tracing::warn!("some connections did not end in time");
    }
    listening.abort();
    drop(server);
    match outcome {
        Ok(()) => Ok(()),
        Err(why) => bail!(why),
    }
}

struct Prepared {
    app: App,
    demo: Option<Demo>,
    address: SocketAddr,
}

/// Updates the database and loads the demo if it was requested.
async fn prepare(plan: &Plan, database: &Database) -> Result<Prepared> {
    let url = database.url();
    let address = address::reachable(plan.listener.local_addr()?);
    let renditions = plan
        .config
        .renditions
        .options(&plan.config.data_dir, &address.to_string());
    let app = services::app_with_renditions(url, plan.secret.clone(), renditions)?;
    let done = services::prepare(url, &app, plan.progress).await;
    for line in done.map_err(|error| database.unreachable(error))? {
        plan.progress.say(&line);
    }
    let demo = if plan.with_demo {
        Some(demo::load(&app, &plan.config.data_dir, address, plan.progress).await?)
    } else {
        None
    };
    plan.progress.reached("the demo was looked at");
    Ok(Prepared { app, demo, address })
}

/// Prints what to open next.
fn greet(address: SocketAddr, demo: Option<&Demo>, with_demo: bool) {
    let base = format!("http://{address}");
    match demo {
        Some(demo) => println!("{}", demo.greeting(&base)),
        None if with_demo || logs::is_for_people() => println!("\n  Documentation   {base}/docs/\n"),
        None => {}
    }
}
