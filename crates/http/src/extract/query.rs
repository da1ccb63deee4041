use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use prongsai_domain::calendar::FiscalYear;
use prongsai_strict_json::ShapeError;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde::de::value::MapDeserializer;
use serde_path_to_error::Segment;

use super::moment;
use super::text_value::TextValue;
use crate::problem::{Bilingual, FieldError, Problem, ProblemCode};

/// The query parameters of a request, typed and strict: a parameter that `T` does not define is refused. Most of them
/// are filters of lists.
///
/// `T` derives `Deserialize` with `#[serde(deny_unknown_fields)]` and `IntoParams`.
#[derive(Clone, Debug)]
pub struct Filters<T>(pub T);

/// The `T` of `Filters` and `ListQuery` for operations that define no parameters of their own.
///
/// The server refuses unknown parameters of every documented operation before its handler runs: see
/// `fallback::refuse_unknown_parameters`. Most handlers rely on that. A handler with `Filters<NoFilters>` checks again.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoFilters {}

impl<T: DeserializeOwned> FromRequest for Filters<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(pairs(request.query_string()).and_then(|pairs| typed(&pairs)).map(Self))
    }
}

/// Names and values of a query, decoded; each name occurs at most once.
pub(super) fn pairs(query: &str) -> Result<Vec<(String, String)>, Problem> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for item in query.split('&').filter(|item| !item.is_empty()) {
        let (raw_name, raw_value) = split(item);
        let name = decode(raw_name).ok_or_else(|| undecodable(raw_name))?;
        let value = decode(raw_value).ok_or_else(|| undecodable(&name))?;
        if pairs.iter().any(|(other, _)| *other == name) {
            let message = Bilingual::new("ระบุพารามิเตอร์นี้ได้ครั้งเดียว", "Give this parameter only once.");
            return Err(invalid(FieldError::in_parameter(name, "duplicate-parameter", message)));
        }
        pairs.push((name, value));
    }
    Ok(pairs)
}

/// The decoded name of a part of a query; `None` if it cannot be decoded.
pub(super) fn name(item: &str) -> Option<String> {
    decode(split(item).0)
}

fn split(item: &str) -> (&str, &str) {
    item.split_once('=').unwrap_or((item, ""))
}

/// Deserialises the pairs into typed values.
pub(super) fn typed<T: DeserializeOwned>(pairs: &[(String, String)]) -> Result<T, Problem> {
    let values = pairs.iter().map(|(name, value)| (name.as_str(), TextValue(value)));
    serde_path_to_error::deserialize(MapDeserializer::new(values)).map_err(|error| {
        let name = match error.path().iter().next() {
            Some(Segment::Map { key }) => key.clone(),
            // A missing parameter has no place in the query; the message of serde names it.
            _ => String::new(),
        };
        refuse(&name, &error.into_inner().to_string(), pairs)
    })
}

pub(super) fn invalid(field_error: FieldError) -> Problem {
    Problem::new(ProblemCode::InvalidParameter).with_field_error(field_error)
}

fn refuse(name: &str, message: &str, pairs: &[(String, String)]) -> Problem {
    let written = pairs
        .iter()
        .find(|(other, _)| other == name)
        .map_or("", |(_, value)| value.as_str());
    if message == moment::REFUSED {
        return invalid(moment::refusal(name, written));
    }
    // The error of a fiscal year knows what is meant; serde quotes its English text alone.
    if name == "fiscal_year"
        && let Ok(year) = written.parse()
        && let Err(error) = FiscalYear::new(year)
    {
        let explained = Bilingual::new(error.message_th(), error.message_en());
        return invalid(FieldError::in_parameter(name, "invalid-value", explained).suggesting(error.suggestion()));
    }
    let error = ShapeError::parse(message);
    match &error {
        ShapeError::UnknownField { known } => unknown(name, known),
        ShapeError::MissingField { field } => invalid(FieldError::in_parameter(*field, "required", bilingual(&error))),
        _ => {
            let field_error = FieldError::in_parameter(name, error.code(), bilingual(&error));
            invalid(field_error.suggesting(error.suggestion(written)))
        }
    }
}

fn bilingual(error: &ShapeError<'_>) -> Bilingual {
    let (th, en) = error.messages();
    Bilingual::new(th, en)
}

/// Refuses a query with a parameter that is not in `known`. The problem names the first such parameter.
pub(crate) fn check_names(query: &str, known: &[&str]) -> Result<(), Problem> {
    match pairs(query)?
        .into_iter()
        .find(|(name, _)| !known.contains(&name.as_str()))
    {
        Some((name, _)) => Err(unknown(&name, known)),
        None => Ok(()),
    }
}

fn unknown(name: &str, known: &[&str]) -> Problem {
    let (list, en) = if known.is_empty() {
        let en = format!("There is no parameter {name}; this operation has no parameters.");
        ("–".to_owned(), en)
    } else {
        let list = known.join(", ");
        let en = format!("There is no parameter {name}; the parameters are {list}.");
        (list, en)
    };
    let message = Bilingual::new(format!("ไม่รู้จักพารามิเตอร์ {name} ที่ใช้ได้: {list}"), en);
    let suggestion = ShapeError::UnknownField { known: known.to_vec() }.suggestion(name);
    let field_error = FieldError::in_parameter(name, "unknown-parameter", message).suggesting(suggestion);
    Problem::new(ProblemCode::UnknownParameter).with_field_error(field_error)
}

fn undecodable(name: &str) -> Problem {
    let message = Bilingual::new(
        "การเข้ารหัสเปอร์เซ็นต์หรือ UTF-8 เสีย หรือมีอักขระควบคุม",
        "Broken percent-encoding or UTF-8, or a control character.",
    );
    // Every cursor that cannot be used gets the same problem: here, and in `ListQuery` when its content is invalid.
    if name == "cursor" {
        return Problem::new(ProblemCode::InvalidCursor)
            .with_field_error(FieldError::in_parameter(name, "not-text", message));
    }
    // The name comes from the client as it is. The answer repeats only a short, printable part of it.
    let name: String = name.chars().filter(|letter| !letter.is_control()).take(100).collect();
    invalid(FieldError::in_parameter(name, "not-text", message))
}

/// Decodes the form encoding of a query; `None` when it is malformed or contains control characters.
fn decode(raw: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => 16 * digit(rest.next()?)? + digit(rest.next()?)?,
            other => other,
        });
    }
    String::from_utf8(bytes)
        .ok()
        .filter(|text| !text.chars().any(char::is_control))
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use prongsai_domain::audit::AuditAction;
    use prongsai_domain::id::OrganizationId;
    use prongsai_domain::workflow::State;

    use super::moment::Moment;
    use super::*;
    use crate::problem::FieldErrorPlace;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        organization_id: Option<OrganizationId>,
        fiscal_year: Option<FiscalYear>,
        state: Option<State>,
        name: Option<String>,
        dry_run: Option<bool>,
        action: Option<AuditAction>,
        from: Option<Moment>,
    }

    fn read(query: &str) -> Result<Sample, (ProblemCode, String, String)> {
        pairs(query).and_then(|pairs| typed(&pairs)).map_err(|problem| {
            let field_error = problem.field_errors().first().unwrap();
            let FieldErrorPlace::Parameter(name) = field_error.place.clone() else {
                panic!("no parameter")
            };
            (problem.code(), name, field_error.code.to_string())
        })
    }

    #[test]
    fn values_are_typed() {
        let id = "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70";
        let sample = read(&format!(
            "organization_id={id}&fiscal_year=2566&state=draft&name=%E0%B8%81+b&dry_run=true\
             &action=result.edit&from=2026-11-01"
        ))
        .unwrap();
        assert_eq!(sample.organization_id.map(|id| id.to_string()).as_deref(), Some(id));
        assert_eq!(sample.fiscal_year.map(FiscalYear::get), Some(2566));
        assert_eq!(sample.state, Some(State::Draft));
        assert_eq!(sample.name.as_deref(), Some("ก b"));
        assert_eq!(sample.dry_run, Some(true));
        assert_eq!(sample.action, Some(AuditAction::ResultEdit));
        let from = sample.from.map(|moment| moment.0.to_string());
        assert_eq!(from.as_deref(), Some("2026-10-31T17:00:00Z"));
        assert!(read("").unwrap().name.is_none());
    }

    #[test]
    fn a_similar_value_is_suggested() {
        for (query, suggestion) in [
            ("state=drafted", "draft"),
            ("action=measure.aprove", "measure.approve"),
            ("action=report.supersed", "report.supersede"),
            ("from=2026-11-01T00:00:00+07:00", "2026-11-01T00:00:00%2B07:00"),
        ] {
            let refused = pairs(query).and_then(|pairs| typed::<Sample>(&pairs)).unwrap_err();
            let found = refused.field_errors().first().unwrap().suggestion.as_deref();
            assert_eq!(found, Some(suggestion), "{query}");
        }
    }

    #[test]
    fn a_refusal_names_the_parameter_that_cannot_be_used() {
        use ProblemCode::{InvalidParameter, UnknownParameter};
        for (query, code, name, field_error) in [
            ("stat=draft", UnknownParameter, "stat", "unknown-parameter"),
            ("state=drafty", InvalidParameter, "state", "unknown-value"),
            ("fiscal_year=x", InvalidParameter, "fiscal_year", "wrong-type"),
            ("fiscal_year=02566", InvalidParameter, "fiscal_year", "wrong-type"),
            ("fiscal_year=2023", InvalidParameter, "fiscal_year", "invalid-value"),
            (
                "organization_id=7",
                InvalidParameter,
                "organization_id",
                "invalid-value",
            ),
            ("dry_run=1", InvalidParameter, "dry_run", "wrong-type"),
            ("action=result.edited", InvalidParameter, "action", "unknown-value"),
            ("from=2569-11-01", InvalidParameter, "from", "invalid-value"),
            ("name=a&name=b", InvalidParameter, "name", "duplicate-parameter"),
            ("name=%zz", InvalidParameter, "name", "not-text"),
            ("name=%ff", InvalidParameter, "name", "not-text"),
            ("name=a%00", InvalidParameter, "name", "not-text"),
            ("name=%E", InvalidParameter, "name", "not-text"),
        ] {
            assert_eq!(
                read(query).unwrap_err(),
                (code, name.to_owned(), field_error.to_owned()),
                "{query}"
            );
        }
    }
}
