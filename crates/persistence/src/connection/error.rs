use diesel::ConnectionError;

use crate::StoreError;
use crate::error::with_causes;

/// Why a connection to the database cannot be opened, or its URL cannot be used: one line, without a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text}")]
pub struct ConnectError {
    text: String,
    is_refused_login: bool,
}

impl ConnectError {
    pub(super) fn new(why: impl Into<String>) -> Self {
        Self {
            text: why.into(),
            is_refused_login: false,
        }
    }

    /// An error with its causes. The text of an error of the driver alone omits them.
    pub(super) fn with_causes(error: &dyn std::error::Error) -> Self {
        Self::new(with_causes(error))
    }

    /// The same error, of a server that was reached and refused the login.
    pub(super) fn of_login(self) -> Self {
        Self {
            is_refused_login: true,
            ..self
        }
    }

    /// Whether the server was reached and refused the login: the role or the password is wrong, or the role does not exist
    /// yet.
    pub fn is_refused_login(&self) -> bool {
        self.is_refused_login
    }
}

impl From<ConnectError> for StoreError {
    fn from(error: ConnectError) -> Self {
        Self::Unavailable(error.text)
    }
}

impl From<ConnectError> for ConnectionError {
    fn from(error: ConnectError) -> Self {
        Self::BadConnection(error.text)
    }
}
