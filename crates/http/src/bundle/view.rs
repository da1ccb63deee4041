use prongsai_application::AnswerError;
use prongsai_application::bundle::{Change, Doubts, FieldChange, ImportOutcome, MissingEntry, MovedEntry};
use prongsai_domain::doubt::Doubt;
use serde::ser::{Error as _, SerializeSeq as _};
use serde::{Serialize, Serializer};
use utoipa::ToSchema;
use uuid::Uuid;

use super::records::{FieldChangeView, MissingView, MovedView, RecordsView};
use crate::present::{self, Reply};

/// The outcome of an import, or of a dry run.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportView<'a> {
    /// Whether it was a dry run, which changes nothing.
    dry_run: bool,
    /// The id of the organization; `null` if a dry run would have added it.
    organization_id: Option<Uuid>,
    /// The fiscal year, a B.E. year.
    #[schema(example = 2566)]
    fiscal_year: u16,
    /// The things that were added.
    #[schema(value_type = Vec<ImportedView>)]
    created: ChangesView<'a>,
    /// The things that existed and were changed.
    #[schema(value_type = Vec<ImportedView>)]
    updated: ChangesView<'a>,
    /// The things that existed and are the same.
    #[schema(value_type = Vec<ImportedView>)]
    unchanged: ChangesView<'a>,
    /// Things that are not errors but worth a second look, the most serious first. They do not prevent the import.
    #[schema(value_type = Vec<DoubtView>)]
    doubts: DoubtsView<'a>,
    /// The fields of `updated` that change.
    #[schema(value_type = Vec<FieldChangeView>)]
    changes: RecordsView<'a, FieldChange, FieldChangeView>,
    /// The things without keys that stand at another place of their list than the stored ones that they are.
    #[schema(value_type = Vec<MovedView>)]
    moved: RecordsView<'a, MovedEntry, MovedView>,
    /// The things that are stored and not in the bundle. They stay as they are. Empty for a caller who may not read them.
    #[schema(value_type = Vec<MissingView>)]
    not_in_file: RecordsView<'a, MissingEntry, MissingView>,
}

/// The things of a list, which are shown one after another.
struct ChangesView<'a>(&'a [Change]);

impl Serialize for ChangesView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(ImportedView::from))
    }
}

/// The doubts, which are read from their files one after another.
struct DoubtsView<'a>(&'a Doubts);

impl Serialize for DoubtsView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut sequence = serializer.serialize_seq(Some(self.0.len()))?;
        for doubt in self.0.iter() {
            sequence.serialize_element(&DoubtView::from(&doubt.map_err(S::Error::custom)?))?;
        }
        sequence.end()
    }
}

/// One thing in a bundle.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportedView<'a> {
    /// The kind of a document, or `organization`, `division`, `analysis` or `result`.
    #[schema(example = "measure")]
    kind: &'static str,
    /// Its key in the bundle; for an organization or a division its name, for an analysis its year.
    #[schema(example = "measure-1")]
    key: &'a str,
    /// Its id; `null` for an analysis, and for a thing that a dry run would have added.
    id: Option<Uuid>,
    /// The JSON pointer of its place in the bundle.
    #[schema(example = "/measures/0")]
    pointer: &'a str,
}

/// Something in a bundle that is not an error but worth a second look.
#[derive(Serialize, ToSchema)]
pub(crate) struct DoubtView<'a> {
    /// The kind of doubt; docs/bundle.md lists the kinds.
    #[schema(example = "result-without-evidence")]
    code: &'a str,
    /// `info`, `warning` or `serious`.
    #[schema(example = "warning")]
    severity: &'static str,
    /// The JSON pointer of its place in the bundle.
    #[schema(example = "/measures/0/results/0")]
    pointer: &'a str,
    /// The message in Thai.
    #[schema(example = "ผลการดำเนินการนี้ไม่มีหลักฐาน")]
    message_th: &'a str,
    /// The message in English.
    #[schema(example = "no evidence is given for this result")]
    message_en: &'a str,
    /// A suggested value for the place, if there is one. If the place is an object, it is a value for one of its members,
    /// which the message names.
    suggestion: Option<&'a str>,
}

impl<'a> From<&'a ImportOutcome> for ImportView<'a> {
    fn from(outcome: &'a ImportOutcome) -> Self {
        Self {
            dry_run: outcome.dry_run,
            organization_id: outcome.organization_id.map(prongsai_domain::id::OrganizationId::get),
            fiscal_year: outcome.fiscal_year.get(),
            created: ChangesView(&outcome.created),
            updated: ChangesView(&outcome.updated),
            unchanged: ChangesView(&outcome.unchanged),
            doubts: DoubtsView(&outcome.doubts),
            changes: RecordsView::of(&outcome.changes),
            moved: RecordsView::of(&outcome.moved),
            not_in_file: RecordsView::of(&outcome.not_in_file),
        }
    }
}

impl<'a> From<&'a Change> for ImportedView<'a> {
    fn from(change: &'a Change) -> Self {
        Self {
            kind: change.kind.as_str(),
            key: &change.key,
            id: change.id,
            pointer: &change.pointer,
        }
    }
}

impl<'a> From<&'a Doubt> for DoubtView<'a> {
    fn from(doubt: &'a Doubt) -> Self {
        Self {
            code: &doubt.code,
            severity: doubt.severity.as_str(),
            pointer: &doubt.pointer,
            message_th: &doubt.message_th,
            message_en: &doubt.message_en,
            suggestion: doubt.suggestion.as_deref(),
        }
    }
}

/// Replies 200 to a dry run, and 201 to an import, with the address at which the year can be exported.
pub(super) fn reply(outcome: &ImportOutcome) -> Result<Reply, AnswerError> {
    let view = ImportView::from(outcome);
    if outcome.dry_run {
        return present::done(&view);
    }
    let reply = Reply::json(201, &view)?;
    Ok(match outcome.organization_id {
        Some(organization) => {
            let year = outcome.fiscal_year;
            reply.with_header(
                "Location",
                format!("/api/v1/organizations/{organization}/export?fiscal_year={year}"),
            )
        }
        None => reply,
    })
}
