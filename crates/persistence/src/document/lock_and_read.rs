use diesel_async::AsyncPgConnection;
use futures_util::future::join4;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::DocumentId;
use prongsai_domain::organization::Organization;

use super::lock::{current_documents, lock_document};
use super::read::Current;
use crate::organization::share_organization_of;
use crate::user::{ActingPerson, ActingUser, person_of};
use crate::{StoreError, Transaction};

/// A document that is locked with its organization, as it is after the locks were taken.
#[derive(Clone, Debug)]
pub struct LockedCurrent {
    /// The organization, locked in shared mode.
    pub organization: Organization,
    /// The person who acts; `None` when the account is closed or the session has ended.
    pub person: Option<ActingPerson>,
    /// The document.
    pub current: Current,
}

impl Transaction {
    /// Locks the organization of a document and then the document, and then reads the person who acts and the document:
    /// four statements in one round trip. `None` when there is no such document.
    ///
    /// # Errors
    /// The error of the first statement that failed.
    pub async fn lock_and_read(
        &mut self,
        kind: DocumentKind,
        id: DocumentId,
        by: ActingUser,
    ) -> Result<Option<LockedCurrent>, StoreError> {
        let ids = [id];
        let shared: &AsyncPgConnection = self.waiting_connection();
        // The connection runs the statements in the order in which they are first polled: also when it must prepare one,
        // because it prepares one at a time. Each of them sees what was committed before it began.
        let (organization, is_there, person, current) = join4(
            share_organization_of(shared, kind, id),
            lock_document(shared, kind, id),
            person_of(shared, by),
            current_documents(shared, &ids),
        )
        .await;
        let (organization, is_there, person, current) = (organization?, is_there?, person?, current?.pop());
        self.note_roles_read(false);
        let locked = organization.filter(|_| is_there).zip(current);
        Ok(locked.map(|(organization, current)| LockedCurrent {
            organization,
            person,
            current,
        }))
    }
}
