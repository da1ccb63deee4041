use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::SessionId;
use uuid::Uuid;

use crate::schema::refresh_tokens;
use crate::{StoreError, Transaction};

/// A refresh token as it is stored, without the token itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshToken {
    /// The client that received it, as a hash of its address and user agent.
    pub client: String,
    /// When it expires, in UTC.
    pub expires_at: Timestamp,
    /// When it was first exchanged for another, in UTC.
    pub used_at: Option<Timestamp>,
}

/// A refresh token to store.
#[derive(Clone, Debug)]
pub struct NewRefreshToken<'a> {
    /// SHA-256 of the token, 32 bytes.
    pub sha256: &'a [u8],
    /// Its session.
    pub session_id: SessionId,
    /// The client that receives it, as a hash of its address and user agent.
    pub client: &'a str,
    /// When it is issued, in UTC.
    pub issued_at: Timestamp,
    /// When it expires, in UTC.
    pub expires_at: Timestamp,
}

impl Transaction {
    /// The session of the token with this SHA-256.
    pub async fn session_of_token(&mut self, sha256: &[u8]) -> Result<Option<SessionId>, StoreError> {
        let id: Option<Uuid> = refresh_tokens::table
            .find(sha256)
            .select(refresh_tokens::session_id)
            .first(self.connection())
            .await
            .optional()?;
        Ok(id.map(SessionId::new))
    }

    /// The token with this SHA-256. Lock its session first, so that a token is not exchanged twice at the same time.
    pub async fn refresh_token(&mut self, sha256: &[u8]) -> Result<Option<RefreshToken>, StoreError> {
        let row: Option<(String, jiff_diesel::Timestamp, jiff_diesel::NullableTimestamp)> = refresh_tokens::table
            .find(sha256)
            .select((
                refresh_tokens::client,
                refresh_tokens::expires_at,
                refresh_tokens::used_at,
            ))
            .first(self.connection())
            .await
            .optional()?;
        Ok(row.map(|(client, expires_at, used_at)| RefreshToken {
            client,
            expires_at: expires_at.to_jiff(),
            used_at: used_at.to_jiff(),
        }))
    }

    /// Stores a token and deletes the expired tokens of the session.
    pub async fn insert_refresh_token(&mut self, token: &NewRefreshToken<'_>) -> Result<(), StoreError> {
        let issued_at = jiff_diesel::Timestamp::from(token.issued_at);
        diesel::delete(refresh_tokens::table)
            .filter(refresh_tokens::session_id.eq(token.session_id.get()))
            .filter(refresh_tokens::expires_at.lt(issued_at))
            .execute(self.connection())
            .await?;
        diesel::insert_into(refresh_tokens::table)
            .values((
                refresh_tokens::token_sha256.eq(token.sha256),
                refresh_tokens::session_id.eq(token.session_id.get()),
                refresh_tokens::client.eq(token.client),
                refresh_tokens::issued_at.eq(issued_at),
                refresh_tokens::expires_at.eq(jiff_diesel::Timestamp::from(token.expires_at)),
            ))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Deletes the tokens of all sessions that expired before a moment; returns their number.
    pub async fn forget_refresh_tokens_expired_before(&mut self, moment: Timestamp) -> Result<usize, StoreError> {
        diesel::delete(refresh_tokens::table)
            .filter(refresh_tokens::expires_at.lt(jiff_diesel::Timestamp::from(moment)))
            .execute(self.connection())
            .await
            .map_err(StoreError::from)
    }

    /// Records that a token was exchanged for another.
    pub async fn use_refresh_token(&mut self, sha256: &[u8], now: Timestamp) -> Result<(), StoreError> {
        diesel::update(refresh_tokens::table.find(sha256))
            .set(refresh_tokens::used_at.eq(jiff_diesel::NullableTimestamp::from(Some(now))))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
