/// Rounds of percent-encoding that are undone.
const DECODED_MAX: usize = 3;

/// An address as programs read it: percent-encoding undone, ordinary letters instead of full-width ones, lower case, slashes.
pub(super) fn plain(address: &str) -> String {
    let mut plain = address.to_owned();
    for _ in 0..DECODED_MAX {
        if !plain.contains('%') {
            break;
        }
        plain = decoded(&plain);
    }
    let ordinary = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '。' | '｡' => '.',
        '\\' => '/',
        _ => c,
    };
    plain.chars().map(ordinary).flat_map(char::to_lowercase).collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let digit = |byte: Option<u8>| char::from(byte.unwrap_or_default()).to_digit(16);
        let value = (byte == b'%')
            .then(|| Some(digit(ahead.next())? * 16 + digit(ahead.next())?))
            .flatten();
        if let Some(value) = value.and_then(|value| u8::try_from(value).ok()) {
            bytes.push(value);
            rest = ahead;
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
