use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{FromRequest, HttpRequest};
use prongsai_application::rendition::Format;

use crate::problem::Problem;

/// The form of an answer that the client requests with `Accept`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RequestedForm {
    /// JSON: the client requests it, requests nothing, or requests only forms that do not exist.
    Json,
    /// A rendition.
    Rendition(Format),
}

/// The forms that exist, in order of preference.
const OFFERED: [(RequestedForm, &str, &str); 4] = [
    (RequestedForm::Json, "application", "json"),
    (RequestedForm::Rendition(Format::Html), "text", "html"),
    (RequestedForm::Rendition(Format::Pdf), "application", "pdf"),
    (
        RequestedForm::Rendition(Format::Docx),
        "application",
        "vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
];

impl FromRequest for RequestedForm {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::preferred(request.headers().get_all(header::ACCEPT))))
    }
}

impl RequestedForm {
    /// The form that the lines of `Accept` prefer.
    pub(crate) fn preferred<'a>(lines: impl Iterator<Item = &'a HeaderValue>) -> Self {
        let lines: Vec<&str> = lines.filter_map(|line| line.to_str().ok()).collect();
        Self::of(&lines.join(","))
    }

    /// The form with the highest quality; among equals, the first in order of preference.
    fn of(accepted: &str) -> Self {
        let ranges: Vec<Range<'_>> = accepted.split(',').filter_map(Range::read).collect();
        let mut best = (0, Self::Json);
        for (wanted, kind, subtype) in OFFERED {
            // The most specific range that covers a form gives its quality.
            let covering = ranges.iter().filter(|range| range.covers(kind, subtype));
            let quality = covering
                .max_by_key(|range| range.specificity())
                .map_or(0, |range| range.quality);
            if quality > best.0 {
                best = (quality, wanted);
            }
        }
        best.1
    }
}

/// A range of media types, with its quality in thousandths.
struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    quality: u16,
}

impl<'a> Range<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (kind, subtype) = parts.next()?.split_once('/')?;
        let mut quality = 1_000;
        for parameter in parts {
            if let Some((name, value)) = parameter.split_once('=')
                && name.trim().eq_ignore_ascii_case("q")
            {
                quality = thousandths(value.trim())?;
            }
        }
        Some(Self { kind, subtype, quality })
    }

    fn covers(&self, kind: &str, subtype: &str) -> bool {
        (self.kind == "*" || self.kind.eq_ignore_ascii_case(kind))
            && (self.subtype == "*" || self.subtype.eq_ignore_ascii_case(subtype))
    }

    const fn specificity(&self) -> u8 {
        match (self.kind.as_bytes(), self.subtype.as_bytes()) {
            (b"*", _) => 0,
            (_, b"*") => 1,
            _ => 2,
        }
    }
}

fn thousandths(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let fraction: u16 = format!("{fraction:0<3}").parse().ok()?;
    match whole {
        "0" => Some(fraction),
        "1" if fraction == 0 => Some(1_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_the_form_unless_another_one_is_preferred() {
        let rendition = RequestedForm::Rendition;
        for (accepted, wanted) in [
            ("", RequestedForm::Json),
            ("*/*", RequestedForm::Json),
            ("application/json", RequestedForm::Json),
            ("application/*", RequestedForm::Json),
            (
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                rendition(Format::Html),
            ),
            ("application/pdf", rendition(Format::Pdf)),
            ("Application/PDF;q=0.5, text/html;q=0.4", rendition(Format::Pdf)),
            ("application/pdf;q=0.5, */*;q=0.6", RequestedForm::Json),
            ("application/json;q=0, */*", rendition(Format::Html)),
            (
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                rendition(Format::Docx),
            ),
            ("image/png", RequestedForm::Json),
            ("text/html;q=2, x, /, ;;q", RequestedForm::Json),
            ("text/html;level=1;q=0.001", rendition(Format::Html)),
        ] {
            assert_eq!(RequestedForm::of(accepted), wanted, "{accepted}");
        }
    }
}
