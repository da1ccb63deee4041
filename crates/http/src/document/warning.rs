use prongsai_application::document::{DocumentWarnings, Warning};
use prongsai_domain::document::Acknowledgement;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The warnings about the edition of a document that the caller sees.
#[derive(Serialize, ToSchema)]
pub(crate) struct DocumentWarningsView {
    /// The number of the edition.
    #[schema(example = 1)]
    edition: u32,
    /// The revision of the document; the `ETag` has the same number.
    #[schema(example = 7)]
    revision: i64,
    /// SHA-256 of the content that was reviewed. An acknowledgement names it.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    content_sha256: String,
    /// The warnings, the most serious first.
    warnings: Vec<WarningView>,
    /// The serious warnings that the approver has acknowledged; empty before the approval.
    acknowledged: Vec<AcknowledgementView>,
}

/// A warning about a document. It does not make the document wrong, but a careful reader would ask.
#[derive(Serialize, ToSchema)]
pub(crate) struct WarningView {
    /// The rule that gives the warning; docs/bundle.md lists the rules.
    #[schema(example = "result-without-evidence")]
    rule: String,
    /// How serious it is: `info`, `warning` or `serious`. An approval acknowledges each serious one.
    #[schema(example = "warning", pattern = "^(info|warning|serious)$")]
    severity: &'static str,
    /// The place in the JSON of the document.
    #[schema(example = "/frozen/measures/0/results/0/content")]
    pointer: String,
    /// The warning, in Thai.
    #[schema(example = "ผลการดำเนินการนี้ไม่มีหลักฐาน")]
    message_th: String,
    /// The warning, in English.
    #[schema(example = "no evidence is given for this result")]
    message_en: String,
    /// A better value for the place, or a better form of the word that the message quotes, if one is known.
    suggestion: Option<String>,
    /// The document that the warning is about: the document itself, or a measure that a report shows.
    document: WarnedDocumentView,
}

/// The document that a warning is about.
#[derive(Serialize, ToSchema)]
pub(crate) struct WarnedDocumentView {
    /// The kind of document.
    #[schema(example = "measure")]
    kind: &'static str,
    /// The id.
    id: Uuid,
    /// The key in bundles; `null` for a measure that a report shows.
    #[schema(example = "measure-1")]
    key: Option<String>,
    /// The title.
    #[schema(example = "ประสิทธิภาพการสื่อสาร")]
    title: String,
}

/// A serious warning that the approver has acknowledged.
#[derive(Serialize, ToSchema)]
pub(crate) struct AcknowledgementView {
    /// The rule that gives the warning.
    #[schema(example = "report-without-evidence")]
    rule: String,
    /// The place in the JSON of the document.
    #[schema(example = "")]
    pointer: String,
    /// SHA-256 of the content.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    content_sha256: String,
    /// The reason why the edition was approved all the same.
    #[schema(example = "หลักฐานเป็นเอกสารลับ ตรวจดูได้ที่สำนักปลัด")]
    reason: String,
}

impl From<&DocumentWarnings> for DocumentWarningsView {
    fn from(of: &DocumentWarnings) -> Self {
        Self {
            edition: of.edition,
            revision: of.revision,
            content_sha256: of.content_sha256.clone(),
            warnings: of.warnings.iter().map(WarningView::from).collect(),
            acknowledged: of.acknowledged.iter().map(AcknowledgementView::from).collect(),
        }
    }
}

impl From<&Warning> for WarningView {
    fn from(warning: &Warning) -> Self {
        let Warning { doubt, document } = warning;
        Self {
            rule: doubt.code.to_string(),
            severity: doubt.severity.as_str(),
            pointer: doubt.pointer.clone(),
            message_th: doubt.message_th.clone(),
            message_en: doubt.message_en.clone(),
            suggestion: doubt.suggestion.clone(),
            document: WarnedDocumentView {
                kind: document.kind.as_str(),
                id: document.id.get(),
                key: document.key.clone(),
                title: document.title.clone(),
            },
        }
    }
}

impl From<&Acknowledgement> for AcknowledgementView {
    fn from(known: &Acknowledgement) -> Self {
        Self {
            rule: known.rule.clone(),
            pointer: known.pointer.clone(),
            content_sha256: known.content_sha256.clone(),
            reason: known.reason.clone(),
        }
    }
}
