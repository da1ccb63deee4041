use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::{SignedDuration, Timestamp};

use crate::schema::login_throttle;
use crate::{Failure, Store, StoreError, Transaction};

/// A bucket that login attempts are counted in. Each attempt fills it by one, and it drains steadily. Another attempt has
/// to wait while the bucket is full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptBucket {
    /// What the attempts are counted for, such as an account.
    pub subject: String,
    /// The number of attempts that an empty bucket holds.
    pub capacity: i32,
    /// The seconds in which one attempt drains.
    pub drain_seconds: i32,
}

/// The time at which a bucket will be empty, if nothing more is counted. It is all that is stored of a bucket: an attempt
/// moves it by the time in which one attempt drains.
#[derive(QueryableByName)]
struct Level {
    #[diesel(sql_type = Text)]
    subject: String,
    #[diesel(sql_type = Timestamptz, deserialize_as = jiff_diesel::Timestamp)]
    drained_at: Timestamp,
}

/// Why an attempt is not counted.
enum Uncounted {
    /// A bucket is full, for this time.
    Full(SignedDuration),
    Failed(StoreError),
}

impl From<StoreError> for Uncounted {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

impl Failure for Uncounted {
    fn is_clash(&self) -> bool {
        matches!(self, Self::Failed(error) if error.is_clash())
    }
}

/// Fills each bucket by one attempt, also beyond its capacity, and returns the new levels. The rows are locked in the order
/// of their subjects.
const FILL: &str = "\
    INSERT INTO login_throttle AS known (subject, drained_at) \
    SELECT subject, $3 + make_interval(secs => seconds) FROM unnest($1, $2) AS attempt (subject, seconds) ORDER BY subject \
    ON CONFLICT (subject) DO UPDATE SET drained_at = greatest(known.drained_at, $3) + (EXCLUDED.drained_at - $3) \
    RETURNING subject, drained_at";

/// Undoes what [`FILL`] added to a bucket. A time that has passed stands for an empty bucket, so nobody gains from an
/// attempt that drained in the meantime.
const TAKE_BACK: &str =
    "UPDATE login_throttle SET drained_at = drained_at - make_interval(secs => $2) WHERE subject = $1";

impl AttemptBucket {
    /// The time until the last attempt fits into the bucket, if it was counted and does not fit yet.
    fn overflow(&self, drained_at: Timestamp, now: Timestamp) -> Option<SignedDuration> {
        let full = SignedDuration::from_secs(i64::from(self.capacity) * i64::from(self.drain_seconds));
        let over = drained_at.duration_since(now).saturating_sub(full);
        over.is_positive().then_some(over)
    }

    /// The time at which the bucket will be empty with one attempt more.
    fn with_another(&self, drained_at: Timestamp, now: Timestamp) -> Timestamp {
        let one = SignedDuration::from_secs(self.drain_seconds.into());
        drained_at.max(now).saturating_add(one).unwrap_or(Timestamp::MAX)
    }
}

/// The time until the last attempt fits into all buckets, if it does not fit yet.
fn longest_overflow(buckets: &[AttemptBucket], counted: &[Level], now: Timestamp) -> Option<SignedDuration> {
    let overflow = |bucket: &AttemptBucket| {
        let level = counted.iter().find(|level| level.subject == bucket.subject)?;
        bucket.overflow(level.drained_at, now)
    };
    buckets.iter().filter_map(overflow).max()
}

impl Store {
    /// Counts a login attempt in these buckets before its result is known, so that simultaneous attempts cannot exceed a
    /// capacity. When a bucket is full, nothing is counted, and the time to wait is returned.
    pub async fn count_login_attempt(
        &self,
        buckets: &[AttemptBucket],
        now: Timestamp,
    ) -> Result<Option<SignedDuration>, StoreError> {
        // Many attempts that have to wait cost one read each and no lock.
        if let Some(wait) = self.wait_before_login_attempt(buckets, now).await? {
            return Ok(Some(wait));
        }
        let subjects: Vec<&str> = buckets.iter().map(|bucket| bucket.subject.as_str()).collect();
        let seconds: Vec<i32> = buckets.iter().map(|bucket| bucket.drain_seconds).collect();
        let count = async |transaction: &mut Transaction| -> Result<(), Uncounted> {
            let counted: Vec<Level> = diesel::sql_query(FILL)
                .bind::<Array<Text>, _>(&subjects)
                .bind::<Array<Integer>, _>(&seconds)
                .bind::<Timestamptz, _>(jiff_diesel::Timestamp::from(now))
                .load(transaction.connection())
                .await
                .map_err(StoreError::from)?;
            longest_overflow(buckets, &counted, now).map_or(Ok(()), |wait| Err(Uncounted::Full(wait)))
        };
        match self.write_counters("session.count-attempt", count).await {
            Ok(()) => Ok(None),
            Err(Uncounted::Full(wait)) => Ok(Some(wait)),
            Err(Uncounted::Failed(error)) => Err(error),
        }
    }

    /// The time until an attempt fits into all of these buckets, if it does not fit now.
    async fn wait_before_login_attempt(
        &self,
        buckets: &[AttemptBucket],
        now: Timestamp,
    ) -> Result<Option<SignedDuration>, StoreError> {
        let subjects: Vec<&str> = buckets.iter().map(|bucket| bucket.subject.as_str()).collect();
        let levels: Vec<(String, jiff_diesel::Timestamp)> = self
            .read(async |connection| {
                login_throttle::table
                    .filter(login_throttle::subject.eq_any(&subjects))
                    .select((login_throttle::subject, login_throttle::drained_at))
                    .load(connection)
                    .await
            })
            .await?;
        let counted = |(subject, drained_at): (String, jiff_diesel::Timestamp)| {
            let bucket = buckets.iter().find(|bucket| bucket.subject == subject)?;
            let drained_at = bucket.with_another(drained_at.to_jiff(), now);
            Some(Level { subject, drained_at })
        };
        let counted: Vec<Level> = levels.into_iter().filter_map(counted).collect();
        Ok(longest_overflow(buckets, &counted, now))
    }

    /// Takes a counted attempt back that was not carried out.
    pub async fn take_login_attempt_back(&self, buckets: &[AttemptBucket]) -> Result<(), StoreError> {
        self.write_alone(async |connection| take_back(connection, buckets).await)
            .await
    }
}

impl Transaction {
    /// Takes a counted attempt back. The buckets must be ordered by subject, because their rows are locked.
    pub async fn take_login_attempt_back(&mut self, buckets: &[AttemptBucket]) -> Result<(), StoreError> {
        take_back(self.connection(), buckets).await
    }

    /// Empties a bucket.
    pub async fn forget_login_attempts(&mut self, bucket: &AttemptBucket) -> Result<(), StoreError> {
        diesel::delete(login_throttle::table.find(&bucket.subject))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Deletes the buckets that are empty since before a moment that has passed; returns their number.
    pub async fn forget_login_attempts_drained_before(&mut self, moment: Timestamp) -> Result<usize, StoreError> {
        diesel::delete(login_throttle::table)
            .filter(login_throttle::drained_at.lt(jiff_diesel::Timestamp::from(moment)))
            .execute(self.connection())
            .await
            .map_err(StoreError::from)
    }
}

async fn take_back(connection: &mut AsyncPgConnection, buckets: &[AttemptBucket]) -> Result<(), StoreError> {
    for bucket in buckets {
        diesel::sql_query(TAKE_BACK)
            .bind::<Text, _>(&bucket.subject)
            .bind::<Integer, _>(bucket.drain_seconds)
            .execute(connection)
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn bucket(subject: &str, capacity: i32, drain_seconds: i32) -> AttemptBucket {
        AttemptBucket {
            subject: subject.to_owned(),
            capacity,
            drain_seconds,
        }
    }

    /// The attempts that a bucket takes at these seconds, and the waits of the others.
    fn tried(bucket: &AttemptBucket, seconds: &[i64]) -> Vec<i64> {
        let mut drained_at = Timestamp::MIN;
        let mut waits = Vec::new();
        for second in seconds {
            let counted = bucket.with_another(drained_at, at(*second));
            let wait = bucket.overflow(counted, at(*second));
            if wait.is_none() {
                drained_at = counted;
            }
            waits.push(wait.map_or(0, |wait| wait.as_secs()));
        }
        waits
    }

    #[test]
    fn a_bucket_takes_its_capacity_at_once_and_then_one_attempt_as_another_drains() {
        let three = bucket("a", 3, 60);
        assert_eq!(tried(&three, &[0, 0, 0, 0]), [0, 0, 0, 60]);
        assert_eq!(tried(&three, &[0, 0, 0, 59, 60, 60]), [0, 0, 0, 1, 0, 60]);
        assert_eq!(
            tried(&three, &[0, 0, 0, 1_000, 1_000, 1_000, 1_000]),
            [0, 0, 0, 0, 0, 0, 60],
            "time empties it, and no more than that"
        );
    }

    #[test]
    fn waiting_attempts_do_not_lengthen_the_wait() {
        let one = bucket("a", 1, 60);
        assert_eq!(tried(&one, &[0, 10, 20, 30, 59, 60]), [0, 50, 40, 30, 1, 0]);
    }

    #[test]
    fn the_wait_is_that_of_the_fullest_bucket() {
        let buckets = [bucket("a", 1, 60), bucket("b", 1, 90), bucket("c", 5, 10)];
        let levels = |a: i64, b: i64, c: i64| {
            [("a", a), ("b", b), ("c", c)].map(|(subject, second)| Level {
                subject: subject.to_owned(),
                drained_at: at(second),
            })
        };
        let seconds = |levels: &[Level]| longest_overflow(&buckets, levels, at(0)).map(|wait| wait.as_secs());
        assert_eq!(seconds(&levels(60, 90, 50)), None);
        assert_eq!(seconds(&levels(100, 90, 50)), Some(40));
        assert_eq!(seconds(&levels(100, 150, 55)), Some(60));
    }
}
