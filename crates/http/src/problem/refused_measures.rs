//! The problem of a step that is refused for some of many measures.

use prongsai_application::{Conflict, Error, RefusedMeasure};

use super::warnings::warnings_not_acknowledged;
use super::{Bilingual, FieldError, FieldErrorPlace, Problem, ProblemCode};

/// The problem of a step that is refused for some of many measures. Each has its reason; the first in the order of all
/// refusals gives the status.
pub(super) fn refused(measures: Vec<RefusedMeasure>) -> Problem {
    // The order of refusals is that of a single measure: 412, 403, 409 (docs/api-design.md).
    let rank = |code: ProblemCode| match code {
        ProblemCode::Stale => 0,
        ProblemCode::Forbidden | ProblemCode::FourEyes | ProblemCode::SecondFactorStale => 1,
        _ => 2,
    };
    let count = measures.len();
    let reasons: Vec<(ProblemCode, Vec<FieldError>)> = measures.into_iter().map(refused_measure).collect();
    let code = reasons.iter().map(|(code, _)| *code).min_by_key(|code| rank(*code));
    Problem::new(code.unwrap_or(ProblemCode::IllegalTransition))
        .explain(Bilingual::new(
            format!("มีมาตรการ {count} รายการที่ทำรายการนี้ไม่ได้ จึงไม่มีการเปลี่ยนแปลงใด ๆ"),
            format!("The step is refused for {count} of the measures, so none was changed."),
        ))
        .with_field_errors(reasons.into_iter().flat_map(|(_, field_errors)| field_errors))
}

/// The reason for one measure, and after it the errors that the reason has in single places.
fn refused_measure(measure: RefusedMeasure) -> (ProblemCode, Vec<FieldError>) {
    let RefusedMeasure {
        index,
        id,
        key,
        title,
        reason,
    } = measure;
    let reason = match *reason {
        Error::Conflict(Conflict::WarningsNotAcknowledged(open)) => warnings_not_acknowledged(&open, Some(id)),
        other => Problem::from(other),
    };
    let mut in_places = reason.field_errors().to_vec();
    let code = reason.code();
    let pointer = index.map_or_else(|| "/all".to_owned(), |index| format!("/measures/{index}"));
    if code == ProblemCode::BindingRules {
        // Their places are in the document, which is not a part of the request.
        for error in &mut in_places {
            error.place = FieldErrorPlace::Pointer(pointer.clone());
        }
    }
    let detail = reason
        .0
        .detail
        .unwrap_or_else(|| Bilingual::new(code.meaning_th(), code.meaning_en()));
    let message = Bilingual::new(
        format!("มาตรการ \"{title}\" ({id}): {}", detail.th),
        format!("Measure {key} ({id}): {}", detail.en),
    );
    let mut field_errors = vec![FieldError::at_pointer(pointer, code.as_str(), message)];
    field_errors.extend(in_places);
    (code, field_errors)
}
