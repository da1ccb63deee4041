mod at_database;
mod check;
mod doctor;
mod documentation;
mod health;
mod import;
mod import_lines;
mod inspect_file;
mod key;
mod migrate;
mod organization;
mod settings;
mod user;

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::{ArgMatches, CommandFactory as _, Parser, Subcommand};

use self::settings::RefusedSetting;
use crate::config::Config;
use crate::{logs, memory, serve};

/// Prongsai (โปร่งใส): documents on integrity and transparency of Thai local governments
#[derive(Parser)]
#[command(name = "prongsai", version, arg_required_else_help = true, next_line_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    config: Config,
}

/// Commands about the configuration.
#[derive(Subcommand)]
enum ConfigCommand {
    /// Tell whether the server would start with this configuration, and change nothing; exit code 1 when it would not
    Check {
        /// Print the findings as a JSON document
        #[arg(long)]
        json: bool,
    },
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API; ends on Ctrl-C or SIGTERM
    Serve {
        /// Load the demo: two invented municipalities and a login for every role
        #[arg(long)]
        demo: bool,
    },
    /// Bring the schema and the reference data of the database up to date
    Migrate,
    /// Add people
    #[command(subcommand)]
    User(user::UserCommand),
    /// Find and merge organizations that are there twice
    #[command(subcommand)]
    Organization(organization::OrganizationCommand),
    /// Check the configuration
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Replace the secret that signs access tokens
    #[command(subcommand)]
    Key(key::KeyCommand),
    /// Import a year of an organization from a bundle (JSON)
    Import(import::Import),
    /// Say what is missing, late or contradictory in a year, or explain a rule
    Doctor(doctor::Doctor),
    /// Print the OpenAPI document
    Openapi,
    /// Print a generated page of the documentation
    Docs {
        /// Which page
        page: documentation::Page,
    },
    /// Inspect an uploaded file; the server starts it
    #[command(hide = true)]
    InspectFile(inspect_file::InspectFile),
    /// Ask the server at PRONGSAI_LISTEN whether it is ready; exit code 1 when it is not
    Health,
}

/// Parses the command line. The settings that are not valid are those that `config check` reports; another command
/// ends the program at the first one.
pub(crate) fn parse() -> (Cli, Vec<RefusedSetting>) {
    let line: Vec<OsString> = env::args_os().collect();
    settings::parse(&line, is_config_check).unwrap_or_else(|error| error.exit())
}

fn is_config_check(matches: &ArgMatches) -> bool {
    let config = matches.subcommand_matches("config");
    config.and_then(|config| config.subcommand_matches("check")).is_some()
}

impl Cli {
    /// Runs the command. `refused` has the settings that are not valid.
    ///
    /// # Errors
    /// For the person at the terminal: one line, or one for each field error.
    pub(crate) fn run(self, refused: &[RefusedSetting]) -> Result<ExitCode> {
        let Self { command, config } = self;
        match command {
            Command::InspectFile(inspect) => inspect_file::run(&inspect)?,
            Command::Openapi => documentation::print_openapi()?,
            Command::Docs { page } => documentation::print(page)?,
            Command::Health => return health::ask(&config),
            Command::Config(ConfigCommand::Check { json }) => {
                return check::run(&config, &Cli::command(), refused, json);
            }
            Command::Key(command) => key::run(&config, &command)?,
            Command::Serve { .. } => {
                memory::limit_allocator();
                return within_runtime(command, config);
            }
            other => return within_runtime(other, config),
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Starts the log and the asynchronous runtime, and runs the command there.
fn within_runtime(command: Command, config: Config) -> Result<ExitCode> {
    let default_filter = match command {
        // The HTTP library logs threads and sockets at start; the line "ready" is sufficient.
        Command::Serve { .. } => "info,actix_server=warn",
        _ => "warn",
    };
    logs::start(config.log.as_deref(), default_filter)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        // Enough for the database and the periodic work: the HTTP server has worker threads of its own.
        .worker_threads(2)
        .enable_all()
        .build()
        .context("the program cannot start its threads")?;
    runtime.block_on(async {
        match command {
            Command::Serve { demo } => Box::pin(serve::serve(config, demo)).await?,
            Command::Migrate => migrate::migrate(&config).await?,
            Command::Organization(command) => organization::run(&config, command).await?,
            Command::User(command) => user::run(&config, command).await?,
            Command::Import(import) => return import::run(&config, &import).await,
            Command::Doctor(doctor) => return doctor::run(&config, &doctor).await,
            // These need no runtime: `Cli::run` has handled them.
            Command::Openapi
            | Command::Docs { .. }
            | Command::Health
            | Command::Key(_)
            | Command::Config(_)
            | Command::InspectFile(_) => {}
        }
        Ok(ExitCode::SUCCESS)
    })
}

#[cfg(test)]
mod tests {
    use clap::error::ErrorKind;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn no_argument_prints_the_help() {
        let error = Cli::try_parse_from(["prongsai"]).err().unwrap();
        assert_eq!(error.kind(), ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand);
    }

    #[test]
    fn options_are_accepted_before_and_after_the_command() {
        for line in [
            ["--listen", "127.0.0.1:1", "serve"],
            ["serve", "--listen", "127.0.0.1:1"],
        ] {
            let cli = Cli::try_parse_from(std::iter::once("prongsai").chain(line)).unwrap();
            assert_eq!(cli.config.listen, "127.0.0.1:1");
        }
    }

    #[test]
    fn a_password_is_never_an_argument() {
        let mut command = Cli::command();
        let help = command.render_long_help().to_string();
        assert!(
            help.contains("DATABASE_URL") && help.contains("PRONGSAI_JWT_SECRET_FILE"),
            "{help}"
        );
        let create = ["prongsai", "user", "create", "somchai", "--display-name", "สมชาย"];
        let create = create.into_iter().chain(["--role", "platform_admin"]);
        assert!(Cli::try_parse_from(create.clone()).is_ok());
        let error = Cli::try_parse_from(create.chain(["--password", "x"])).err().unwrap();
        assert_eq!(error.kind(), ErrorKind::UnknownArgument);
    }
}
