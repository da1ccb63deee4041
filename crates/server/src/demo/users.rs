use anyhow::{Context as _, Result, bail};
use prongsai_application::session::{self, ClientInfo};
use prongsai_application::user::{self, HandedOverToken, MembershipInput, UserChange, UserInput};
use prongsai_application::{App, Conflict, Error, Precondition, direct};
use prongsai_domain::access::{Role, Scope};
use prongsai_domain::id::OrganizationId;
use prongsai_domain::user::{AccountStanding, User};
use secrecy::{ExposeSecret as _, SecretString};

use super::credentials::Passwords;
use super::organizations::DemoOrganization;
use super::people::{AUDITOR, DemoScope, HIDDEN, PLATFORM_ADMIN, Person, SHOWN};
use crate::services::{context_of, explained, person};

/// The first organization, if the demo is complete: its auditor, who is added last, exists. The auditor is recognised by
/// the login name and the role in an organization, because people may change the display name.
pub(super) async fn organization_of_complete_demo(app: &App) -> Result<Option<OrganizationId>> {
    let Some(auditor) = user::find_by_username(app, AUDITOR).await? else {
        return Ok(None);
    };
    let grants = app.store.grants_of(&[auditor.id]).await?;
    // Somebody outside the demo may have this login name. `refuse_foreign_users` reports it.
    for grant in &grants {
        if let Scope::Organization(organization) = grant.membership.scope
            && grant.membership.role == Role::Auditor
            && is_first(app, organization).await?
        {
            return Ok(Some(organization));
        }
    }
    Ok(None)
}

/// Whether this is the first organization of the demo. No real organization has its code, and it may have got another
/// name.
async fn is_first(app: &App, organization: OrganizationId) -> Result<bool> {
    let found = app.store.find_organization(organization).await?;
    let code = found.and_then(|found| found.profile.local_code);
    Ok(code.is_some_and(|code| code.as_str() == DemoOrganization::FIRST.local_code))
}

/// Refuses a database in which other people have login names of the demo. Called before anything is changed.
pub(super) async fn refuse_foreign_users(app: &App) -> Result<()> {
    for person in SHOWN.iter().chain(&HIDDEN) {
        exists(app, person).await?;
    }
    Ok(())
}

/// Returns the platform administrator, and adds it if it is missing. No user exists yet who could add it, so it
/// is made as by the operator of the host.
pub(super) async fn ensure_platform_admin(app: &App, passwords: &Passwords) -> Result<User> {
    if let Some(admin) = shown(PLATFORM_ADMIN)
        && !exists(app, admin).await?
    {
        let made = user::create_as_operator(app, input_of(admin, None, None))
            .await
            .map_err(explained)?;
        reset_password(app, &made.user, passwords).await?;
        return person(app, PLATFORM_ADMIN).await;
    }
    let admin = active_platform_admin(app).await?;
    reset_password(app, &admin, passwords).await?;
    person(app, PLATFORM_ADMIN).await
}

/// Adds everybody except the platform administrator and the auditor.
pub(super) async fn ensure_other_users(
    app: &App,
    admin: &User,
    passwords: &Passwords,
    first: OrganizationId,
    second: OrganizationId,
) -> Result<()> {
    let is_added = |person: &&Person| person.username != PLATFORM_ADMIN && person.username != AUDITOR;
    for person in SHOWN.iter().chain(&HIDDEN).filter(is_added) {
        ensure(app, admin, person, passwords, first, second).await?;
    }
    Ok(())
}

/// Whether the auditor exists. The years of the demo are then loaded already.
pub(super) async fn has_auditor(app: &App) -> Result<bool> {
    Ok(user::find_by_username(app, AUDITOR).await?.is_some())
}

/// Adds the auditor, whose existence marks the demo as complete.
pub(super) async fn ensure_auditor(
    app: &App,
    admin: &User,
    passwords: &Passwords,
    organization: OrganizationId,
) -> Result<()> {
    if let Some(auditor) = shown(AUDITOR) {
        ensure(app, admin, auditor, passwords, organization, organization).await?;
    }
    Ok(())
}

/// The shown person with this login name.
fn shown(username: &str) -> Option<&'static Person> {
    SHOWN.iter().find(|person| person.username == username)
}

/// Gives new passwords to the people whose logins are shown.
pub(super) async fn reset(app: &App, passwords: &Passwords) -> Result<()> {
    let admin = active_platform_admin(app).await?;
    for shown in &SHOWN {
        let user = person(app, shown.username).await?;
        activate(app, &admin, &user).await?;
        reset_password(app, &user, passwords).await?;
    }
    Ok(())
}

/// The platform administrator of the demo, as whom the others are changed.
async fn active_platform_admin(app: &App) -> Result<User> {
    let admin = person(app, PLATFORM_ADMIN).await?;
    if !admin.profile.is_active {
        bail!("the account \"{PLATFORM_ADMIN}\" of the demo is deactivated; activate it, or start without --demo");
    }
    Ok(admin)
}

/// Adds a person if it is missing; otherwise sets its password. It goes the way of every account: the administrator makes it
/// and hands over a token, the password is set with the token, and the operator of the host confirms as the second person.
async fn ensure(
    app: &App,
    admin: &User,
    somebody: &Person,
    passwords: &Passwords,
    first: OrganizationId,
    second: OrganizationId,
) -> Result<()> {
    if exists(app, somebody).await? {
        // An earlier start was interrupted. If its file with passwords is lost, the person has another password.
        let user = person(app, somebody.username).await?;
        activate(app, admin, &user).await?;
        reset_password(app, &user, passwords).await?;
        return confirm(app, somebody.username).await;
    }
    let (organization, province) = match somebody.scope {
        DemoScope::Platform => (None, None),
        DemoScope::ProvinceOfFirstOrganization => (None, Some(DemoOrganization::FIRST.province_code.to_owned())),
        DemoScope::FirstOrganization => (Some(first), None),
        DemoScope::SecondOrganization => (Some(second), None),
    };
    let context = context_of(app, admin).await?;
    let input = input_of(somebody, organization, province);
    let made = user::create(app, &context, input, direct).await.map_err(explained)?;
    let handed_over = user::hand_over_token(app, &context, made.answer.0.user.id)
        .await
        .map_err(explained)?;
    let user::HandedOver::Shown(token) = handed_over else {
        bail!("the people of the demo have no mail address");
    };
    set_password(app, token, passwords).await?;
    confirm(app, somebody.username).await
}

/// Confirms what waits for a second person.
async fn confirm(app: &App, username: &str) -> Result<()> {
    match user::confirm_as_operator(app, username, user::ConfirmSelection::ALL).await {
        Ok(_) | Err(Error::Conflict(Conflict::NothingToConfirm)) => Ok(()),
        Err(error) => Err(explained(error)),
    }
}

/// Whether this person of the demo exists. It is an error when somebody else has the login name.
async fn exists(app: &App, person: &Person) -> Result<bool> {
    match user::find_by_username(app, person.username).await? {
        None => Ok(false),
        Some(found) if found.profile.display_name == person.name => Ok(true),
        Some(_) => bail!(
            "the database has a user \"{}\" that is not part of the demo; start without --demo, or with an empty database",
            person.username
        ),
    }
}

fn input_of(person: &Person, organization_id: Option<OrganizationId>, province_code: Option<String>) -> UserInput {
    UserInput {
        username: person.username.to_owned(),
        display_name: person.name.to_owned(),
        position: Some(person.position.to_owned()),
        email: None,
        memberships: vec![MembershipInput {
            role: person.role,
            organization_id,
            province_code,
        }],
    }
}

/// Makes an account active again that an administrator deactivated. The account of `admin` is active.
async fn activate(app: &App, admin: &User, user: &User) -> Result<()> {
    if user.profile.is_active {
        return Ok(());
    }
    // An activation of an account that is not confirmed begins the account again, or is refused, unless the administrator who
    // handed it over activates it.
    if matches!(user.standing, AccountStanding::Unconfirmed { .. }) {
        confirm(app, &user.username).await?;
    }
    let change = UserChange {
        is_active: Some(true),
        ..UserChange::default()
    };
    let context = context_of(app, admin).await?;
    user::edit(app, &context, user.id, &Precondition::Any, change)
        .await
        .map_err(explained)?;
    Ok(())
}

/// Sets the password of a person of the demo with a token of the operator, as after a loss.
async fn reset_password(app: &App, user: &User, passwords: &Passwords) -> Result<()> {
    let token = user::hand_over_token_as_operator(app, &user.username)
        .await
        .map_err(explained)?;
    set_password(app, token, passwords).await
}

async fn set_password(app: &App, token: HandedOverToken, passwords: &Passwords) -> Result<()> {
    let password = passwords
        .get(token.user.username.as_str())
        .context("a person of the demo has no password")?;
    let password = SecretString::from(password.clone());
    session::activate(app, token.token.expose_secret(), password, &ClientInfo::default())
        .await
        .map_err(explained)
}
