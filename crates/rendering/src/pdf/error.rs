use super::LimitExceeded;

/// The reason why a PDF is not made.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// No font that has Thai letters was found.
    #[error("no Thai font was found; install the package {FONT_PACKAGE} or name a folder that has one")]
    NoThaiFont,
    /// A font file cannot be read.
    #[error("the font file {path} cannot be read: {reason}")]
    Font {
        /// The file.
        path: String,
        /// The reason.
        reason: String,
    },
    /// The document is larger than allowed.
    #[error(transparent)]
    TooLarge(#[from] LimitExceeded),
    /// A QR code could not be drawn.
    #[error(transparent)]
    Qr(#[from] crate::qr::QrError),
    /// The pages could not be set; this is a defect of the templates, never of a text.
    #[error("the pages could not be set: {0}")]
    Layout(String),
}

/// The Debian package with the default font.
const FONT_PACKAGE: &str = "fonts-tlwg-laksaman-otf";

impl RenderError {
    /// Stable code for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoThaiFont | Self::Font { .. } => "no-thai-font",
            Self::TooLarge(_) => "paper-too-large",
            Self::Qr(_) => "qr-code-impossible",
            Self::Layout(_) => "paper-not-made",
        }
    }

    /// The error and how to correct it, in Thai.
    pub fn message_th(&self) -> String {
        match self {
            Self::NoThaiFont => format!("เครื่องแม่ข่ายไม่มีแบบอักษรไทยสำหรับจัดทำเอกสาร ให้ผู้ดูแลระบบติดตั้งแพ็กเกจ {FONT_PACKAGE}"),
            Self::Font { path, .. } => {
                format!("เปิดไฟล์แบบอักษร {path} ไม่ได้ ให้ผู้ดูแลระบบตรวจสอบหรือติดตั้งแพ็กเกจ {FONT_PACKAGE} ใหม่")
            }
            Self::TooLarge(limit) => limit.message_th(),
            Self::Qr(_) => "ลิงก์ยาวเกินกว่าจะทำเป็น QR Code ได้".to_owned(),
            Self::Layout(_) => "จัดหน้าเอกสารไม่สำเร็จ กรุณาแจ้งผู้ดูแลระบบ".to_owned(),
        }
    }

    /// The error and how to correct it, in English.
    pub fn message_en(&self) -> String {
        self.to_string()
    }
}
