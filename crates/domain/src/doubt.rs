//! A doubt about a document: what a careful reader would ask. A doubt is never an error.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How much a doubt matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A matter of form.
    Info,
    /// An assessor is likely to ask about it.
    Warning,
    /// It does harm once it is public.
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

/// Something in an office's year that a careful reader would ask about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Stable kebab-case code for programs.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// JSON pointer of the place within the year's bundle.
    pub pointer: String,
    /// What is doubtful, in Thai.
    pub message_th: String,
    /// What is doubtful, in English.
    pub message_en: String,
    /// What could stand there instead, where that can be told.
    pub suggestion: Option<String>,
}
