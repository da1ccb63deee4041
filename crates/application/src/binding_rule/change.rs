use prongsai_domain::access::{Action, Actor, authorize_on_platform};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::binding_rule::{BindingRule, BindingScope, ProposedRelease};
use prongsai_domain::rule;
use prongsai_domain::setting::NotAccepted;
use prongsai_domain::violation::Checker;
use prongsai_persistence::{AuditEntry, Recorded, StoreError, Transaction};
use serde_json::json;

use crate::document::lock_organization_for;
use crate::organization::{check_proposal_is_open, proposer_may};
use crate::{Acting, AnswerError, App, Conflict, Context, Error, Outcome, Replayable, write_replying};

/// Makes a rule binding. A proposal to release it ends.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Invalid`] if there is no such rule, or it cannot stop a document.
pub async fn bind<A: Replayable>(
    app: &App,
    context: &Context,
    scope: &BindingScope,
    code: &str,
    respond: impl Fn(&BindingRule) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<BindingRule>, Error> {
        permit(transaction, acting, scope).await?;
        check_rule(code)?;
        let known = transaction.lock_binding_rule(scope, code).await?;
        let is_new = known.is_none();
        let mut bound = known.unwrap_or_else(|| BindingRule {
            scope: scope.clone(),
            rule: code.to_owned(),
            bound_by: acting.user(),
            bound_at: acting.now,
            release: None,
        });
        if is_new {
            transaction
                .insert_binding_rule(acting.new_id(), &bound)
                .await
                .map_err(|error| bound_meanwhile(error, scope))?;
        }
        if bound.release.take().is_some() {
            transaction.update_release(&bound).await?;
        }
        let entry = audit(acting, AuditAction::RuleBind, &bound);
        Ok(transaction.record(entry, bound).await?)
    };
    let permit = async |transaction: &mut Transaction, acting: &Acting| permit(transaction, acting, scope).await;
    write_replying(app, context, "rule.bind", permit, work, respond).await
}

/// Somebody else may bind the same rule at the same moment: then this transaction is repeated. And a province of the request may not
/// exist.
fn bound_meanwhile(error: StoreError, scope: &BindingScope) -> Error {
    match (error, scope) {
        (StoreError::Unique(rule), _) => Error::Clash(rule),
        (StoreError::Rule(_), BindingScope::Province(_)) => Error::NotFound,
        (other, _) => other.into(),
    }
}

/// Checks that a code is that of a rule which can stop a document.
///
/// # Errors
/// [`Error::Invalid`] with the code that is probably meant.
fn check_rule(code: &str) -> Result<(), Error> {
    let mut checker = Checker::new();
    checker.at("rule", |at| match rule::find(code) {
        Some(rule) if rule::may_bind(rule) => {}
        Some(_) => at.refuse(
            "rule-of-no-document",
            "กฎข้อนี้ไม่ได้ตรวจเอกสารรายฉบับ จึงกำหนดเป็นข้อบังคับไม่ได้",
            "this rule speaks of no single document, so it cannot be binding",
        ),
        None => at.refuse_with(
            "unknown-rule",
            "ไม่มีกฎที่ใช้รหัสนี้ รายการกฎอยู่ที่ GET /api/v1/rules",
            "there is no such rule; GET /api/v1/rules lists the rules",
            rule::nearest(code).map(|rule| rule.code.to_owned()),
        ),
    });
    Ok(checker.finish(Some(()))?)
}

/// Proposes the release of a binding rule. The rule is binding until another person accepts the release.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::SecondFactorMissing`], [`Error::SecondFactorStale`].
pub async fn propose_release<A: Replayable>(
    app: &App,
    context: &Context,
    scope: &BindingScope,
    code: &str,
    respond: impl Fn(&BindingRule) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<BindingRule>, Error> {
        permit_release(transaction, acting, scope).await?;
        let mut bound = transaction
            .lock_binding_rule(scope, code)
            .await?
            .ok_or(Error::NotFound)?;
        if let Some(proposed) = bound.open_release(acting.now)
            && check_proposer(transaction, acting, scope, proposed).await.is_err()
        {
            // Nobody can accept the open proposal any more. Without it, `proposed` makes a new one.
            bound.release = None;
        }
        bound.release = Some(bound.proposed(acting.user(), acting.now));
        transaction.update_release(&bound).await?;
        let entry = audit(acting, AuditAction::RuleProposeRelease, &bound);
        Ok(transaction.record(entry, bound).await?)
    };
    let permit =
        async |transaction: &mut Transaction, acting: &Acting| permit_release(transaction, acting, scope).await;
    write_replying(app, context, "rule.propose-release", permit, work, respond).await
}

/// Releases a binding rule, which another person proposed.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::SecondPerson`] if the actor proposed it,
/// [`Conflict::NothingProposed`], [`Conflict::ProposalExpired`] after 14 days, [`Error::SecondFactorMissing`],
/// [`Error::SecondFactorStale`].
pub async fn accept_release<A: Replayable>(
    app: &App,
    context: &Context,
    scope: &BindingScope,
    code: &str,
    respond: impl Fn(&BindingRule) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<BindingRule>, Error> {
        permit_release(transaction, acting, scope).await?;
        let bound = transaction
            .lock_binding_rule(scope, code)
            .await?
            .ok_or(Error::NotFound)?;
        let proposed = bound
            .check_release(acting.user(), acting.now)
            .map_err(|refused| match refused {
                NotAccepted::NotProposed => Error::Conflict(Conflict::NothingProposed),
                NotAccepted::Expired => Error::Conflict(Conflict::ProposalExpired),
                NotAccepted::SamePerson => Error::SecondPerson,
            })?;
        check_proposer(transaction, acting, scope, proposed).await?;
        transaction
            .release_binding_rule(&bound, acting.user(), acting.now)
            .await?;
        let entry = audit(acting, AuditAction::RuleRelease, &bound);
        Ok(transaction.record(entry, bound).await?)
    };
    let permit =
        async |transaction: &mut Transaction, acting: &Acting| permit_release(transaction, acting, scope).await;
    write_replying(app, context, "rule.release", permit, work, respond).await
}

/// Checks that the actor manages the scope. The organization is locked, so that no decision on a document runs beside the change.
async fn permit(transaction: &mut Transaction, acting: &Acting, scope: &BindingScope) -> Result<(), Error> {
    match scope {
        BindingScope::Organization(id) => {
            lock_organization_for(transaction, acting, *id, Action::ManageOrganization).await?;
            Ok(())
        }
        BindingScope::Province(_) => {
            acting.confirm(transaction).await?;
            Ok(authorize_on_platform(&acting.actor, Action::ManageOrganization)?)
        }
    }
}

/// As [`permit`], for a change that weakens what was agreed: people prove their second factor again.
async fn permit_release(transaction: &mut Transaction, acting: &Acting, scope: &BindingScope) -> Result<(), Error> {
    permit(transaction, acting, scope).await?;
    let organization = match scope {
        BindingScope::Organization(id) => Some(*id),
        BindingScope::Province(_) => None,
    };
    Ok(acting.actor.restraint.check(Action::ChangeRoles, organization)?)
}

/// Checks that the person who proposed a release could still propose it.
///
/// # Errors
/// [`Conflict::ProposalExpired`].
async fn check_proposer(
    transaction: &mut Transaction,
    acting: &Acting,
    scope: &BindingScope,
    proposed: ProposedRelease,
) -> Result<(), Error> {
    match scope {
        BindingScope::Organization(id) => {
            check_proposal_is_open(transaction, acting, *id, (proposed.by, proposed.at)).await
        }
        BindingScope::Province(_) => {
            let has_right = |actor: &Actor| authorize_on_platform(actor, Action::ManageOrganization).is_ok();
            if proposer_may(transaction, acting, proposed.by, has_right).await? {
                Ok(())
            } else {
                Err(Error::Conflict(Conflict::ProposalExpired))
            }
        }
    }
}

fn audit(acting: &Acting, action: AuditAction, bound: &BindingRule) -> AuditEntry<'static> {
    let mut entry = acting.audit(action, "binding_rule");
    let province = match &bound.scope {
        BindingScope::Organization(id) => {
            entry.subject = Some(id.get());
            entry.organization = Some(*id);
            None
        }
        BindingScope::Province(code) => Some(code.to_string()),
    };
    entry.changes = Some(json!({ "rule": bound.rule, "province_code": province }));
    entry
}
