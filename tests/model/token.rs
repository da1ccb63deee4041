//! Tokens: a word in every text that a person writes, unique to the step and the field. It is found again in any format,
//! because it has Latin letters only: numerals may be set as Thai ones. Numbers that people write are tokens, too.

use std::collections::BTreeSet;
use std::fmt;

/// Letters of the number in a token. With `OPEN` and `CLOSE` a token has six letters, as many as the token in the link
/// of a survey. None of these letters is in `OPEN` or `CLOSE`, so tokens do not overlap.
const LETTERS: &[u8; 16] = b"bcdfghjkmnpqrtvw";
const OPEN: &str = "z";
const CLOSE: &str = "x";
const LENGTH: usize = 4;
/// A number token is this plus the number of the token. No other number in public JSON has six digits.
const NUMBERS: u32 = 700_000;
/// Fields of a step.
const FIELDS: u32 = 64;

/// What a person wrote in one field in one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Token(u32);

impl Token {
    pub(crate) fn new(step: u32, field: u32) -> Self {
        assert!(step < 1_000 && field < FIELDS, "step {step}, field {field}");
        Self(step * FIELDS + field)
    }

    /// The step in which it was written.
    pub(crate) const fn step(self) -> u32 {
        self.0 / FIELDS
    }

    /// It as a number that a field of numbers takes.
    pub(crate) const fn number(self) -> u32 {
        NUMBERS + self.0
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(OPEN)?;
        for place in (0..LENGTH).rev() {
            let digit = (self.0 >> (4 * place)) & 15;
            write!(f, "{}", char::from(LETTERS[usize::try_from(digit).unwrap()]))?;
        }
        f.write_str(CLOSE)
    }
}

/// The tokens in a text. They are whole words, so that the text form of a picture has none by chance.
pub(crate) fn words_in(text: &str) -> BTreeSet<Token> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.filter_map(token).collect()
}

fn token(word: &str) -> Option<Token> {
    let digits = word.strip_prefix(OPEN)?.strip_suffix(CLOSE)?;
    let digit = |byte: u8| LETTERS.iter().position(|letter| *letter == byte);
    let digits: Vec<usize> = digits.bytes().map(digit).collect::<Option<_>>()?;
    let number = digits.iter().fold(0, |number, digit| number * 16 + digit);
    (digits.len() == LENGTH).then(|| Token(u32::try_from(number).unwrap()))
}

/// The tokens in a JSON text, also those that are numbers.
pub(crate) fn in_json(text: &str) -> BTreeSet<Token> {
    let mut found = words_in(text);
    let is_word = |letter: char| letter.is_alphanumeric() || "_.-".contains(letter);
    for word in text.split(|letter| !is_word(letter)).filter(|word| word.len() == 6) {
        if let Some(number) = word.parse::<u32>().ok().and_then(|number| number.checked_sub(NUMBERS))
            && number < 65_536
        {
            found.insert(Token(number));
        }
    }
    found
}

#[test]
fn a_token_is_found_again() {
    let (one, other) = (Token::new(0, 3), Token::new(999, 63));
    let text = format!("<p>ก{one}ข</p>/{other}\"a{other}{one}");
    assert_eq!(words_in(&text), BTreeSet::from([one, other]));
    assert_eq!((one.step(), other.step()), (0, 999));
    let json = format!(
        r#"{{"n":{},"at":"2026-11-28T01:02:03.{}Z"}}"#,
        one.number(),
        other.number()
    );
    assert_eq!(in_json(&json), BTreeSet::from([one]));
    assert_eq!(words_in("zbbbx zbbbbbx zabcbx zx"), BTreeSet::new());
}
