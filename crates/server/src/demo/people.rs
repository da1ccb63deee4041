use anyhow::{Context as _, Result, bail};
use prongsai_application::user::{self, MembershipInput, UserChange, UserInput, create_user_as_system};
use prongsai_application::{App, Precondition, direct};
use prongsai_domain::access::{Role, Scope};
use prongsai_domain::id::OrganizationId;
use prongsai_domain::user::User;
use secrecy::SecretString;

use super::credentials::{Credentials, Passwords};
use super::organizations::DemoOrganization;
use crate::secret;
use crate::services::{context_of, explained, person};

/// A person of the demo, named by a post.
pub(super) struct Person {
    pub(super) username: &'static str,
    pub(super) role: Role,
    pub(super) place: Place,
    name: &'static str,
    position: &'static str,
}

/// The scope of a role of the demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Platform,
    ProvinceOfFirstOrganization,
    FirstOrganization,
    SecondOrganization,
}

const fn one(username: &'static str, role: Role, place: Place, name: &'static str, position: &'static str) -> Person {
    Person {
        username,
        role,
        place,
        name,
        position,
    }
}

/// The login of the platform administrator.
const PLATFORM_ADMIN: &str = "platform_admin";
/// The login that is added last.
const AUDITOR: &str = "auditor";

/// The people whose logins are shown. `auditor` is added last and marks the demo as complete.
pub(super) const SHOWN: [Person; 8] = [
    one(
        PLATFORM_ADMIN,
        Role::PlatformAdmin,
        Place::Platform,
        "ผู้ดูแลแพลตฟอร์ม (สาธิต)",
        "ผู้ดูแลระบบ",
    ),
    one(
        "provincial_viewer",
        Role::ProvincialViewer,
        Place::ProvinceOfFirstOrganization,
        "ผู้กำกับดูแลระดับจังหวัด (สาธิต)",
        "เจ้าหน้าที่ส่งเสริมการปกครองท้องถิ่น",
    ),
    one(
        "organization_admin",
        Role::OrganizationAdmin,
        Place::FirstOrganization,
        "ผู้ดูแลข้อมูลหน่วยงาน (สาธิต)",
        "หัวหน้าฝ่ายอำนวยการ",
    ),
    one(
        "drafter",
        Role::Drafter,
        Place::FirstOrganization,
        "ผู้จัดทำ (สาธิต)",
        "นักวิเคราะห์นโยบายและแผน",
    ),
    one(
        "approver",
        Role::Approver,
        Place::FirstOrganization,
        "ผู้อนุมัติ (สาธิต)",
        "ปลัดเทศบาล",
    ),
    one(
        "publisher",
        Role::Publisher,
        Place::FirstOrganization,
        "ผู้เผยแพร่ (สาธิต)",
        "หัวหน้าสำนักปลัดเทศบาล",
    ),
    one(
        AUDITOR,
        Role::Auditor,
        Place::FirstOrganization,
        "ผู้ตรวจสอบภายใน (สาธิต)",
        "นักวิชาการตรวจสอบภายใน",
    ),
    one(
        "other_drafter",
        Role::Drafter,
        Place::SecondOrganization,
        "ผู้จัดทำของอีกหน่วยงาน (สาธิต)",
        "นักวิเคราะห์นโยบายและแผน",
    ),
];

/// People whom the second organization also needs, to approve and publish. Their passwords are not shown.
const HIDDEN: [Person; 2] = [
    one(
        "other_approver",
        Role::Approver,
        Place::SecondOrganization,
        "ผู้อนุมัติของอีกหน่วยงาน (สาธิต)",
        "ปลัดเทศบาล",
    ),
    one(
        "other_publisher",
        Role::Publisher,
        Place::SecondOrganization,
        "ผู้เผยแพร่ของอีกหน่วยงาน (สาธิต)",
        "หัวหน้าสำนักปลัดเทศบาล",
    ),
];

/// A password for each person: the known one, otherwise a new one.
pub(super) fn passwords(known: Option<&Credentials>) -> Result<Passwords> {
    let mut passwords = Passwords::new();
    for person in SHOWN.iter().chain(&HIDDEN) {
        let known = known.and_then(|known| known.password_of(person.username));
        let password = known.map_or_else(secret::password, |password| Ok(password.to_owned()))?;
        passwords.insert(person.username, password);
    }
    Ok(passwords)
}

/// The first organization, if the whole demo exists.
pub(super) async fn complete_at(app: &App) -> Result<Option<OrganizationId>> {
    let Some(auditor) = user::find_by_username(app, AUDITOR).await? else {
        return Ok(None);
    };
    if SHOWN.iter().all(|person| person.name != auditor.profile.display_name) {
        return Ok(None);
    }
    let grants = app.store.grants_of(&[auditor.id]).await?;
    Ok(grants.iter().find_map(|grant| match grant.membership.scope {
        Scope::Organization(organization) => Some(organization),
        Scope::Platform | Scope::Province(_) => None,
    }))
}

/// Refuses a database in which other people have the login names of the demo, before anything is changed in it.
pub(super) async fn refuse_strangers(app: &App) -> Result<()> {
    for person in SHOWN.iter().chain(&HIDDEN) {
        is_there(app, person).await?;
    }
    Ok(())
}

/// The platform administrator; the program adds it itself, because nobody exists yet who could.
pub(super) async fn ensure_platform_admin(app: &App, passwords: &Passwords) -> Result<User> {
    for person in SHOWN.iter().filter(|person| person.username == PLATFORM_ADMIN) {
        if !is_there(app, person).await? {
            let input = input_of(person, passwords, None, None);
            return Ok(create_user_as_system(app, input).await.map_err(explained)?.user);
        }
    }
    let admin = person(app, PLATFORM_ADMIN).await?;
    set_password(app, &admin, &admin, passwords).await?;
    Ok(admin)
}

/// Adds everybody except the first and the last person.
pub(super) async fn ensure_those_of_organizations(
    app: &App,
    admin: &User,
    passwords: &Passwords,
    first: OrganizationId,
    second: OrganizationId,
) -> Result<()> {
    let between = |person: &&Person| person.username != PLATFORM_ADMIN && person.username != AUDITOR;
    for person in SHOWN.iter().chain(&HIDDEN).filter(between) {
        ensure(app, admin, person, passwords, first, second).await?;
    }
    Ok(())
}

/// Adds the last person.
pub(super) async fn ensure_auditor(
    app: &App,
    admin: &User,
    passwords: &Passwords,
    organization: OrganizationId,
) -> Result<()> {
    for person in SHOWN.iter().filter(|person| person.username == AUDITOR) {
        ensure(app, admin, person, passwords, organization, organization).await?;
    }
    Ok(())
}

/// Gives new passwords to the people whose logins are shown.
pub(super) async fn reset(app: &App, passwords: &Passwords) -> Result<()> {
    let admin = person(app, PLATFORM_ADMIN).await?;
    for shown in &SHOWN {
        let user = person(app, shown.username).await?;
        set_password(app, &admin, &user, passwords).await?;
    }
    Ok(())
}

async fn ensure(
    app: &App,
    admin: &User,
    somebody: &Person,
    passwords: &Passwords,
    first: OrganizationId,
    second: OrganizationId,
) -> Result<()> {
    if is_there(app, somebody).await? {
        // An earlier start was interrupted, and its password may not have been written to the file.
        let user = person(app, somebody.username).await?;
        return set_password(app, admin, &user, passwords).await;
    }
    let (organization, province) = match somebody.place {
        Place::Platform => (None, None),
        Place::ProvinceOfFirstOrganization => (None, Some(DemoOrganization::FIRST.province_code.to_owned())),
        Place::FirstOrganization => (Some(first), None),
        Place::SecondOrganization => (Some(second), None),
    };
    let context = context_of(app, admin).await?;
    let input = input_of(somebody, passwords, organization, province);
    user::create(app, &context, input, direct).await.map_err(explained)?;
    Ok(())
}

/// Whether this person of the demo exists.
async fn is_there(app: &App, person: &Person) -> Result<bool> {
    match user::find_by_username(app, person.username).await? {
        None => Ok(false),
        Some(found) if found.profile.display_name == person.name => Ok(true),
        Some(_) => bail!(
            "the database has a user \"{}\" who is not of the demo; start without --demo, or with an empty database",
            person.username
        ),
    }
}

fn input_of(
    person: &Person,
    passwords: &Passwords,
    organization_id: Option<OrganizationId>,
    province_code: Option<String>,
) -> UserInput {
    let password = passwords.get(person.username).cloned().unwrap_or_default();
    UserInput {
        username: person.username.to_owned(),
        display_name: person.name.to_owned(),
        position: Some(person.position.to_owned()),
        password: SecretString::from(password),
        memberships: vec![MembershipInput {
            role: person.role,
            organization_id,
            province_code,
        }],
    }
}

async fn set_password(app: &App, admin: &User, user: &User, passwords: &Passwords) -> Result<()> {
    let password = passwords
        .get(user.username.as_str())
        .context("somebody of the demo has no password")?;
    let change = UserChange {
        password: Some(SecretString::from(password.clone())),
        is_active: Some(true),
        ..UserChange::default()
    };
    let context = context_of(app, admin).await?;
    user::edit(app, &context, user.id, &Precondition::Any, change)
        .await
        .map_err(explained)?;
    Ok(())
}
