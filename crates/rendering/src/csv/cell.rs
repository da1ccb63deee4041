use crate::wording::printable;

/// The column of the reason for an approval by an author, the same name as in JSON. It is empty when another person
/// approved.
pub(super) const OVERRIDE_REASON: &str = "override_reason";

/// A cell that no spreadsheet reads as a formula. Full-width signs are included, because some spreadsheets read them as
/// the ordinary ones. A carriage return needs no rule: [`printable`] replaces it.
pub(super) fn harmless(cell: &str) -> String {
    let cell = printable(cell);
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\n', '＝', '＋', '－', '＠']);
    if is_formula { format!("'{cell}") } else { cell }
}

/// An optional text; empty when absent.
pub(super) fn optional(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn formulas_are_made_text() {
        for (cell, expected) in [
            ("=1+1", "'=1+1"),
            ("+66", "'+66"),
            ("-", "'-"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\u{202E}=1", "'=1"),
            ("ก=1", "ก=1"),
            ("'=1", "'=1"),
            ("", ""),
        ] {
            assert_eq!(harmless(cell), expected);
        }
    }
}
