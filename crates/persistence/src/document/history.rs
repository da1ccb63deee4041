use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use prongsai_domain::id::{DocumentId, UserId};
use uuid::Uuid;

use crate::rows::loaded_number;
use crate::schema::{audit_entries, users};
use crate::{Store, StoreError};

/// An entry of the history of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    /// Number of the entry; entries sort by it in order of time.
    pub id: i64,
    /// Time, in UTC.
    pub at: Timestamp,
    /// The person who acted; `None` when the program acted by itself.
    pub actor_id: Option<UserId>,
    /// The name of the person at that moment. For entries from before 0.3, the present name.
    pub actor_name: Option<String>,
    /// The action, e.g. `measure.approve`.
    pub action: String,
    /// The number of the edition.
    pub edition: Option<u32>,
    /// The state of the edition before the action. `None` for a new edition, and for actions that concern no state,
    /// e.g. a new verification record.
    pub from_state: Option<String>,
    /// The state of the edition after the action. `None` for a deleted edition, and for actions that concern no state.
    pub to_state: Option<String>,
    /// The reason, if one was given.
    pub reason: Option<String>,
}

type HistoryRow = (
    i64,
    jiff_diesel::Timestamp,
    Option<Uuid>,
    Option<String>,
    Option<String>,
    String,
    Option<i32>,
    Option<String>,
    Option<String>,
    Option<String>,
);

impl Store {
    /// The history of a document, oldest first, after the entry `after`.
    pub async fn history_of(
        &self,
        document: DocumentId,
        after: Option<i64>,
        limit: i64,
    ) -> Result<Vec<HistoryEntry>, StoreError> {
        let rows = self
            .read(async |connection| {
                audit_entries::table
                    .left_join(users::table.on(users::id.nullable().eq(audit_entries::actor_id)))
                    .filter(audit_entries::subject_id.eq(document.get()))
                    .filter(audit_entries::id.gt(after.unwrap_or(0)))
                    .order_by(audit_entries::id)
                    .limit(limit)
                    .select((
                        audit_entries::id,
                        audit_entries::at,
                        audit_entries::actor_id,
                        audit_entries::actor_name,
                        users::display_name.nullable(),
                        audit_entries::action,
                        audit_entries::edition,
                        audit_entries::from_state,
                        audit_entries::to_state,
                        audit_entries::reason,
                    ))
                    .load::<HistoryRow>(connection)
                    .await
            })
            .await?;
        rows.into_iter().map(HistoryEntry::try_from).collect()
    }
}

impl TryFrom<HistoryRow> for HistoryEntry {
    type Error = StoreError;

    fn try_from(
        (id, at, actor_id, name_then, name_now, action, edition, from_state, to_state, reason): HistoryRow,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            id,
            at: at.to_jiff(),
            actor_id: actor_id.map(UserId::new),
            actor_name: name_then.or(name_now),
            action,
            edition: edition.map(loaded_number).transpose()?,
            from_state,
            to_state,
            reason,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_no_edition_has_is_reported() {
        let row = |edition| -> HistoryRow {
            let at = jiff_diesel::Timestamp::from(Timestamp::UNIX_EPOCH);
            (
                1,
                at,
                None,
                None,
                None,
                "measure.edit".to_owned(),
                edition,
                None,
                None,
                None,
            )
        };
        assert_eq!(HistoryEntry::try_from(row(Some(2))).unwrap().edition, Some(2));
        assert_eq!(HistoryEntry::try_from(row(None)).unwrap().edition, None);
        let refused = HistoryEntry::try_from(row(Some(-1)));
        assert!(matches!(refused, Err(StoreError::Corrupt(_))), "{refused:?}");
    }
}
