use jiff::{SignedDuration, Timestamp};
use prongsai_domain::access::TokenScope;
use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::ServiceTokenId;
use prongsai_domain::service_token::{CheckedToken, ServiceToken, ServiceTokenInput, TOKENS_MAX};
use prongsai_domain::violation::Checker;
use prongsai_persistence::{Recorded, Transaction};
use secrecy::SecretString;

use super::check_has_all;
use super::entry::entry;
use super::notice::tell_of_new;
use crate::acting::change;
use crate::credentials::ServiceSecret;
use crate::session::{ClientInfo, Presence};
use crate::{Acting, App, Conflict, Context, Error};

/// A new service token, with its secret, which is shown once.
#[derive(Debug)]
pub struct MadeToken {
    /// The token.
    pub token: ServiceToken,
    /// The name of its person.
    pub person_name: String,
    /// The secret.
    pub secret: SecretString,
}

/// Makes a service token for the person who asks, in one organization, with some of the person's rights there. The person and
/// the organization's administrators are told.
///
/// # Errors
/// [`Error::NotWithToken`] for a request with a service token, [`Error::Invalid`], [`Error::NotFound`] for an organization in
/// which the person has no role, [`Error::Forbidden`] for a right that the person does not have, [`Error::AccountUnconfirmed`],
/// [`Error::SecondFactorStale`], [`Error::TooManyAttempts`], [`Error::Unavailable`],
/// [`Conflict::AlreadyExists`] when a valid token of the person there has this name, [`Conflict::TooManyTokens`].
pub async fn create(
    app: &App,
    context: &Context,
    input: &ServiceTokenInput,
    present: Option<SecretString>,
    client: &ClientInfo,
) -> Result<MadeToken, Error> {
    context.check_in_person()?;
    let mut checker = Checker::new();
    let checked = input.check(&mut checker);
    let checked = checker.finish(checked)?;
    check_may_make(app, context, checked.scope).await?;
    let presence = Presence::check(app, context, present, client).await?;
    let secret = ServiceSecret::generate()?;
    change(
        app,
        context,
        "service-token.create",
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<MadeToken>, Error> {
            let others = lock_own(transaction, acting, checked.scope, &presence).await?;
            if others.iter().filter(|other| other.replaced_by.is_none()).count() >= TOKENS_MAX {
                return Err(Error::Conflict(Conflict::TooManyTokens));
            }
            if others.iter().any(|other| is_same_name(other, &checked)) {
                return Err(Error::Conflict(Conflict::AlreadyExists { field: "name" }));
            }
            let token = new_token(acting, checked.name.clone(), checked.scope, checked.lifetime);
            transaction.insert_service_token(&token, secret.sha256()).await?;
            tell_of_new(transaction, acting, &token).await?;
            let entry = entry(acting, AuditAction::ServiceTokenCreate, &token);
            Ok(transaction.record(entry, made(acting, token, &secret)).await?)
        },
    )
    .await
}

/// Whether a valid token has the name of the new one. A token that is being replaced shares its name.
fn is_same_name(other: &ServiceToken, new: &CheckedToken) -> bool {
    other.replaced_by.is_none() && other.scope.organization_id == new.scope.organization_id && other.name == new.name
}

/// Checks, before anything is locked and before a password is verified, that the person may make a token with this scope.
pub(super) async fn check_may_make(app: &App, context: &Context, scope: TokenScope) -> Result<(), Error> {
    let organization = app.store.find_organization(scope.organization_id).await?;
    let jurisdiction = organization.ok_or(Error::NotFound)?.jurisdiction();
    check_has_all(&context.actor, scope, &jurisdiction)
}

/// Locks the person, checks that they may make a token with this scope, and returns their valid tokens.
pub(super) async fn lock_own(
    transaction: &mut Transaction,
    acting: &Acting,
    scope: TokenScope,
    presence: &Presence,
) -> Result<Vec<ServiceToken>, Error> {
    let organization = transaction.find_organization(scope.organization_id).await?;
    let jurisdiction = organization.ok_or(Error::NotFound)?.jurisdiction();
    transaction.lock_user(acting.user()).await?.ok_or(Error::NotFound)?;
    acting.confirm(transaction).await?;
    check_has_all(&acting.actor, scope, &jurisdiction)?;
    presence.confirm(transaction, acting).await?;
    Ok(transaction.valid_service_tokens_of(acting.user(), acting.now).await?)
}

/// A token of the person, from now on.
pub(super) fn new_token(acting: &Acting, name: String, scope: TokenScope, lifetime: SignedDuration) -> ServiceToken {
    ServiceToken {
        id: ServiceTokenId::new(acting.new_id()),
        user_id: acting.user(),
        name,
        scope,
        created_at: acting.now,
        expires_at: acting.now.saturating_add(lifetime).unwrap_or(Timestamp::MAX),
        last_used_at: None,
        revoked: None,
        replaced_by: None,
    }
}

/// The token with its secret.
pub(super) fn made(acting: &Acting, token: ServiceToken, secret: &ServiceSecret) -> MadeToken {
    MadeToken {
        token,
        person_name: acting.person.name.clone(),
        secret: secret.expose(),
    }
}
