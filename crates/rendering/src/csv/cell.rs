use crate::wording::printable;

/// The column of the reason for an approval by an author, the same name as in JSON. It is empty when another person
/// approved.
pub(super) const OVERRIDE_REASON: &str = "override_reason";

/// What a spreadsheet takes for the beginning of a formula. Full-width signs are included, because some spreadsheets read
/// them as the ordinary ones. A carriage return needs no rule: [`printable`] replaces it.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\n', '＝', '＋', '－', '＠'];

/// A cell that no spreadsheet reads as a formula. It gets one apostrophe in front when it begins with a sign of a formula,
/// also after apostrophes of its own, so that a reader removes exactly one. A lone dash is no formula.
pub(super) fn harmless(cell: &str) -> String {
    let cell = printable(cell);
    let is_formula = cell.trim_start_matches('\'').starts_with(FORMULA);
    if is_formula && cell != "-" {
        format!("'{cell}")
    } else {
        cell
    }
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
            ("-", "-"),
            ("'-", "''-"),
            ("--", "'--"),
            ("- ก", "'- ก"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\u{202E}=1", "'=1"),
            ("ก=1", "ก=1"),
            ("'=1", "''=1"),
            ("''=1", "'''=1"),
            ("'ก", "'ก"),
            ("'", "'"),
            ("", ""),
        ] {
            assert_eq!(harmless(cell), expected);
        }
    }
}
