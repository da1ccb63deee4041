use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::{SessionId, UserId};
use uuid::Uuid;

use crate::schema::{recovery_codes, second_factors, sessions};
use crate::{StoreError, Transaction};

/// A second factor as it is stored. It has no `Debug`, so that a log never contains the secret.
pub struct StoredFactor {
    /// The secret that the person's authenticator shares.
    pub secret: Vec<u8>,
    /// Whether the person has confirmed it. Before, it has no effect.
    pub is_confirmed: bool,
    /// When it was begun, in UTC.
    pub enrolled_at: Timestamp,
    /// The session in which it was begun.
    pub session: Option<SessionId>,
    /// The time step of the last code that was used, or 0. Codes of this step and of earlier ones are refused.
    pub last_step: i64,
}

type FactorColumns = (Vec<u8>, bool, jiff_diesel::Timestamp, Option<Uuid>, i64);

impl Transaction {
    /// The second factor of a person. Lock the person first, so that a code is used once.
    pub async fn second_factor(&mut self, user: UserId) -> Result<Option<StoredFactor>, StoreError> {
        let row: Option<FactorColumns> = second_factors::table
            .find(user.get())
            .select((
                second_factors::secret,
                second_factors::confirmed_at.is_not_null(),
                second_factors::enrolled_at,
                second_factors::session_id,
                second_factors::last_step,
            ))
            .first(self.connection())
            .await
            .optional()?;
        Ok(
            row.map(|(secret, is_confirmed, enrolled_at, session, last_step)| StoredFactor {
                secret,
                is_confirmed,
                enrolled_at: enrolled_at.to_jiff(),
                session: session.map(SessionId::new),
                last_step,
            }),
        )
    }

    /// Stores a second factor that is not confirmed, instead of the one that the person had.
    pub async fn replace_second_factor(
        &mut self,
        user: UserId,
        secret: &[u8],
        session: SessionId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.delete_second_factor(user).await?;
        diesel::insert_into(second_factors::table)
            .values((
                second_factors::user_id.eq(user.get()),
                second_factors::secret.eq(secret),
                second_factors::enrolled_at.eq(jiff_diesel::Timestamp::from(now)),
                second_factors::session_id.eq(session.get()),
                second_factors::last_step.eq(0),
            ))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Records that the person confirmed the second factor.
    pub async fn confirm_second_factor(&mut self, user: UserId, now: Timestamp) -> Result<(), StoreError> {
        diesel::update(second_factors::table.find(user.get()))
            .set(second_factors::confirmed_at.eq(jiff_diesel::NullableTimestamp::from(Some(now))))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Uses the code of a time step; returns whether it was not used before.
    pub async fn use_second_factor_step(&mut self, user: UserId, step: i64) -> Result<bool, StoreError> {
        let used = diesel::update(second_factors::table.find(user.get()))
            .filter(second_factors::last_step.lt(step))
            .set(second_factors::last_step.eq(step))
            .execute(self.connection())
            .await?;
        Ok(used > 0)
    }

    /// Removes a second factor that was not confirmed.
    pub async fn delete_unconfirmed_second_factor(&mut self, user: UserId) -> Result<(), StoreError> {
        diesel::delete(second_factors::table.find(user.get()))
            .filter(second_factors::confirmed_at.is_null())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Removes a second factor with its recovery codes; returns whether there was one.
    pub async fn delete_second_factor(&mut self, user: UserId) -> Result<bool, StoreError> {
        diesel::delete(recovery_codes::table)
            .filter(recovery_codes::user_id.eq(user.get()))
            .execute(self.connection())
            .await?;
        let deleted = diesel::delete(second_factors::table.find(user.get()))
            .execute(self.connection())
            .await?;
        Ok(deleted > 0)
    }

    /// Stores the SHA-256 of recovery codes, instead of those that the person had.
    pub async fn replace_recovery_codes(&mut self, user: UserId, sha256: &[&[u8]]) -> Result<(), StoreError> {
        diesel::delete(recovery_codes::table)
            .filter(recovery_codes::user_id.eq(user.get()))
            .execute(self.connection())
            .await?;
        let rows: Vec<_> = sha256
            .iter()
            .map(|sha256| {
                (
                    recovery_codes::user_id.eq(user.get()),
                    recovery_codes::code_sha256.eq(*sha256),
                )
            })
            .collect();
        diesel::insert_into(recovery_codes::table)
            .values(rows)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Uses a recovery code; returns whether the person had it.
    pub async fn use_recovery_code(&mut self, user: UserId, sha256: &[u8]) -> Result<bool, StoreError> {
        let used = diesel::delete(recovery_codes::table.find((user.get(), sha256)))
            .execute(self.connection())
            .await?;
        Ok(used > 0)
    }

    /// The number of recovery codes that a person has left.
    pub async fn count_recovery_codes(&mut self, user: UserId) -> Result<i64, StoreError> {
        recovery_codes::table
            .filter(recovery_codes::user_id.eq(user.get()))
            .count()
            .get_result(self.connection())
            .await
            .map_err(StoreError::from)
    }

    /// Records that the second factor was proved in a session.
    pub async fn prove_in_session(&mut self, session: SessionId, now: Timestamp) -> Result<(), StoreError> {
        diesel::update(sessions::table.find(session.get()))
            .set(sessions::second_factor_at.eq(jiff_diesel::NullableTimestamp::from(Some(now))))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
