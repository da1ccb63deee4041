use serde::{Deserialize, Serialize};

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
    pub const CODES: [&str; 23] = [
        "file-is-empty",
        "file-too-large",
        "extension-not-accepted",
        "extension-disagrees",
        "format-not-accepted",
        "format-unknown",
        "file-is-damaged",
        "file-is-encrypted",
        "file-has-macros",
        "extra-bytes",
        "embedded-object",
        "signed-with-active-content",
        "active-field",
        "unpacked-too-large",
        "too-complex",
        "unsafe-part-name",
        "document-type",
        "too-many-pixels",
        "picture-animated",
        "too-many-pages",
        "no-pages",
        "encoding-unknown",
        "control-characters",
    ];

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
            other => other.fixed().0.to_owned(),
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
            other => other.fixed().1.to_owned(),
        }
    }

    /// What would be accepted, in Thai.
    pub fn suggestion_th(&self) -> String {
        match self {
            Self::ExtensionDisagrees { found } => format!("โปรดเปลี่ยนนามสกุลเป็น .{}", found.extension()),
            Self::FormatNotAccepted { found } => found.mend_th().to_owned(),
            other => other.fixed().2.to_owned(),
        }
    }

    /// What would be accepted, in English.
    pub fn suggestion_en(&self) -> String {
        match self {
            Self::ExtensionDisagrees { found } => format!("rename the file to .{}", found.extension()),
            Self::FormatNotAccepted { found } => found.mend_en().to_owned(),
            other => other.fixed().3.to_owned(),
        }
    }

    /// Message and suggestion, each in Thai and English, as far as they have no numbers.
    #[expect(clippy::too_many_lines, reason = "a table")]
    const fn fixed(&self) -> (&'static str, &'static str, &'static str, &'static str) {
        match self {
            Self::FileIsEmpty => (
                "ไฟล์ว่างเปล่า",
                "the file is empty",
                "โปรดเลือกไฟล์อีกครั้ง",
                "choose the file again",
            ),
            Self::TooLarge { .. } => ("", "", "โปรดลดขนาดหรือแบ่งไฟล์", "make the file smaller, or divide it"),
            Self::ExtensionNotAccepted => (
                "ชื่อไฟล์ไม่มีนามสกุล หรือมีนามสกุลที่ระบบไม่รับ",
                "the name has no extension, or one that is not accepted",
                "รับ .pdf .png .jpg .webp .docx .xlsx .csv และ .txt",
                ".pdf, .png, .jpg, .webp, .docx, .xlsx, .csv and .txt are accepted",
            ),
            Self::FormatUnknown => (
                "ไม่รู้จักรูปแบบของไฟล์นี้",
                "the format of the file is not known",
                "รับ PDF PNG JPEG WebP DOCX XLSX CSV และ TXT",
                "PDF, PNG, JPEG, WebP, DOCX, XLSX, CSV and TXT are accepted",
            ),
            Self::Damaged => (
                "ไฟล์เสียหายหรือไม่สมบูรณ์",
                "the file is damaged or incomplete",
                "โปรดเปิดด้วยโปรแกรมที่สร้างไฟล์ แล้วบันทึกใหม่",
                "open it in the program that made it, and save it again",
            ),
            Self::Encrypted => (
                "ไฟล์นี้มีรหัสผ่านหรือเข้ารหัสไว้",
                "the file is encrypted or has a password",
                "โปรดบันทึกโดยไม่ใส่รหัสผ่านและไม่จำกัดสิทธิ์",
                "save it without a password and without restrictions",
            ),
            Self::Macros => (
                "ไฟล์นี้มีแมโคร",
                "the file has macros",
                "โปรดบันทึกเป็น .docx หรือ .xlsx ที่ไม่มีแมโคร",
                "save it as .docx or .xlsx without macros",
            ),
            Self::ExtraBytes => (
                "ไฟล์มีข้อมูลอื่นปนอยู่นอกเนื้อเอกสาร",
                "the file has bytes that do not belong to the document",
                "โปรดเปิดด้วยโปรแกรมที่สร้างไฟล์ แล้วบันทึกใหม่",
                "open it in the program that made it, and save it again",
            ),
            Self::EmbeddedObject => (
                "เอกสารมีไฟล์อื่นหรือตัวควบคุมฝังอยู่ข้างใน",
                "the document contains another file or a control",
                "โปรดลบสิ่งที่ฝังไว้ หรือบันทึกเป็น PDF และอัปโหลดไฟล์ข้างในแยกต่างหาก",
                "delete the embedded object, or save it as PDF and upload the inner file by itself",
            ),
            Self::SignedWithActiveContent => (
                "ไฟล์ที่ลงลายมือชื่ออิเล็กทรอนิกส์มีสคริปต์ คำสั่ง หรือไฟล์แนบ ซึ่งลบโดยไม่ทำลายลายมือชื่อไม่ได้",
                "the signed file has scripts, actions or attachments, which cannot be removed without breaking the signature",
                "โปรดลงลายมือชื่อในเอกสารที่ไม่มีสิ่งเหล่านี้ หรืออัปโหลดฉบับที่พิมพ์เป็น PDF ใหม่",
                "sign a document without them, or print it to a new PDF",
            ),
            Self::ActiveField => (
                "เอกสารมีฟิลด์ที่เปิดโปรแกรมหรือดึงเอกสารอื่น",
                "the document has a field that starts a program or fetches another document",
                "โปรดลบฟิลด์นั้น หรือบันทึกเป็น PDF",
                "delete the field, or save it as PDF",
            ),
            Self::UnpackedTooLarge { .. } => ("", "", "โปรดแบ่งไฟล์เป็นหลายไฟล์", "divide the file"),
            Self::TooComplex => (
                "โครงสร้างของไฟล์ซับซ้อนเกินไป",
                "the structure of the file is too complex",
                "โปรดพิมพ์เป็น PDF ใหม่ หรือแบ่งไฟล์",
                "print it to a new PDF, or divide it",
            ),
            Self::UnsafePartName => (
                "ส่วนประกอบของเอกสารมีชื่อที่ไม่ปลอดภัยหรือซ้ำกัน",
                "a part of the document has an unsafe name, or the name of another part",
                "โปรดเปิดด้วยโปรแกรมที่สร้างไฟล์ แล้วบันทึกใหม่",
                "open it in the program that made it, and save it again",
            ),
            Self::DocumentType => (
                "เอกสารมีการประกาศชนิดเอกสาร XML (DTD) ซึ่งไม่ปลอดภัย",
                "a part of the document declares a document type (DTD), which is not safe",
                "โปรดเปิดด้วยโปรแกรมที่สร้างไฟล์ แล้วบันทึกใหม่",
                "open it in the program that made it, and save it again",
            ),
            Self::TooManyPixels { .. } => ("", "", "โปรดย่อรูปภาพ", "make the picture smaller"),
            Self::PictureAnimated => (
                "รูปภาพเคลื่อนไหว",
                "the picture is animated",
                "โปรดบันทึกเป็นรูปภาพนิ่ง",
                "save it as a still picture",
            ),
            Self::TooManyPages { .. } => ("", "", "โปรดแบ่งเอกสารเป็นหลายไฟล์", "divide the document"),
            Self::NoPages => (
                "เอกสาร PDF ไม่มีหน้า",
                "the PDF has no page",
                "โปรดส่งออกเป็น PDF ใหม่",
                "export it as PDF again",
            ),
            Self::EncodingUnknown => (
                "ข้อความไม่ได้เข้ารหัสเป็น UTF-8 TIS-620 หรือ Windows-874",
                "the text is neither in UTF-8 nor in TIS-620 or Windows-874",
                "โปรดบันทึกเป็น UTF-8",
                "save it as UTF-8",
            ),
            Self::ControlCharacters => (
                "ข้อความมีอักขระควบคุมที่ไม่ใช่ข้อความ",
                "the text has control characters",
                "โปรดลบอักขระเหล่านั้น หรือบันทึกจากโปรแกรมอีกครั้ง",
                "delete them, or save the file again",
            ),
            Self::ExtensionDisagrees { .. } | Self::FormatNotAccepted { .. } => ("", "", "", ""),
        }
    }
}
