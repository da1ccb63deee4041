use std::borrow::Cow;

use prongsai_domain::violation::Violation;

use super::language::Bilingual;

/// One thing that is wrong with a request, where, and how it could be put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Where.
    pub place: FaultPlace,
    /// Stable kebab-case code for programs.
    pub code: Cow<'static, str>,
    /// What is wrong.
    pub message: Bilingual,
    /// What would be accepted, where that is known.
    pub suggestion: Option<String>,
}

/// Where in a request something is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultPlace {
    /// At this JSON pointer (RFC 6901) of the body.
    Pointer(String),
    /// In this parameter of the query.
    Parameter(String),
    /// In this header.
    Header(&'static str),
}

impl FieldError {
    /// Something wrong in the body.
    pub fn at_pointer(pointer: impl Into<String>, code: impl Into<Cow<'static, str>>, message: Bilingual) -> Self {
        Self {
            place: FaultPlace::Pointer(pointer.into()),
            code: code.into(),
            message,
            suggestion: None,
        }
    }

    /// Something wrong in the query.
    pub fn in_parameter(name: impl Into<String>, code: impl Into<Cow<'static, str>>, message: Bilingual) -> Self {
        Self {
            place: FaultPlace::Parameter(name.into()),
            code: code.into(),
            message,
            suggestion: None,
        }
    }

    /// Something wrong in a header.
    pub fn in_header(name: &'static str, code: impl Into<Cow<'static, str>>, message: Bilingual) -> Self {
        Self {
            place: FaultPlace::Header(name),
            code: code.into(),
            message,
            suggestion: None,
        }
    }

    /// Adds what would be accepted.
    #[must_use]
    pub fn suggesting(mut self, suggestion: Option<String>) -> Self {
        self.suggestion = suggestion;
        self
    }
}

impl From<Violation> for FieldError {
    fn from(violation: Violation) -> Self {
        Self {
            place: FaultPlace::Pointer(violation.pointer),
            code: violation.code.into(),
            message: Bilingual::new(violation.message_th, violation.message_en),
            suggestion: violation.suggestion,
        }
    }
}
