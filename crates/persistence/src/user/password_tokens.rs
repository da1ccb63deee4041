use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use prongsai_domain::id::UserId;
use uuid::Uuid;

use crate::schema::password_tokens;
use crate::{Store, StoreError, Transaction};

/// A token to store, with which a person sets their password.
#[derive(Clone, Debug)]
pub struct NewPasswordToken<'a> {
    /// The person.
    pub user: UserId,
    /// SHA-256 of the token, 32 bytes.
    pub sha256: &'a [u8],
    /// Who hands it over; `None` for the operator of the host.
    pub issued_by: Option<UserId>,
    /// When it is issued, in UTC.
    pub issued_at: Timestamp,
    /// When it expires, in UTC.
    pub expires_at: Timestamp,
}

/// A token as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordToken {
    /// The person.
    pub user: UserId,
    /// Who handed it over; `None` for the operator of the host.
    pub issued_by: Option<UserId>,
    /// When it expires, in UTC.
    pub expires_at: Timestamp,
}

type Columns = (Uuid, Option<Uuid>, jiff_diesel::Timestamp);

async fn find(connection: &mut AsyncPgConnection, sha256: &[u8]) -> QueryResult<Option<PasswordToken>> {
    let row: Option<Columns> = password_tokens::table
        .filter(password_tokens::token_sha256.eq(sha256))
        .select((
            password_tokens::user_id,
            password_tokens::issued_by,
            password_tokens::expires_at,
        ))
        .first(connection)
        .await
        .optional()?;
    Ok(row.map(|(user, issued_by, expires_at)| PasswordToken {
        user: UserId::new(user),
        issued_by: issued_by.map(UserId::new),
        expires_at: expires_at.to_jiff(),
    }))
}

impl Store {
    /// The token with this SHA-256.
    pub async fn find_password_token(&self, sha256: &[u8]) -> Result<Option<PasswordToken>, StoreError> {
        self.write_alone(async |connection| Ok(find(connection, sha256).await?))
            .await
    }
}

impl Transaction {
    /// Stores the token of a person, instead of the one that they had. Lock the person first.
    pub async fn replace_password_token(&mut self, token: &NewPasswordToken<'_>) -> Result<(), StoreError> {
        self.delete_password_token(token.user).await?;
        diesel::insert_into(password_tokens::table)
            .values((
                password_tokens::user_id.eq(token.user.get()),
                password_tokens::token_sha256.eq(token.sha256),
                password_tokens::issued_by.eq(token.issued_by.map(UserId::get)),
                password_tokens::issued_at.eq(jiff_diesel::Timestamp::from(token.issued_at)),
                password_tokens::expires_at.eq(jiff_diesel::Timestamp::from(token.expires_at)),
            ))
            .execute(self.waiting_connection())
            .await?;
        Ok(())
    }

    /// The token with this SHA-256. Read it again after locking its person: somebody else may have used it.
    pub async fn password_token(&mut self, sha256: &[u8]) -> Result<Option<PasswordToken>, StoreError> {
        Ok(find(self.connection(), sha256).await?)
    }

    /// Deletes the token of a person.
    pub async fn delete_password_token(&mut self, user: UserId) -> Result<(), StoreError> {
        diesel::delete(password_tokens::table.find(user.get()))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Deletes the tokens of everybody; returns their number.
    pub(crate) async fn delete_all_password_tokens(&mut self) -> Result<usize, StoreError> {
        diesel::delete(password_tokens::table)
            .execute(self.waiting_connection())
            .await
            .map_err(StoreError::from)
    }

    /// Deletes the tokens that expired before a moment; returns their number.
    pub async fn forget_password_tokens_expired_before(&mut self, moment: Timestamp) -> Result<usize, StoreError> {
        diesel::delete(password_tokens::table)
            .filter(password_tokens::expires_at.lt(jiff_diesel::Timestamp::from(moment)))
            .execute(self.connection())
            .await
            .map_err(StoreError::from)
    }
}
