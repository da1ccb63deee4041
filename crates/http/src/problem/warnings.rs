use prongsai_application::OpenWarnings;
use prongsai_domain::doubt::Doubt;
use prongsai_domain::id::DocumentId;

use super::{Bilingual, FieldError, Problem, ProblemCode};

/// The problem of an edition with serious warnings that its approver did not acknowledge. Each is a field error, whose suggestion
/// is the acknowledgement without its reason. `measure` is given for a step of many measures: it is the one with the warnings.
pub(super) fn warnings_not_acknowledged(open: &OpenWarnings, measure: Option<DocumentId>) -> Problem {
    let count = open.warnings.len();
    let detail = if open.is_publication {
        Bilingual::new(
            format!("มีข้อสังเกตร้ายแรง {count} ข้อที่ผู้อนุมัติไม่ได้รับทราบ ต้องตีกลับแล้วอนุมัติใหม่พร้อมรับทราบพร้อมเหตุผล"),
            format!(
                "{count} serious warnings were not acknowledged at the approval; return the edition, and approve it again with \
                 acknowledgements."
            ),
        )
    } else {
        Bilingual::new(
            format!("มีข้อสังเกตร้ายแรง {count} ข้อ ผู้อนุมัติต้องรับทราบทุกข้อใน acknowledged พร้อมเหตุผลของแต่ละข้อ"),
            format!("{count} serious warnings need an entry in acknowledged, each with its own reason."),
        )
    };
    let errors = open.warnings.iter().map(|warning| {
        let mut wanted = serde_json::json!({
            "rule": warning.code, "pointer": warning.pointer, "content_sha256": open.content_sha256,
        });
        if let (Some(id), Some(wanted)) = (measure, wanted.as_object_mut()) {
            wanted.insert("id".to_owned(), id.to_string().into());
        }
        let mut error = FieldError::at_pointer("/acknowledged", warning.code.to_string(), message_of(warning));
        error.suggestion = Some(wanted.to_string());
        error
    });
    Problem::new(ProblemCode::WarningsNotAcknowledged)
        .explain(detail)
        .with_field_errors(errors.collect::<Vec<_>>())
}

/// The problem of an edition with warnings of rules that are binding.
pub(super) fn binding_rules(broken: &[Doubt]) -> Problem {
    let errors = broken.iter().map(|warning| {
        let mut error = FieldError::at_pointer(&warning.pointer, warning.code.to_string(), message_of(warning));
        error.suggestion.clone_from(&warning.suggestion);
        error
    });
    Problem::new(ProblemCode::BindingRules).with_field_errors(errors.collect::<Vec<_>>())
}

/// The message of a warning, with its place.
fn message_of(warning: &Doubt) -> Bilingual {
    let place = if warning.pointer.is_empty() {
        "/"
    } else {
        &warning.pointer
    };
    Bilingual::new(
        format!("{place}: {}", warning.message_th),
        format!("{place}: {}", warning.message_en),
    )
}
