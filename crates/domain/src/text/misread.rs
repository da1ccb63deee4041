//! Thai that was read in a wrong encoding.

use super::thai::{is_mark, is_tone};

/// Where the first wrong characters stand, and what was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// The position of the first of them, in characters from 1.
    pub position: usize,
    /// The text as it was meant, if every wrong character can be read back.
    pub meant: Option<String>,
}

/// The upper half of Windows-1252 between 0x80 and 0x9F. The five bytes without a character stand for themselves.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// Finds Thai in UTF-8 that was read as Latin-1 (`à¸à¸²`), and Thai in Windows-874 that was read as Latin-1 (`¡ÒÃ`).
pub fn find_misread(text: &str) -> Option<Misread> {
    // Every misread text has one of these: the bytes of letters in Windows-874, and the first byte of Thai in UTF-8.
    if !text.contains(|c| matches!(c, '\u{A1}'..='\u{FB}')) {
        return None;
    }
    utf8_as_latin_1(text).or_else(|| thai_as_latin_1(text))
}

/// The byte that one of the two Western encodings reads as this character; only those above 0x7F.
fn byte(c: char) -> Option<u8> {
    if matches!(c, '\u{80}'..='\u{FF}') {
        return u8::try_from(u32::from(c)).ok();
    }
    let index = WINDOWS_1252.iter().position(|other| *other == c)?;
    u8::try_from(index + 0x80).ok()
}

/// Looks for `à¸` and `à¹`: the first two of the three bytes of a Thai letter in UTF-8, E0 B8 or E0 B9. One such pair may be
/// French (`à ¸`, or `à¹` with a footnote), so there must be two pairs, or `à¸` before a third byte of UTF-8.
fn utf8_as_latin_1(text: &str) -> Option<Misread> {
    let mut pairs = 0;
    let mut whole = 0;
    let mut first = None;
    let mut chars = (1..).zip(text.chars()).peekable();
    while let Some((position, c)) = chars.next() {
        let Some(second) = chars.peek().map(|(_, next)| *next) else {
            break;
        };
        if c != 'à' || !matches!(second, '¸' | '¹') {
            continue;
        }
        chars.next();
        pairs += 1;
        first.get_or_insert(position);
        let third = chars.peek().and_then(|(_, next)| byte(*next));
        whole += usize::from(second == '¸' && third.is_some_and(|byte| byte < 0xC0));
    }
    let position = first.filter(|_| pairs >= 2 || whole >= 1)?;
    Some(Misread {
        position,
        meant: read_back(text, |bytes| String::from_utf8(bytes.to_vec()).ok()),
    })
}

/// Looks for a run of characters that is a Thai word when each is read as a byte of Windows-874.
fn thai_as_latin_1(text: &str) -> Option<Misread> {
    let mut run = String::new();
    let mut first = None;
    // The space ends the last run.
    for (position, c) in (1..).zip(text.chars().chain([' '])) {
        if let Some(letter) = thai_letter(c) {
            run.push(letter);
        } else {
            if first.is_none() && is_thai_word(&run) {
                first = Some(position - run.chars().count());
            }
            run.clear();
        }
    }
    let meant = |bytes: &[u8]| bytes.iter().map(|byte| thai_letter(char::from(*byte))).collect();
    first.map(|position| Misread {
        position,
        meant: read_back(text, meant),
    })
}

/// The Thai character whose byte in Windows-874 is this character in Latin-1. A no-break space is the same in both.
fn thai_letter(c: char) -> Option<char> {
    match c {
        '\u{A1}'..='\u{DA}' | '\u{DF}'..='\u{FB}' => char::from_u32(u32::from(c) - 0xA0 + 0xE00),
        _ => None,
    }
}

/// Whether letters that were read back are Thai and not the accented letters of another language: at least three, with a
/// vowel sign or a mark, and every one of these where Thai has it. The bytes of the letters ก to ฟ are signs in Latin-1
/// and no letters, so a word with one of them is Thai; few Thai words have none, and these need five letters.
fn is_thai_word(run: &str) -> bool {
    let mut previous = ' ';
    let mut signs = 0;
    for c in run.chars() {
        let is_consonant = ('ก'..='ฮ').contains(&previous) && !matches!(previous, 'ฤ' | 'ฦ');
        let follows = is_consonant || is_mark(previous);
        let is_sign = is_mark(c) || matches!(c, 'ะ' | 'า' | 'ำ');
        // The vowel เ-าะ has two signs.
        if is_sign && !(follows || (c == 'ะ' && previous == 'า')) {
            return false;
        }
        // ๆ repeats a word and ๅ lengthens a letter, so neither begins a word.
        if matches!(c, 'ๆ' | 'ๅ') && !(follows || matches!(previous, 'ะ' | 'า' | 'ำ')) {
            return false;
        }
        // Two rare marks do not count: their bytes are Ú and î, which are frequent letters of other languages.
        signs += usize::from(is_sign && (is_tone(c) || !matches!(c, '\u{E3A}' | '\u{E4E}')));
        previous = c;
    }
    let length = run.chars().count();
    signs > 0 && (length >= 5 || length >= 3 && run.contains(|c| ('ก'..='ฟ').contains(&c)))
}

/// The text with every run of characters above ASCII read back from its bytes. `None` if one of them is no byte.
fn read_back(text: &str, read: impl Fn(&[u8]) -> Option<String>) -> Option<String> {
    let mut meant = String::with_capacity(text.len());
    let mut bytes = Vec::new();
    for c in text.chars() {
        // The third byte of ภ is a no-break space in Latin-1, which programs replace by a plain space.
        let lost = c == ' ' && bytes.ends_with(&[0xE0, 0xB8]);
        if let Some(byte) = byte(c).or(lost.then_some(0xA0)) {
            bytes.push(byte);
            continue;
        }
        meant.push_str(&read(&bytes)?);
        bytes.clear();
        // Thai that was read correctly stays.
        if !c.is_ascii() && !('ก'..='๛').contains(&c) {
            return None;
        }
        meant.push(c);
    }
    meant.push_str(&read(&bytes)?);
    Some(meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn latin_1(bytes: impl IntoIterator<Item = u8>) -> String {
        bytes.into_iter().map(char::from).collect()
    }

    fn windows_1252(bytes: impl IntoIterator<Item = u8>) -> String {
        let read = |byte: u8| match byte {
            0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
            _ => char::from(byte),
        };
        bytes.into_iter().map(read).collect()
    }

    fn windows_874(text: &str) -> Vec<u8> {
        let write = |c: char| match c {
            'ก'..='๛' => u8::try_from(u32::from(c) - 0xE00 + 0xA0).unwrap(),
            _ => u8::try_from(u32::from(c)).unwrap(),
        };
        text.chars().map(write).collect()
    }

    #[test]
    fn wrong_encodings_are_undone() {
        for meant in [
            "การดำเนินงาน",
            "งบประมาณ 2567 (ITA)",
            "ภาพกิจกรรม",
            "เทศบาลตำบลแม่ธารใส จังหวัดน่าน",
            "คู่มือ",
        ] {
            for read in [
                latin_1(meant.bytes()),
                windows_1252(meant.bytes()),
                latin_1(windows_874(meant)),
            ] {
                let found = find_misread(&format!("a {read}")).unwrap();
                assert_eq!(found.meant, Some(format!("a {meant}")), "{read:?}");
                assert_eq!(found.position, 3, "{read:?}");
            }
        }
        let mixed = format!("เดิม {}", latin_1("ใหม่".bytes()));
        assert_eq!(find_misread(&mixed).unwrap().meant.as_deref(), Some("เดิม ใหม่"));
    }

    #[test]
    fn a_part_that_was_lost_is_found_but_not_guessed() {
        for text in ["à¸à¸²à¸£", "à¸\u{A0}à¸", "à¸²à¸£ ü"] {
            let found = find_misread(text).unwrap();
            assert_eq!((found.position, found.meant), (1, None), "{text:?}");
        }
    }

    #[test]
    fn other_languages_are_no_thai() {
        for text in [
            "Électricité générale, à ¸, voilà¹.",
            "ÄÖÜ äöü ß",
            "æøå ÆØÅ",
            "ações ÇÃO São",
            "ÀÁÂÃ ÈÉÊ àâä éèê",
            "m²·°C, ±½°, £½",
            "ÍÓÐ þæð",
            "10²³ ¼½¾",
            "การทำงาน – ปกติ “ดี”",
        ] {
            assert_eq!(find_misread(text), None, "{text}");
        }
    }
}
