//! Recognises the encoding of a file that should be UTF-8.

mod detector;
mod kind;

pub use detector::Detector;
pub use kind::{Encoding, EncodingError};

/// The encoding of a whole file.
///
/// ```
/// use prongsai_strict_json::encoding::{Encoding, detect};
///
/// assert_eq!(detect("{\"ก\":1}".as_bytes()), Encoding::Utf8);
/// let refused = detect(b"{\"\xA1\xD2\xC3\":1}").skipped().unwrap_err();
/// assert_eq!(refused.message_en(), "The file is in Windows-874 (TIS-620). Save it as UTF-8.");
/// ```
pub fn detect(bytes: &[u8]) -> Encoding {
    let mut detector = Detector::default();
    detector.push(bytes);
    detector.finish()
}

#[cfg(test)]
mod tests;
