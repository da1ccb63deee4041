//! A doubt: a warning about a document. It is not an error, but worth a second look.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::named::named_enum;
use crate::rule::RuleCode;

named_enum! {
    /// How serious a doubt is. The values are in ascending order, because lists of doubts are sorted by it.
    #[derive(PartialOrd, Ord)]
    pub enum Severity {
        /// A matter of form.
        Info = "info",
        /// An assessor is likely to ask about it.
        Warning = "warning",
        /// It does harm once the document is public.
        Serious = "serious",
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A warning about the documents of an organization's year. A [`Rule`](crate::rule::Rule) makes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// The code of the rule: stable kebab-case, for programs.
    pub code: RuleCode,
    /// How serious it is.
    pub severity: Severity,
    /// JSON pointer of the place within the year's bundle.
    pub pointer: String,
    /// The warning, in Thai.
    pub message_th: String,
    /// The warning, in English.
    pub message_en: String,
    /// A better value for the place, if known. If the place is an object, it is a value for one of its members, which
    /// the message names.
    pub suggestion: Option<String>,
}

impl Doubt {
    /// The doubt with a suggestion.
    #[must_use]
    pub fn suggesting(self, suggestion: impl Into<Option<String>>) -> Self {
        Self {
            suggestion: suggestion.into(),
            ..self
        }
    }

    /// The doubt with another severity than the usual one of its rule.
    #[must_use]
    pub fn with_severity(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }
}
