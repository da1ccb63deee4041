//! `prongsai`: the server, and the commands to prepare and maintain it.

mod address;
#[expect(clippy::doc_markdown, reason = "these comments are the text of --help")]
mod cli;
#[expect(clippy::doc_markdown, reason = "these comments are the text of --help")]
mod config;
mod database;
mod demo;
mod forwarding;
mod housekeeping;
mod logs;
mod memory;
mod origin;
mod prepare;
mod progress;
#[expect(clippy::doc_markdown, reason = "these comments are the text of --help")]
mod renditions;
mod secret;
mod serve;
mod services;
mod sessions;
mod stop;
mod unsettled;

use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::Cli;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.run() {
        Ok(code) => code,
        Err(error) => {
            // One line, or one for each field error, with the causes. It names a remedy; a backtrace would push it out of sight.
            eprintln!("prongsai: {error:#}");
            ExitCode::FAILURE
        }
    }
}
