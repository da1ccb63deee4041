use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::SessionId;
use uuid::Uuid;

use crate::schema::refresh_tokens;
use crate::{StoreError, Transaction};

/// A refresh token as it is kept: the token itself is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshToken {
    /// The client that it was given to.
    pub client: String,
    /// When it ceases to be worth anything, in UTC.
    pub expires_at: Timestamp,
    /// When it was first exchanged for another, in UTC.
    pub used_at: Option<Timestamp>,
}

/// A refresh token to be kept.
#[derive(Clone, Debug)]
pub struct NewRefreshToken<'a> {
    /// SHA-256 of the token.
    pub sha256: &'a [u8],
    /// The session that it continues.
    pub session_id: SessionId,
    /// The client that it is given to.
    pub client: &'a str,
    /// When it is given, in UTC.
    pub issued_at: Timestamp,
    /// When it ceases to be worth anything, in UTC.
    pub expires_at: Timestamp,
}

impl Transaction {
    /// The session that a token continues.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn session_of_token(&mut self, sha256: &[u8]) -> Result<Option<SessionId>, StoreError> {
        let id: Option<Uuid> = refresh_tokens::table
            .find(sha256)
            .select(refresh_tokens::session_id)
            .first(self.connection())
            .await
            .optional()?;
        Ok(id.map(SessionId::new))
    }

    /// A token; its session is to be locked first.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
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

    /// Keeps a token and drops those of the session that have expired.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
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

    /// Notes that a token was exchanged for another.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn use_refresh_token(&mut self, sha256: &[u8], now: Timestamp) -> Result<(), StoreError> {
        diesel::update(refresh_tokens::table.find(sha256))
            .set(refresh_tokens::used_at.eq(jiff_diesel::NullableTimestamp::from(Some(now))))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
