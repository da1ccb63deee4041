use prongsai_domain::access::{Actor, Membership, Scope};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::{MembershipId, UserId};
use prongsai_domain::user::{AccountStanding, Grant, User};
use prongsai_domain::violation::Checker;
use prongsai_persistence::{AuditEntry, Recorded, StoreError, Transaction};

use super::account::{Account, only_organization};
use super::admin_scope::{AdminScope, check_role_change};
use super::by::{By, Operator};
use super::gain;
use super::input::{CheckedUser, UserInput, check_may_give, check_scope_exists};
use crate::difference::difference;
use crate::{Acting, AnswerError, App, Conflict, Context, Error, Outcome, Replayable, write_replying};

/// Adds a person with their first roles; those that two people give are proposed. An administrator of an organization gives
/// at least one role, all of that organization. The person cannot log in before they set a password: see
/// [`hand_over_token`](super::hand_over_token).
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
    let permit = async |_: &mut Transaction, acting: &Acting| check_rights(&acting.actor, &checked.memberships);
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<Account>, Error> {
        check_rights(&acting.actor, &checked.memberships)?;
        let by = By::Administrator(acting);
        let account = insert(transaction, by, &checked).await?;
        Ok(transaction.record(entry(by, &account), account).await?)
    };
    write_replying(app, context, "user.create", permit, work, respond).await
}

/// As [`create`], by the operator of the host: when no administrator exists yet, or when an organization has none.
///
/// # Errors
/// [`Error::Invalid`] with every violation, [`Conflict::AlreadyExists`] when the login name is taken.
pub async fn create_as_operator(app: &App, input: UserInput) -> Result<Account, Error> {
    let operator = Operator::of(app);
    let checked = input.check()?;
    app.store
        .write(
            "user.create",
            async |transaction: &mut Transaction| -> Result<Recorded<Account>, Error> {
                let by = By::Operator(&operator);
                let account = insert(transaction, by, &checked).await?;
                Ok(transaction.record(entry(by, &account), account).await?)
            },
        )
        .await
}

async fn insert(transaction: &mut Transaction, by: By<'_>, checked: &CheckedUser) -> Result<Account, Error> {
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
        id: UserId::new(by.new_id()),
        revision: 1,
        username: checked.username.clone(),
        profile: checked.profile.clone(),
        standing: AccountStanding::Invited,
        had_in_hand: Vec::new(),
    };
    transaction
        .insert_user(&user, by.now())
        .await
        .map_err(|error| match error {
            StoreError::Unique(_) => Error::Conflict(Conflict::AlreadyExists { field: "username" }),
            other => other.into(),
        })?;
    if user.profile.email.is_some() {
        transaction.set_email_set_by(user.id, by.user()).await?;
    }
    let mut account = Account {
        user,
        grants: Vec::new(),
        pending: Vec::new(),
    };
    for membership in checked.memberships.iter().cloned() {
        let grant = Grant {
            id: MembershipId::new(by.new_id()),
            user_id: account.user.id,
            membership,
        };
        gain::give(transaction, by, &mut account, grant).await?;
    }
    Ok(account)
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
    if !memberships.is_empty() {
        check_role_change(actor)?;
    }
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

fn entry<'a>(by: By<'_>, account: &Account) -> AuditEntry<'a> {
    let held = |grant: &Grant| {
        let (organization, province) = match &grant.membership.scope {
            Scope::Platform => (None, None),
            Scope::Province(code) => (None, Some(code.as_str())),
            Scope::Organization(id) => (Some(*id), None),
        };
        serde_json::json!({
            "role": grant.membership.role.as_str(), "organization_id": organization, "province_code": province,
        })
    };
    let detail = serde_json::json!({
        "username": account.user.username,
        "memberships": account.grants.iter().map(held).collect::<Vec<_>>(),
        "proposed": account.pending.iter().map(|pending| held(&pending.grant)).collect::<Vec<_>>(),
    });
    let mut entry = by.audit(AuditAction::UserCreate, account.user.id, detail);
    entry.organization = only_organization(account);
    entry.changes = difference(None, Some(&account.user.profile));
    entry
}
