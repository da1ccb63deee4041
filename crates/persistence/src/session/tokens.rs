use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::SessionId;
use uuid::Uuid;

use crate::schema::refresh_tokens;
use crate::{StoreError, Transaction};

/// A refresh token as it is stored, without the token itself. It never changes: what became of its generation is in the
/// session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefreshToken {
    /// Its session.
    pub session_id: SessionId,
    /// Its generation; see [`Rotation`](prongsai_domain::session::Rotation).
    pub generation: i32,
}

/// A refresh token to store.
#[derive(Clone, Debug)]
pub struct NewRefreshToken<'a> {
    /// SHA-256 of the token, 32 bytes.
    pub sha256: &'a [u8],
    /// Its session.
    pub session_id: SessionId,
    /// Its generation.
    pub generation: i32,
    /// When it is issued, in UTC.
    pub issued_at: Timestamp,
    /// When its session ends in any case, in UTC.
    pub expires_at: Timestamp,
}

impl Transaction {
    /// The token with this SHA-256.
    pub async fn refresh_token(&mut self, sha256: &[u8]) -> Result<Option<RefreshToken>, StoreError> {
        let row: Option<(Uuid, i32)> = refresh_tokens::table
            .find(sha256)
            .select((refresh_tokens::session_id, refresh_tokens::generation))
            .first(self.connection())
            .await
            .optional()?;
        Ok(row.map(|(session, generation)| RefreshToken {
            session_id: SessionId::new(session),
            generation,
        }))
    }

    /// Stores a token.
    pub async fn insert_refresh_token(&mut self, token: &NewRefreshToken<'_>) -> Result<(), StoreError> {
        diesel::insert_into(refresh_tokens::table)
            .values((
                refresh_tokens::token_sha256.eq(token.sha256),
                refresh_tokens::session_id.eq(token.session_id.get()),
                refresh_tokens::generation.eq(token.generation),
                refresh_tokens::issued_at.eq(jiff_diesel::Timestamp::from(token.issued_at)),
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
}
