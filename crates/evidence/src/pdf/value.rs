use std::borrow::Cow;
use std::collections::HashMap;

/// The number and the generation of an object.
pub(crate) type Id = (u32, u16);

/// A value of a PDF. Numbers and texts stand as the file has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    /// A number, `true`, `false` or `null`.
    Atom(&'a [u8]),
    /// A name, without the slash and without escapes.
    Name(Cow<'a, [u8]>),
    /// A text, with its brackets.
    Text(&'a [u8]),
    Reference(Id),
    List(Vec<Value<'a>>),
    Dictionary(Dictionary<'a>),
}

pub(crate) const NULL: Value<'static> = Value::Atom(b"null");

impl<'a> Value<'a> {
    pub(crate) fn as_dictionary(&self) -> Option<&Dictionary<'a>> {
        match self {
            Self::Dictionary(dictionary) => Some(dictionary),
            _ => None,
        }
    }

    pub(crate) fn as_name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    pub(crate) fn as_list(&self) -> Option<&[Value<'a>]> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }

    pub(crate) fn as_reference(&self) -> Option<Id> {
        match self {
            Self::Reference(id) => Some(*id),
            _ => None,
        }
    }

    pub(crate) fn as_size(&self) -> Option<usize> {
        match self {
            Self::Atom(atom) => std::str::from_utf8(atom).ok()?.parse().ok(),
            _ => None,
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        *self == NULL
    }
}

/// Names and values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Dictionary<'a>(pub(crate) Vec<(Cow<'a, [u8]>, Value<'a>)>);

impl<'a> Dictionary<'a> {
    pub(crate) fn get(&self, key: &[u8]) -> Option<&Value<'a>> {
        self.0
            .iter()
            .find(|(name, _)| name.as_ref() == key)
            .map(|(_, value)| value)
    }

    pub(crate) fn name(&self, key: &[u8]) -> Option<&[u8]> {
        self.get(key).and_then(Value::as_name)
    }

    /// Removes a key. Says whether it was there with a value.
    pub(crate) fn remove(&mut self, key: &[u8]) -> bool {
        let Some(at) = self.0.iter().position(|(name, _)| name.as_ref() == key) else {
            return false;
        };
        let (_, value) = self.0.remove(at);
        !value.is_null()
    }

    /// Keeps the last value of each key: programs differ in which one they take.
    pub(crate) fn unique(mut self) -> Self {
        let mut last = HashMap::with_capacity(self.0.len());
        for (at, (name, _)) in self.0.iter().enumerate() {
            last.insert(name.clone(), at);
        }
        if last.len() < self.0.len() {
            let mut at = 0;
            self.0.retain(|(name, _)| {
                let is_last = last.get(name) == Some(&at);
                at += 1;
                is_last
            });
        }
        self.0.shrink_to_fit();
        self
    }
}

/// The bytes of a text without its brackets and escapes.
pub(crate) fn text_bytes(text: &[u8]) -> Vec<u8> {
    match text.split_first() {
        Some((b'<', rest)) => hexadecimal(rest),
        Some((b'(', rest)) => literal(rest.strip_suffix(b")").unwrap_or(rest)),
        _ => Vec::new(),
    }
}

fn hexadecimal(text: &[u8]) -> Vec<u8> {
    let digit = |byte: &u8| {
        char::from(*byte)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    let digits: Vec<u8> = text.iter().filter_map(digit).collect();
    let pairs = digits.chunks(2);
    pairs
        .map(|pair| pair.first().unwrap_or(&0) << 4 | pair.get(1).unwrap_or(&0))
        .collect()
}

fn literal(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        match rest.next() {
            Some(b'n') => bytes.push(b'\n'),
            Some(b'r') => bytes.push(b'\r'),
            Some(b't') => bytes.push(b'\t'),
            Some(b'b') => bytes.push(8),
            Some(b'f') => bytes.push(12),
            Some(b'\r') => {
                rest.next_if_eq(&b'\n');
            }
            Some(b'\n') | None => {}
            Some(first @ b'0'..=b'7') => {
                let mut code = u16::from(first - b'0');
                for _ in 0..2 {
                    let Some(next) = rest.next_if(|next| (b'0'..=b'7').contains(next)) else {
                        break;
                    };
                    code = code * 8 + u16::from(next - b'0');
                }
                bytes.push(code.to_le_bytes()[0]);
            }
            Some(other) => bytes.push(other),
        }
    }
    bytes
}

/// A text as people read it. Bytes that are neither UTF-16 nor UTF-8 are taken for Latin letters.
pub(crate) fn text_string(text: &[u8]) -> String {
    let bytes = text_bytes(text);
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return utf_16(rest, u16::from_be_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return utf_16(rest, u16::from_le_bytes);
    }
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => error.into_bytes().into_iter().map(char::from).collect(),
    }
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes.as_chunks().0.iter().map(|pair| unit(*pair)).collect();
    String::from_utf16_lossy(&units)
}
