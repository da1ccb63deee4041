use prongsai_domain::score::table::CellError;

use super::{Bilingual, FieldError, Problem, ProblemCode};

/// The problem of a table with wrong cells; `further` is the number of those that are not listed.
pub(super) fn invalid_table(errors: Vec<CellError>, further: usize) -> Problem {
    let count = errors.len() + further;
    let mut problem = Problem::new(ProblemCode::InvalidInput)
        .explain(Bilingual::new(
            format!("ตารางมีข้อมูลที่ใช้ไม่ได้ {count} แห่ง จึงยังไม่ได้บันทึกข้อมูลใด ๆ"),
            format!("The table is wrong in {count} places, so nothing was stored."),
        ))
        .with_field_errors(errors.into_iter().map(FieldError::from));
    if further > 0 {
        let message = Bilingual::new(
            format!("ยังมีที่ผิดอีก {further} แห่ง"),
            format!("There are {further} more errors."),
        );
        problem = problem.with_field_error(FieldError::at_pointer("", "further-errors", message));
    }
    problem
}
