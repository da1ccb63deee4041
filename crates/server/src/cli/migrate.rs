use anyhow::Result;

use super::at_database::at_database;
use crate::config::Config;

/// Brings schema and reference data up to date, and prints what was changed. [`at_database`] does the work for every
/// command; this command does nothing else.
///
/// # Errors
/// The database cannot be reached or refuses a statement.
pub(crate) async fn migrate(config: &Config) -> Result<()> {
    let done = at_database(config, async |_, done| Ok(done)).await?;
    if done.is_empty() {
        println!("schema and reference data are up to date");
    }
    for line in done {
        println!("{line}");
    }
    Ok(())
}
