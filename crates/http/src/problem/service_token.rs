use prongsai_domain::access::Action;

use super::{Bilingual, Problem, ProblemCode};

/// The problem of a request with a service token that does not have the right, or for which no service token suffices.
pub(crate) fn service_token_refused(action: Option<Action>) -> Problem {
    let problem = Problem::new(ProblemCode::NotWithServiceToken);
    let Some(action) = action.map(Action::as_str) else {
        return problem;
    };
    problem.explain(Bilingual::new(
        format!("โทเคนสำหรับโปรแกรมที่ใช้ไม่มีสิทธิ์ {action} ให้ผู้ใช้เข้าสู่ระบบและทำรายการเอง หรือใช้โทเคนที่มีสิทธิ์นี้หากเป็นสิทธิ์ที่ให้แก่โทเคนได้"),
        format!(
            "The service token does not have the right {action}. Log in as the person, or use a token with this right if \
             tokens may have it."
        ),
    ))
}
