//! What the instances of the server tell each other about rate limits.

use diesel::QueryableByName;
use diesel::sql_types::{Array, BigInt, Double, Integer, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use jiff::SignedDuration;
use uuid::Uuid;

use crate::{Store, StoreError};

/// What an instance counted since it last told the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnShare {
    /// The instance.
    pub instance: Uuid,
    /// The number of this share. The numbers of an instance rise.
    pub number: i64,
    /// Each subject with the number of its requests.
    pub counts: Vec<(String, i32)>,
    /// The last share that this instance read of each other instance.
    pub read: Vec<(Uuid, i64)>,
}

/// What another instance counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherShare {
    /// The instance.
    pub instance: Uuid,
    /// The number of the share.
    pub number: i64,
    /// The time since the share was stored, by the clock of the database.
    pub age: SignedDuration,
    /// Each subject with the number of its requests.
    pub counts: Vec<(String, i32)>,
}

/// `$1` is this instance, `$2` the number of its share, `$3` and `$4` its counts, `$5` and `$6` what it has read. Rows of
/// other instances are deleted later than own ones, when those instances have probably ended.
const EXCHANGE: &str = "
WITH added AS (
    INSERT INTO rate_limit_shares (instance, number, subjects, amounts) VALUES ($1, $2, $3, $4)),
expired AS (
    DELETE FROM rate_limit_shares
    WHERE at < now() - CASE WHEN instance = $1 THEN interval '1 minute' ELSE interval '1 hour' END)
SELECT share.instance, share.number, extract(epoch FROM now() - share.at)::double precision AS age, share.subjects,
       share.amounts
FROM rate_limit_shares share
LEFT JOIN unnest($5::uuid[], $6::bigint[]) AS known (instance, number) ON known.instance = share.instance
WHERE share.instance <> $1 AND share.at > now() - interval '1 minute' AND share.number > coalesce(known.number, 0)
ORDER BY share.instance, share.number";

#[derive(QueryableByName)]
struct ShareRow {
    #[diesel(sql_type = SqlUuid)]
    instance: Uuid,
    #[diesel(sql_type = BigInt)]
    number: i64,
    #[diesel(sql_type = Double)]
    age: f64,
    #[diesel(sql_type = Array<Text>)]
    subjects: Vec<String>,
    #[diesel(sql_type = Array<Integer>)]
    amounts: Vec<i32>,
}

impl Store {
    /// Stores the counts of this instance for the others, and returns the counts of the others that it has not read, of
    /// the last minute, in one statement.
    pub async fn exchange_shares(&self, own: &OwnShare) -> Result<Vec<OtherShare>, StoreError> {
        let (subjects, amounts): (Vec<&str>, Vec<i32>) = own
            .counts
            .iter()
            .map(|(subject, amount)| (subject.as_str(), *amount))
            .unzip();
        let (instances, numbers): (Vec<Uuid>, Vec<i64>) = own.read.iter().copied().unzip();
        let exchange = diesel::sql_query(EXCHANGE)
            .bind::<SqlUuid, _>(own.instance)
            .bind::<BigInt, _>(own.number)
            .bind::<Array<Text>, _>(subjects)
            .bind::<Array<Integer>, _>(amounts)
            .bind::<Array<SqlUuid>, _>(instances)
            .bind::<Array<BigInt>, _>(numbers);
        let rows: Vec<ShareRow> = self
            .write_alone(async |connection| Ok(exchange.load(connection).await?))
            .await?;
        Ok(rows.into_iter().map(OtherShare::from).collect())
    }
}

impl From<ShareRow> for OtherShare {
    fn from(row: ShareRow) -> Self {
        Self {
            instance: row.instance,
            number: row.number,
            age: SignedDuration::try_from_secs_f64(row.age).unwrap_or_default(),
            counts: row.subjects.into_iter().zip(row.amounts).collect(),
        }
    }
}
