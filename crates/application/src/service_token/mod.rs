//! Service tokens: with one, a script acts for a person.

mod administer;
mod authenticate;
mod create;
mod end_all;
mod entry;
mod housekeeping;
mod known;
mod notice;
mod revoke;
mod rotate;

pub use administer::{of_organization, revoke_in_organization};
pub use authenticate::authenticate;
pub use create::{MadeToken, create};
pub(crate) use end_all::end_all;
pub use housekeeping::forget_ended;
pub use known::KnownTokens;
pub use prongsai_domain::service_token::{Revocation, RotationInput, ServiceToken, ServiceTokenInput, UsedToken};
pub use revoke::{TokenQuery, find, list, revoke};
pub use rotate::rotate;

use prongsai_domain::access::{Actor, Jurisdiction, TokenScope, authorize};

use crate::Error;

/// Checks that the person may make a token with this scope: the account is their own, and a role in the organization gives each
/// right. Rights of other roles do not count, because a token has none of them.
///
/// # Errors
/// [`Error::AccountUnconfirmed`]: somebody else may know the password, and a token would outlive the confirmation. Otherwise
/// [`Error::NotFound`] for an organization in which the person has no role, and [`Error::Forbidden`].
fn check_has_all(actor: &Actor, scope: TokenScope, jurisdiction: &Jurisdiction) -> Result<(), Error> {
    let actor = actor.clone().with_token(scope);
    for action in scope.actions.iter() {
        authorize(&actor, action, jurisdiction)?;
        if actor.restraint.sleeps {
            return Err(Error::AccountUnconfirmed { action });
        }
    }
    Ok(())
}
