use diesel::result::{DatabaseErrorKind, Error as DieselError};
use prongsai_domain::id::OrganizationId;

/// The rule that refuses what is new in a merged organization. The message of its triggers is the id of the organization that
/// goes on.
const MERGED: &str = "organization_is_merged";

/// The reason why an operation of the store failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be reached, no connection became free in time, a statement or its wait for a lock took too
    /// long, or the database is not prepared for this program.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// The database rolled the transaction back because of a conflict with another one. A repeat may succeed.
    #[error("the transaction conflicts with another one: {0}")]
    Clash(String),
    /// A unique rule was violated. The value is the name of the constraint or index.
    #[error("the unique rule {0} is violated")]
    Unique(String),
    /// Another rule of the schema was violated. The value is the name of the constraint, or the message of a trigger.
    #[error("the rule {0} is violated")]
    Rule(String),
    /// The organization was merged into this one, so nothing new is written for it.
    #[error("the organization was merged into {0}")]
    Merged(OrganizationId),
    /// Stored data is not valid.
    #[error("stored content cannot be read: {0}")]
    Corrupt(String),
    /// Any other error of the database.
    #[error("the database refused: {0}")]
    Database(DieselError),
}

impl From<DieselError> for StoreError {
    fn from(error: DieselError) -> Self {
        let DieselError::DatabaseError(kind, info) = &error else {
            return Self::Database(error);
        };
        let (code, text) = code_and_text(info.message());
        match kind {
            DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => {
                Self::Unavailable(info.message().to_owned())
            }
            DatabaseErrorKind::UniqueViolation => Self::Unique(info.constraint_name().unwrap_or_default().to_owned()),
            // The rows of the kinds are missing after the restore of an older dump, until `migrate` adds them again. The
            // client did nothing wrong.
            DatabaseErrorKind::ForeignKeyViolation if is_missing_kind(info.constraint_name()) => {
                Self::Unavailable("the kinds of documents are missing; run prongsai migrate".to_owned())
            }
            DatabaseErrorKind::CheckViolation
            | DatabaseErrorKind::ForeignKeyViolation
            | DatabaseErrorKind::RestrictViolation
            | DatabaseErrorKind::NotNullViolation => match (info.constraint_name(), text.parse()) {
                (Some(MERGED), Ok(successor)) => Self::Merged(successor),
                (rule, _) => Self::Rule(rule.unwrap_or(text).to_owned()),
            },
            _ if code.is_some_and(is_clash) => Self::Clash(info.message().to_owned()),
            _ if code.is_some_and(is_temporary) => Self::Unavailable(info.message().to_owned()),
            _ => Self::Database(error),
        }
    }
}

/// Whether this is a foreign key of a column `kind`: its name is the table's with `_kind_fkey`.
fn is_missing_kind(constraint: Option<&str>) -> bool {
    constraint.is_some_and(|name| name.ends_with("_kind_fkey"))
}

impl StoreError {
    /// Whether a unique rule of this name was violated.
    pub fn is_unique(&self, rule: &str) -> bool {
        matches!(self, Self::Unique(name) if name == rule)
    }
}

/// The text of an error with those of its causes. The text of a tokio-postgres error alone omits them.
pub(crate) fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

/// The `SQLSTATE` of a server error, which the connection puts in front of the message, and the message.
fn code_and_text(message: &str) -> (Option<&str>, &str) {
    match message.split_once(": ") {
        Some((code, text)) if is_sqlstate(code.as_bytes()) => (Some(code), text),
        _ => (None, message),
    }
}

/// Whether the text has the form of a `SQLSTATE`: five digits or upper-case letters.
pub(crate) fn is_sqlstate(text: &[u8]) -> bool {
    text.len() == 5
        && text
            .iter()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// Whether the code means a conflict with another transaction: `serialization_failure` or `deadlock_detected`.
fn is_clash(code: &str) -> bool {
    matches!(code, "40001" | "40P01")
}

/// Whether the code means a temporary failure: `lock_not_available` (a lock timeout), `query_canceled` (a statement
/// timeout), `too_many_connections`, or a lost connection.
fn is_temporary(code: &str) -> bool {
    matches!(code, "55P03" | "57014" | "53300") || ends_connection(code)
}

/// Whether the connection is lost with the error. The server stops (`admin_shutdown`), crashes (`crash_shutdown`) or
/// starts (`cannot_connect_now`), or the session was idle for too long (`idle_session_timeout`,
/// `idle_in_transaction_session_timeout`). Class 08 has the errors of the connection itself.
fn ends_connection(code: &str) -> bool {
    matches!(code, "57P01" | "57P02" | "57P03" | "57P05" | "25P03") || code.starts_with("08")
}

/// Whether the connection is lost.
pub(crate) fn is_broken(error: &DieselError) -> bool {
    match error {
        DieselError::DatabaseError(DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand, _) => {
            true
        }
        // The last message of a server that stops is an ordinary error.
        DieselError::DatabaseError(_, info) => code_and_text(info.message()).0.is_some_and(ends_connection),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(kind: DatabaseErrorKind, message: &str) -> DieselError {
        DieselError::DatabaseError(kind, Box::new(message.to_owned()))
    }

    #[test]
    fn an_error_is_classified_by_its_code_and_not_by_its_message() {
        // The server writes its messages in the language that it is configured for.
        let of = |message: &str| StoreError::from(error(DatabaseErrorKind::Unknown, message));
        for code in ["40001", "40P01"] {
            assert!(matches!(of(&format!("{code}: Verklemmung")), StoreError::Clash(_)));
        }
        for code in ["55P03", "57014", "53300", "57P01", "57P03", "25P03", "08006"] {
            assert!(
                matches!(of(&format!("{code}: เลิก")), StoreError::Unavailable(_)),
                "{code}"
            );
        }
        for message in [
            "P0001: deadlock detected",
            "42P01: canceling statement due to lock timeout",
            "P0001: 40P01: deadlock detected",
            "terminating connection",
            "40P01",
            "",
        ] {
            assert!(matches!(of(message), StoreError::Database(_)), "{message}");
            assert!(!is_broken(&error(DatabaseErrorKind::Unknown, message)), "{message}");
        }
    }

    #[test]
    fn the_message_of_a_rule_has_no_code() {
        let refused = StoreError::from(error(DatabaseErrorKind::CheckViolation, "23514: acts are not changed"));
        assert!(matches!(refused, StoreError::Rule(rule) if rule == "acts are not changed"));
    }

    #[test]
    fn a_connection_that_the_server_ends_is_broken() {
        assert!(is_broken(&error(DatabaseErrorKind::Unknown, "57P01: จบ")));
        assert!(is_broken(&error(DatabaseErrorKind::ClosedConnection, "")));
        assert!(!is_broken(&error(DatabaseErrorKind::Unknown, "57014: จบ")));
    }
}
