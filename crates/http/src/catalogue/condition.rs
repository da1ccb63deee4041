use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use prongsai_application::PutCondition;

use crate::extract::{IfMatch, IfNoneMatch};
use crate::problem::Problem;

/// The condition of a PUT of a catalogue: `If-Match`, or `If-None-Match: *` to create.
///
/// [`IfMatchOrNew`](crate::extract::IfMatchOrNew) has the same purpose and refuses more: both headers together, and
/// entity tags in `If-None-Match`. Here `If-None-Match` is not read beside `If-Match`, and entity tags in it count as
/// no condition. Clients may already send such requests, so this operation keeps its own extractor.
pub(super) struct Condition(pub(super) PutCondition);

impl FromRequest for Condition {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        ready(condition(request, payload).map(Self))
    }
}

fn condition(request: &HttpRequest, payload: &mut Payload) -> Result<PutCondition, Problem> {
    if request.headers().contains_key(header::IF_MATCH) {
        let IfMatch(precondition) = IfMatch::from_request(request, payload).into_inner()?;
        return Ok(PutCondition::Replaces(precondition));
    }
    let known = IfNoneMatch::from_request(request, payload).into_inner()?;
    Ok(if known == IfNoneMatch::Any {
        PutCondition::MustBeNew
    } else {
        PutCondition::Absent
    })
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;
    use prongsai_application::Precondition;

    use super::*;
    use crate::problem::ProblemCode;

    fn of(header: Option<(&str, &str)>) -> Result<PutCondition, ProblemCode> {
        let request = header
            .into_iter()
            .fold(TestRequest::put(), TestRequest::insert_header)
            .to_http_request();
        condition(&request, &mut Payload::None).map_err(|problem| problem.code())
    }

    #[test]
    fn a_put_says_what_it_replaces_or_that_there_is_nothing() {
        assert_eq!(of(None), Ok(PutCondition::Absent));
        assert_eq!(of(Some(("If-None-Match", "*"))), Ok(PutCondition::MustBeNew));
        let third = Precondition::Revisions(vec![3]);
        assert_eq!(of(Some(("If-Match", "\"3\""))), Ok(PutCondition::Replaces(third)));
        assert_eq!(of(Some(("If-Match", "3"))), Err(ProblemCode::InvalidPrecondition));
    }
}
