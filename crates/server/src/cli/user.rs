use std::io::{BufRead as _, IsTerminal as _, stdin};
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, Subcommand};
use prongsai_application::user::{Account, MembershipInput, UserInput, create_user_as_system};
use prongsai_application::{App, Conflict, Error};
use prongsai_domain::access::Role;
use prongsai_domain::id::OrganizationId;
use secrecy::SecretString;

use super::at_database::at_database;
use crate::config::Config;
use crate::services;

/// Commands about people.
#[derive(Subcommand)]
pub(crate) enum UserCommand {
    /// Add a person with a role; the password is read from standard input, or from a file
    Create(Create),
}

/// A person to add.
#[derive(Args)]
pub(crate) struct Create {
    /// Login name: 3 to 64 of a-z 0-9 . _ -, beginning with a letter
    username: String,
    /// Name shown to colleagues
    #[arg(long)]
    display_name: String,
    /// ตำแหน่ง
    #[arg(long)]
    position: Option<String>,
    /// Role of the person
    #[arg(long, value_parser = role_parser())]
    role: Role,
    /// The organization (its id), for a role of an organization
    #[arg(long, value_name = "ID", conflicts_with = "province")]
    organization: Option<OrganizationId>,
    /// The province (two digits), for provincial_viewer
    #[arg(long, value_name = "CODE")]
    province: Option<String>,
    /// File whose first line is the password
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

fn role_parser() -> impl clap::builder::TypedValueParser<Value = Role> {
    PossibleValuesParser::new(Role::ALL.map(Role::as_str)).try_map(|name| name.parse::<Role>())
}

/// Runs the command.
///
/// # Errors
/// The input is not valid, or the database fails.
pub(crate) async fn run(config: &Config, command: UserCommand) -> Result<()> {
    let UserCommand::Create(create) = command;
    let password = password(&create)?;
    let account = at_database(config, async |app, _| insert(app, create, password).await).await?;
    println!("created the user {} ({})", account.user.username, account.user.id);
    Ok(())
}

/// Adds the person. The command line acts without a login: it adds the first administrator too.
async fn insert(app: &App, create: Create, password: SecretString) -> Result<Account> {
    let username = create.username.clone();
    let input = UserInput {
        username: create.username,
        display_name: create.display_name,
        position: create.position,
        password,
        memberships: vec![MembershipInput {
            role: create.role,
            organization_id: create.organization,
            province_code: create.province,
        }],
    };
    match create_user_as_system(app, input).await {
        Ok(account) => Ok(account),
        Err(Error::Conflict(Conflict::AlreadyExists { .. })) => {
            bail!("there is already a user \"{username}\"; choose another login name")
        }
        Err(error) => Err(services::explained(error)),
    }
}

/// The password: the first line of the file or of standard input. It is never an argument, because other users of the
/// machine can read the arguments of a process.
fn password(create: &Create) -> Result<SecretString> {
    let line = if let Some(file) = &create.password_file {
        let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
        text.lines().next().unwrap_or_default().to_owned()
    } else {
        if stdin().is_terminal() {
            eprintln!("prongsai: type the password and press Enter; it is visible while you type");
        }
        let mut line = String::new();
        stdin()
            .lock()
            .read_line(&mut line)
            .context("the password cannot be read from the standard input")?;
        line
    };
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        bail!("no password was given; write it to the standard input, or name a file with --password-file");
    }
    Ok(SecretString::from(password.to_owned()))
}
