use std::borrow::Cow;

use super::value::{Dictionary, Id, Value};
use crate::Refusal;

/// The deepest nesting of lists and dictionaries. Real documents stay below 20.
const DEPTH_MAX: usize = 64;

/// Why a value cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ParseError {
    /// The bytes are not a value.
    Malformed,
    /// The file is refused because of it.
    Refused(Refusal),
}

/// Reads values from bytes.
pub(crate) struct Parser<'a, 'b> {
    bytes: &'a [u8],
    pub(crate) at: usize,
    /// How many values may still be read.
    room: &'b mut usize,
}

pub(crate) const fn is_white(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

pub(crate) const fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

impl<'a, 'b> Parser<'a, 'b> {
    pub(crate) const fn new(bytes: &'a [u8], at: usize, room: &'b mut usize) -> Self {
        Self { bytes, at, room }
    }

    pub(crate) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(crate) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Skips white space and comments.
    pub(crate) fn skip(&mut self) {
        while let Some(byte) = self.peek() {
            if is_white(byte) {
                self.at += 1;
            } else if byte == b'%' {
                let rest = self.rest();
                self.at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            } else {
                break;
            }
        }
    }

    /// The bytes up to white space or a delimiter.
    pub(crate) fn word(&mut self) -> &'a [u8] {
        let rest = self.rest();
        let end = rest.iter().position(|byte| is_white(*byte) || is_delimiter(*byte));
        let word = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        self.at += word.len();
        word
    }

    /// `12 0` and this word, as in `12 0 obj` and `12 0 R`.
    pub(crate) fn id_before(&mut self, wanted: &[u8]) -> Option<Id> {
        let start = self.at;
        let id = self.try_id(wanted);
        if id.is_none() {
            self.at = start;
        }
        id
    }

    fn try_id(&mut self, wanted: &[u8]) -> Option<Id> {
        let number = integer(self.word())?;
        self.skip();
        let generation = integer(self.word())?;
        self.skip();
        let is_it = self.word() == wanted;
        is_it.then_some((u32::try_from(number).ok()?, u16::try_from(generation).ok()?))
    }

    /// Reads a value. White space before it is skipped.
    pub(crate) fn value(&mut self) -> Result<Value<'a>, ParseError> {
        self.value_at(0)
    }

    fn value_at(&mut self, depth: usize) -> Result<Value<'a>, ParseError> {
        let refused = ParseError::Refused(Refusal::TooComplex);
        if depth > DEPTH_MAX || *self.room == 0 {
            return Err(refused);
        }
        *self.room -= 1;
        self.skip();
        match self.peek().ok_or(ParseError::Malformed)? {
            b'/' => {
                self.at += 1;
                Ok(Value::Name(unescaped(self.word())))
            }
            b'(' => self.literal().map(Value::Text),
            b'<' if self.rest().starts_with(b"<<") => self.dictionary(depth).map(Value::Dictionary),
            b'<' => self.hexadecimal().map(Value::Text),
            b'[' => self.list(depth).map(Value::List),
            b'0'..=b'9' => match self.id_before(b"R") {
                Some(id) => Ok(Value::Reference(id)),
                None => Ok(Value::Atom(self.word())),
            },
            b'+' | b'-' | b'.' => Ok(Value::Atom(self.word())),
            _ => match self.word() {
                word @ (b"true" | b"false" | b"null") => Ok(Value::Atom(word)),
                _ => Err(ParseError::Malformed),
            },
        }
    }

    fn literal(&mut self) -> Result<&'a [u8], ParseError> {
        let start = self.at;
        let mut open = 0_usize;
        loop {
            let rest = self.rest();
            let Some(step) = memchr::memchr3(b'(', b')', b'\\', rest) else {
                // The caller counts how far reading went.
                self.at = self.bytes.len();
                return Err(ParseError::Malformed);
            };
            match rest.get(step) {
                Some(b'\\') => self.at += step + 2,
                Some(b'(') => {
                    open += 1;
                    self.at += step + 1;
                }
                _ => {
                    open -= 1;
                    self.at += step + 1;
                    if open == 0 {
                        return self.bytes.get(start..self.at).ok_or(ParseError::Malformed);
                    }
                }
            }
        }
    }

    fn hexadecimal(&mut self) -> Result<&'a [u8], ParseError> {
        let rest = self.rest();
        let end = memchr::memchr(b'>', rest).unwrap_or(rest.len());
        let text = rest.get(..=end).unwrap_or(rest);
        self.at += text.len();
        let digits = text.get(1..end).unwrap_or_default();
        if end == rest.len() || !digits.iter().all(|byte| byte.is_ascii_hexdigit() || is_white(*byte)) {
            return Err(ParseError::Malformed);
        }
        Ok(text)
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Value<'a>>, ParseError> {
        self.at += 1;
        let mut list = Vec::new();
        loop {
            self.skip();
            if self.peek() == Some(b']') {
                self.at += 1;
                list.shrink_to_fit();
                return Ok(list);
            }
            list.push(self.value_at(depth + 1)?);
        }
    }

    fn dictionary(&mut self, depth: usize) -> Result<Dictionary<'a>, ParseError> {
        self.at += 2;
        let mut entries = Vec::new();
        loop {
            self.skip();
            if self.rest().starts_with(b">>") {
                self.at += 2;
                return Ok(Dictionary(entries).unique());
            }
            if self.peek() != Some(b'/') {
                return Err(ParseError::Malformed);
            }
            self.at += 1;
            let name = unescaped(self.word());
            entries.push((name, self.value_at(depth + 1)?));
        }
    }
}

/// A number of at most ten digits.
pub(crate) fn integer(word: &[u8]) -> Option<u64> {
    if word.is_empty() || word.len() > 10 || !word.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(word).ok()?.parse().ok()
}

/// A name with `#41` as `A`.
fn unescaped(name: &[u8]) -> Cow<'_, [u8]> {
    if !name.contains(&b'#') {
        return Cow::Borrowed(name);
    }
    let mut decoded = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((first, tail)) = rest.split_first() {
        let digits = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let code = digits.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if *first == b'#' => {
                decoded.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                decoded.push(*first);
                rest = tail;
            }
        }
    }
    Cow::Owned(decoded)
}
