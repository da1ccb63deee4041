//! A doubt: a warning about a document. It is not an error, but worth a second look.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How serious a doubt is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A matter of form.
    Info,
    /// An assessor is likely to ask about it.
    Warning,
    /// It does harm once the document is public.
    Serious,
}

impl Severity {
    /// The name used in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Serious => "serious",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A warning about the documents of an organization's year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Stable kebab-case code for programs.
    pub code: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// JSON pointer of the place within the year's bundle.
    pub pointer: String,
    /// The warning, in Thai.
    pub message_th: String,
    /// The warning, in English.
    pub message_en: String,
    /// A better value for the place, if known.
    pub suggestion: Option<String>,
}
