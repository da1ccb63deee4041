//! Characters without a visible form.

/// Characters without a visible form: zero-width ones, marks and overrides of writing direction, soft hyphens, fillers,
/// selectors of variants, tags.
pub const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}' | '\u{FEFF}'
        | '\u{3164}' | '\u{FFA0}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}')
        || is_selector(c)
        || is_tag(c)
}

/// A selector of a variant, such as that of an emoji.
const fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// A tag character: the flags of England, Scotland and Wales consist of them.
const fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0000}'..='\u{E007F}')
}

/// A character that turns the direction of a passage, or ends it. One without the other would turn the rest.
const fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether an invisible character is kept between two visible ones; `None` is the beginning or the end of the text.
/// Emoji and some scripts need joiners; Thai, Latin, digits and spaces need none.
pub(super) fn is_kept(c: char, before: Option<char>, after: Option<char>) -> bool {
    if turns_direction(c) {
        return false;
    }
    if is_tag(c) {
        // The black flag, with which the flags of tags begin.
        return before == Some('\u{1F3F4}');
    }
    // Digits and signs take a selector too: `1` with U+FE0F and U+20E3 is a key.
    if is_selector(c) {
        return before.is_some_and(|before| !(is_plain(before) && (before.is_alphabetic() || before.is_whitespace())));
    }
    let needs = |neighbour: Option<char>| neighbour.is_some_and(|neighbour| !is_plain(neighbour));
    needs(before) && needs(after)
}

/// Thai, Latin with its marks, common signs and spaces.
fn is_plain(c: char) -> bool {
    c.is_ascii()
        || c.is_whitespace()
        || matches!(c,
            '\u{80}'..='\u{24F}' | '\u{300}'..='\u{36F}' | '\u{E00}'..='\u{E7F}' | '\u{1E00}'..='\u{1EFF}'
            | '\u{2010}'..='\u{205E}' | '\u{20A0}'..='\u{20CF}' | '\u{2C60}'..='\u{2C7F}' | '\u{A720}'..='\u{A7FF}'
            | '\u{FF01}'..='\u{FF5E}')
}
