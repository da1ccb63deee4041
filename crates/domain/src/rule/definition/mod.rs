//! What a rule is.

mod code;
mod due;
mod page;
mod responsible;
mod source;

use crate::doubt::{Doubt, Severity};

pub use code::RuleCode;
pub use due::{Due, DueFacts};
pub use page::{Page, PageError};
pub use responsible::Responsible;
pub use source::{Basis, Source};

/// A rule: why something is doubted, who has to act, and by when. Only this crate makes rules.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// Stable kebab-case code for programs.
    pub code: &'static str,
    /// How serious a doubt of the rule usually is. A single one may be more or less serious.
    pub severity: Severity,
    /// The title, in Thai. It is that of the page.
    pub title_th: &'static str,
    /// The title, in English.
    pub title_en: &'static str,
    /// What it rests on.
    pub source: Source,
    /// Who has to act.
    pub responsible: Responsible,
    /// By when.
    pub due: Due,
    /// The page for officers, in Markdown: `docs/rules/<code>.md`. [`Page::parse`] reads it.
    pub page: &'static str,
}

impl Rule {
    /// The code, as a doubt carries it.
    pub const fn code(&self) -> RuleCode {
        RuleCode::of(self.code)
    }

    /// A doubt of this rule at a JSON pointer, with the usual severity and without a suggestion.
    pub fn doubt(
        &self,
        pointer: impl Into<String>,
        message_th: impl Into<String>,
        message_en: impl Into<String>,
    ) -> Doubt {
        Doubt {
            code: self.code(),
            severity: self.severity,
            pointer: pointer.into(),
            message_th: message_th.into(),
            message_en: message_en.into(),
            suggestion: None,
        }
    }
}

/// Makes a [`Rule`] with the page of its code.
macro_rules! rule {
    ($code:literal, $severity:ident, $title_th:literal, $title_en:literal, $source:ident($reference:literal), $responsible:ident, $due:expr $(,)?) => {
        $crate::rule::Rule {
            code: $code,
            severity: $crate::doubt::Severity::$severity,
            title_th: $title_th,
            title_en: $title_en,
            source: $crate::rule::Source::$source($reference),
            responsible: $crate::rule::Responsible::$responsible,
            due: $due,
            page: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/rules/", $code, ".md")),
        }
    };
}

pub(crate) use rule;
