//! Quoting a user's text in a message, without disturbing the message around it.

use crate::text;

/// Longest text that an error keeps, in characters.
const KEPT: usize = 200;
/// Longest text that a message quotes, in characters.
const SHOWN: usize = 60;

/// The part of a refused text that an error keeps, from the first visible character: enough to recognise it, never
/// megabytes.
pub(super) fn kept(written: &str) -> String {
    let visible = written.trim_start_matches(|c: char| c.is_whitespace() || text::is_invisible(c));
    visible.chars().take(KEPT).collect()
}

/// The text in quotation marks, shortened, and without control or invisible characters.
pub(super) fn quoted(written: &str) -> String {
    let mut visible = written.chars().filter(|c| !c.is_control() && !text::is_invisible(*c));
    let mut shown: String = visible.by_ref().take(SHOWN).collect();
    if visible.next().is_some() {
        shown.push('…');
    }
    format!("\"{shown}\"")
}
