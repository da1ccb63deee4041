use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::{SignedDuration, Timestamp};

use crate::schema::login_failures;
use crate::{Store, StoreError, Transaction};

/// How failed logins slow the next ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoginThrottle {
    /// Failures that cost nothing.
    pub free_failures: u32,
    /// Seconds to wait after the last free failure, after the next one, and so on; the last holds for all that follow.
    pub waits: Vec<i32>,
    /// After how long without an attempt all is forgotten.
    pub forgotten_after: SignedDuration,
}

/// The failed logins of an account or an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailedLogins {
    /// How many.
    pub count: u32,
    /// When the last was, in UTC.
    pub last_at: Timestamp,
}

/// Counts an attempt unless one has to wait; nothing is returned then. One statement, so that attempts made at the
/// same time are all counted and at most the free ones get through.
const COUNT_ATTEMPT: &str = "\
    INSERT INTO login_failures AS known (subject, count, last_at) VALUES ($1, 1, $2) \
    ON CONFLICT (subject) DO UPDATE SET \
        count = CASE WHEN known.last_at < $3 THEN 1 ELSE known.count + 1 END, last_at = $2 \
    WHERE known.count < $4 OR known.last_at < $3 \
        OR known.last_at + make_interval(secs => ($5)[least(known.count - $4 + 1, cardinality($5))]) <= $2";

impl Store {
    /// Counts a login attempt against a subject (an account or an address) as failed, before it is known whether it
    /// is; [`Transaction::forgive_login`] takes that back. Answers the failures so far when one has to wait, and then
    /// counts nothing.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn count_login_attempt(
        &self,
        subject: &str,
        throttle: &LoginThrottle,
        now: Timestamp,
    ) -> Result<Option<FailedLogins>, StoreError> {
        let forgotten = now.saturating_sub(throttle.forgotten_after).unwrap_or(Timestamp::MIN);
        let mut connection = self.connection().await?;
        let counted = diesel::sql_query(COUNT_ATTEMPT)
            .bind::<Text, _>(subject)
            .bind::<Timestamptz, _>(jiff_diesel::Timestamp::from(now))
            .bind::<Timestamptz, _>(jiff_diesel::Timestamp::from(forgotten))
            .bind::<Integer, _>(i32::try_from(throttle.free_failures).unwrap_or(i32::MAX))
            .bind::<Array<Integer>, _>(&throttle.waits)
            .execute(&mut connection)
            .await?;
        if counted > 0 {
            return Ok(None);
        }
        let row: Option<(i32, jiff_diesel::Timestamp)> = login_failures::table
            .find(subject)
            .select((login_failures::count, login_failures::last_at))
            .first(&mut connection)
            .await
            .optional()?;
        // Forgiven in between: the caller may simply try again, as after no wait at all.
        let (count, last_at) = row.map_or((0, now), |(count, at)| (count, at.to_jiff()));
        Ok(Some(FailedLogins {
            count: u32::try_from(count).unwrap_or(0),
            last_at,
        }))
    }

    /// Takes one counted attempt back that was not made after all.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn uncount_login_attempt(&self, subject: &str) -> Result<(), StoreError> {
        let mut connection = self.connection().await?;
        uncount(&mut connection, subject).await
    }
}

impl Transaction {
    /// Takes one counted attempt back.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn forgive_login(&mut self, subject: &str) -> Result<(), StoreError> {
        uncount(self.connection(), subject).await
    }

    /// Forgets all failures of a subject.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn forget_failed_logins(&mut self, subject: &str) -> Result<(), StoreError> {
        diesel::delete(login_failures::table.find(subject))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Forgets the failures whose last was before a moment; returns of how many subjects.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn forget_failed_logins_before(&mut self, moment: Timestamp) -> Result<usize, StoreError> {
        diesel::delete(login_failures::table)
            .filter(login_failures::last_at.lt(jiff_diesel::Timestamp::from(moment)))
            .execute(self.connection())
            .await
            .map_err(StoreError::from)
    }
}

async fn uncount(connection: &mut AsyncPgConnection, subject: &str) -> Result<(), StoreError> {
    diesel::update(login_failures::table.find(subject))
        .filter(login_failures::count.gt(0))
        .set(login_failures::count.eq(login_failures::count - 1))
        .execute(connection)
        .await?;
    Ok(())
}
