//! Splits a written date or period into numbers, words and marks.

use super::lexicon::{self, Word};
use super::misspelling;
use super::month_name::Language;
use super::style::Separator;
use crate::text;

/// The maximum length of a text that is read, in bytes. Every written form of a date or a period is far shorter.
const BYTES_MAX: usize = 400;
/// The maximum number of parts. The longest forms have about thirty.
const TOKENS_MAX: usize = 48;

/// A part of a written date or period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Digits.
    Number(Digits),
    /// A known word.
    Word(Word),
    /// A slash, a hyphen or a dot between numbers. `spaced` tells of a hyphen whether white space is beside it.
    Mark {
        separator: Separator,
        spaced: bool,
    },
    /// A dash that is longer than a hyphen, or a tilde: it stands between the ends of a period only.
    Dash(char),
    Comma,
    Colon,
    Plus,
    Open,
    Close,
}

/// A number with up to four digits, and how many digits were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digits {
    /// 0 when there are more than four digits.
    pub(super) value: u16,
    pub(super) count: u8,
}

impl Digits {
    /// The number, if it has one or two digits.
    pub(super) fn small(self) -> Option<u8> {
        if self.count <= 2 {
            u8::try_from(self.value).ok()
        } else {
            None
        }
    }

    /// Whether it can be a year: two or four digits.
    pub(super) fn is_year(self) -> bool {
        matches!(self.count, 2 | 4)
    }
}

/// Splits a text into its parts; `None` when it contains anything else. Texts that look the same have the same parts.
pub(super) fn tokens(input: &str) -> Option<Vec<Token>> {
    if input.len() > BYTES_MAX {
        return None;
    }
    let read = split(input);
    let is_near = |tokens: &Vec<Token>| {
        tokens
            .iter()
            .any(|token| matches!(token, Token::Word(Word::NearMonth(..))))
    };
    match read {
        Some(tokens) if !is_near(&tokens) => Some(tokens),
        read => {
            // Folding takes longer, and few texts need it.
            let folded = input.split_whitespace().map(text::fold).collect::<Vec<_>>().join(" ");
            split(&folded).or(read)
        }
    }
}

fn split(input: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::with_capacity(16);
    let mut letters = String::new();
    let mut visible = input
        .chars()
        .filter(|c| !text::is_invisible(*c))
        .map(text::ascii_digit)
        .peekable();
    let mut before = ' ';
    while let Some(c) = visible.next() {
        // White space and dots join letters: `ม. ค.` is `มค`.
        if is_letter(c) {
            letters.push(c.to_ascii_lowercase());
        } else if before == '-' && matches!(c, '-' | '>') {
            // `--` and `->` are one dash.
            continue;
        } else if !c.is_whitespace() && (c != '.' || letters.is_empty()) {
            words(&letters, &mut tokens)?;
            letters.clear();
            match (c.to_digit(10), tokens.last_mut()) {
                (Some(digit), Some(Token::Number(number))) if before.is_ascii_digit() => number.push(digit),
                (Some(digit), _) => tokens.push(Token::Number(Digits::of(digit))),
                (None, _) => {
                    let spaced = before.is_whitespace() || visible.peek().is_some_and(|c| c.is_whitespace());
                    tokens.push(mark(c, spaced)?);
                }
            }
        }
        if tokens.len() > TOKENS_MAX {
            return None;
        }
        before = c;
    }
    words(&letters, &mut tokens)?;
    Some(tokens)
}

impl Digits {
    fn of(digit: u32) -> Self {
        Self {
            value: u16::try_from(digit).unwrap_or(0),
            count: 1,
        }
    }

    fn push(&mut self, digit: u32) {
        self.count = self.count.saturating_add(1);
        let longer = u32::from(self.value) * 10 + digit;
        self.value = if self.count <= 4 {
            u16::try_from(longer).unwrap_or(0)
        } else {
            0
        };
    }
}

fn mark(c: char, spaced: bool) -> Option<Token> {
    let between = |separator, spaced| Token::Mark { separator, spaced };
    Some(match c {
        '/' => between(Separator::Slash, false),
        '.' => between(Separator::Dot, false),
        '-' | '\u{2010}' | '\u{2011}' => between(Separator::Hyphen, spaced),
        '–' | '—' | '~' | '−' => Token::Dash(c),
        // Marks in place of a dash: figure dash, horizontal bar, the wide forms, arrows.
        '\u{2012}' | '\u{2015}' | '\u{FF0D}' | '→' | '⟶' => Token::Dash('–'),
        '\u{FF5E}' | '\u{301C}' => Token::Dash('~'),
        ',' => Token::Comma,
        ':' => Token::Colon,
        '+' => Token::Plus,
        '(' | '[' | '\u{FF08}' => Token::Open,
        ')' | ']' | '\u{FF09}' => Token::Close,
        _ => return None,
    })
}

/// Adds the words of joined letters; `None` when they are not all known.
fn words(letters: &str, tokens: &mut Vec<Token>) -> Option<()> {
    if letters.is_empty() {
        return Some(());
    }
    // Each side of `ถึง` is read by itself, so that it may be the misspelt name of a month.
    for (place, piece) in letters.split("ถึง").enumerate() {
        if place > 0 {
            tokens.push(Token::Word(Word::To));
        }
        // The beginning of `จนถึง`.
        let piece = piece.strip_suffix("จน").unwrap_or(piece);
        let known = tokens.len();
        if abbreviated_weekday(piece, tokens).is_none() && known_words(piece, tokens).is_none() {
            tokens.truncate(known);
            near_month(piece, tokens)?;
        }
    }
    Some(())
}

/// An abbreviated weekday, which stands alone: `พ.`, `ตั้งแต่ พ.ที่`.
fn abbreviated_weekday(letters: &str, tokens: &mut Vec<Token>) -> Option<()> {
    let opened = ["ตั้งแต่", "ระหว่าง"]
        .into_iter()
        .find_map(|word| letters.strip_prefix(word));
    let text = opened.unwrap_or(letters);
    let bare = text.strip_suffix("ที่").unwrap_or(text);
    let day = lexicon::short_weekday(bare)?;
    tokens.extend(opened.map(|_| Token::Word(Word::Between)));
    tokens.push(Token::Word(Word::Weekday(day)));
    tokens.extend((bare.len() < text.len()).then_some(Token::Word(Word::Ordinal)));
    Some(())
}

fn known_words(mut letters: &str, tokens: &mut Vec<Token>) -> Option<()> {
    while !letters.is_empty() {
        let (word, rest) = lexicon::longest(letters)?;
        if tokens.len() > TOKENS_MAX {
            return None;
        }
        tokens.push(Token::Word(word));
        letters = rest;
    }
    Some(())
}

/// Words that may stand before and after the name of a month.
const BEFORE: [&str; 6] = ["ระหว่าง", "ตั้งแต่", "ประจำ", "วันที่", "เดือน", "from"];
const AFTER: [&str; 6] = ["ปีพศ", "ปีคศ", "พศ", "คศ", "พุทธศักราช", "ปี"];

fn near_month(letters: &str, tokens: &mut Vec<Token>) -> Option<()> {
    let mut name = letters;
    for word in BEFORE {
        name = name.strip_prefix(word).unwrap_or(name);
    }
    let (before, _) = letters.split_at(letters.len() - name.len());
    let after = AFTER.into_iter().find(|word| name.ends_with(word)).unwrap_or_default();
    let name = name.strip_suffix(after).unwrap_or(name);
    let month = misspelling::near(name)?;
    let language = if name.is_ascii() {
        Language::English
    } else {
        Language::Thai
    };
    known_words(before, tokens)?;
    tokens.push(Token::Word(Word::NearMonth(month, language)));
    known_words(after, tokens)
}

/// Thai vowels and tone marks above and below the line count as letters. Unicode does not class all of them as
/// alphabetic.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '\u{0E01}'..='\u{0E3A}' | '\u{0E40}'..='\u{0E4E}')
        || (!c.is_ascii() && c.is_alphabetic())
}
