use super::{Bilingual, FieldError, Problem, ProblemCode};

/// The problem of a code that is wrong, too old, or was used before.
pub(super) fn wrong_code() -> Problem {
    let message = Bilingual::new(
        "รหัสไม่ถูกต้อง หมดอายุ หรือถูกใช้ไปแล้ว โปรดรอรหัสถัดไปจากแอปยืนยันตัวตน",
        "The code is wrong, too old, or was used before; wait for the next one of the authenticator.",
    );
    Problem::new(ProblemCode::InvalidInput).with_field_error(FieldError::at_pointer("/code", "wrong-code", message))
}

/// The problem of a confirmation without an enrolment.
pub(super) fn nothing_enrolled() -> Problem {
    Problem::new(ProblemCode::NothingToConfirm).explain(Bilingual::new(
        "ยังไม่ได้เริ่มเปิดใช้การยืนยันตัวตนสองขั้น เริ่มได้ที่ POST /api/v1/me/second-factor",
        "No enrolment of a second factor was begun; begin one at POST /api/v1/me/second-factor.",
    ))
}
