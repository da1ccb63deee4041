use std::io;

/// The reason why a document cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum DocxError {
    /// The archive could not be created.
    #[error("the document could not be packed: {0}")]
    Pack(#[from] zip::result::ZipError),
    /// A part could not be written.
    #[error("the document could not be written: {0}")]
    Write(#[from] io::Error),
}
