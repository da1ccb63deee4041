/// A text as it may stand on paper: what would turn the writing direction of its neighbours is left out, and what no
/// XML document may hold is shown as U+FFFD. Everything else stays, markup too, because it is text here.
///
/// Texts are cleaned when they are taken in; this holds for what came in before the rules or past them.
///
/// ```
/// use prongsai_rendering::wording::printable;
///
/// assert_eq!(printable("<b>ก\u{202E}ข\u{0}</b>"), "<b>กข\u{FFFD}</b>");
/// ```
pub fn printable(text: &str) -> String {
    text.chars()
        .filter(|c| !turns_direction(*c))
        .map(|c| if is_legal(c) { c } else { char::REPLACEMENT_CHARACTER })
        .collect()
}

/// Embeddings, overrides and isolates: with one of them an address can be made to read as another.
const fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether XML 1.0 and HTML take the character as it is. A carriage return would come back as a line feed, so it
/// counts as one that they do not take.
const fn is_legal(c: char) -> bool {
    let control = matches!(c, '\0'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{7F}'..='\u{9F}');
    !control && !matches!(c, '\u{FDD0}'..='\u{FDEF}') && (c as u32) & 0xFFFE != 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_stays() {
        for text in [
            "ที่ ปี่ น้ำ กตัญญู ฎีกา ปู่ ญี่ปุ่น",
            "<script>alert(1)</script>",
            "a\tb\nc",
            "a\u{200B}b\u{200D}",
            "😀 é \u{0E49}\u{0E49}",
        ] {
            assert_eq!(printable(text), text);
        }
    }

    #[test]
    fn what_turns_or_breaks_goes() {
        assert_eq!(printable("a\u{202E}b\u{2066}c\u{2069}"), "abc");
        assert_eq!(printable("\0\u{1B}\u{85}\u{FFFE}\u{FDD0}\r"), "\u{FFFD}".repeat(6));
    }
}
