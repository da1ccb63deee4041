use jiff::Timestamp;
use prongsai_bundle::Written;
use prongsai_bundle::matching::Moved;
use prongsai_domain::id::UserId;
use prongsai_persistence::Authorship;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::records::{RecordWriter, Records};
use crate::Error;

/// A field that an import changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The kind of the entry; see [`ChangedKind::as_str`](super::ChangedKind::as_str).
    pub kind: String,
    /// Its key; for an analysis its year.
    pub key: String,
    /// Its id; `None` for an analysis.
    pub id: Option<Uuid>,
    /// JSON pointer of the field in the bundle or, if the bundle lacks it, of the nearest enclosing value.
    pub pointer: String,
    /// The path of the field within the entry.
    pub field: String,
    /// The values and the last author; `None` if the actor may not read the entry.
    pub shown: Option<ShownChange>,
}

/// What a change replaces.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShownChange {
    /// The stored value, shortened; `None` if there is none.
    pub before: Option<Value>,
    /// The new value, shortened; `None` if there is none.
    pub after: Option<Value>,
    /// Who wrote the stored content of the entry; `None` if the system derived it.
    pub changed_by: Option<(UserId, String)>,
    /// When it was written, in UTC.
    pub changed_at: Option<Timestamp>,
}

impl ShownChange {
    pub(super) fn new((before, after): (Option<Value>, Option<Value>), author: Option<&Authorship>) -> Self {
        Self {
            before,
            after,
            changed_by: author.and_then(|author| author.by.clone()),
            changed_at: author.map(|author| author.at),
        }
    }
}

/// An entry without a key that stands at another place of its list than the stored entry that it matches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedEntry {
    /// `result`, `report`, `step` or `finding`.
    pub kind: String,
    /// The key under which it is stored.
    pub key: String,
    /// Its id; `None` for a step or a finding.
    pub id: Option<Uuid>,
    /// JSON pointer of its place in the bundle.
    pub pointer: String,
    /// Its place among the stored ones, from 1.
    pub from: usize,
    /// Its place in the list of the bundle, from 1.
    pub to: usize,
}

/// An entry that is stored and not in the bundle. The import leaves it as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingEntry {
    /// The kind of a document, `analysis` or `result`.
    pub kind: String,
    /// Its key; for an analysis its year.
    pub key: String,
    /// Its id; `None` for an analysis.
    pub id: Option<Uuid>,
    /// The key of the measure of a result.
    pub measure: Option<String>,
}

/// The lists of an answer that are written while the import runs.
#[derive(Default)]
pub(super) struct Noted {
    pub(super) changes: RecordWriter<FieldChange>,
    pub(super) moved: RecordWriter<MovedEntry>,
    pub(super) not_in_file: RecordWriter<MissingEntry>,
}

impl Noted {
    /// Notes the entries of the list at `list` that moved; `id` is that of the stored entry at an index.
    pub(super) fn note_moved(
        &mut self,
        kind: &str,
        (list, written): (&str, &Written),
        moved: Vec<Moved>,
        id: impl Fn(usize) -> Option<Uuid>,
    ) {
        for Moved { key, from, to } in moved {
            self.moved.add(&MovedEntry {
                kind: kind.to_owned(),
                key,
                id: from.checked_sub(1).and_then(&id),
                pointer: written.pointer(&format!("{list}/{}", to.saturating_sub(1))),
                from,
                to,
            });
        }
    }

    pub(super) fn finish(self) -> Result<NotedLists, Error> {
        Ok(NotedLists {
            changes: self.changes.finish()?,
            moved: self.moved.finish()?,
            not_in_file: self.not_in_file.finish()?,
        })
    }
}

/// The lists that were written.
pub(super) struct NotedLists {
    pub(super) changes: Records<FieldChange>,
    pub(super) moved: Records<MovedEntry>,
    pub(super) not_in_file: Records<MissingEntry>,
}
