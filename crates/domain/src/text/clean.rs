//! Cleaning a text before it is stored.

use unicode_normalization::char::is_combining_mark;

use super::error::{MARKS_MAX, TextError};
use super::invisible::is_invisible;
use super::misread::{Misread, find_misread};
use super::normal_form::normal_form;
use super::tidy::tidy;

/// Whether a text may have several lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lines {
    /// A title, a name: line breaks are refused, tabs become spaces.
    Single,
    /// A paragraph: line breaks and tabs are kept.
    Multi,
}

/// The limits of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limits {
    /// Largest number of characters (Unicode scalar values) after cleaning.
    pub max_chars: usize,
    /// One line or several.
    pub lines: Lines,
}

impl Limits {
    /// One line of at most this many characters.
    pub const fn single(max_chars: usize) -> Self {
        Self {
            max_chars,
            lines: Lines::Single,
        }
    }

    /// Several lines of at most this many characters in total.
    pub const fn multi(max_chars: usize) -> Self {
        Self {
            max_chars,
            lines: Lines::Multi,
        }
    }
}

/// Normalises a text for storage: no outer white space, NFC, line ends as `\n`, plain spaces, and one spelling of Thai that
/// was copied from elsewhere. Cleaning twice changes nothing. Correct text of any language stays as it is.
///
/// - เเ becomes แ; ํา becomes ำ; ๅ becomes า, except after ฤ and ฦ.
/// - Marks of a letter have one order, a vowel sign before a tone mark, and none stands twice.
/// - The private-use marks of old Thai fonts become the real ones.
/// - Invisible characters go, except between characters of scripts that need them and within emoji.
///
/// ```
/// use prongsai_domain::text::{Limits, TextError, clean};
///
/// assert_eq!(clean("  การทำงาน\r\n", Limits::single(100))?, "การทำงาน");
/// assert_eq!(clean("ก\0", Limits::multi(100)).unwrap_err().code(), "text-control-character");
/// # Ok::<(), TextError>(())
/// ```
///
/// # Errors
/// [`TextError`]: the text is empty, too long, or contains characters that no text needs.
pub fn clean(input: &str, limits: Limits) -> Result<String, TextError> {
    let start = input.len() - input.trim_start_matches(is_outer).len();
    let (before, rest) = input.split_at(start);
    let skipped = before.chars().count();
    let rest = rest.trim_end_matches(is_outer);
    check_encoding(rest, skipped)?;
    let kept = unify_lines(rest, skipped, limits.lines)?;
    let tidied = tidy(&kept);
    let cleaned = tidied.trim_matches(is_outer).to_owned();
    if cleaned.chars().all(|c| c.is_whitespace() || is_invisible(c)) {
        return Err(TextError::Empty);
    }
    let actual = cleaned.chars().count();
    if actual > limits.max_chars {
        return Err(TextError::TooLong {
            max: limits.max_chars,
            actual,
        });
    }
    check_marks(&cleaned)?;
    if cleaned != kept {
        // Tidying takes away a mark that stands twice. A flood of marks is refused all the same.
        check_marks(&normal_form(&kept))?;
    }
    Ok(cleaned)
}

/// Like [`clean`], for an optional text: an empty one is `None`.
///
/// # Errors
/// [`TextError`], but never [`TextError::Empty`].
pub fn clean_optional(input: &str, limits: Limits) -> Result<Option<String>, TextError> {
    match clean(input, limits) {
        Ok(text) => Ok(Some(text)),
        Err(TextError::Empty) => Ok(None),
        Err(error) => Err(error),
    }
}

/// White space around a text, and invisible characters that editors add there. Other control characters stay: they are refused.
fn is_outer(c: char) -> bool {
    let space = c.is_whitespace() && (!c.is_control() || matches!(c, '\t' | '\n' | '\r'));
    space || matches!(c, '\u{FEFF}' | '\u{200B}')
}

/// Refuses Thai that was read in a wrong encoding. `skipped` is the number of characters before the text. This check is the
/// first one: such a text has control characters too.
fn check_encoding(text: &str, skipped: usize) -> Result<(), TextError> {
    match find_misread(text) {
        Some(Misread { position, meant }) => Err(TextError::WrongEncoding {
            position: skipped + position,
            meant: meant.map(|meant| tidy(&meant).into_owned()),
        }),
        None => Ok(()),
    }
}

/// Refuses control characters and makes every line end `\n`. `skipped` is the number of characters before the text.
fn unify_lines(text: &str, skipped: usize, lines: Lines) -> Result<String, TextError> {
    let mut kept = String::with_capacity(text.len());
    let mut previous = None;
    for (position, c) in (skipped + 1..).zip(text.chars()) {
        let is_break = matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}');
        match (c, lines) {
            _ if is_break && lines == Lines::Single => return Err(TextError::LineBreak { position }),
            // The second half of a CRLF; the first half has already become the line end.
            ('\n', _) if previous == Some('\r') => {}
            _ if is_break => kept.push('\n'),
            ('\t', Lines::Single) => kept.push(' '),
            ('\t', Lines::Multi) => kept.push(c),
            _ if c.is_control() => {
                return Err(TextError::ControlCharacter {
                    code_point: u32::from(c),
                    position,
                });
            }
            (char::REPLACEMENT_CHARACTER, _) => return Err(TextError::ReplacementCharacter { position }),
            _ if is_non_character(c) => {
                return Err(TextError::NonCharacter {
                    code_point: u32::from(c),
                    position,
                });
            }
            _ => kept.push(c),
        }
        previous = Some(c);
    }
    Ok(kept)
}

/// The code points that Unicode reserves: a block, and the last two of every plane.
fn is_non_character(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}') || u32::from(c) & 0xFFFE == 0xFFFE
}

fn check_marks(text: &str) -> Result<(), TextError> {
    let mut marks = 0;
    for (position, c) in (1..).zip(text.chars()) {
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        if marks > MARKS_MAX {
            return Err(TextError::CombiningFlood {
                position: position - MARKS_MAX,
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: Limits = Limits::single(20);
    const LINES: Limits = Limits::multi(20);

    #[test]
    fn outer_white_space_goes_inner_stays() {
        assert_eq!(clean("\u{FEFF} \t ก  ข \r\n", LINE), Ok("ก  ข".to_owned()));
        assert_eq!(clean("ก\tข", LINE), Ok("ก ข".to_owned()));
        assert_eq!(clean("ก\tข", LINES), Ok("ก\tข".to_owned()));
    }

    #[test]
    fn line_ends_become_one_kind() {
        assert_eq!(
            clean("ก\r\nข\rค\nง\u{2028}จ\r\n\r\nฉ", LINES),
            Ok("ก\nข\nค\nง\nจ\n\nฉ".to_owned())
        );
        assert_eq!(clean(" ก\nข", LINE), Err(TextError::LineBreak { position: 3 }));
        assert_eq!(clean("ก\u{2029}ข", LINE), Err(TextError::LineBreak { position: 2 }));
    }

    #[test]
    fn control_and_non_characters_are_refused_where_they_stand() {
        for (code_point, c) in [
            (0, '\0'),
            (0x1B, '\u{1B}'),
            (0x7F, '\u{7F}'),
            (0x85, '\u{85}'),
            (0x0B, '\u{0B}'),
        ] {
            for limits in [LINE, LINES] {
                for (written, position) in [(format!("  ก{c}ข"), 4), (format!("ก{c}"), 2), (c.to_string(), 1)] {
                    let expected = TextError::ControlCharacter { code_point, position };
                    assert_eq!(clean(&written, limits), Err(expected), "{written:?}");
                }
            }
        }
        for (code_point, c) in [(0xFFFE, '\u{FFFE}'), (0xFDD0, '\u{FDD0}'), (0x0010_FFFF, '\u{10FFFF}')] {
            let expected = TextError::NonCharacter {
                code_point,
                position: 2,
            };
            assert_eq!(clean(&format!("ก{c}"), LINES), Err(expected));
        }
    }

    #[test]
    fn a_text_without_visible_characters_is_empty() {
        for written in ["", " ", "\n\t", "\u{200B}\u{FEFF}", "\u{2060} \u{200D}", "\u{00A0}"] {
            assert_eq!(clean(written, LINES), Err(TextError::Empty), "{written:?}");
            assert_eq!(clean_optional(written, LINES), Ok(None), "{written:?}");
        }
        assert_eq!(clean_optional(" ก ", LINE), Ok(Some("ก".to_owned())));
        assert!(clean_optional("\0", LINE).is_err());
    }

    #[test]
    fn length_is_counted_after_cleaning() {
        let split = "น\u{0E4D}\u{0E32}".repeat(10);
        assert_eq!(clean(&format!("  {split}  "), LINE), Ok("นำ".repeat(10)));
        assert_eq!(
            clean(&"ก".repeat(21), LINE),
            Err(TextError::TooLong { max: 20, actual: 21 })
        );
    }

    #[test]
    fn lost_letters_and_wrong_encodings_are_refused_where_they_stand() {
        assert_eq!(
            clean(" ด\u{FFFD}าเนินงาน", LINE),
            Err(TextError::ReplacementCharacter { position: 3 })
        );
        let refused = clean("  ¡ÒÃàÃÕÂ¹", LINES).unwrap_err();
        assert_eq!(refused.code(), "text-wrong-encoding");
        assert_eq!(refused.suggestion().as_deref(), Some("การเรียน"));
        assert!(refused.message_en().contains("from character 3"), "{refused}");
    }

    #[test]
    fn floods_of_marks_are_refused() {
        assert!(clean(&format!("ก{}", "\u{0E49}".repeat(8)), LINE).is_ok());
        let flood = format!("กข{}", "\u{0E49}".repeat(9));
        assert_eq!(clean(&flood, LINE), Err(TextError::CombiningFlood { position: 3 }));
        assert!(clean("กตัญญู ปี่ น้ำ ฎีกา ปู่ ญี่ปุ่น", Limits::single(100)).is_ok());
    }

    #[test]
    fn every_error_speaks_both_languages() {
        for error in [
            TextError::Empty,
            TextError::TooLong { max: 1, actual: 2 },
            TextError::ControlCharacter {
                code_point: 0,
                position: 1,
            },
            TextError::LineBreak { position: 1 },
            TextError::NonCharacter {
                code_point: 0xFFFE,
                position: 1,
            },
            TextError::ReplacementCharacter { position: 1 },
            TextError::WrongEncoding {
                position: 1,
                meant: None,
            },
            TextError::CombiningFlood { position: 1 },
        ] {
            assert!(error.code().starts_with("text-"));
            assert!(error.message_th().contains(|c: char| ('ก'..='๙').contains(&c)));
            assert!(!error.message_en().is_empty());
        }
    }
}
