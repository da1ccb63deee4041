use sha2::{Digest as _, Sha256};

/// Crockford's base 32. It has no letters that are easily mistaken for other letters or for digits.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Number of letters in a code; each letter has five bits.
const LETTERS: usize = 10;

/// The short code of a published content, as `XXXXX-XXXXX`: 50 bits of a hash over the content's own hash, its owner
/// and the edition number. Equal contents of two documents have different codes. If a code is already in use, the next
/// `attempt` gives another one.
pub(super) fn code_of(content_sha256: &str, whose: &str, number: u32, attempt: u32) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("{content_sha256}\n{whose}\n{number}"));
    if attempt > 0 {
        hash.update(format!("\n{attempt}"));
    }
    let bits = hash
        .finalize()
        .iter()
        .take(8)
        .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    let mut code = String::with_capacity(LETTERS + 1);
    for place in 0..LETTERS {
        if place == LETTERS / 2 {
            code.push('-');
        }
        let five = bits >> (64 - 5 * (place + 1)) & 31;
        let letter = usize::try_from(five).ok().and_then(|index| ALPHABET.get(index));
        code.push(letter.copied().map_or('0', char::from));
    }
    code
}

/// Converts a typed code to its stored form. Accepts lower-case letters, dashes and spaces at any place or none, and
/// letters that look like digits. Returns `None` if the text cannot be a code.
pub fn normalized_code(typed: &str) -> Option<String> {
    let mut code = String::with_capacity(LETTERS + 1);
    for letter in typed
        .chars()
        .filter(|letter| !is_dash(*letter) && !letter.is_whitespace())
    {
        let letter = match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        if !u8::try_from(letter).is_ok_and(|byte| ALPHABET.contains(&byte)) {
            return None;
        }
        if code.len() == LETTERS / 2 {
            code.push('-');
        }
        code.push(letter);
    }
    (code.len() == LETTERS + 1).then_some(code)
}

/// A hyphen, or a dash or minus sign that word processors put in its place.
const fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70";

    #[test]
    fn a_code_says_the_first_fifty_bits() {
        let code = code_of("c", DOCUMENT, 1, 0);
        let digest = Sha256::digest(format!("c\n{DOCUMENT}\n1"));
        // Takes single bits, because the function takes five at once.
        let bit = |index: usize| (digest[index / 8] >> (7 - index % 8)) & 1;
        let five = |place: usize| (0..5).fold(0, |number, index| number * 2 + usize::from(bit(place * 5 + index)));
        let spelled: String = (0..10).map(|place| char::from(ALPHABET[five(place)])).collect();
        assert_eq!(code.replace('-', ""), spelled);
        assert_eq!((code.len(), &code[5..6]), (11, "-"));
    }

    #[test]
    fn document_edition_content_and_attempt_each_change_the_code() {
        let code = code_of("c", DOCUMENT, 1, 0);
        for other in [
            code_of("d", DOCUMENT, 1, 0),
            code_of("c", "another", 1, 0),
            code_of("c", DOCUMENT, 2, 0),
            code_of("c", DOCUMENT, 1, 1),
        ] {
            assert_ne!(code, other);
        }
        assert_eq!(code, code_of("c", DOCUMENT, 1, 0));
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for typed in [
            "0AB1C-DE1FG",
            "oab1c-deIfg",
            "0AB1CDE1FG",
            "OABLC DELFG",
            "0ab1c--de1fg",
            "0AB1C–DE1FG",
            "0AB1C\u{2212}DE1FG",
            "0AB1C\u{a0}DE1FG",
        ] {
            assert_eq!(normalized_code(typed).as_deref(), Some("0AB1C-DE1FG"), "{typed}");
        }
        for typed in [
            "",
            "0AB1C",
            "0AB1C-DE1FGH",
            "0AB1C-DE1FU",
            "0AB1C-DE1F๑",
            "0AB1C/DE1FG",
            "../../../..",
        ] {
            assert_eq!(normalized_code(typed), None, "{typed}");
        }
    }
}
