use anyhow::{Result, bail};
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, Subcommand};
use prongsai_application::user::{
    Account, ConfirmSelection, Confirmed, HandedOverToken, MembershipInput, RoleSelection, UserInput, WaitingAccount,
    confirm_as_operator, create_as_operator, hand_over_token_as_operator, remove_second_factor_as_operator,
    waiting_for_operator,
};
use prongsai_application::{App, Conflict, Error};
use prongsai_domain::access::{Role, Scope};
use prongsai_domain::id::OrganizationId;
use secrecy::ExposeSecret as _;

use super::at_database::at_database;
use crate::config::Config;
use crate::services;

/// Commands about people. Whoever runs them is the operator of the host: a second person beside every administrator.
#[derive(Subcommand)]
pub(crate) enum UserCommand {
    /// Add a person with a role, and print a token with which they set their password
    Create(Create),
    /// Print a token with which a person sets a new password, for an only administrator who forgot it
    Reset(Reset),
    /// List what of an account waits for a second person, or confirm it as that person
    Confirm(Confirm),
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
    /// Role of the person; organization_admin, approver and publisher are proposed, and an administrator confirms them
    #[arg(long, value_parser = role_parser())]
    role: Role,
    /// The organization (its id), for a role of an organization
    #[arg(long, value_name = "ID", conflicts_with = "province")]
    organization: Option<OrganizationId>,
    /// The province (two digits), for provincial_viewer
    #[arg(long, value_name = "CODE")]
    province: Option<String>,
}

/// A person who lost the password, or the second factor.
#[derive(Args)]
pub(crate) struct Reset {
    /// Login name
    username: String,
    /// Remove the second factor instead, for somebody who lost the authenticator and the recovery codes
    #[arg(long)]
    second_factor: bool,
}

/// What of a person is confirmed; nothing without an option.
#[derive(Args)]
pub(crate) struct Confirm {
    /// Login name
    username: String,
    /// Confirm all that waits
    #[arg(long, conflicts_with_all = ["account", "role", "organization"])]
    all: bool,
    /// Confirm the account, whose password was set with the token of an administrator
    #[arg(long)]
    account: bool,
    /// Confirm this proposed role
    #[arg(long, value_parser = role_parser())]
    role: Option<Role>,
    /// Confirm the proposed roles in this organization (its id)
    #[arg(long, value_name = "ID")]
    organization: Option<OrganizationId>,
}

impl Confirm {
    /// What is confirmed; `None` for a list.
    fn selection(&self) -> Option<ConfirmSelection> {
        if self.all {
            return Some(ConfirmSelection::ALL);
        }
        let (role, organization) = (self.role, self.organization);
        let roles = (role.is_some() || organization.is_some()).then_some(RoleSelection { role, organization });
        (self.account || roles.is_some()).then_some(ConfirmSelection {
            account: self.account,
            roles,
        })
    }
}

fn role_parser() -> impl clap::builder::TypedValueParser<Value = Role> {
    PossibleValuesParser::new(Role::ALL.map(Role::as_str)).try_map(|name| name.parse::<Role>())
}

/// Runs the command. A token is the only line of the standard output, so that a script can take it.
///
/// # Errors
/// The input is not valid, or the database fails.
pub(crate) async fn run(config: &Config, command: UserCommand) -> Result<()> {
    match command {
        UserCommand::Create(create) => {
            let (account, token) = at_database(config, async |app, _| insert(app, create).await).await?;
            eprintln!(
                "prongsai: created the user {} ({})",
                account.user.username, account.user.id
            );
            for pending in &account.pending {
                let (role, until) = (pending.grant.membership.role, pending.expires_at);
                eprintln!("prongsai: the role {role} is proposed; an administrator confirms it until {until}");
            }
            print_token(&token);
        }
        UserCommand::Reset(Reset {
            username,
            second_factor: true,
        }) => {
            at_database(config, async |app, _| remove_second_factor(app, &username).await).await?;
            eprintln!("prongsai: removed the second factor of {username}, who logs in with the password alone now");
        }
        UserCommand::Reset(Reset { username, .. }) => {
            let token = at_database(config, async |app, _| reset(app, &username).await).await?;
            print_token(&token);
        }
        UserCommand::Confirm(confirm) => confirm_or_list(config, &confirm).await?,
    }
    Ok(())
}

/// Adds the person, and makes the token.
async fn insert(app: &App, create: Create) -> Result<(Account, HandedOverToken)> {
    let username = create.username.clone();
    let input = UserInput {
        username: create.username,
        display_name: create.display_name,
        position: create.position,
        email: None,
        memberships: vec![MembershipInput {
            role: create.role,
            organization_id: create.organization,
            province_code: create.province,
        }],
    };
    let account = match create_as_operator(app, input).await {
        Ok(account) => account,
        Err(Error::Conflict(Conflict::AlreadyExists { .. })) => {
            bail!("there is already a user \"{username}\"; choose another login name")
        }
        Err(error) => return Err(services::explained(error)),
    };
    let token = reset(app, &account.user.username).await?;
    Ok((account, token))
}

async fn reset(app: &App, username: &str) -> Result<HandedOverToken> {
    match hand_over_token_as_operator(app, username).await {
        Ok(token) => Ok(token),
        Err(Error::NotFound) => bail!("there is no user \"{username}\""),
        Err(Error::Conflict(Conflict::Deactivated)) => {
            bail!("the account of \"{username}\" is deactivated; an administrator activates it first")
        }
        Err(error) => Err(services::explained(error)),
    }
}

async fn remove_second_factor(app: &App, username: &str) -> Result<()> {
    match remove_second_factor_as_operator(app, username).await {
        Ok(()) => Ok(()),
        Err(Error::NotFound) => bail!("there is no user \"{username}\" with a second factor"),
        Err(error) => Err(services::explained(error)),
    }
}

async fn confirm_or_list(config: &Config, asked: &Confirm) -> Result<()> {
    let username = &asked.username;
    if let Some(selection) = asked.selection() {
        let confirmed = at_database(config, async |app, _| confirm(app, username, selection).await).await?;
        print_confirmed(username, &confirmed);
    } else {
        let waiting = at_database(config, async |app, _| waiting(app, username).await).await?;
        print_waiting(username, &waiting);
    }
    Ok(())
}

async fn waiting(app: &App, username: &str) -> Result<WaitingAccount> {
    match waiting_for_operator(app, username).await {
        Ok(waiting) => Ok(waiting),
        Err(Error::NotFound) => bail!("there is no user \"{username}\""),
        Err(error) => Err(services::explained(error)),
    }
}

async fn confirm(app: &App, username: &str, selection: ConfirmSelection) -> Result<Confirmed> {
    match confirm_as_operator(app, username, selection).await {
        Ok(confirmed) => Ok(confirmed),
        Err(Error::NotFound) => bail!("there is no user \"{username}\""),
        Err(Error::Conflict(Conflict::NothingToConfirm)) => {
            bail!(
                "nothing of \"{username}\" waits for a second person, or not what is named; an account waits once its password is set"
            )
        }
        Err(Error::SecondPerson) => bail!(
            "the roles of \"{username}\" were proposed with this command, so an administrator must confirm them: \
             POST /api/v1/users/ID/memberships/ID/confirm"
        ),
        Err(error) => Err(services::explained(error)),
    }
}

fn print_token(token: &HandedOverToken) {
    eprintln!(
        "prongsai: give this token to {}, who sets the password with it at POST /api/v1/auth/activate, once, until {}:",
        token.user.username, token.expires_at
    );
    if token.begun_again {
        eprintln!(
            "prongsai: an administrator had the account in hand: its password, sessions, service tokens and second factor have ended"
        );
    }
    println!("{}", token.token.expose_secret());
}

/// Prints one line for each thing that waits.
fn print_waiting(username: &str, waiting: &WaitingAccount) {
    if let Some(by) = &waiting.handed_over_by {
        let (name, login) = (&by.profile.display_name, &by.username);
        println!("account: the password was set with the token of {name} ({login})");
    }
    for before in &waiting.had_in_hand_before {
        println!(
            "account: {} ({}) had it in hand before",
            before.profile.display_name, before.username
        );
    }
    for pending in &waiting.pending {
        let membership = &pending.grant.membership;
        let place = match &membership.scope {
            Scope::Organization(id) => {
                let name = waiting.organization_names.iter().find(|(other, _)| other == id);
                format!(" in {} ({id})", name.map_or("", |(_, name)| name.as_str()))
            }
            Scope::Platform | Scope::Province(_) => String::new(),
        };
        let who = if pending.proposed_by.is_some() {
            ""
        } else {
            "; proposed with this command, so an administrator must confirm it"
        };
        println!(
            "role {}{place}: proposed until {}{who}",
            membership.role, pending.expires_at
        );
    }
    if waiting.handed_over_by.is_none() && waiting.pending.is_empty() {
        eprintln!("prongsai: nothing of \"{username}\" waits for a second person");
    } else {
        eprintln!("prongsai: nothing was confirmed; add --account, --role ROLE, --organization ID or --all");
    }
}

fn print_confirmed(username: &str, confirmed: &Confirmed) {
    if confirmed.woke {
        eprintln!("prongsai: confirmed the account {username}");
    }
    for grant in &confirmed.given {
        eprintln!("prongsai: confirmed the role {} of {username}", grant.membership.role);
    }
    for pending in &confirmed.own {
        let role = pending.grant.membership.role;
        eprintln!("prongsai: the role {role} was proposed with this command; an administrator must confirm it");
    }
}
