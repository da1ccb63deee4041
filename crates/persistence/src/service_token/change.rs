use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::{OrganizationId, ServiceTokenId, UserId};
use prongsai_domain::service_token::{Revocation, ServiceToken};
use uuid::Uuid;

use super::rows::{TokenRow, names_of};
use crate::schema::service_tokens;
use crate::{StoreError, Transaction};

impl Transaction {
    /// Stores a new token, of which `sha256` is the hash. Lock the person first.
    pub async fn insert_service_token(&mut self, token: &ServiceToken, sha256: &[u8]) -> Result<(), StoreError> {
        diesel::insert_into(service_tokens::table)
            .values((
                service_tokens::id.eq(token.id.get()),
                service_tokens::user_id.eq(token.user_id.get()),
                service_tokens::organization_id.eq(token.scope.organization_id.get()),
                service_tokens::name.eq(&token.name),
                service_tokens::actions.eq(names_of(token.scope)),
                service_tokens::token_sha256.eq(sha256),
                service_tokens::created_at.eq(jiff_diesel::Timestamp::from(token.created_at)),
                service_tokens::expires_at.eq(jiff_diesel::Timestamp::from(token.expires_at)),
            ))
            .execute(self.waiting_connection())
            .await?;
        Ok(())
    }

    /// The valid tokens of a person, oldest first. Lock the person first, so that no other request adds one.
    pub async fn valid_service_tokens_of(
        &mut self,
        user: UserId,
        now: Timestamp,
    ) -> Result<Vec<ServiceToken>, StoreError> {
        let rows: Vec<TokenRow> = service_tokens::table
            .filter(service_tokens::user_id.eq(user.get()))
            .filter(service_tokens::revoked_at.is_null())
            .filter(service_tokens::expires_at.gt(jiff_diesel::Timestamp::from(now)))
            .order_by(service_tokens::id)
            .select(TokenRow::as_select())
            .load(self.connection())
            .await?;
        Ok(rows.into_iter().map(ServiceToken::from).collect())
    }

    /// The token with this id, locked until the end of the transaction.
    pub async fn lock_service_token(&mut self, id: ServiceTokenId) -> Result<Option<ServiceToken>, StoreError> {
        let row: Option<TokenRow> = service_tokens::table
            .find(id.get())
            .select(TokenRow::as_select())
            .for_no_key_update()
            .first(self.waiting_connection())
            .await
            .optional()?;
        Ok(row.map(ServiceToken::from))
    }

    /// Stores when a token ends and what replaces it. Lock it first.
    pub async fn end_service_token(&mut self, token: &ServiceToken) -> Result<(), StoreError> {
        let at = token.revoked.map(|revoked| revoked.at);
        let by = token.revoked.and_then(|revoked| revoked.by).map(UserId::get);
        diesel::update(service_tokens::table.find(token.id.get()))
            .set((
                service_tokens::expires_at.eq(jiff_diesel::Timestamp::from(token.expires_at)),
                service_tokens::revoked_at.eq(jiff_diesel::NullableTimestamp::from(at)),
                service_tokens::revoked_by.eq::<Option<Uuid>>(by),
                service_tokens::replaced_by.eq(token.replaced_by.map(ServiceTokenId::get)),
            ))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Revokes the valid tokens of a person: all, or those of one organization. Returns them as they were. Lock the person first,
    /// so that no other request adds one.
    pub async fn revoke_service_tokens_of(
        &mut self,
        user: UserId,
        organization: Option<OrganizationId>,
        revocation: Revocation,
    ) -> Result<Vec<ServiceToken>, StoreError> {
        let mut tokens = self.valid_service_tokens_of(user, revocation.at).await?;
        tokens.retain(|token| organization.is_none_or(|id| token.scope.organization_id == id));
        if tokens.is_empty() {
            return Ok(tokens);
        }
        let ids: Vec<Uuid> = tokens.iter().map(|token| token.id.get()).collect();
        diesel::update(service_tokens::table)
            .filter(service_tokens::id.eq_any(ids))
            .filter(service_tokens::revoked_at.is_null())
            .set((
                service_tokens::revoked_at.eq(jiff_diesel::NullableTimestamp::from(Some(revocation.at))),
                service_tokens::revoked_by.eq(revocation.by.map(UserId::get)),
            ))
            .execute(self.connection())
            .await?;
        Ok(tokens)
    }

    /// Deletes the tokens that expired or were revoked before a moment; returns their number.
    pub async fn forget_service_tokens_ended_before(&mut self, moment: Timestamp) -> Result<usize, StoreError> {
        let moment = jiff_diesel::Timestamp::from(moment);
        let revoked_before = jiff_diesel::NullableTimestamp::from(Some(moment.to_jiff()));
        diesel::delete(service_tokens::table)
            .filter(
                service_tokens::expires_at
                    .lt(moment)
                    .or(service_tokens::revoked_at.lt(revoked_before)),
            )
            .execute(self.connection())
            .await
            .map_err(StoreError::from)
    }
}
