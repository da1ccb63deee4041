use prongsai_domain::text::find_misread;

use super::kind::{Encoding, MARK};

/// The number of bytes that are looked at, from the beginning and from the first byte that is not UTF-8.
const LOOKED_AT: usize = 64 * 1024;

/// Recognises the encoding of a file that arrives in pieces. It keeps at most 128 KiB of the file.
#[derive(Debug, Default)]
pub struct Detector {
    /// The beginning of the file.
    start: Vec<u8>,
    /// The bytes of a character that the last piece left incomplete.
    incomplete: Vec<u8>,
    /// What follows from the first byte that is not UTF-8.
    invalid: Option<Vec<u8>>,
}

impl Detector {
    /// Looks at the next piece.
    pub fn push(&mut self, piece: &[u8]) {
        keep(&mut self.start, piece);
        if let Some(invalid) = &mut self.invalid {
            keep(invalid, piece);
            return;
        }
        let mut rest = piece;
        if !self.incomplete.is_empty() {
            // One character has at most four bytes: the first bytes of the piece complete it, or it is wrong.
            let added = piece.get(..piece.len().min(4)).unwrap_or_default();
            let mut joined = std::mem::take(&mut self.incomplete);
            let before = joined.len();
            joined.extend_from_slice(added);
            match std::str::from_utf8(&joined) {
                Err(error) if error.valid_up_to() == 0 && error.error_len().is_some() => {
                    self.found_invalid(&[joined.get(..before).unwrap_or_default(), piece].concat());
                    return;
                }
                Err(error) if error.valid_up_to() == 0 => {
                    self.incomplete = joined;
                    return;
                }
                _ => {
                    let length = width(joined.first().copied().unwrap_or_default());
                    rest = piece.get(length.saturating_sub(before)..).unwrap_or_default();
                }
            }
        }
        if let Err(error) = std::str::from_utf8(rest) {
            let after = rest.get(error.valid_up_to()..).unwrap_or_default();
            if error.error_len().is_some() {
                self.found_invalid(after);
            } else {
                self.incomplete = after.to_vec();
            }
        }
    }

    /// The encoding of all pieces.
    pub fn finish(self) -> Encoding {
        let is_cut = self.invalid.is_none() && !self.incomplete.is_empty();
        if let Some(encoding) = utf_16(&self.start) {
            return encoding;
        }
        match &self.invalid {
            Some(invalid) if is_thai_single_byte(invalid) => Encoding::ThaiSingleByte,
            Some(_) => Encoding::Other,
            // The last character is incomplete.
            None if is_cut => Encoding::Other,
            None if is_encoded_twice(&self.start) => Encoding::TwiceEncodedUtf8,
            None if self.start.starts_with(MARK) => Encoding::Utf8WithBom,
            None => Encoding::Utf8,
        }
    }

    fn found_invalid(&mut self, bytes: &[u8]) {
        let mut invalid = Vec::new();
        keep(&mut invalid, bytes);
        self.invalid = Some(invalid);
    }
}

fn keep(kept: &mut Vec<u8>, bytes: &[u8]) {
    let room = LOOKED_AT.saturating_sub(kept.len()).min(bytes.len());
    kept.extend_from_slice(bytes.get(..room).unwrap_or_default());
}

/// The number of bytes of the character that begins with this one.
const fn width(first: u8) -> usize {
    match first {
        0xF0.. => 4,
        0xE0.. => 3,
        0xC0.. => 2,
        _ => 1,
    }
}

/// UTF-16, by its byte order mark or by the higher bytes in every second place: 0 of ASCII, 0x0E of Thai, and 0x20 of
/// quotation marks, dashes and invisible characters (U+2000 to U+20FF).
fn utf_16(start: &[u8]) -> Option<Encoding> {
    if start.starts_with(b"\xFF\xFE\0\0") || start.starts_with(b"\0\0") {
        return Some(Encoding::Other);
    }
    if start.starts_with(b"\xFF\xFE") {
        return Some(Encoding::Utf16Le);
    }
    if start.starts_with(b"\xFE\xFF") {
        return Some(Encoding::Utf16Be);
    }
    let (pairs, _) = start.as_chunks::<2>();
    let is_high = |byte: u8| matches!(byte, 0 | 0x0E | 0x20);
    let count = |is: fn(&[u8; 2]) -> u8| pairs.iter().filter(|pair| is_high(is(pair))).count();
    let (low_first, high_first) = (count(|[_, high]| *high), count(|[high, _]| *high));
    let mostly = |count: usize| !pairs.is_empty() && count * 10 > pairs.len() * 9;
    // UTF-16 has a byte 0 for each sign of ASCII, which JSON and CSV always have. Without one, 0x20 may be a space of ASCII.
    if !start.contains(&0) {
        return None;
    }
    match (mostly(low_first), mostly(high_first)) {
        (true, false) => Some(Encoding::Utf16Le),
        (false, true) => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// Whether the bytes above ASCII are those of Thai letters, and mostly beside each other. Those of Western languages stand
/// alone between ASCII letters.
fn is_thai_single_byte(bytes: &[u8]) -> bool {
    let (mut above, mut thai, mut beside, mut previous) = (0_usize, 0_usize, 0_usize, 0);
    for byte in bytes.iter().copied() {
        if byte >= 0x80 {
            above += 1;
            thai += usize::from(matches!(byte, 0xA1..=0xDA | 0xDF..=0xFB));
            beside += usize::from(previous >= 0x80);
        }
        previous = byte;
    }
    above >= 2 && thai * 10 >= above * 9 && beside * 2 >= above
}

/// Whether most of the letters above ASCII are Thai that was read in a Western encoding.
fn is_encoded_twice(start: &[u8]) -> bool {
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        // The last character goes on after the part that was kept.
        Err(error) => start
            .get(..error.valid_up_to())
            .and_then(|valid| std::str::from_utf8(valid).ok())
            .unwrap_or_default(),
    };
    let thai = text.chars().filter(|c| ('ก'..='๛').contains(c)).count();
    let western = text.chars().filter(|c| matches!(c, '\u{80}'..='\u{FF}')).count();
    // A Thai letter of UTF-8 became three letters, and mostly two of these are of Latin-1.
    western > thai * 2 && western >= 3 && find_misread(text).is_some()
}
