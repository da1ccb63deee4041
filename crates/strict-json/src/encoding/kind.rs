use std::fmt;

/// The UTF-8 byte order mark.
pub(super) const MARK: &[u8] = b"\xEF\xBB\xBF";

/// The encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 that begins with a byte order mark.
    Utf8WithBom,
    /// UTF-16, the lower byte first.
    Utf16Le,
    /// UTF-16, the higher byte first.
    Utf16Be,
    /// Windows-874 or TIS-620.
    ThaiSingleByte,
    /// Thai that a program read in a Western encoding and then saved as UTF-8.
    TwiceEncodedUtf8,
    /// Not UTF-8, and none of the others.
    Other,
}

/// A file that is not UTF-8. `Display` is the English message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncodingError(Encoding);

impl Encoding {
    /// The number of bytes before the text: those of the byte order mark.
    ///
    /// # Errors
    /// [`EncodingError`] when the file is not UTF-8.
    pub const fn skipped(self) -> Result<usize, EncodingError> {
        match self {
            Self::Utf8 => Ok(0),
            Self::Utf8WithBom => Ok(MARK.len()),
            _ => Err(EncodingError(self)),
        }
    }

    /// The name of the encoding in messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8WithBom => "UTF-8 with BOM",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::ThaiSingleByte => "Windows-874 (TIS-620)",
            Self::TwiceEncodedUtf8 => "UTF-8 encoded twice",
            Self::Other => "unknown",
        }
    }
}

impl EncodingError {
    /// Stable code for programs.
    pub const fn code(self) -> &'static str {
        match self.0 {
            Encoding::TwiceEncodedUtf8 => "encoded-twice",
            _ => "not-utf-8",
        }
    }

    /// The encoding that was found.
    pub const fn encoding(self) -> Encoding {
        self.0
    }

    /// The error and how to correct it, in Thai.
    pub fn message_th(self) -> String {
        match self.0 {
            Encoding::TwiceEncodedUtf8 => {
                "ข้อความภาษาไทยในไฟล์ถูกแปลงเป็น UTF-8 ซ้ำสองครั้ง กรุณาบันทึกใหม่จากไฟล์ต้นฉบับเป็น UTF-8".to_owned()
            }
            Encoding::Other => "ไฟล์ไม่ใช่ UTF-8 กรุณาบันทึกไฟล์เป็น UTF-8 แล้วส่งใหม่".to_owned(),
            found => format!("ไฟล์มีรหัสอักขระ {} กรุณาบันทึกไฟล์เป็น UTF-8 แล้วส่งใหม่", found.name()),
        }
    }

    /// The error and how to correct it, in English.
    pub fn message_en(self) -> String {
        self.to_string()
    }

    /// Always `None`: the whole file must be saved again.
    pub const fn suggestion(self) -> Option<String> {
        None
    }
}

impl fmt::Display for EncodingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Encoding::TwiceEncodedUtf8 => {
                f.write_str("The Thai text of the file was encoded as UTF-8 twice. Save the original as UTF-8.")
            }
            Encoding::Other => f.write_str("The file is not UTF-8. Save it as UTF-8."),
            found => write!(f, "The file is in {}. Save it as UTF-8.", found.name()),
        }
    }
}

impl std::error::Error for EncodingError {}
