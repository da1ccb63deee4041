//! The lists of an answer that are written while the import runs, and read back one entry after another.

use std::marker::PhantomData;

use prongsai_application::bundle::{FieldChange, MissingEntry, MovedEntry, Records};
use serde::de::DeserializeOwned;
use serde::ser::{Error as _, SerializeSeq as _};
use serde::{Serialize, Serializer};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// A list whose entries are shown as `V`.
pub(super) struct RecordsView<'a, T, V> {
    records: &'a Records<T>,
    /// `fn() -> V`, because the view makes values of `V` and holds none.
    shown: PhantomData<fn() -> V>,
}

impl<'a, T, V> RecordsView<'a, T, V> {
    pub(super) const fn of(records: &'a Records<T>) -> Self {
        Self {
            records,
            shown: PhantomData,
        }
    }
}

impl<T: DeserializeOwned, V: From<T> + Serialize> Serialize for RecordsView<'_, T, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut sequence = serializer.serialize_seq(Some(self.records.len()))?;
        for entry in self.records.iter() {
            sequence.serialize_element(&V::from(entry.map_err(S::Error::custom)?))?;
        }
        sequence.end()
    }
}

/// A field that an import changes.
#[derive(Serialize, ToSchema)]
pub(crate) struct FieldChangeView {
    /// The kind of a document, or `analysis` or `result`.
    #[schema(example = "measure")]
    kind: String,
    /// Its key; for an analysis its year.
    #[schema(example = "measure-1")]
    key: String,
    /// Its id; `null` for an analysis.
    id: Option<Uuid>,
    /// The JSON pointer of the field in the bundle. If the bundle lacks the field, it is that of the nearest enclosing value.
    #[schema(example = "/measures/0/guideline")]
    pointer: String,
    /// The path of the field within the entry. Steps and findings are named by their keys.
    #[schema(example = "guideline")]
    field: String,
    /// Whether the caller may not read the entry: the values and who changed it are then `null`.
    hidden: bool,
    /// The stored value; `null` if there is none. Of a text of more than 200 characters it is the part around the first
    /// difference, with `…` where something is missing. Lists and objects are JSON texts.
    #[schema(value_type = Option<Value>, example = "บอกช่องทางของคำขอ")]
    before: Option<Value>,
    /// The value of the bundle, in the same form.
    #[schema(value_type = Option<Value>, example = "บอกช่องทางและขั้นตอนของคำขอทุกประเภท")]
    after: Option<Value>,
    /// Who changed the entry last; `null` if the system did.
    changed_by: Option<ChangedByView>,
    /// When it was changed last, in UTC.
    #[schema(format = DateTime)]
    changed_at: Option<String>,
}

/// A person who changed something, with the present display name.
#[derive(Serialize, ToSchema)]
pub(crate) struct ChangedByView {
    /// The id of the user.
    id: Uuid,
    /// The display name.
    #[schema(example = "อรุณี ใจดี")]
    name: String,
}

/// A thing without a key that stands at another place of its list than the stored one that it is.
#[derive(Serialize, ToSchema)]
pub(crate) struct MovedView {
    /// `result`, `report`, `step` or `finding`.
    #[schema(example = "result")]
    kind: String,
    /// The key under which it is stored.
    #[schema(example = "result-2")]
    key: String,
    /// Its id; `null` for a step or a finding.
    id: Option<Uuid>,
    /// The JSON pointer of its place in the bundle.
    #[schema(example = "/measures/0/results/0")]
    pointer: String,
    /// Its place among the stored things, from 1.
    #[schema(example = 2)]
    from: usize,
    /// Its place in the list of the bundle, from 1.
    #[schema(example = 1)]
    to: usize,
}

/// A thing that is stored and not in the bundle.
#[derive(Serialize, ToSchema)]
pub(crate) struct MissingView {
    /// The kind of a document, or `analysis` or `result`.
    #[schema(example = "result")]
    kind: String,
    /// Its key; for an analysis its year.
    #[schema(example = "result-1")]
    key: String,
    /// Its id; `null` for an analysis.
    id: Option<Uuid>,
    /// The key of the measure of a result; otherwise `null`.
    #[schema(example = "measure-1")]
    measure: Option<String>,
}

impl From<FieldChange> for FieldChangeView {
    fn from(change: FieldChange) -> Self {
        let hidden = change.shown.is_none();
        let (values, author) = match change.shown {
            Some(shown) => ((shown.before, shown.after), (shown.changed_by, shown.changed_at)),
            None => ((None, None), (None, None)),
        };
        Self {
            kind: change.kind,
            key: change.key,
            id: change.id,
            pointer: change.pointer,
            field: change.field,
            hidden,
            before: values.0,
            after: values.1,
            changed_by: author.0.map(|(id, name)| ChangedByView { id: id.get(), name }),
            changed_at: author.1.map(|at| at.to_string()),
        }
    }
}

impl From<MovedEntry> for MovedView {
    fn from(entry: MovedEntry) -> Self {
        let MovedEntry {
            kind,
            key,
            id,
            pointer,
            from,
            to,
        } = entry;
        Self {
            kind,
            key,
            id,
            pointer,
            from,
            to,
        }
    }
}

impl From<MissingEntry> for MissingView {
    fn from(entry: MissingEntry) -> Self {
        let MissingEntry { kind, key, id, measure } = entry;
        Self { kind, key, id, measure }
    }
}

#[cfg(test)]
mod tests {
    use prongsai_application::bundle::ShownChange;
    use serde_json::json;

    use super::*;

    #[test]
    fn values_and_author_are_hidden_together() {
        let shown = ShownChange {
            before: Some(json!("เดิม")),
            after: Some(json!("ใหม่")),
            changed_by: None,
            changed_at: Some("2026-11-29T01:02:03Z".parse().unwrap()),
        };
        let view = |shown| {
            let change = FieldChange {
                kind: "measure".to_owned(),
                key: "m".to_owned(),
                id: None,
                pointer: "/measures/0/title".to_owned(),
                field: "title".to_owned(),
                shown,
            };
            serde_json::to_value(FieldChangeView::from(change)).unwrap()
        };
        let (open, hidden) = (view(Some(shown)), view(None));
        assert_eq!(
            (&open["hidden"], &open["before"], &open["after"]),
            (&json!(false), &json!("เดิม"), &json!("ใหม่"))
        );
        assert_eq!(open["changed_at"], "2026-11-29T01:02:03Z");
        assert_eq!(hidden["hidden"], true);
        for name in ["before", "after", "changed_by", "changed_at"] {
            assert!(hidden[name].is_null(), "{hidden}");
        }
    }
}
