use jiff::Timestamp;
use prongsai_domain::document::{Acknowledgement, Act};
use prongsai_domain::id::{LetterheadId, UserId};
use prongsai_domain::user::PersonSnapshot;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::StoreError;
use crate::rows::{corrupt, loaded_number, stored_number};

/// A row of `acts`, as JSON.
#[derive(Serialize, Deserialize)]
pub(super) struct ActRow {
    document_id: Uuid,
    edition: i32,
    ordinal: i32,
    act: String,
    person_id: Uuid,
    person_name: String,
    person_position: Option<String>,
    acting_as: Option<String>,
    reason: Option<String>,
    is_override: bool,
    content_sha256: Option<String>,
    letterhead_id: Option<Uuid>,
    /// Acts before 0.3 have none. The column is empty instead of an empty list.
    acknowledged: Option<Vec<Acknowledgement>>,
    is_migrated: bool,
    at: Timestamp,
}

impl ActRow {
    pub(super) fn of(document: Uuid, edition: u32, act: &Act) -> Self {
        Self {
            document_id: document,
            edition: stored_number(edition),
            ordinal: stored_number(act.ordinal),
            act: act.kind.as_str().to_owned(),
            person_id: act.person.id.get(),
            person_name: act.person.name.clone(),
            person_position: act.person.position.clone(),
            acting_as: act.person.acting_as.clone(),
            reason: act.reason.clone(),
            is_override: act.is_override,
            content_sha256: act.content_sha256.clone(),
            letterhead_id: act.letterhead.map(LetterheadId::get),
            acknowledged: Some(act.acknowledged.clone()).filter(|list| !list.is_empty()),
            is_migrated: act.is_migrated,
            at: act.at,
        }
    }
}

impl TryFrom<ActRow> for Act {
    type Error = StoreError;

    fn try_from(row: ActRow) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: loaded_number(row.ordinal)?,
            kind: row.act.parse().map_err(corrupt)?,
            person: PersonSnapshot {
                id: UserId::new(row.person_id),
                name: row.person_name,
                position: row.person_position,
                acting_as: row.acting_as,
            },
            reason: row.reason,
            is_override: row.is_override,
            content_sha256: row.content_sha256,
            letterhead: row.letterhead_id.map(LetterheadId::new),
            acknowledged: row.acknowledged.unwrap_or_default(),
            is_migrated: row.is_migrated,
            at: row.at,
        })
    }
}
