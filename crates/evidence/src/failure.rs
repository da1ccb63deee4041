use std::io;

use crate::Refusal;

/// Why a file was not cleaned.
#[derive(Debug)]
pub enum Failure {
    /// The file is not accepted.
    Refused(Refusal),
    /// The file cannot be read, or the result cannot be written.
    Io(io::Error),
}

impl Failure {
    /// A failure of a decoder that reads from a file: the system failed, or the file is damaged.
    pub(crate) fn decoding(error: io::Error) -> Self {
        if error.raw_os_error().is_some() {
            Self::Io(error)
        } else {
            Self::Refused(Refusal::Damaged)
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(refusal) => f.write_str(&refusal.message_en()),
            Self::Io(error) => write!(f, "the file cannot be read or written: {error}"),
        }
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Refused(_) => None,
            Self::Io(error) => Some(error),
        }
    }
}
