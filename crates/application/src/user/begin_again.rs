use prongsai_domain::id::UserId;
use prongsai_domain::user::AccountStanding;
use prongsai_persistence::{NoticeKind, Transaction};

use super::account::Account;
use super::by::By;
use super::grant::raise_revision;
use super::tell::{News, tell};
use crate::Error;

/// Whether a token of `by` begins the account again: another administrator has the account in hand, and may have used it.
pub(super) fn begins_again(account: &Account, by: By<'_>) -> bool {
    match account.user.standing {
        AccountStanding::Unconfirmed { handed_over_by } => by.user() != Some(handed_over_by),
        AccountStanding::Invited | AccountStanding::Confirmed => false,
    }
}

/// Takes an account, whose row the transaction has locked, from the administrator who has it in hand (the holder):
/// removes everything with which the holder could use it, and tells the people concerned. The password is removed now
/// and not when the new token is used, because the holder could log in until then. Returns who had the account in hand
/// before, the earliest first.
///
/// The administrator who begins it again is the next holder. The earlier holders still may not confirm it, because each of
/// them may have used it. Neither a deactivation nor the loss of a role changes that.
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
    // The operator is a second person and never a holder: the last holder stays until the operator's token is used.
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
