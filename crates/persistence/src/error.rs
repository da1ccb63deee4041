use diesel::result::{DatabaseErrorKind, Error as DieselError};

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be reached, or no connection became free in time.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// The transaction met another one and was undone by the database: done again, it may succeed.
    #[error("the transaction met another one: {0}")]
    Clash(String),
    /// A unique rule was violated; the name is that of the constraint or index.
    #[error("the rule {0} is violated")]
    Unique(String),
    /// Another rule of the schema was violated.
    #[error("the rule {0} is violated")]
    Rule(String),
    /// Something stored is not what it should be.
    #[error("stored content cannot be read: {0}")]
    Corrupt(String),
    /// Anything else that the database says.
    #[error("the database refused: {0}")]
    Database(DieselError),
}

impl From<DieselError> for StoreError {
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::DatabaseError(
                DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand,
                info,
            ) => Self::Unavailable(info.message().to_owned()),
            DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, info) => {
                Self::Unique(info.constraint_name().unwrap_or_default().to_owned())
            }
            DieselError::DatabaseError(
                DatabaseErrorKind::CheckViolation
                | DatabaseErrorKind::ForeignKeyViolation
                | DatabaseErrorKind::RestrictViolation
                | DatabaseErrorKind::NotNullViolation,
                info,
            ) => Self::Rule(info.constraint_name().unwrap_or_else(|| info.message()).to_owned()),
            DieselError::DatabaseError(DatabaseErrorKind::SerializationFailure, info) => {
                Self::Clash(info.message().to_owned())
            }
            DieselError::DatabaseError(DatabaseErrorKind::Unknown, info) if is_deadlock(info.message()) => {
                Self::Clash(info.message().to_owned())
            }
            DieselError::DatabaseError(DatabaseErrorKind::Unknown, info) if is_passing(info.message()) => {
                Self::Unavailable(info.message().to_owned())
            }
            DieselError::RollbackErrorOnCommit { commit_error, .. } => Self::from(*commit_error),
            other => Self::Database(other),
        }
    }
}

impl StoreError {
    /// Whether a unique rule of this name was violated.
    pub fn is_unique(&self, rule: &str) -> bool {
        matches!(self, Self::Unique(name) if name == rule)
    }
}

/// Whether two transactions waited for each other.
fn is_deadlock(message: &str) -> bool {
    message.contains("deadlock detected")
}

/// Whether the database gave up for a reason that passes: it waited too long for somebody else, or was stopped. The
/// kinds of error that are told apart for us do not say so.
fn is_passing(message: &str) -> bool {
    [
        "lock timeout",
        "statement timeout",
        "terminating connection",
        "too many clients",
    ]
    .iter()
    .any(|reason| message.contains(reason))
}
