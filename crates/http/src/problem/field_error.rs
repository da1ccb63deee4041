use std::borrow::Cow;

use prongsai_domain::score::table::CellError;
use prongsai_domain::violation::Violation;

use super::language::Bilingual;

/// An error in one place of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The place.
    pub place: FieldErrorPlace,
    /// The stable kebab-case code, for programs.
    pub code: Cow<'static, str>,
    /// The description of the error.
    pub message: Bilingual,
    /// A value or name that would be accepted, if one is known; or all of them, separated by commas.
    pub suggestion: Option<String>,
}

/// A place in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldErrorPlace {
    /// The JSON pointer (RFC 6901) of a place in the body.
    Pointer(String),
    /// The name of a query parameter.
    Parameter(String),
    /// The name of a header.
    Header(&'static str),
    /// A cell of a table, or a whole row. Both count from 1.
    Cell {
        /// The row.
        row: usize,
        /// The column; `None` for the whole row.
        column: Option<usize>,
    },
}

impl FieldError {
    /// Makes an error in the body.
    pub fn at_pointer(pointer: impl Into<String>, code: impl Into<Cow<'static, str>>, message: Bilingual) -> Self {
        Self {
            place: FieldErrorPlace::Pointer(pointer.into()),
            code: code.into(),
            message,
            suggestion: None,
        }
    }

    /// Makes an error in a query parameter.
    pub fn in_parameter(name: impl Into<String>, code: impl Into<Cow<'static, str>>, message: Bilingual) -> Self {
        Self {
            place: FieldErrorPlace::Parameter(name.into()),
            code: code.into(),
            message,
            suggestion: None,
        }
    }

    /// Makes an error in a header.
    pub fn in_header(name: &'static str, code: impl Into<Cow<'static, str>>, message: Bilingual) -> Self {
        Self {
            place: FieldErrorPlace::Header(name),
            code: code.into(),
            message,
            suggestion: None,
        }
    }

    /// Adds a value that would be accepted.
    #[must_use]
    pub fn suggesting(mut self, suggestion: Option<String>) -> Self {
        self.suggestion = suggestion;
        self
    }
}

impl From<CellError> for FieldError {
    fn from(error: CellError) -> Self {
        Self {
            place: FieldErrorPlace::Cell {
                row: error.row,
                column: error.column,
            },
            code: error.code.into(),
            message: Bilingual::new(error.message_th, error.message_en),
            suggestion: error.suggestion,
        }
    }
}

impl From<Violation> for FieldError {
    fn from(violation: Violation) -> Self {
        Self {
            place: FieldErrorPlace::Pointer(violation.pointer),
            code: violation.code.into(),
            message: Bilingual::new(violation.message_th, violation.message_en),
            suggestion: violation.suggestion,
        }
    }
}
