//! `with-postgres COMMAND [ARGUMENT…]` runs a command with a throwaway PostgreSQL and removes it afterwards.
//!
//! The command finds the URL of the maintenance database, with all rights, in `PRONGSAI_TEST_DATABASE_URL`. When
//! `DATABASE_URL` is set, that server is used instead, and only its databases named `prongsai_test_…` are dropped at
//! the end. The exit code is the command's own; 128 + the signal's number when a signal ended it; 127 when the command
//! cannot be started; 125 when PostgreSQL is not available, or cannot be cleaned up after a command that succeeded; 2
//! without a command.

mod command;
mod server;

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use server::Server;

/// The exit code when no server can be started or cleaned up. `docker run` and `git bisect` use it in the same way:
/// the command itself did not fail.
const NO_SERVER: u8 = 125;

/// The exit code when the command cannot be started, as in shells.
const NOT_RUN: u8 = 127;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let Some((program, rest)) = arguments.split_first() else {
        eprintln!("usage: with-postgres COMMAND [ARGUMENT...]");
        return ExitCode::from(2);
    };
    // Before the server starts: from here on a signal ends only the command. This process must live to remove the
    // server.
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
        NOT_RUN
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
