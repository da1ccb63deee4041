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
