use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::{SignedDuration, Timestamp};

use crate::schema::login_failures;
use crate::{Store, StoreError, Transaction};

/// The delays after failed logins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoginThrottle {
    /// Number of failures without a delay.
    pub free_failures: u32,
    /// Seconds to wait after the last free failure, after the next one, and so on; the last value applies to all later
    /// ones.
    pub waits: Vec<i32>,
    /// The time without an attempt after which the failures are deleted.
    pub forgotten_after: SignedDuration,
}

/// The failed logins of an account or an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailedLogins {
    /// Number of failures.
    pub count: u32,
    /// Time of the last failure, in UTC.
    pub last_at: Timestamp,
}

/// Counts an attempt, or changes no row when the caller has to wait. It is one statement, so that simultaneous attempts
/// are all counted and at most the free ones succeed. `wait_seconds` in `crates/application/src/session/throttle.rs`
/// computes the same wait.
const COUNT_ATTEMPT: &str = "\
    INSERT INTO login_failures AS known (subject, count, last_at) VALUES ($1, 1, $2) \
    ON CONFLICT (subject) DO UPDATE SET \
        count = CASE WHEN known.last_at < $3 THEN 1 ELSE known.count + 1 END, last_at = $2 \
    WHERE known.count < $4 OR known.last_at < $3 \
        OR known.last_at + make_interval(secs => ($5)[least(known.count - $4 + 1, cardinality($5))]) <= $2";

impl Store {
    /// Counts a login attempt of a subject (an account or an address) as failed, before the result is known;
    /// [`Transaction::forgive_login`] removes it again. When the caller has to wait, it counts nothing and returns the
    /// failures so far.
    pub async fn count_login_attempt(
        &self,
        subject: &str,
        throttle: &LoginThrottle,
        now: Timestamp,
    ) -> Result<Option<FailedLogins>, StoreError> {
        let forgotten = now.saturating_sub(throttle.forgotten_after).unwrap_or(Timestamp::MIN);
        let count = diesel::sql_query(COUNT_ATTEMPT)
            .bind::<Text, _>(subject)
            .bind::<Timestamptz, _>(jiff_diesel::Timestamp::from(now))
            .bind::<Timestamptz, _>(jiff_diesel::Timestamp::from(forgotten))
            .bind::<Integer, _>(i32::try_from(throttle.free_failures).unwrap_or(i32::MAX))
            .bind::<Array<Integer>, _>(&throttle.waits);
        self.write_alone(async |connection| {
            if count.execute(connection).await? > 0 {
                return Ok(None);
            }
            let row: Option<(i32, jiff_diesel::Timestamp)> = login_failures::table
                .find(subject)
                .select((login_failures::count, login_failures::last_at))
                .first(connection)
                .await
                .optional()?;
            // The failures were removed in the meantime: the caller may try again at once.
            let (count, last_at) = row.map_or((0, now), |(count, at)| (count, at.to_jiff()));
            Ok(Some(FailedLogins {
                count: u32::try_from(count).unwrap_or(0),
                last_at,
            }))
        })
        .await
    }

    /// Removes one counted attempt that was not carried out.
    pub async fn uncount_login_attempt(&self, subject: &str) -> Result<(), StoreError> {
        self.write_alone(async |connection| uncount(connection, subject).await)
            .await
    }
}

impl Transaction {
    /// Removes one counted attempt.
    pub async fn forgive_login(&mut self, subject: &str) -> Result<(), StoreError> {
        uncount(self.connection(), subject).await
    }

    /// Deletes all failures of a subject.
    pub async fn forget_failed_logins(&mut self, subject: &str) -> Result<(), StoreError> {
        diesel::delete(login_failures::table.find(subject))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Deletes the failures whose last was before a moment; returns the number of subjects.
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
