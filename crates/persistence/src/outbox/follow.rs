use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::OrganizationId;
use uuid::Uuid;

use crate::rows::{loaded_number, loaded_year};
use crate::{Store, StoreError};

/// Whose changes a reader may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutboxScope {
    /// Every change.
    Everything,
    /// Changes of these organizations.
    Organizations(Vec<OrganizationId>),
}

/// A change, without its content and without the person who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxRow {
    /// Its place in the order of changes.
    pub position: i64,
    /// The number of its entry in the audit trail.
    pub entry: i64,
    /// When it was made, in UTC.
    pub at: Timestamp,
    /// The action, e.g. `measure.publish`.
    pub action: String,
    /// The kind of the subject, e.g. `measure` or `organization`.
    pub subject_kind: String,
    /// The subject.
    pub subject: Option<Uuid>,
    /// The kind of document, if the subject is one.
    pub kind: Option<String>,
    /// The organization that the subject belongs to.
    pub organization: Option<OrganizationId>,
    /// The fiscal year of the subject. `None` if it has none, and for drafts that were deleted before 0.3.
    pub fiscal_year: Option<FiscalYear>,
    /// The edition.
    pub edition: Option<u32>,
    /// The state before.
    pub from: Option<String>,
    /// The state after.
    pub to: Option<String>,
}

/// Rows that follow a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxPage {
    /// The rows, in the order of their positions.
    pub rows: Vec<OutboxRow>,
    /// The position from which the reader goes on. It is behind rows that the reader may not see.
    pub read_through: i64,
    /// The last position that was given.
    pub last_position: i64,
    /// Rows up to this position were deleted after the retention time. A reader whose position is less has missed some.
    pub forgotten_through: i64,
}

/// One statement, so that the head and the rows are of one moment. There is a line without a row if nothing follows.
const AFTER: &str = "SELECT head.last_position, head.forgotten_through, following.*
FROM outbox_head head LEFT JOIN LATERAL (
    SELECT position, entry_id, at, action, subject_kind, subject_id, kind, organization_id, fiscal_year, edition,
           from_state, to_state
    FROM outbox WHERE position > $1 AND ($2 IS NULL OR organization_id = ANY ($2))
    ORDER BY position LIMIT $3) following ON true
ORDER BY following.position";

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = BigInt)]
    last_position: i64,
    #[diesel(sql_type = BigInt)]
    forgotten_through: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    position: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    entry_id: Option<i64>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    at: Option<jiff_diesel::Timestamp>,
    #[diesel(sql_type = Nullable<Text>)]
    action: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    subject_kind: Option<String>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    subject_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    kind: Option<String>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    organization_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SmallInt>)]
    fiscal_year: Option<i16>,
    #[diesel(sql_type = Nullable<Integer>)]
    edition: Option<i32>,
    #[diesel(sql_type = Nullable<Text>)]
    from_state: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    to_state: Option<String>,
}

impl Line {
    /// The row of the line; `None` for a line without a row.
    fn row(self) -> Result<Option<OutboxRow>, StoreError> {
        let (Some(position), Some(entry), Some(at), Some(action), Some(subject_kind)) =
            (self.position, self.entry_id, self.at, self.action, self.subject_kind)
        else {
            return Ok(None);
        };
        Ok(Some(OutboxRow {
            position,
            entry,
            at: at.to_jiff(),
            action,
            subject_kind,
            subject: self.subject_id,
            kind: self.kind,
            organization: self.organization_id.map(OrganizationId::new),
            fiscal_year: self.fiscal_year.map(loaded_year).transpose()?,
            edition: self.edition.map(loaded_number).transpose()?,
            from: self.from_state,
            to: self.to_state,
        }))
    }
}

impl Store {
    /// At most `limit` rows behind a position, which the reader may see. What one call returns is never followed by a row
    /// with a position up to [`OutboxPage::read_through`].
    ///
    /// # Errors
    /// The database fails.
    pub async fn outbox_after(&self, position: i64, scope: &OutboxScope, limit: i64) -> Result<OutboxPage, StoreError> {
        let organizations: Option<Vec<Uuid>> = match scope {
            OutboxScope::Everything => None,
            OutboxScope::Organizations(ids) => Some(ids.iter().map(|id| id.get()).collect()),
        };
        let lines: Vec<Line> = self
            .read_long(async |connection| {
                let after = diesel::sql_query(AFTER)
                    .bind::<BigInt, _>(position)
                    .bind::<Nullable<Array<SqlUuid>>, _>(organizations)
                    .bind::<BigInt, _>(limit);
                Ok(after.load(connection).await?)
            })
            .await?;
        let [line, ..] = lines.as_slice() else {
            return Err(StoreError::Corrupt("the outbox has no head".to_owned()));
        };
        let (last_position, forgotten_through) = (line.last_position, line.forgotten_through);
        let rows: Result<Vec<Option<OutboxRow>>, StoreError> = lines.into_iter().map(Line::row).collect();
        let rows: Vec<OutboxRow> = rows?.into_iter().flatten().collect();
        let is_full = i64::try_from(rows.len()).is_ok_and(|count| count >= limit);
        let read_through = match rows.last() {
            Some(last) if is_full => last.position,
            _ => last_position.max(position),
        };
        Ok(OutboxPage {
            rows,
            read_through,
            last_position,
            forgotten_through,
        })
    }
}
