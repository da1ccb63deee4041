use serde::{Deserialize, Serialize};

use crate::refusal_words::{WORDS, of};
use crate::{Foreign, Kind};

/// Why a file is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Refusal {
    /// The file has no bytes.
    FileIsEmpty,
    /// The file has more bytes than this.
    #[serde(rename = "file-too-large")]
    TooLarge {
        /// The maximum in bytes.
        max: u64,
    },
    /// The name of the file has no extension, or one that is not accepted.
    ExtensionNotAccepted,
    /// The extension of the name promises another format.
    ExtensionDisagrees {
        /// The format of the bytes.
        found: Kind,
    },
    /// The format is known, and not accepted.
    FormatNotAccepted {
        /// The format of the bytes.
        found: Foreign,
    },
    /// The bytes are in no known format.
    FormatUnknown,
    /// The file contradicts its format.
    #[serde(rename = "file-is-damaged")]
    Damaged,
    /// The file has a password.
    #[serde(rename = "file-is-encrypted")]
    Encrypted,
    /// The file has macros.
    #[serde(rename = "file-has-macros")]
    Macros,
    /// The file has bytes that do not belong to its format and may be another file.
    ExtraBytes,
    /// A document contains another file, or a control that runs a program.
    EmbeddedObject,
    /// A signed file has scripts, actions or attached files, which cannot be removed without breaking the signature.
    SignedWithActiveContent,
    /// A field of a document starts a program or fetches a document.
    ActiveField,
    /// The file is larger than this when it is unpacked.
    UnpackedTooLarge {
        /// The maximum in bytes.
        max: u64,
    },
    /// The file has too many or too deeply nested parts.
    TooComplex,
    /// A part of a document has a name that leads out of the document, or has it twice.
    UnsafePartName,
    /// A part of a document declares a document type, with which small files become large.
    DocumentType,
    /// The picture has more pixels than this, or a side that is too long.
    TooManyPixels {
        /// The maximum of pixels.
        pixels_max: u64,
        /// The maximum of each side.
        side_max: u32,
    },
    /// The picture moves.
    PictureAnimated,
    /// The document has more pages than this.
    TooManyPages {
        /// The maximum of pages.
        max: u32,
    },
    /// The document has no page.
    NoPages,
    /// A text is neither in UTF-8 nor in TIS-620 or Windows-874.
    EncodingUnknown,
    /// A text contains characters that control a device.
    ControlCharacters,
}

const MIB: u64 = 1024 * 1024;

impl Refusal {
    /// All codes, in the order of the variants.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        WORDS.iter().map(|words| words.code)
    }

    /// Stable kebab-case code for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::FileIsEmpty => "file-is-empty",
            Self::TooLarge { .. } => "file-too-large",
            Self::ExtensionNotAccepted => "extension-not-accepted",
            Self::ExtensionDisagrees { .. } => "extension-disagrees",
            Self::FormatNotAccepted { .. } => "format-not-accepted",
            Self::FormatUnknown => "format-unknown",
            Self::Damaged => "file-is-damaged",
            Self::Encrypted => "file-is-encrypted",
            Self::Macros => "file-has-macros",
            Self::ExtraBytes => "extra-bytes",
            Self::EmbeddedObject => "embedded-object",
            Self::SignedWithActiveContent => "signed-with-active-content",
            Self::ActiveField => "active-field",
            Self::UnpackedTooLarge { .. } => "unpacked-too-large",
            Self::TooComplex => "too-complex",
            Self::UnsafePartName => "unsafe-part-name",
            Self::DocumentType => "document-type",
            Self::TooManyPixels { .. } => "too-many-pixels",
            Self::PictureAnimated => "picture-animated",
            Self::TooManyPages { .. } => "too-many-pages",
            Self::NoPages => "no-pages",
            Self::EncodingUnknown => "encoding-unknown",
            Self::ControlCharacters => "control-characters",
        }
    }

    /// The message in Thai: what is wrong.
    pub fn message_th(&self) -> String {
        match self {
            Self::TooLarge { max } => format!("ไฟล์มีขนาดเกิน {} MiB", max / MIB),
            Self::ExtensionDisagrees { found } => {
                format!("นามสกุลของไฟล์ไม่ตรงกับเนื้อไฟล์ ซึ่งเป็น{}", found.words_th())
            }
            Self::FormatNotAccepted { found } => format!("ไฟล์นี้เป็น{} ซึ่งระบบไม่รับ", found.words_th()),
            Self::UnpackedTooLarge { max } => format!("ไฟล์มีขนาดเกิน {} MiB เมื่อคลายการบีบอัด", max / MIB),
            Self::TooManyPixels { pixels_max, side_max } => format!(
                "รูปภาพมีเกิน {} ล้านพิกเซล หรือมีด้านยาวเกิน {side_max} พิกเซล",
                pixels_max / 1_000_000
            ),
            Self::TooManyPages { max } => format!("เอกสารมีเกิน {max} หน้า"),
            other => of(other.code()).message_th.to_owned(),
        }
    }

    /// The message in English: what is wrong.
    pub fn message_en(&self) -> String {
        match self {
            Self::TooLarge { max } => format!("the file has more than {} MiB", max / MIB),
            Self::ExtensionDisagrees { found } => format!(
                "the extension of the name does not agree with the content, which is {}",
                found.words_en()
            ),
            Self::FormatNotAccepted { found } => format!("the file is {}, which is not accepted", found.words_en()),
            Self::UnpackedTooLarge { max } => {
                format!("the file has more than {} MiB when it is unpacked", max / MIB)
            }
            Self::TooManyPixels { pixels_max, side_max } => format!(
                "the picture has more than {} million pixels, or a side of more than {side_max}",
                pixels_max / 1_000_000
            ),
            Self::TooManyPages { max } => format!("the document has more than {max} pages"),
            other => of(other.code()).message_en.to_owned(),
        }
    }

    /// What would be accepted, in Thai.
    pub fn suggestion_th(&self) -> String {
        match self {
            Self::ExtensionDisagrees { found } => format!("โปรดเปลี่ยนนามสกุลเป็น .{}", found.extension()),
            Self::FormatNotAccepted { found } => found.mend_th().to_owned(),
            other => of(other.code()).suggestion_th.to_owned(),
        }
    }

    /// What would be accepted, in English.
    pub fn suggestion_en(&self) -> String {
        match self {
            Self::ExtensionDisagrees { found } => format!("rename the file to .{}", found.extension()),
            Self::FormatNotAccepted { found } => found.mend_en().to_owned(),
            other => of(other.code()).suggestion_en.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Refusal;
    use crate::{Foreign, Kind};

    /// One of each.
    fn all() -> Vec<Refusal> {
        vec![
            Refusal::FileIsEmpty,
            Refusal::TooLarge { max: 104_857_600 },
            Refusal::ExtensionNotAccepted,
            Refusal::ExtensionDisagrees { found: Kind::Png },
            Refusal::FormatNotAccepted { found: Foreign::Svg },
            Refusal::FormatUnknown,
            Refusal::Damaged,
            Refusal::Encrypted,
            Refusal::Macros,
            Refusal::ExtraBytes,
            Refusal::EmbeddedObject,
            Refusal::SignedWithActiveContent,
            Refusal::ActiveField,
            Refusal::UnpackedTooLarge { max: 104_857_600 },
            Refusal::TooComplex,
            Refusal::UnsafePartName,
            Refusal::DocumentType,
            Refusal::TooManyPixels {
                pixels_max: 50_000_000,
                side_max: 20_000,
            },
            Refusal::PictureAnimated,
            Refusal::TooManyPages { max: 5_000 },
            Refusal::NoPages,
            Refusal::EncodingUnknown,
            Refusal::ControlCharacters,
        ]
    }

    #[test]
    fn every_refusal_has_words_and_is_read_back() {
        let refusals = all();
        let codes: Vec<&str> = refusals.iter().map(Refusal::code).collect();
        assert_eq!(codes, Refusal::codes().collect::<Vec<_>>());
        for refusal in refusals {
            for text in [refusal.message_th(), refusal.suggestion_th()] {
                assert!(text.chars().any(|c| ('ก'..='๛').contains(&c)), "{refusal:?}: {text}");
            }
            for text in [refusal.message_en(), refusal.suggestion_en()] {
                assert!(text.len() > 10 && text.is_ascii(), "{refusal:?}: {text}");
            }
            let json = serde_json::to_value(&refusal).unwrap();
            assert_eq!(json["code"], refusal.code());
            assert_eq!(serde_json::from_value::<Refusal>(json).unwrap(), refusal);
        }
        let disagrees = Refusal::ExtensionDisagrees { found: Kind::Jpeg };
        assert_eq!(disagrees.suggestion_en(), "rename the file to .jpg");
    }
}
