use actix_web::http::header::{self, HeaderValue};
use prongsai_application::rate_limit::RateClass;

use super::{Bilingual, Problem, ProblemCode};

/// The problem of a request that comes too early. The time is in seconds.
pub(crate) fn rate_limited(class: RateClass, retry_after: i64) -> Problem {
    let (thai, english) = match class {
        RateClass::Public => ("คำขอจากที่อยู่เครือข่ายนี้", "requests from this address"),
        RateClass::Read => ("คำขออ่านข้อมูลของท่าน", "reads of this person"),
        RateClass::Write => ("คำขอแก้ไขข้อมูลของท่าน", "changes of this person"),
        RateClass::Expensive => (
            "คำขอจัดทำเอกสาร นำเข้า หรือส่งออกข้อมูล",
            "requests for renditions, imports or exports",
        ),
        RateClass::SignIn => ("คำขอเข้าสู่ระบบจากที่อยู่เครือข่ายนี้", "logins from this address"),
    };
    Problem::new(ProblemCode::TooManyRequests)
        .explain(Bilingual::new(
            format!("มี{thai}มากเกินไป โปรดส่งอีกครั้งในอีก {retry_after} วินาที"),
            format!("Too many {english} came. Send the request again in {retry_after} seconds."),
        ))
        .with_header(header::RETRY_AFTER, HeaderValue::from(retry_after))
}
