use std::ops::Deref;

use prongsai_domain::user::PersonSnapshot;
use prongsai_persistence::{ActingPerson, ActingUser, Recorded, Transaction};

use crate::{App, Context, Error, TokenError};

/// A request inside its transaction: the context, with the person and the person's roles as the transaction reads them.
pub(crate) struct Acting {
    context: Context,
    /// The person as the acts of this transaction store them.
    pub(crate) person: PersonSnapshot,
}

impl Acting {
    /// Reads the person's roles again, so that a right that was removed since the request arrived is not used.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] if the account was closed, or the session or service token ended, in the meantime.
    pub(crate) async fn begin(transaction: &mut Transaction, context: &Context) -> Result<Self, Error> {
        let person = transaction.acting_person(acting_user(context)).await?;
        Self::of(context, person)
    }

    fn of(context: &Context, person: Option<ActingPerson>) -> Result<Self, Error> {
        let (actor, person) = person.ok_or(Error::Unauthenticated(TokenError::Invalid))?;
        Ok(Self {
            context: Context {
                actor,
                ..context.clone()
            },
            person,
        })
    }

    /// Reads the roles once more if the transaction may have waited since they were read. A right that was removed in
    /// the meantime is not used.
    ///
    /// # Errors
    /// [`Error::RolesChanged`] if the roles are different now; otherwise as [`Self::begin`].
    pub(crate) async fn confirm(&self, transaction: &mut Transaction) -> Result<(), Error> {
        if !transaction.may_have_waited() {
            return Ok(());
        }
        let person = transaction.acting_person(acting_user(&self.context)).await?;
        self.compare(person)
    }

    /// Compares the roles with those of the person as a later statement read them.
    ///
    /// # Errors
    /// As [`Self::confirm`].
    pub(crate) fn compare(&self, person: Option<ActingPerson>) -> Result<(), Error> {
        let (before, now) = (&self.actor, Self::of(&self.context, person)?.context.actor);
        let are_the_same = now.restraint.allows_as_before(&before.restraint)
            && now.memberships.len() == before.memberships.len()
            && now.memberships.iter().all(|held| before.memberships.contains(held));
        if are_the_same { Ok(()) } else { Err(Error::RolesChanged) }
    }
}

impl Deref for Acting {
    type Target = Context;

    fn deref(&self) -> &Context {
        &self.context
    }
}

/// The person of a request, as transactions check them.
pub(crate) fn acting_user(context: &Context) -> ActingUser {
    ActingUser {
        user: context.user(),
        session: context.session,
        token: context.token.as_ref().map(|token| (token.id, token.scope)),
        at: context.now,
    }
}

/// Carries out a change in a transaction; `name` is its name in traces. If the transaction conflicts with another one,
/// the work is done again as described at [`Store::write`](prongsai_persistence::Store::write): with the time of the
/// request, with roles that are read again, and with new ids. Most work confirms the roles after it took its locks. If
/// the transaction waited since they were read last, they are confirmed before the commit.
///
/// # Errors
/// [`Error::Unauthenticated`] if the account was closed, or the session or service token ended, in the meantime,
/// [`Error::RolesChanged`] if the roles changed while the transaction waited; otherwise the error of the work.
pub(crate) async fn change<T>(
    app: &App,
    context: &Context,
    name: &'static str,
    work: impl AsyncFn(&mut Transaction, &Acting) -> Result<Recorded<T>, Error>,
) -> Result<T, Error> {
    let by = acting_user(context);
    app.store
        .write_as(
            name,
            by,
            async |transaction: &mut Transaction, person: Option<ActingPerson>| {
                let acting = Acting::of(context, person)?;
                let done = work(transaction, &acting).await?;
                acting.confirm(transaction).await?;
                Ok(done)
            },
        )
        .await
}
