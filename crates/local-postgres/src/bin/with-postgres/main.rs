//! `with-postgres COMMAND [ARGUMENT…]` runs a command with a throwaway PostgreSQL and removes it afterwards.
//!
//! The command finds the URL of the maintenance database, with all rights, in `PRONGSAI_TEST_DATABASE_URL`. When
//! `DATABASE_URL` is set, that server is used instead, and only its databases named `prongsai_test_…` are dropped at
//! the end. The exit code is the command's own; 128 + the signal's number when a signal ended it; 125 when PostgreSQL
//! is not available.

mod command;
mod server;

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use server::Server;

/// The exit code for "the command was not run", as in `docker run` and `git bisect`.
const NO_SERVER: u8 = 125;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let Some((program, rest)) = arguments.split_first() else {
        eprintln!("usage: with-postgres COMMAND [ARGUMENT...]");
        return ExitCode::from(2);
    };
    // Before the server starts: from now on a signal ends the command, not this process, which has to clean up.
    let signals = match command::Signals::catch() {
        Ok(signals) => signals,
        Err(error) => return refuse(&format!("signals cannot be caught: {error}")),
    };
    let server = match Server::start() {
        Ok(server) => server,
        Err(error) => return refuse(&error),
    };
    let code = command::run(program, rest, server.url(), &signals).unwrap_or_else(|error| {
        eprintln!("with-postgres: {}: {error}", program.to_string_lossy());
        127
    });
    match server.sweep() {
        Ok(()) => ExitCode::from(code),
        Err(error) => {
            eprintln!("with-postgres: {error}");
            ExitCode::from(if code == 0 { NO_SERVER } else { code })
        }
    }
}

fn refuse(reason: &str) -> ExitCode {
    eprintln!("with-postgres: {reason}");
    ExitCode::from(NO_SERVER)
}
