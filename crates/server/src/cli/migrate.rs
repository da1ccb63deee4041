use anyhow::Result;

use crate::config::Config;
use crate::database::Database;
use crate::progress::Progress;
use crate::{logs, secret, services};

/// Brings schema and reference data up to date.
///
/// # Errors
/// The database cannot be reached or refuses.
pub(crate) async fn migrate(config: &Config) -> Result<()> {
    let progress = Progress::new(logs::is_for_people());
    let database = Database::open_or_join(config, progress).await?;
    let outcome = bring_up_to_date(&database)
        .await
        .map_err(|error| database.unreachable(error));
    database.close().await?;
    for line in outcome? {
        println!("{line}");
    }
    Ok(())
}

async fn bring_up_to_date(database: &Database) -> Result<Vec<String>> {
    let app = services::app(database.url(), secret::throwaway()?)?;
    let mut done = services::prepare(database.url(), &app).await?;
    if done.is_empty() {
        done.push("schema and reference data are up to date".to_owned());
    }
    Ok(done)
}
