//! The sentences about an approval by an author, with the reason. Every format has the same words.

use crate::rendition::Numerals;
use crate::wording;

/// The sentence on a document that one of its authors approved.
pub(crate) fn document_note(reason: &str, numerals: Numerals) -> String {
    format!("{} {}", wording::APPROVED_BY_AUTHOR, numerals.text(reason))
}

/// The sentence on a measure in a plan or a report.
pub(crate) fn measure_note(reason: &str, numerals: Numerals) -> String {
    format!("{} {}", wording::MEASURE_APPROVED_BY_AUTHOR, numerals.text(reason))
}

/// The sentence on an analysis that is taken from a report.
pub(crate) fn analysis_note(reason: &str, numerals: Numerals) -> String {
    format!("{} {}", wording::ANALYSIS_APPROVED_BY_AUTHOR, numerals.text(reason))
}
