use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::geography::{DistrictCode, ProvinceCode};
use prongsai_domain::id::{
    ActivityId, ChannelId, DivisionId, DocumentId, FileId, JobId, MeasureTemplateId, MembershipId, OrganizationId,
    ResultId, ServiceTokenId, SessionId, UserId,
};

use crate::problem::{Problem, ProblemCode};

/// The values in the path, in the order of its segments: `PathValue(id): PathValue<DocumentId>` or
/// `PathValue((id, result_id)): PathValue<(DocumentId, ResultId)>`. A malformed value answers 404 without a database
/// query.
///
/// It is not named `Path`, because the macro that documents handlers takes every argument of that name for the
/// framework's own type.
#[derive(Clone, Copy, Debug)]
pub struct PathValue<T>(pub T);

/// The type of one segment of a path.
pub trait PathSegment: Sized {
    /// Parses a percent-decoded segment; `None` when it is malformed.
    fn from_segment(segment: &str) -> Option<Self>;
}

/// The type of all segments of a path.
pub trait FromPath: Sized {
    /// Parses the segments in order; `None` when one of them is malformed.
    fn from_segments<'a>(segments: impl Iterator<Item = &'a str>) -> Option<Self>;
}

impl<T: FromPath> FromRequest for PathValue<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let segments = request.match_info().iter().map(|(_, segment)| segment);
        ready(
            T::from_segments(segments)
                .map(Self)
                .ok_or_else(|| Problem::new(ProblemCode::NotFound)),
        )
    }
}

impl<A: PathSegment> FromPath for A {
    fn from_segments<'a>(mut segments: impl Iterator<Item = &'a str>) -> Option<Self> {
        A::from_segment(segments.next()?)
    }
}

impl<A: PathSegment, B: PathSegment> FromPath for (A, B) {
    fn from_segments<'a>(mut segments: impl Iterator<Item = &'a str>) -> Option<Self> {
        Some((A::from_segment(segments.next()?)?, B::from_segment(segments.next()?)?))
    }
}

impl<A: PathSegment, B: PathSegment, C: PathSegment> FromPath for (A, B, C) {
    fn from_segments<'a>(mut segments: impl Iterator<Item = &'a str>) -> Option<Self> {
        Some((
            A::from_segment(segments.next()?)?,
            B::from_segment(segments.next()?)?,
            C::from_segment(segments.next()?)?,
        ))
    }
}

/// Implements [`PathSegment`] for ids. Only one form is accepted, 36 characters in lower case, so that a thing has one
/// address.
macro_rules! ids {
    ($($id:ident),+) => {$(
        impl PathSegment for $id {
            fn from_segment(segment: &str) -> Option<Self> {
                segment.parse().ok().filter(|id: &Self| id.to_string() == segment)
            }
        }
    )+};
}

ids!(
    ActivityId,
    OrganizationId,
    ChannelId,
    DivisionId,
    UserId,
    MeasureTemplateId,
    MembershipId,
    DocumentId,
    FileId,
    ResultId,
    ServiceTokenId,
    JobId,
    SessionId
);

impl PathSegment for FiscalYear {
    fn from_segment(segment: &str) -> Option<Self> {
        segment
            .parse()
            .ok()
            .filter(|year: &u16| year.to_string() == segment)
            .and_then(|year| Self::new(year).ok())
    }
}

impl PathSegment for ProvinceCode {
    fn from_segment(segment: &str) -> Option<Self> {
        Self::parse(segment).ok()
    }
}

impl PathSegment for DistrictCode {
    fn from_segment(segment: &str) -> Option<Self> {
        Self::parse(segment).ok()
    }
}

/// The number of an edition.
impl PathSegment for u32 {
    fn from_segment(segment: &str) -> Option<Self> {
        segment
            .parse()
            .ok()
            .filter(|number: &Self| *number > 0 && number.to_string() == segment)
    }
}

/// A word of 1 to 100 bytes without control characters, such as the code of a programme or a verification code. All
/// stored words are shorter.
impl PathSegment for String {
    fn from_segment(segment: &str) -> Option<Self> {
        let fits = (1..=100).contains(&segment.len()) && !segment.chars().any(char::is_control);
        fits.then(|| segment.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_plain_form_of_an_id_names_something() {
        let id = "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70";
        assert!(DocumentId::from_segment(id).is_some());
        for other in [
            id.to_uppercase(),
            id.replace('-', ""),
            format!("{{{id}}}"),
            format!("urn:uuid:{id}"),
            "7".into(),
        ] {
            assert!(DocumentId::from_segment(&other).is_none(), "{other}");
        }
    }

    #[test]
    fn years_and_numbers_are_plain_digits() {
        assert_eq!(FiscalYear::from_segment("2566").map(FiscalYear::get), Some(2566));
        for other in ["2023", "02566", "+2566", "๒๕๖๖", "x", ""] {
            assert!(FiscalYear::from_segment(other).is_none(), "{other}");
        }
        assert_eq!(u32::from_segment("3"), Some(3));
        for other in ["0", "-1", "+3", "03", "4294967296"] {
            assert!(u32::from_segment(other).is_none(), "{other}");
        }
    }

    #[test]
    fn two_segments_are_taken_in_order() {
        let id = "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70";
        let (document, number) = <(DocumentId, u32)>::from_segments([id, "2"].into_iter()).unwrap();
        assert_eq!((document.to_string().as_str(), number), (id, 2));
        assert!(<(DocumentId, u32)>::from_segments([id].into_iter()).is_none());
    }
}
