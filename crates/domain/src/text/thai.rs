//! The letters and marks of Thai.

/// สระอา.
pub(super) const SARA_AA: char = '\u{E32}';
/// สระอำ.
pub(super) const SARA_AM: char = '\u{E33}';
/// สระเอ.
pub(super) const SARA_E: char = '\u{E40}';
/// สระแอ.
const SARA_AE: char = '\u{E41}';
/// นิคหิต.
const NIKHAHIT: char = '\u{E4D}';
/// ลากข้างยาว, which belongs after ฤ and ฦ only.
const LAKKHANGYAO: char = '\u{E45}';

/// Whether this is a tone mark.
pub(super) const fn is_tone(c: char) -> bool {
    matches!(c, '\u{E48}'..='\u{E4B}')
}

/// Whether this mark stands above a letter.
pub(super) const fn is_above(c: char) -> bool {
    matches!(c, '\u{E31}' | '\u{E34}'..='\u{E37}' | '\u{E47}'..='\u{E4E}')
}

/// Whether this is a mark above or below a letter.
pub(super) const fn is_mark(c: char) -> bool {
    is_above(c) || matches!(c, '\u{E38}'..='\u{E3A}')
}

/// The mark or letter for a private-use character of old Thai fonts: those of Windows (U+F700–U+F71A), and those of the
/// Macintosh (U+F884–U+F89E). Such fonts have the marks once more, shifted, and PDFs made with them name these.
pub(super) const fn real_mark(c: char) -> Option<char> {
    Some(match c {
        '\u{F700}' | '\u{F89E}' => 'ฐ',
        '\u{F70F}' | '\u{F89A}' => 'ญ',
        '\u{F701}' | '\u{F885}' => '\u{E34}',
        '\u{F702}' | '\u{F886}' => '\u{E35}',
        '\u{F703}' | '\u{F887}' => '\u{E36}',
        '\u{F704}' | '\u{F888}' => '\u{E37}',
        '\u{F705}' | '\u{F70A}' | '\u{F713}' | '\u{F88A}'..='\u{F88C}' => '\u{E48}',
        '\u{F706}' | '\u{F70B}' | '\u{F714}' | '\u{F88D}'..='\u{F88F}' => '\u{E49}',
        '\u{F707}' | '\u{F70C}' | '\u{F715}' | '\u{F890}'..='\u{F892}' => '\u{E4A}',
        '\u{F708}' | '\u{F70D}' | '\u{F716}' | '\u{F893}'..='\u{F895}' => '\u{E4B}',
        '\u{F709}' | '\u{F70E}' | '\u{F717}' | '\u{F896}'..='\u{F898}' => '\u{E4C}',
        '\u{F710}' | '\u{F884}' => '\u{E31}',
        '\u{F711}' | '\u{F899}' => NIKHAHIT,
        '\u{F712}' | '\u{F889}' => '\u{E47}',
        '\u{F718}' | '\u{F89B}' => '\u{E38}',
        '\u{F719}' | '\u{F89C}' => '\u{E39}',
        '\u{F71A}' | '\u{F89D}' => '\u{E3A}',
        _ => return None,
    })
}

/// Adds a character that is no mark. เ after เ makes แ; ำ and า after a nikhahit make ำ; ๅ after a letter is า; a second ำ goes.
pub(super) fn join(out: &mut Vec<char>, c: char) {
    let last = out.last().copied();
    match c {
        SARA_E if last == Some(SARA_E) => {
            out.pop();
            out.push(SARA_AE);
        }
        LAKKHANGYAO if last.is_some_and(takes_sara_aa) => join_sara(out, SARA_AA),
        SARA_AA | SARA_AM => join_sara(out, c),
        _ => out.push(c),
    }
}

/// Whether ๅ after this character stands for า.
fn takes_sara_aa(c: char) -> bool {
    (('ก'..='ฮ').contains(&c) && !matches!(c, 'ฤ' | 'ฦ')) || is_mark(c)
}

fn join_sara(out: &mut Vec<char>, sara: char) {
    let last = out.last().copied();
    let before = out.iter().rev().nth(1).copied();
    match (before, last) {
        (_, Some(SARA_AM)) if sara == SARA_AM => {}
        (_, Some(NIKHAHIT)) => {
            out.pop();
            out.push(SARA_AM);
        }
        (Some(NIKHAHIT), Some(tone)) if is_tone(tone) => {
            out.truncate(out.len().saturating_sub(2));
            out.extend([tone, SARA_AM]);
        }
        _ => out.push(sara),
    }
}
