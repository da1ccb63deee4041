use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::{OrganizationId, ServiceTokenId, UserId};
use prongsai_domain::service_token::{Revocation, ServiceToken};
use prongsai_persistence::{Recorded, ServiceTokenFilter, Transaction};

use super::entry::entry;
use crate::acting::change;
use crate::{Acting, App, Context, Error};

/// The part of a list of service tokens that is wanted.
#[derive(Clone, Copy, Debug)]
pub struct TokenQuery {
    /// Only valid ones, or only ended ones; all when absent.
    pub is_valid: Option<bool>,
    /// Only tokens that were made before this one.
    pub before: Option<ServiceTokenId>,
    /// The largest number of tokens.
    pub limit: i64,
}

impl TokenQuery {
    pub(super) fn of(
        self,
        context: &Context,
        user: Option<UserId>,
        organization: Option<OrganizationId>,
    ) -> ServiceTokenFilter {
        ServiceTokenFilter {
            user,
            organization,
            id: None,
            is_valid: self.is_valid,
            now: context.now,
            before: self.before,
            limit: self.limit,
        }
    }
}

/// The tokens of the person who asks, newest first, each with the name of the person. Ended ones are in the list until they
/// are deleted.
///
/// # Errors
/// [`Error::NotWithToken`] for a request with a service token.
pub async fn list(app: &App, context: &Context, query: TokenQuery) -> Result<Vec<(ServiceToken, String)>, Error> {
    context.check_in_person()?;
    Ok(app
        .store
        .service_tokens(&query.of(context, Some(context.user()), None))
        .await?)
}

/// A token of the person who asks, with the name of the person.
///
/// # Errors
/// As [`list`]; [`Error::NotFound`] when the person has no such token.
pub async fn find(app: &App, context: &Context, id: ServiceTokenId) -> Result<(ServiceToken, String), Error> {
    context.check_in_person()?;
    let all = TokenQuery {
        is_valid: None,
        before: None,
        limit: 1,
    };
    let filter = ServiceTokenFilter {
        id: Some(id),
        ..all.of(context, Some(context.user()), None)
    };
    app.store.service_tokens(&filter).await?.pop().ok_or(Error::NotFound)
}

/// Revokes a token of the person who asks, at once. One that has ended before stays as it is.
///
/// # Errors
/// As [`find`].
pub async fn revoke(app: &App, context: &Context, id: ServiceTokenId) -> Result<(), Error> {
    context.check_in_person()?;
    change(
        app,
        context,
        "service-token.revoke",
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<()>, Error> {
            let token = lock_of(transaction, id, |token| token.user_id == acting.user()).await?;
            end(transaction, acting, token).await
        },
    )
    .await
}

/// Locks a token if it is one of these.
pub(super) async fn lock_of(
    transaction: &mut Transaction,
    id: ServiceTokenId,
    is_one: impl Fn(&ServiceToken) -> bool,
) -> Result<ServiceToken, Error> {
    let token = transaction.lock_service_token(id).await?;
    token.filter(is_one).ok_or(Error::NotFound)
}

/// Revokes a token whose row the transaction has locked, unless it has ended.
pub(super) async fn end(
    transaction: &mut Transaction,
    acting: &Acting,
    mut token: ServiceToken,
) -> Result<Recorded<()>, Error> {
    let was_valid = token.is_valid(acting.now);
    if was_valid {
        token.revoked = Some(Revocation {
            at: acting.now,
            by: Some(acting.user()),
        });
        transaction.end_service_token(&token).await?;
    }
    let mut entry = entry(acting, AuditAction::ServiceTokenRevoke, &token);
    if let Some(serde_json::Value::Object(detail)) = &mut entry.detail {
        detail.insert("was_valid".to_owned(), was_valid.into());
    }
    Ok(transaction.record(entry, ()).await?)
}
