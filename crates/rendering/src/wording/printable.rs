/// A text for a rendition: characters that change the writing direction are removed, and characters that XML or HTML
/// forbids or discourages become U+FFFD. All others stay, including markup, which is text here.
///
/// Input is cleaned before it is stored; this function covers texts that were stored before those rules, or without
/// them.
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

/// Embeddings, overrides and isolates: with one of them an address can look like another one.
const fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether neither XML 1.0 nor HTML forbids or discourages the character. A parser turns a carriage return into a line
/// feed, so it is not legal.
const fn is_legal(c: char) -> bool {
    let control = matches!(c, '\0'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{7F}'..='\u{9F}');
    !control && !matches!(c, '\u{FDD0}'..='\u{FDEF}') && (c as u32) & 0xFFFE != 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_does_not_change() {
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
    fn control_characters_are_removed_or_replaced() {
        assert_eq!(printable("a\u{202E}b\u{2066}c\u{2069}"), "abc");
        assert_eq!(printable("\0\u{1B}\u{85}\u{FFFE}\u{FDD0}\r"), "\u{FFFD}".repeat(6));
    }
}
