use anyhow::Result;
use prongsai_application::App;

use crate::config::Config;
use crate::database::Database;
use crate::progress::Progress;
use crate::{logs, prepare, secret, services};

/// Opens the database, updates its schema and reference data, and then runs `work` on it. The private PostgreSQL of a
/// running server is used too. `work` receives one line for each change that the update made.
pub(super) async fn at_database<T>(
    config: &Config,
    work: impl AsyncFnOnce(&App, Vec<String>) -> Result<T>,
) -> Result<T> {
    let progress = Progress::new(logs::is_terminal());
    let is_new = config.database_url().is_none() && !config.cluster_dir().exists();
    let database = Database::open_or_join(config, progress).await?;
    if is_new {
        let folder = config.cluster_dir();
        eprintln!(
            "prongsai: there was no database yet; made a new one in {}. For that of a server, give its PRONGSAI_DATA_DIR or \
             DATABASE_URL",
            folder.display()
        );
    }
    let outcome = async {
        // Nothing is signed here, so any secret is sufficient.
        let app = services::app(database.url(), secret::for_this_run()?, config)?;
        let done = prepare::prepare(&database, progress)
            .await
            .map_err(|error| database.unreachable(error))?;
        work(&app, done).await
    }
    .await;
    database.close_after(outcome).await
}
