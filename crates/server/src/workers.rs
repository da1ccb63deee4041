use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use clap::{ArgAction, Args};
use prongsai_application::App;
use prongsai_application::job::{self, Handler, Lane, Signals, Wanted};
use prongsai_application::public::PublicCache;
use prongsai_persistence::PublicationChanges;
use tokio::sync::{Notify, watch};
use tokio::time::sleep;
use uuid::Uuid;

use crate::links::LinkConfig;

/// Time from the start to the first regular jobs, so that they do not slow down a start.
const FIRST_DELAY: Duration = Duration::from_mins(1);
/// Time between two looks for regular jobs that are due.
const INTERVAL: Duration = Duration::from_secs(30);
/// Time between two jobs of the same key that make files. A person who publishes a hundred measures, one by one, causes a year
/// book every two seconds and not a hundred. Verification records are made at once: readers wait for them.
const SPACING: Duration = Duration::from_secs(2);
/// Time between two measurements for the metrics.
const MEASURED: Duration = Duration::from_secs(15);

/// The configuration of the workers.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct JobConfig {
    /// Whether this server does jobs, such as housekeeping, mail and the files of what was published; at least one server of
    /// a database must
    #[arg(
        long = "jobs",
        env = "PRONGSAI_JOBS",
        default_value_t = true,
        action = ArgAction::Set,
        global = true,
        value_name = "BOOL"
    )]
    does_jobs: bool,

    #[command(flatten)]
    pub(crate) links: LinkConfig,
}

/// The workers of this server: one for each lane of jobs.
pub(crate) struct Workers {
    app: App,
    wake: [Arc<Notify>; Lane::ALL.len()],
    stop: watch::Sender<bool>,
    does_jobs: bool,
}

/// Passes the notifications of the database on to the cache and to the workers.
pub(crate) struct Changes {
    cache: PublicCache,
    wake: [Arc<Notify>; Lane::ALL.len()],
}

impl Workers {
    /// Workers for the jobs of a database.
    pub(crate) fn new(app: &App, config: JobConfig) -> Self {
        Self {
            app: app.clone(),
            wake: Lane::ALL.map(|_| Arc::default()),
            stop: watch::Sender::new(false),
            does_jobs: config.does_jobs,
        }
    }

    /// What a listener for notifications tells the cache and these workers.
    pub(crate) fn changes(&self, cache: PublicCache) -> Changes {
        Changes {
            cache,
            wake: self.wake.clone(),
        }
    }

    /// Does jobs until [`Self::stop`] is called, unless other servers do them. A job that then takes longer than a few seconds is
    /// given back.
    pub(crate) async fn run(&self) {
        let mut stop = self.stop.subscribe();
        let stopped = async {
            let _ = stop.wait_for(|stops| *stops).await;
        };
        let [quick, documents, years, visits] = Lane::ALL;
        let lanes = async {
            if self.does_jobs {
                tokio::join!(
                    self.work(quick),
                    self.work(documents),
                    self.work(years),
                    self.work(visits)
                );
            }
        };
        let beside = async {
            tokio::select! {
                () = stopped => {}
                never = insert_regular(&self.app), if self.does_jobs => match never {},
                never = measure(&self.app) => match never {},
            }
        };
        tokio::join!(lanes, beside);
    }

    async fn work(&self, lane: Lane) {
        let place = Lane::ALL.iter().position(|other| *other == lane);
        let wake = place
            .and_then(|place| self.wake.get(place))
            .cloned()
            .unwrap_or_default();
        let stop = self.stop.subscribe();
        let handler = Handler::new(self.app.clone());
        let kinds = handler.kinds(lane);
        if kinds.is_empty() {
            return;
        }
        let wanted = Wanted {
            kinds: &kinds,
            spacing: if matches!(lane, Lane::Quick | Lane::Visits) {
                Duration::ZERO
            } else {
                SPACING
            },
        };
        job::work(&self.app.store, &handler, &wanted, Signals { wake, stop }).await;
    }

    /// Asks the workers to stop.
    pub(crate) fn stop(&self) {
        self.stop.send_replace(true);
    }
}

impl PublicationChanges for Changes {
    fn changed(&self, document: Uuid) {
        self.cache.changed(document);
    }

    fn interrupted(&self) {
        self.cache.interrupted();
    }

    fn resumed(&self) {
        self.cache.resumed();
    }

    fn job_inserted(&self, kind: &str) {
        // A notification that arrives while a worker is busy is kept for its next look. A kind without a lane is that of
        // a newer program, which does it.
        let place = Lane::of(kind).and_then(|lane| Lane::ALL.iter().position(|other| *other == lane));
        if let Some(wake) = place.and_then(|place| self.wake.get(place)) {
            wake.notify_one();
        }
    }
}

/// Inserts the regular jobs that are due, and never returns.
async fn insert_regular(app: &App) -> Infallible {
    sleep(FIRST_DELAY).await;
    loop {
        match job::enqueue_regular(app).await {
            Ok(inserted) => tracing::debug!(inserted, "looked for regular jobs"),
            Err(error) => tracing::warn!(%error, "regular jobs could not be inserted"),
        }
        sleep(INTERVAL).await;
    }
}

/// Measures how many jobs wait, run and are dead, and never returns.
async fn measure(app: &App) -> Infallible {
    loop {
        if let Err(error) = job::measure(app).await {
            tracing::debug!(%error, "the jobs could not be counted");
        }
        sleep(MEASURED).await;
    }
}
