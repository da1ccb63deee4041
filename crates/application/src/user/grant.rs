use prongsai_domain::access::{Role, Scope};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::{MembershipId, UserId};
use prongsai_domain::user::Grant;
use prongsai_domain::violation::Checker;
use prongsai_persistence::{AuditEntry, Recorded, StoreError, Transaction};

use super::account::{Account, is_last_platform_admin};
use super::admin_scope::AdminScope;
use super::input::{MembershipInput, check_may_give, check_scope_exists};
use crate::acting::change;
use crate::{Acting, AnswerError, App, Conflict, Context, Error, Outcome, Replayable, write_replying};

/// Gives a person a role. It applies from their next request.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Invalid`], [`Conflict::AlreadyExists`] when they have it.
pub async fn grant<A: Replayable>(
    app: &App,
    context: &Context,
    id: UserId,
    input: MembershipInput,
    respond: impl Fn(&Grant) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let permit = async |transaction: &mut Transaction, acting: &Acting| -> Result<(), Error> {
        Account::lock(transaction, acting, id)
            .await?
            .check_in_scope(&acting.actor)
    };
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<Grant>, Error> {
        let mut account = Account::lock(transaction, acting, id).await?;
        account.check_in_scope(&acting.actor)?;
        let mut checker = Checker::new();
        let membership = input.check(&mut checker);
        if let Some(membership) = &membership {
            check_may_give(&acting.actor, membership, &mut checker)?;
        }
        let membership = checker.finish(membership)?;
        let mut checker = Checker::new();
        check_scope_exists(transaction, &membership.scope, &mut checker).await?;
        checker.finish(Some(()))?;
        let grant = Grant {
            id: MembershipId::new(acting.new_id()),
            user_id: id,
            membership,
        };
        transaction
            .insert_grant(&grant, Some(acting.user()), acting.now)
            .await
            .map_err(|error| match error {
                StoreError::Unique(_) => Error::Conflict(Conflict::AlreadyExists { field: "role" }),
                other => other.into(),
            })?;
        acting.confirm_given(transaction, &grant).await?;
        raise_revision(transaction, acting, &mut account).await?;
        Ok(transaction
            .record(audit(acting, AuditAction::MembershipGrant, &grant), grant)
            .await?)
    };
    write_replying(app, context, "membership.grant", permit, work, respond).await
}

/// Removes a role. This applies from the person's next request.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Conflict::LastAdministrator`] when no active platform administrator
/// would remain.
pub async fn revoke(app: &App, context: &Context, id: UserId, grant: MembershipId) -> Result<(), Error> {
    change(
        app,
        context,
        "membership.revoke",
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<()>, Error> {
            let mut account = Account::lock(transaction, acting, id).await?;
            account.check_in_scope(&acting.actor)?;
            let admin_scope = AdminScope::of(&acting.actor);
            let held = account
                .grants
                .iter()
                .find(|held| held.id == grant && admin_scope.covers(&held.membership.scope))
                .cloned()
                .ok_or(Error::NotFound)?;
            if held.membership.role == Role::PlatformAdmin
                && account.user.profile.is_active
                && is_last_platform_admin(transaction, acting, id).await?
            {
                return Err(Error::Conflict(Conflict::LastAdministrator));
            }
            transaction.delete_grant(grant).await?;
            raise_revision(transaction, acting, &mut account).await?;
            Ok(transaction
                .record(audit(acting, AuditAction::MembershipRevoke, &held), ())
                .await?)
        },
    )
    .await
}

/// The roles are part of the person's view, so changing them raises the revision of the person.
async fn raise_revision(transaction: &mut Transaction, acting: &Acting, account: &mut Account) -> Result<(), Error> {
    account.user.revision += 1;
    Ok(transaction.update_user(&account.user, acting.now).await?)
}

fn audit<'a>(acting: &Acting, action: AuditAction, grant: &Grant) -> AuditEntry<'a> {
    let mut entry = acting.audit(action, "user");
    entry.subject = Some(grant.user_id.get());
    let (organization, province) = match &grant.membership.scope {
        Scope::Platform => (None, None),
        Scope::Province(code) => (None, Some(code.as_str())),
        Scope::Organization(id) => (Some(*id), None),
    };
    entry.organization = organization;
    entry.detail = Some(serde_json::json!({ "role": grant.membership.role.as_str(), "province_code": province }));
    entry
}
