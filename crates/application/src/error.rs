use jiff::Timestamp;
use prongsai_domain::access::{Action, Denied, Role};
use prongsai_domain::document::TransitionError;
use prongsai_domain::violation::Violation;
use prongsai_domain::workflow::{IllegalTransition, State};
use prongsai_persistence::{Failure, StoreError};

/// Why a use case did not do what was asked. The one error type of this crate; the HTTP layer gives each variant its
/// status and its problem document.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody, or not who they say: no token, a wrong, expired or revoked one.
    #[error("not authenticated: {0}")]
    Unauthenticated(&'static str),
    /// User name or password is wrong; which one is not said.
    #[error("user name or password is wrong")]
    BadCredentials,
    /// Too many attempts; try again later.
    #[error("too many attempts; try again in {retry_after_seconds} s")]
    TooManyAttempts {
        /// Seconds until the next attempt is listened to.
        retry_after_seconds: u64,
    },
    /// It does not exist, or the actor may not know that it does.
    #[error("not found")]
    NotFound,
    /// It was public and has been withdrawn.
    #[error("withdrawn: {reason}")]
    Gone {
        /// The public reason.
        reason: String,
        /// When, in UTC.
        at: Timestamp,
    },
    /// The actor sees it but holds no role that allows the action.
    #[error("no role allows {}", action.as_str())]
    Forbidden {
        /// What was asked.
        action: Action,
        /// The roles that would allow it.
        needs: Vec<Role>,
    },
    /// The four-eyes rule: whoever drafted or submitted may not approve.
    #[error("who drafted or submitted an edition may not approve it")]
    FourEyes,
    /// It was changed meanwhile.
    #[error("the revision is {current} now")]
    Stale {
        /// The present revision.
        current: i64,
    },
    /// It exists, and a change of it must say which revision is meant.
    #[error("a precondition is required")]
    PreconditionRequired,
    /// The state does not allow it.
    #[error(transparent)]
    IllegalTransition(IllegalTransition),
    /// It contradicts something that exists.
    #[error("conflict: {0:?}")]
    Conflict(Conflict),
    /// The input is wrong, at these places.
    #[error("{} violations", .0.len())]
    Invalid(Vec<Violation>),
    /// The idempotency key was used for another request.
    #[error("the idempotency key was used for another request")]
    IdempotencyKeyReused,
    /// No font with Thai letters is installed: no PDF can be made.
    #[error("no Thai font is installed")]
    NoThaiFont,
    /// A rendition is larger than one file may be.
    #[error("too large for one file: {message_en}")]
    PaperTooLarge {
        /// Why, in Thai.
        message_th: String,
        /// Why, in English.
        message_en: String,
    },
    /// Too many renditions are being made, or this one takes too long; it may be there when it is asked for again.
    #[error("too many papers are being made")]
    Busy,
    /// The person's roles were changed while the request waited.
    #[error("the roles changed while the request waited")]
    RolesChanged,
    /// As many imports run as may run at once.
    #[error("too many imports run at once")]
    ImportsBusy,
    /// A part of the system is not available now.
    #[error("not available: {0}")]
    Unavailable(String),
    /// The change met another one, again and again; sent once more, it may succeed.
    #[error("the change met another one: {0}")]
    Clash(String),
    /// Something that should not happen.
    #[error("internal: {0}")]
    Internal(String),
}

/// What an input contradicts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// A thing with this identity exists; the field that names it, and the id where it may be told.
    AlreadyExists {
        /// The field.
        field: &'static str,
    },
    /// There is an edition in work; finish or withdraw it first.
    EditionInWork {
        /// Its state.
        state: State,
    },
    /// There is nothing to begin a correction of.
    NothingToRevise,
    /// No measure of the year is in a state that the transition starts from.
    NothingToDo,
    /// A report has nothing to show, or shows something that is not ready.
    ReportNotReady {
        /// Why, in Thai.
        message_th: String,
        /// Why, in English.
        message_en: String,
    },
    /// Something still refers to it.
    InUse,
    /// The last administrator cannot be removed.
    LastAdministrator,
    /// The measure has been withdrawn; nothing can be recorded for it.
    DocumentClosed {
        /// The state of its latest edition.
        state: State,
    },
    /// The database contains what the program does not allow; a rule of the schema refused.
    Rule(String),
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(why) => Self::Unavailable(why),
            StoreError::Clash(why) => Self::Clash(why),
            StoreError::Unique(rule) | StoreError::Rule(rule) if rule == "acts_four_eyes" => {
                let _ = rule;
                Self::FourEyes
            }
            StoreError::Unique(rule) | StoreError::Rule(rule) => Self::Conflict(Conflict::Rule(rule)),
            StoreError::Corrupt(why) => Self::Internal(why),
            StoreError::Database(error) => Self::Internal(error.to_string()),
        }
    }
}

impl Failure for Error {
    fn is_clash(&self) -> bool {
        matches!(self, Self::Clash(_))
    }
}

impl From<Denied> for Error {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Invisible => Self::NotFound,
            Denied::Forbidden { action, needs } => Self::Forbidden { action, needs },
        }
    }
}

impl From<IllegalTransition> for Error {
    fn from(error: IllegalTransition) -> Self {
        Self::IllegalTransition(error)
    }
}

impl From<TransitionError> for Error {
    fn from(error: TransitionError) -> Self {
        match error {
            TransitionError::Illegal(error) => Self::IllegalTransition(error),
            TransitionError::FourEyes => Self::FourEyes,
        }
    }
}

impl From<Vec<Violation>> for Error {
    fn from(violations: Vec<Violation>) -> Self {
        Self::Invalid(violations)
    }
}
