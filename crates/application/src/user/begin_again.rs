use prongsai_domain::id::UserId;
use prongsai_domain::user::AccountStanding;
use prongsai_persistence::{NoticeKind, Transaction};

use super::account::Account;
use super::by::By;
use super::grant::raise_revision;
use super::tell::{News, tell};
use crate::Error;

/// Whether a token of this one begins the account again: another administrator has it in hand, and could have used it.
pub(super) fn begins_again(account: &Account, by: By<'_>) -> bool {
    match account.user.standing {
        AccountStanding::Unconfirmed { handed_over_by } => by.user() != Some(handed_over_by),
        AccountStanding::Invited | AccountStanding::Confirmed => false,
    }
}

/// Takes an account that is locked out of the hand of another administrator: removes all with which that one could use it, and
/// tells the people concerned. The password is removed now and not when the new token is used: until then that one could
/// log in. Returns who had it in hand before, the earliest first.
///
/// The one who begins it again has it in hand from now on, and those of before stay excluded: each could be the one who
/// used it. Neither a deactivation nor the loss of a role changes that.
pub(super) async fn begin_again(
    transaction: &mut Transaction,
    by: By<'_>,
    account: &mut Account,
) -> Result<Vec<UserId>, Error> {
    let (id, had_in_hand) = (account.user.id, account.user.had_in_hand.clone());
    transaction.delete_password_hash(id).await?;
    transaction.delete_second_factor(id).await?;
    transaction.end_sessions_of(id, "begun-again", by.now()).await?;
    by.end_service_tokens(transaction, id, None).await?;
    // The operator is a second person. Until the operator's token is used, the one of before stays the last one.
    if let Some(administrator) = by.user() {
        transaction.set_handed_over_by(id, Some(administrator)).await?;
    }
    account.user.standing = AccountStanding::Invited;
    raise_revision(transaction, by, account).await?;
    let organizations = account.organizations_in_charge(by.now());
    let news = News {
        further: &had_in_hand,
        awaits_second: true,
        ..News::of_account(NoticeKind::AccountBegunAgain, account, &organizations)
    };
    tell(transaction, by, news).await?;
    Ok(had_in_hand)
}
