use prongsai_application::AnswerError;
use prongsai_application::bundle::{Change, ImportOutcome};
use prongsai_domain::doubt::Doubt;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::present::{self, Reply};

/// What an import did, or in a dry run would do.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportView<'a> {
    /// Whether nothing was kept.
    dry_run: bool,
    /// The office; `null` when a dry run would have added it.
    organization_id: Option<Uuid>,
    /// The year, a B.E. year.
    #[schema(example = 2566)]
    fiscal_year: u16,
    /// What was added.
    created: Vec<ImportedView<'a>>,
    /// What was there and was changed.
    updated: Vec<ImportedView<'a>>,
    /// What was there and is the same.
    unchanged: Vec<ImportedView<'a>>,
    /// What a careful reader would ask about, the gravest first. None of it hinders the import.
    doubts: Vec<DoubtView<'a>>,
}

/// One thing of a bundle.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportedView<'a> {
    /// `organization`, `division`, `analysis`, `measure`, `result`, `report` or `announcement`.
    #[schema(example = "measure")]
    kind: &'static str,
    /// Its key in the bundle; the name of an office or a division, the year of an analysis.
    #[schema(example = "measure-1")]
    key: &'a str,
    /// Its id; `null` for an analysis, and for what a dry run would have added.
    id: Option<Uuid>,
    /// JSON pointer of its place in the bundle.
    #[schema(example = "/measures/0")]
    pointer: &'a str,
}

/// Something that a careful reader would ask about.
#[derive(Serialize, ToSchema)]
pub(crate) struct DoubtView<'a> {
    /// What kind of doubt; docs/bundle.md lists them.
    #[schema(example = "result-without-evidence")]
    code: &'static str,
    /// `info`, `warning` or `serious`.
    #[schema(example = "warning")]
    severity: &'static str,
    /// JSON pointer of its place in the bundle.
    #[schema(example = "/measures/0/results/0")]
    pointer: &'a str,
    /// In Thai.
    #[schema(example = "ผลการดำเนินการนี้ไม่มีหลักฐาน")]
    message_th: &'a str,
    /// In English.
    #[schema(example = "no evidence is given for this result")]
    message_en: &'a str,
    /// What could stand there instead, where that can be told.
    suggestion: Option<&'a str>,
}

impl<'a> From<&'a ImportOutcome> for ImportView<'a> {
    fn from(outcome: &'a ImportOutcome) -> Self {
        let shown = |changes: &'a [Change]| changes.iter().map(ImportedView::from).collect();
        Self {
            dry_run: outcome.dry_run,
            organization_id: outcome.organization_id.map(prongsai_domain::id::OrganizationId::get),
            fiscal_year: outcome.fiscal_year.get(),
            created: shown(&outcome.created),
            updated: shown(&outcome.updated),
            unchanged: shown(&outcome.unchanged),
            doubts: outcome.doubts.iter().map(DoubtView::from).collect(),
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
            code: doubt.code,
            severity: doubt.severity.as_str(),
            pointer: &doubt.pointer,
            message_th: &doubt.message_th,
            message_en: &doubt.message_en,
            suggestion: doubt.suggestion.as_deref(),
        }
    }
}

/// 200 for a dry run; 201, with the place where the year can be taken out again, for an import.
pub(super) fn reply(outcome: &ImportOutcome) -> Result<Reply, AnswerError> {
    let view = ImportView::from(outcome);
    if outcome.dry_run {
        return present::done(&view);
    }
    let reply = Reply::json(201, &view)?;
    Ok(match outcome.organization_id {
        Some(office) => {
            let year = outcome.fiscal_year;
            reply.with_header(
                "Location",
                format!("/api/v1/organizations/{office}/export?fiscal_year={year}"),
            )
        }
        None => reply,
    })
}
