use diesel::ConnectionError;

use crate::StoreError;
use crate::error::with_causes;

/// Why a connection to the database cannot be opened, or its URL cannot be used: one line, without a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ConnectError(String);

impl ConnectError {
    pub(super) fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }

    /// An error with its causes. The text of an error of the driver alone omits them.
    pub(super) fn with_causes(error: &dyn std::error::Error) -> Self {
        Self(with_causes(error))
    }
}

impl From<ConnectError> for StoreError {
    fn from(error: ConnectError) -> Self {
        Self::Unavailable(error.0)
    }
}

impl From<ConnectError> for ConnectionError {
    fn from(error: ConnectError) -> Self {
        Self::BadConnection(error.0)
    }
}
