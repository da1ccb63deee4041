use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, anyhow};
use prongsai_application::App;
use prongsai_application::credentials::TokenSecrets;
use prongsai_http::{MetricsAccess, ServerOptions};

use crate::config::Config;
use crate::database::Database;
use crate::demo::{self, Demo};
use crate::listeners::Listeners;
use crate::progress::Progress;
use crate::servers::{SHUTDOWN_SECONDS, Servers};
use crate::stop::StopSignal;
use crate::token_secrets::SecretFiles;
use crate::workers::Workers;
use crate::{forwarding, logs, lost_files, outbox, prepare, rate_limits, services, unsettled};

/// Time between the start of the HTTP servers and that of the work beside them. Their threads build their routes in it, so that
/// the first answer does not wait for jobs and housekeeping.
const HEAD_START: Duration = Duration::from_millis(300);

/// Serves until Ctrl-C or SIGTERM; then stops the HTTP servers, and after them the private PostgreSQL.
///
/// # Errors
/// One line with a remedy: about the port, the token secret, PostgreSQL or its data.
pub(crate) async fn serve(config: Config, with_demo: bool) -> Result<()> {
    // With the demo a person reads the output, also when it goes to a file.
    let progress = Progress::new(with_demo || logs::is_terminal());
    let mut stop = StopSignal::listen()?;
    let listeners = Listeners::bind(&config)?;
    let secret_files = SecretFiles::of(&config)?;
    let secrets = secret_files.read()?;
    let mut database = Database::open(&config, progress).await?;
    let startup = Startup {
        config,
        with_demo,
        listeners,
        secret_files,
        secrets,
        progress,
    };
    let outcome = Box::pin(run(startup, &mut database, &mut stop)).await;
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
    listeners: Listeners,
    secret_files: SecretFiles,
    secrets: TokenSecrets,
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
    let options = server_options(&startup)?;
    let mut servers = Servers::start(&app, options, startup.listeners)?;
    let workers = Workers::new(&app, startup.config.jobs);
    let changes = Arc::new(workers.changes(app.services.public_cache.clone()));
    let listening = tokio::spawn(prongsai_persistence::listen(url, changes));
    let mut working = pin!(async {
        tokio::time::sleep(HEAD_START).await;
        Box::pin(workers.run()).await;
    });
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
        error = servers.ended() => Err(error),
        () = &mut working => Err(anyhow!("the workers for jobs have ended by themselves")),
        never = work_beside(&app, &startup.config, (&startup.secret_files, &startup.secrets)) => match never {},
    };
    workers.stop();
    tokio::join!(servers.stop(outcome.is_ok()), working);
    app.services.renditions.stop().await;
    listening.abort();
    outcome
}

/// What the server does beside answering, jobs excepted.
async fn work_beside(app: &App, config: &Config, (files, secrets): (&SecretFiles, &TokenSecrets)) -> Infallible {
    tokio::time::sleep(HEAD_START).await;
    tokio::select! {
        never = forward(app, config) => never,
        never = unsettled::run(app) => never,
        never = lost_files::run(app) => never,
        never = outbox::run(app, &config.outbox) => never,
        never = files.retire_earlier(secrets) => never,
        never = rate_limits::run(app) => never,
    }
}

/// The options of the HTTP servers.
fn server_options(startup: &Startup) -> Result<ServerOptions> {
    let config = &startup.config;
    let metrics = startup.listeners.public_metrics()?;
    if metrics == MetricsAccess::Closed && startup.listeners.operations.is_none() {
        tracing::info!("PRONGSAI_LISTEN is not on the loopback, so /metrics needs PRONGSAI_OPERATIONS_LISTEN");
    }
    Ok(ServerOptions {
        shutdown_timeout: SHUTDOWN_SECONDS,
        cors_origins: config.cors_origins(),
        trusted_proxies: config.proxies.trusted(),
        metrics,
        public_url: config.renditions.public_url().map(str::to_owned),
        security_contacts: config.doors.security_contacts(),
        ..ServerOptions::default()
    })
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

/// Updates the database and loads the demo if it was requested; otherwise ends it.
async fn prepare(startup: &Startup, database: &Database) -> Result<Prepared> {
    let url = database.url();
    let listening = startup.listeners.public.local_addr()?;
    let address = startup.listeners.public_address()?;
    let renditions = startup
        .config
        .renditions
        .options(&startup.config.data_dir, &address.to_string());
    if !startup.with_demo && startup.config.renditions.lacks_public_url(listening.ip()) {
        tracing::warn!(
            used = %renditions.public_url,
            "PRONGSAI_PUBLIC_URL is not set; QR codes and links in renditions, pages and feeds need the address of \
             this server for the public, so set it before the first rendition is printed"
        );
    }
    let app = services::app_with_renditions(url, startup.secrets.clone(), &startup.config, renditions)?;
    let done = prepare::prepare(database, startup.progress).await;
    for line in done.map_err(|error| database.unreachable(error))? {
        startup.progress.say(&line);
    }
    let demo = if startup.with_demo {
        Some(demo::load(&app, &startup.config.data_dir, address, startup.progress).await?)
    } else {
        demo::end(&app, &startup.config.data_dir).await?;
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
