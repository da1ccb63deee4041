//! Query values with the bounds that the OpenAPI document states.

use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer};

/// A text of at most `MAX` characters. Its parameter is documented with the same `max_length`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortText<const MAX: usize>(pub String);

/// A whole number from `MIN` to `MAX`. Its parameter is documented with the same `minimum` and `maximum`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounded<const MIN: i64, const MAX: i64 = { i64::MAX }>(pub i64);

impl<'de, const MAX: usize> Deserialize<'de> for ShortText<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match text.chars().count() {
            length if length > MAX => Err(D::Error::invalid_length(length, &format!("at most {MAX}").as_str())),
            _ => Ok(Self(text)),
        }
    }
}

impl<'de, const MIN: i64, const MAX: i64> Deserialize<'de> for Bounded<MIN, MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = i64::deserialize(deserializer)?;
        let refuse = |bound: String| D::Error::invalid_value(Unexpected::Signed(number), &bound.as_str());
        if number < MIN {
            return Err(refuse(format!("at least {MIN}")));
        }
        if number > MAX {
            return Err(refuse(format!("at most {MAX}")));
        }
        Ok(Self(number))
    }
}

#[cfg(test)]
mod tests {
    use super::super::query::{pairs, typed};
    use super::*;
    use crate::problem::Problem;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        name: Option<ShortText<3>>,
        number: Option<Bounded<1, 9>>,
    }

    fn read(query: &str) -> Result<Sample, Problem> {
        typed(&pairs(query)?)
    }

    #[test]
    fn lengths_are_counted_in_characters() {
        let sample = read("name=%E0%B8%81%E0%B8%82%E0%B8%84&number=1").unwrap();
        assert_eq!(sample.name.map(|name| name.0).as_deref(), Some("กขค"));
        assert_eq!(sample.number, Some(Bounded(1)));
    }

    #[test]
    fn a_value_outside_its_bounds_is_refused_with_the_bound() {
        for (query, code, text) in [
            (
                "name=abcd",
                "text-too-long",
                "This has to be at most 3 characters long.",
            ),
            ("number=0", "out-of-range", "This has to be at least 1."),
            ("number=-1", "out-of-range", "This has to be at least 1."),
            ("number=10", "out-of-range", "This has to be at most 9."),
            ("number=99999999999", "out-of-range", "This has to be at most 9."),
        ] {
            let problem = read(query).unwrap_err();
            let field_error = problem.field_errors().first().unwrap();
            assert_eq!((&*field_error.code, &*field_error.message.en), (code, text), "{query}");
        }
    }
}
