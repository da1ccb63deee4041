use serde::{Deserialize, Serialize};

/// The reason why a renderer makes no PDF.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
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
    /// A QR code could not be drawn: the link is too long. HTML and DOCX show such a link as text. Stored links are shorter,
    /// so only a very long public address of the server leads to it.
    #[error("{0}")]
    Qr(String),
    /// The pages could not be set; this is a defect of the templates, never of a text.
    #[error("the pages could not be set: {0}")]
    Layout(String),
    /// The job is not one that this renderer reads: it was built from other sources than the server.
    #[error("the job cannot be read: {0}")]
    Job(String),
}

impl From<crate::qr::QrError> for RenderError {
    fn from(error: crate::qr::QrError) -> Self {
        Self::Qr(error.to_string())
    }
}

/// The Debian package with the default font. `http/src/problem/code.rs`, the Dockerfile and `scripts/install-packages`
/// repeat the name.
const FONT_PACKAGE: &str = "fonts-tlwg-laksaman-otf";
