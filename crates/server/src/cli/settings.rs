use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue};
use clap::{Command, CommandFactory, Error, FromArgMatches};

/// A setting of the environment that is not valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RefusedSetting {
    /// The name of the variable.
    pub(crate) variable: String,
    /// Why it is not valid. Settings that are secrets are texts of any form, so this never names one.
    pub(crate) reason: String,
    /// The name that the argument has in the program.
    id: String,
}

/// Parses a command line. `config check` reports every setting of the environment that is not valid, and goes on with
/// the default; every other command ends at the first one. `is_check` tells whether the line is that command.
///
/// # Errors
/// The line, or a setting, is not valid.
pub(super) fn parse<C>(
    line: &[OsString],
    is_check: impl Fn(&clap::ArgMatches) -> bool,
) -> Result<(C, Vec<RefusedSetting>), Error>
where
    C: CommandFactory + FromArgMatches,
{
    let mut refused: Vec<RefusedSetting> = Vec::new();
    loop {
        let command = refused.iter().fold(C::command(), |command, setting| {
            command.mut_arg(&setting.id, |argument| argument.env(None))
        });
        let parsed = command.try_get_matches_from(line).and_then(|mut matches| {
            C::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut C::command()))
        });
        let error = match parsed {
            Ok(parsed) => return Ok((parsed, refused)),
            Err(error) => error,
        };
        let is_check = || {
            let without_environment = C::command().mut_args(|argument| argument.env(None));
            without_environment
                .try_get_matches_from(line)
                .is_ok_and(|matches| is_check(&matches))
        };
        match refused_setting(&C::command(), &error) {
            // A setting that is refused although its variable is not read any more has its value from the command line.
            Some(setting) if !refused.iter().any(|known| known.id == setting.id) && is_check() => refused.push(setting),
            _ => return Err(error),
        }
    }
}

/// The setting that an error is about.
fn refused_setting(command: &Command, error: &Error) -> Option<RefusedSetting> {
    let Some(ContextValue::String(argument)) = error.get(ContextKind::InvalidArg) else {
        return None;
    };
    // clap names the argument as `--name <VALUE>`.
    let long = argument.strip_prefix("--")?.split([' ', '=']).next()?;
    let argument = command
        .get_arguments()
        .find(|argument| argument.get_long() == Some(long))?;
    let valid = match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(valid)) => format!("it is one of {}", valid.join(", ")),
        _ => "see prongsai serve --help".to_owned(),
    };
    Some(RefusedSetting {
        variable: argument.get_env()?.to_string_lossy().into_owned(),
        reason: std::error::Error::source(error).map_or(valid, ToString::to_string),
        id: argument.get_id().to_string(),
    })
}
