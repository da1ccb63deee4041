use anyhow::Result;
use prongsai_application::App;

use crate::config::Config;
use crate::database::Database;
use crate::progress::Progress;
use crate::{logs, secret, services};

/// Does work on the database, which may also be that of a running server, after updating its schema and reference data.
/// `work` receives what that update did.
pub(super) async fn at_database<T>(
    config: &Config,
    work: impl AsyncFnOnce(&App, Vec<String>) -> Result<T>,
) -> Result<T> {
    let progress = Progress::new(logs::is_terminal());
    let database = Database::open_or_join(config, progress).await?;
    let outcome = async {
        // Nothing is signed here, so any secret is sufficient.
        let app = services::app(database.url(), secret::for_this_run()?)?;
        let done = services::prepare(database.url(), &app, progress)
            .await
            .map_err(|error| database.unreachable(error))?;
        work(&app, done).await
    }
    .await;
    database.close().await?;
    outcome
}
