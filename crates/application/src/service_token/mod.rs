//! Service tokens: with one, a script acts for a person.

mod administer;
mod authenticate;
mod create;
mod housekeeping;
mod known;
mod revoke;
mod rotate;

pub use administer::{of_organization, revoke_in_organization};
pub use authenticate::authenticate;
pub use create::{MadeToken, create};
pub use housekeeping::forget_ended;
pub use known::KnownTokens;
pub use prongsai_domain::service_token::{Revocation, RotationInput, ServiceToken, ServiceTokenInput, UsedToken};
pub use revoke::{TokenQuery, find, list, revoke};
pub use rotate::rotate;

use prongsai_domain::access::{Action, Actor, Jurisdiction, authorize};

use crate::Error;

/// Checks that the person may make a token with these actions: the account is their own, and they have each right.
///
/// # Errors
/// [`Error::AccountUnconfirmed`]: somebody else may know the password, and a token would outlive the confirmation. Otherwise
/// [`Error::NotFound`] for an organization in which the person has no role, and [`Error::Forbidden`].
fn check_has_all(
    actor: &Actor,
    actions: impl Iterator<Item = Action>,
    jurisdiction: &Jurisdiction,
) -> Result<(), Error> {
    for action in actions {
        authorize(actor, action, jurisdiction)?;
        if actor.restraint.sleeps {
            return Err(Error::AccountUnconfirmed { action });
        }
    }
    Ok(())
}
