use std::ops::Deref;

use prongsai_domain::document::ContentVersion;
use prongsai_domain::id::ContentId;
use prongsai_domain::user::PersonSnapshot;
use prongsai_persistence::{Encoded, NewContent, Recorded, Transaction};
use uuid::Uuid;

use crate::{App, Context, Error};

/// A request inside its transaction: its context, with the roles and the person as they are there.
pub struct Acting {
    context: Context,
    /// The person as the acts of this transaction keep them.
    pub person: PersonSnapshot,
}

impl Acting {
    /// Reads the person's roles again: a right that was taken away since the request arrived is not used.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when the account was closed meanwhile.
    pub async fn begin(transaction: &mut Transaction, context: &Context) -> Result<Self, Error> {
        let (actor, person) = transaction
            .acting_person(context.user())
            .await?
            .ok_or(Error::Unauthenticated("invalid-token"))?;
        Ok(Self {
            context: Context {
                actor,
                ..context.clone()
            },
            person,
        })
    }

    /// Reads the roles once more, after the locks were got: a lock may have been waited for, and a right that was taken
    /// away meanwhile is not used.
    ///
    /// # Errors
    /// [`Error::RolesChanged`] when the roles are other ones now; as [`Self::begin`].
    pub(crate) async fn confirm(&self, transaction: &mut Transaction) -> Result<(), Error> {
        let now = Self::begin(transaction, &self.context).await?;
        let are_the_same = now.actor.memberships.len() == self.actor.memberships.len()
            && now
                .actor
                .memberships
                .iter()
                .all(|held| self.actor.memberships.contains(held));
        if are_the_same { Ok(()) } else { Err(Error::RolesChanged) }
    }

    /// A new version of what a document, a result or an analysis says, written by the person.
    pub(crate) fn content(&self, subject: Uuid, encoded: Encoded, base: Option<ContentVersion>) -> NewContent {
        NewContent {
            id: ContentId::new(self.new_id()),
            subject,
            encoded,
            author: self.user(),
            base,
            at: self.now,
        }
    }
}

impl Deref for Acting {
    type Target = Context;

    fn deref(&self) -> &Context {
        &self.context
    }
}

/// Carries a change out in a transaction that is named in traces. The work is done again when the transaction met
/// another one, as [`Store::write`](prongsai_persistence::Store::write) says: with the time of the request, with roles
/// that are read anew, and with new ids.
///
/// # Errors
/// [`Error::Unauthenticated`] when the account was closed meanwhile; otherwise what the work says.
pub(crate) async fn change<T>(
    app: &App,
    context: &Context,
    name: &'static str,
    work: impl AsyncFn(&mut Transaction, &Acting) -> Result<Recorded<T>, Error>,
) -> Result<T, Error> {
    app.store
        .write(name, async |transaction: &mut Transaction| {
            let acting = Acting::begin(transaction, context).await?;
            work(transaction, &acting).await
        })
        .await
}
