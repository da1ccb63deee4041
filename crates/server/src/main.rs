//! `prongsai`: the server, and the commands to prepare and maintain it.

mod address;
#[expect(clippy::doc_markdown, reason = "these comments are the text of --help")]
mod blobs;
#[expect(clippy::doc_markdown, reason = "these comments are the text of --help")]
mod cli;
#[expect(clippy::doc_markdown, reason = "these comments are the text of --help")]
mod config;
mod database;
mod demo;
mod doors;
mod forwarding;
mod limits;
mod links;
mod listeners;
mod logs;
mod lost_files;
mod mail;
mod memory;
mod origin;
mod outbox;
mod prepare;
mod progress;
mod proxies;
mod rate_limits;
mod renderers;
#[expect(clippy::doc_markdown, reason = "these comments are the text of --help")]
mod renditions;
mod secret;
mod serve;
mod servers;
mod services;
mod sessions;
mod stop;
#[expect(clippy::doc_markdown, reason = "these comments are the text of --help")]
mod token_secret_config;
mod token_secrets;
mod unsettled;
mod workers;

use std::process::ExitCode;

fn main() -> ExitCode {
    let (cli, refused) = cli::parse();
    match cli.run(&refused) {
        Ok(code) => code,
        Err(error) => {
            // One line, or one for each field error, with the causes. It names a remedy; a backtrace would push it out of sight.
            eprintln!("prongsai: {error:#}");
            ExitCode::FAILURE
        }
    }
}
