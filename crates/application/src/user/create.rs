use jiff::Timestamp;
use prongsai_domain::access::{Actor, Membership, Scope};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::{MembershipId, UserId};
use prongsai_domain::user::{Grant, User};
use prongsai_domain::violation::Checker;
use prongsai_persistence::{AuditEntry, Recorded, StoreError, Transaction};
use uuid::Uuid;

use super::account::{Account, only_organization};
use super::admin_scope::AdminScope;
use super::input::{CheckedUser, UserInput, check_may_give, check_scope_exists};
use crate::difference::difference;
use crate::{Acting, AnswerError, App, Conflict, Context, Error, Outcome, Replayable, write_replying};

/// Adds a person with their first roles. An administrator of an organization gives at least one role, all of that
/// organization.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::Invalid`] with every violation, [`Conflict::AlreadyExists`] when the login name is
/// taken.
pub async fn create<A: Replayable>(
    app: &App,
    context: &Context,
    input: UserInput,
    respond: impl Fn(&Account) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    AdminScope::somewhere(&context.actor)?;
    let checked = input.check()?;
    check_rights(&context.actor, &checked.memberships)?;
    let password_hash = app.services.passwords.hash(input.password).await?;
    let permit = async |_: &mut Transaction, acting: &Acting| check_rights(&acting.actor, &checked.memberships);
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<Account>, Error> {
        check_rights(&acting.actor, &checked.memberships)?;
        let new = NewUser {
            checked: &checked,
            password_hash: &password_hash,
            by: Some(acting.user()),
            now: acting.now,
        };
        let account = insert(transaction, new, || acting.new_id()).await?;
        Ok(transaction
            .record(entry(acting.audit(AuditAction::UserCreate, "user"), &account), account)
            .await?)
    };
    write_replying(app, context, "user.create", permit, work, respond).await
}

/// Adds a person on behalf of the program: from the command line and at the first start, when no administrator exists
/// yet.
///
/// # Errors
/// [`Error::Invalid`] with every violation, [`Conflict::AlreadyExists`] when the login name is taken.
pub async fn create_user_as_system(app: &App, input: UserInput) -> Result<Account, Error> {
    let now = app.services.clock.now();
    let checked = input.check()?;
    let password_hash = app.services.passwords.hash(input.password).await?;
    app.store
        .write(
            "user.create",
            async |transaction: &mut Transaction| -> Result<Recorded<Account>, Error> {
                let new = NewUser {
                    checked: &checked,
                    password_hash: &password_hash,
                    by: None,
                    now,
                };
                let account = insert(transaction, new, || app.services.ids.next(now)).await?;
                let audit = AuditEntry::new(now, None, AuditAction::UserCreate, "user");
                Ok(transaction.record(entry(audit, &account), account).await?)
            },
        )
        .await
}

struct NewUser<'a> {
    checked: &'a CheckedUser,
    password_hash: &'a str,
    by: Option<UserId>,
    now: Timestamp,
}

async fn insert(transaction: &mut Transaction, new: NewUser<'_>, new_id: impl Fn() -> Uuid) -> Result<Account, Error> {
    let NewUser {
        checked,
        password_hash,
        by,
        now,
    } = new;
    let mut checker = Checker::new();
    for (index, membership) in checked.memberships.iter().enumerate() {
        let mut of_one = Checker::new();
        check_scope_exists(transaction, &membership.scope, &mut of_one).await?;
        if of_one.count() > 0 {
            nest(&mut checker, index, of_one);
        }
    }
    checker.finish(Some(()))?;
    let user = User {
        id: UserId::new(new_id()),
        revision: 1,
        username: checked.username.clone(),
        profile: checked.profile.clone(),
    };
    transaction
        .insert_user(&user, password_hash, now)
        .await
        .map_err(|error| match error {
            StoreError::Unique(_) => Error::Conflict(Conflict::AlreadyExists { field: "username" }),
            other => other.into(),
        })?;
    let mut grants = Vec::with_capacity(checked.memberships.len());
    for membership in checked.memberships.iter().cloned() {
        let grant = Grant {
            id: MembershipId::new(new_id()),
            user_id: user.id,
            membership,
        };
        transaction.insert_grant(&grant, by, now).await?;
        grants.push(grant);
    }
    Ok(Account { user, grants })
}

/// Copies the violations of a role, with its index in the list.
fn nest(checker: &mut Checker, index: usize, of_one: Checker) {
    for violation in of_one.finish::<()>(None).err().unwrap_or_default() {
        let field = violation.pointer.trim_start_matches('/').to_owned();
        checker.at("memberships", |at| {
            at.at(index, |at| {
                at.at(field, |at| {
                    at.refuse(&violation.code, violation.message_th, violation.message_en);
                });
            });
        });
    }
}

fn check_rights(actor: &Actor, memberships: &[Membership]) -> Result<(), Error> {
    let admin_scope = AdminScope::somewhere(actor)?;
    let mut checker = Checker::new();
    checker.at("memberships", |list| {
        if memberships.is_empty() && admin_scope != AdminScope::Everywhere {
            list.refuse(
                "required",
                "ต้องให้บทบาทในองค์กรของท่านอย่างน้อยหนึ่งบทบาท",
                "give at least one role in your organization",
            );
        }
        for (index, membership) in memberships.iter().enumerate() {
            list.at(index, |at| check_may_give(actor, membership, at))?;
        }
        Ok::<(), Error>(())
    })?;
    Ok(checker.finish(Some(()))?)
}

fn entry<'a>(mut entry: AuditEntry<'a>, account: &Account) -> AuditEntry<'a> {
    entry.subject = Some(account.user.id.get());
    let held = |grant: &Grant| {
        let (organization, province) = match &grant.membership.scope {
            Scope::Platform => (None, None),
            Scope::Province(code) => (None, Some(code.as_str())),
            Scope::Organization(id) => (Some(id.get()), None),
        };
        let role = grant.membership.role.as_str();
        serde_json::json!({ "role": role, "organization_id": organization, "province_code": province })
    };
    let memberships: Vec<_> = account.grants.iter().map(held).collect();
    entry.detail = Some(serde_json::json!({ "username": account.user.username, "memberships": memberships }));
    entry.organization = only_organization(account);
    entry.changes = difference(None, Some(&account.user.profile));
    entry
}
