use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::ServiceTokenId;
use prongsai_domain::service_token::{CheckedRotation, Revocation, RotationInput, ServiceToken, TOKENS_MAX};
use prongsai_domain::violation::Checker;
use prongsai_persistence::{Recorded, Transaction};
use secrecy::SecretString;
use serde_json::json;

use super::create::{MadeToken, check_may_make, lock_own, made, new_token};
use super::entry::entry;
use super::notice::tell_of_new;
use super::revoke::{find, lock_of};
use crate::acting::change;
use crate::credentials::ServiceSecret;
use crate::session::{ClientInfo, Presence};
use crate::{Acting, App, Conflict, Context, Error};

/// Replaces a token of the person who asks by a new one with the same name, organization and actions. The old one stays valid
/// for the overlap, at most until it expires.
///
/// # Errors
/// As [`create`](super::create), and [`Error::NotFound`] when the person has no such token, [`Conflict::TokenEnded`] when it
/// has ended or was replaced.
pub async fn rotate(
    app: &App,
    context: &Context,
    id: ServiceTokenId,
    input: RotationInput,
    present: Option<SecretString>,
    client: &ClientInfo,
) -> Result<MadeToken, Error> {
    context.check_in_person()?;
    let mut checker = Checker::new();
    let checked = input.check(&mut checker);
    let checked = checker.finish(checked)?;
    let (known, _) = find(app, context, id).await?;
    check_may_make(app, context, known.scope).await?;
    let presence = Presence::check(app, context, present, client).await?;
    let secret = ServiceSecret::generate()?;
    change(
        app,
        context,
        "service-token.rotate",
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<MadeToken>, Error> {
            // The person is locked before the token, as for a new one.
            transaction.lock_user(acting.user()).await?.ok_or(Error::NotFound)?;
            let mut old = lock_of(transaction, id, |token| token.user_id == acting.user()).await?;
            if !old.is_valid(acting.now) || old.replaced_by.is_some() {
                return Err(Error::Conflict(Conflict::TokenEnded));
            }
            let others = lock_own(transaction, acting, old.scope, &presence).await?;
            // Replaced tokens stay valid for a while, beside those that count.
            if others.len() >= 2 * TOKENS_MAX {
                return Err(Error::Conflict(Conflict::TooManyTokens));
            }
            let new = new_token(acting, old.name.clone(), old.scope, checked.lifetime);
            transaction.insert_service_token(&new, secret.sha256()).await?;
            tell_of_new(transaction, acting, &new).await?;
            replace(&mut old, &new, acting, checked);
            transaction.end_service_token(&old).await?;
            let mut entry = entry(acting, AuditAction::ServiceTokenRotate, &new);
            entry.changes = Some(json!({ "id": [old.id, new.id] }));
            Ok(transaction.record(entry, made(acting, new, &secret)).await?)
        },
    )
    .await
}

/// Ends the old token after the overlap. Without one it is revoked, so that also a request that waits finds it ended.
fn replace(old: &mut ServiceToken, new: &ServiceToken, acting: &Acting, rotation: CheckedRotation) {
    old.replaced_by = Some(new.id);
    if rotation.overlap.is_zero() {
        old.revoked = Some(Revocation {
            at: acting.now,
            by: Some(acting.user()),
        });
        return;
    }
    let end = acting.now.saturating_add(rotation.overlap).unwrap_or(old.expires_at);
    old.expires_at = old.expires_at.min(end);
}
