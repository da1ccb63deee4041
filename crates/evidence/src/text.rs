//! Texts, and tables as text.

use std::io::{Read, Seek, Write};

use encoding_rs::WINDOWS_874;

use crate::track::read_all;
use crate::{Change, Cleaned, Doubt, Failure, Kind, Limits, Refusal, contains_local_path};

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Checks a text and writes it in UTF-8.
pub(crate) fn clean(
    source: &mut (impl Read + Seek),
    kind: Kind,
    limits: &Limits,
    out: &mut impl Write,
) -> Result<Cleaned, Failure> {
    let bytes = read_all(source, limits.text_bytes_max)?;
    let mut cleaned = Cleaned::new(kind);
    let converted;
    let text = if let Ok(text) = std::str::from_utf8(&bytes) {
        text
    } else {
        converted = from_windows_874(&bytes)?;
        cleaned.changes.push(Change::ConvertedToUtf8);
        &converted
    };
    if text.chars().any(is_control) {
        return Err(Refusal::ControlCharacters.into());
    }
    let body = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    if body.trim().is_empty() {
        return Err(Refusal::FileIsEmpty.into());
    }
    if contains_local_path(body) {
        cleaned.doubt(Doubt::LocalPaths);
    }
    if kind == Kind::Csv && has_formula(body) {
        cleaned.doubt(Doubt::Formulas);
    }
    cleaned.facts.characters = Some(body.chars().count() as u64);
    cleaned.same_bytes = cleaned.changes.is_empty();
    out.write_all(text.as_bytes())?;
    Ok(cleaned)
}

/// Whether a character is none of a text. The byte order mark is one; it may also stand within a text.
fn is_control(character: char) -> bool {
    let is_bidi = matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    is_bidi || (character.is_control() && !matches!(character, '\t' | '\n' | '\r' | '\u{c}' | '\u{85}'))
}

fn is_control_byte(byte: u8) -> bool {
    (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C)) || byte == 0x7F
}

/// Whether the beginning of a file may be that of a text. Its last character may be cut.
pub(crate) fn may_be_text(head: &[u8]) -> bool {
    if head.iter().any(|byte| is_control_byte(*byte)) {
        return false;
    }
    match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) if error.error_len().is_none() && error.valid_up_to() > 0 => true,
        Err(_) => from_windows_874(head).is_ok(),
    }
}

/// Why the beginning of a file is not that of a text.
pub(crate) fn why_not(head: &[u8]) -> Refusal {
    let is_utf_16 = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    if !is_utf_16 && head.iter().any(|byte| is_control_byte(*byte)) {
        Refusal::ControlCharacters
    } else {
        Refusal::EncodingUnknown
    }
}

/// Reads TIS-620, of which Windows-874 is an extension. Any western text could be read so as well: a text is Thai when
/// two of five of its bytes over 127 are Thai consonants.
fn from_windows_874(bytes: &[u8]) -> Result<String, Refusal> {
    let (text, had_errors) = WINDOWS_874.decode_without_bom_handling(bytes);
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    let consonants = bytes.iter().filter(|byte| (0xA1..=0xCE).contains(*byte)).count();
    if had_errors || high == 0 || consonants * 5 < high * 2 || text.chars().any(|c| ('\u{80}'..'\u{a0}').contains(&c)) {
        return Err(Refusal::EncodingUnknown);
    }
    Ok(text.into_owned())
}

/// Whether a cell begins with the sign of a formula and is no number.
fn has_formula(text: &str) -> bool {
    let mut is_start = true;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        if is_start {
            let is_formula = match c {
                '=' | '@' | '＝' | '＠' => next.is_some_and(|next| !is_end(next)),
                '+' | '-' | '＋' | '－' => {
                    next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '(' | '=' | '@' | '+' | '-'))
                }
                _ => false,
            };
            if is_formula {
                return true;
            }
        }
        // A quote or a blank may stand before the first sign.
        is_start = matches!(c, ',' | ';' | '\t' | '\n' | '\r') || (is_start && matches!(c, '"' | ' '));
    }
    false
}

const fn is_end(c: char) -> bool {
    matches!(c, ',' | ';' | '\t' | '\n' | '\r' | '"' | ' ')
}

#[cfg(test)]
mod tests {
    use super::{from_windows_874, has_formula};
    use crate::Refusal;

    #[test]
    fn formulas_are_told_from_numbers() {
        for table in [
            "a,=1+1",
            "=HYPERLINK(\"x\")",
            "a\n@SUM(A1)",
            "a,\"+cmd|' /C calc'!A0\"",
            "-A1;2",
            "a\t =1",
        ] {
            assert!(has_formula(table), "{table}");
        }
        for table in ["a,-5", "+66 81 234 5678", "a,-,b", "a=b", "x@y.th,- ข้อ", "=,@"] {
            assert!(!has_formula(table), "{table}");
        }
    }

    #[test]
    fn thai_is_told_from_other_encodings() {
        let (thai, _, _) = encoding_rs::WINDOWS_874.encode("มาตรการ “โปร่งใส” ๒๕๖๙");
        assert_eq!(from_windows_874(&thai).unwrap(), "มาตรการ “โปร่งใส” ๒๕๖๙");
        for other in [&b"caf\xE9 d\xE9j\xE0"[..], b"\xFF\xFEa\0", b"\x81\x8D", b"\xC9\xDC\xFC"] {
            assert_eq!(from_windows_874(other), Err(Refusal::EncodingUnknown));
        }
    }
}
