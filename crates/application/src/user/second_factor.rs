use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::UserId;
use prongsai_persistence::{NoticeKind, Recorded, Transaction};
use serde_json::json;

use super::account::{Account, only_organization};
use super::by::{By, Operator};
use super::grant::raise_revision;
use super::read::find_by_username;
use super::tell::{News, tell};
use crate::acting::change;
use crate::{Acting, App, Context, Error};

/// Removes the second factor of a person who lost it with the recovery codes. The sessions of the person end. Until a second
/// person confirms the account, the rights that two people share sleep: the one who removes a second factor and knows the
/// password could use the account. The service tokens of the person end too.
///
/// # Errors
/// [`Error::NotFound`] also if the person has no second factor, [`Error::Forbidden`] when the person has roles elsewhere,
/// [`Error::OwnAccount`], [`Conflict::AwaitsConfirmation`](crate::Conflict::AwaitsConfirmation) for an account that waits for
/// a second person because of another administrator.
pub async fn remove_second_factor(app: &App, context: &Context, id: UserId) -> Result<(), Error> {
    change(
        app,
        context,
        "user.remove-second-factor",
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<()>, Error> {
            let account = Account::lock(transaction, acting, id).await?;
            account.check_role_change(&acting.actor)?;
            if id == acting.user() {
                return Err(Error::OwnAccount);
            }
            account.check_answers_for(&acting.actor, acting.now)?;
            account.check_not_taken_from(acting)?;
            account.check_no_other_first(acting)?;
            remove(transaction, By::Administrator(acting), account).await
        },
    )
    .await
}

/// As [`remove_second_factor`], by the operator of the host, who is a second person: no right sleeps.
///
/// # Errors
/// [`Error::NotFound`] if nobody has this login name, or if the person has no second factor.
pub async fn remove_second_factor_as_operator(app: &App, username: &str) -> Result<(), Error> {
    let id = find_by_username(app, username).await?.ok_or(Error::NotFound)?.id;
    let operator = Operator::of(app);
    app.store
        .write(
            "user.remove-second-factor",
            async |transaction: &mut Transaction| -> Result<Recorded<()>, Error> {
                let account = Account::lock_as_operator(transaction, id).await?;
                remove(transaction, By::Operator(&operator), account).await
            },
        )
        .await
}

async fn remove(transaction: &mut Transaction, by: By<'_>, mut account: Account) -> Result<Recorded<()>, Error> {
    let id = account.user.id;
    if !transaction.delete_second_factor(id).await? {
        return Err(Error::NotFound);
    }
    // Nobody may confirm what they did themself. The operator is a second person already, and does not replace the first person.
    if by.user().is_some() {
        transaction.set_handed_over_by(id, by.user()).await?;
    }
    // Another person than the one who made them may use the account now.
    by.end_service_tokens(transaction, id, None).await?;
    transaction
        .end_sessions_of(id, "second-factor-removed", by.now())
        .await?;
    raise_revision(transaction, by, &mut account).await?;
    let organizations = account.organizations_in_charge(by.now());
    let news = News {
        awaits_second: by.user().is_some(),
        ..News::of_account(NoticeKind::SecondFactorRemoved, &account, &organizations)
    };
    tell(transaction, by, news).await?;
    let detail = json!({ "username": account.user.username });
    let mut entry = by.audit(AuditAction::UserRemoveSecondFactor, id, detail);
    entry.organization = only_organization(&account);
    Ok(transaction.record(entry, ()).await?)
}
