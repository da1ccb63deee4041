use anyhow::Result;
use prongsai_application::App;

use crate::config::Config;
use crate::database::Database;
use crate::progress::Progress;
use crate::{logs, secret, services};

/// Does something with the database, which may also be that of a server that runs; its schema and reference data are
/// brought up to date before. `work` is also told what there was to do about that.
pub(super) async fn at_database<T>(
    config: &Config,
    work: impl AsyncFnOnce(&App, Vec<String>) -> Result<T>,
) -> Result<T> {
    let progress = Progress::new(logs::is_for_people());
    let database = Database::open_or_join(config, progress).await?;
    let outcome = async {
        // Nothing is signed here, so that any secret will do.
        let app = services::app(database.url(), secret::throwaway()?)?;
        let done = services::prepare(database.url(), &app, progress)
            .await
            .map_err(|error| database.unreachable(error))?;
        work(&app, done).await
    }
    .await;
    database.close().await?;
    outcome
}
