use prongsai_domain::id::{OrganizationId, UserId};
use prongsai_persistence::Transaction;

use crate::{Acting, Error};

/// Whether the person is the last administrator of the organization who may act. Other transactions that ask wait for this
/// one.
pub(super) async fn is_last_admin_of(
    transaction: &mut Transaction,
    acting: &Acting,
    organization: OrganizationId,
    person: UserId,
) -> Result<bool, Error> {
    transaction.lock_administrators().await?;
    acting.confirm(transaction).await?;
    let admins = transaction.administrators_of(organization).await?;
    Ok(admins.iter().all(|admin| *admin == person))
}

/// Whether the person is the last active platform administrator. Other transactions that ask wait for this one.
pub(super) async fn is_last_platform_admin(
    transaction: &mut Transaction,
    acting: &Acting,
    person: UserId,
) -> Result<bool, Error> {
    let others = transaction.count_other_platform_admins(person).await?;
    acting.confirm(transaction).await?;
    Ok(others == 0)
}
