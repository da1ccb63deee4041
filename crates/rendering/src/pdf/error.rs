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
    /// A QR code could not be drawn: the link is too long. HTML and DOCX show such a link as text. Stored links are shorter,
    /// so only a very long public address of the server leads to it.
    #[error(transparent)]
    Qr(#[from] crate::qr::QrError),
    /// The pages could not be set; this is a defect of the templates, never of a text.
    #[error("the pages could not be set: {0}")]
    Layout(String),
}

/// The Debian package with the default font. `http/src/problem/code.rs`, the Dockerfile and `scripts/install-packages`
/// repeat the name.
const FONT_PACKAGE: &str = "fonts-tlwg-laksaman-otf";
