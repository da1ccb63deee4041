//! `prongsai config check`: tells whether the server would start with this configuration. It changes nothing;
//! the file that it writes to the blob store is removed at once.

mod blobs;
mod certificates;
mod database;
mod database_findings;
mod files;
mod folders;
mod listening;
mod report;
#[cfg(test)]
mod sample;
mod schema_findings;
mod secrets;
mod settings;
mod unknown;

use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::Command;

use self::report::Report;
use super::settings::RefusedSetting;
use crate::address;
use crate::config::Config;

/// Prints one finding for each thing that was looked at; with `as_json` all of them as one JSON document. `refused` has
/// the settings that are not valid; `config` has their defaults. The exit code is 1 if there is an error.
///
/// # Errors
/// The program cannot start its threads.
pub(crate) fn run(config: &Config, program: &Command, refused: &[RefusedSetting], as_json: bool) -> Result<ExitCode> {
    let mut report = Report::default();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("the program cannot start its threads")?;
    runtime.block_on(settings::check(config, refused, &mut report));
    unknown::check(program, &mut report);
    secrets::check(config, &mut report);
    listening::check(&config.listen, address::PUBLIC, &mut report);
    if let Some(operations) = config.doors.operations_listen() {
        listening::check(operations, address::OPERATIONS, &mut report);
        listening::check_apart(&config.listen, operations, &mut report);
    } else {
        listening::check_metrics(&config.listen, &mut report);
    }
    folders::check(config, &mut report);
    runtime.block_on(blobs::check(config, &mut report));
    runtime.block_on(database::check(config, &mut report));
    if as_json {
        println!("{}", report.as_json()?);
    } else {
        print!("{report}");
    }
    Ok(report.exit_code())
}
