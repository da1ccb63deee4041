//! Thai and Arabic digits.

const THAI_ZERO: u32 = '๐' as u32;

/// Replaces every ASCII digit by the Thai one.
///
/// ```
/// assert_eq!(prongsai_domain::text::thai_digits("3 มกราคม 2566"), "๓ มกราคม ๒๕๖๖");
/// ```
pub fn thai_digits(text: &str) -> String {
    let thai = |c: char| {
        c.to_digit(10)
            .and_then(|digit| char::from_u32(THAI_ZERO + digit))
            .unwrap_or(c)
    };
    text.chars().map(thai).collect()
}

/// Replaces every Thai digit by the ASCII one.
///
/// ```
/// assert_eq!(prongsai_domain::text::ascii_digits("๓ มกราคม ๒๕๖๖"), "3 มกราคม 2566");
/// ```
pub fn ascii_digits(text: &str) -> String {
    text.chars().map(ascii_digit).collect()
}

/// The ASCII digit for a Thai digit; other characters are unchanged.
pub(crate) fn ascii_digit(c: char) -> char {
    match c {
        '๐'..='๙' => u32::from(c)
            .checked_sub(THAI_ZERO)
            .and_then(|digit| char::from_digit(digit, 10))
            .unwrap_or(c),
        _ => c,
    }
}

/// Whether the text contains a Thai digit.
pub(crate) fn has_thai_digits(text: &str) -> bool {
    text.contains(|c| matches!(c, '๐'..='๙'))
}
