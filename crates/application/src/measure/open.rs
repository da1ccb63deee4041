use prongsai_domain::access::{Action, authorize};
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::DocumentId;
use prongsai_persistence::{Current, Transaction};

use crate::document::{Lock, lock, takes_results};
use crate::{Acting, Conflict, Error};

/// Locks a measure for which the actor may record results and activities.
///
/// # Errors
/// [`Error::NotFound`], and those of [`check_open`].
pub(crate) async fn lock_open(
    transaction: &mut Transaction,
    acting: &Acting,
    measure: DocumentId,
) -> Result<Current, Error> {
    let target = (DocumentKind::Measure, measure);
    let current = lock(transaction, acting, target, Lock::Alone).await?.current;
    check_open(acting, &current)?;
    Ok(current)
}

/// Checks that the actor may record results and activities of a measure, and that it takes them.
///
/// # Errors
/// [`Error::Forbidden`], [`Conflict::DocumentClosed`].
pub(crate) fn check_open(acting: &Acting, current: &Current) -> Result<(), Error> {
    authorize(&acting.actor, Action::Draft, &current.document.jurisdiction)?;
    let state = current.edition.state;
    if takes_results(state) {
        Ok(())
    } else {
        Err(Error::Conflict(Conflict::DocumentClosed { state }))
    }
}
