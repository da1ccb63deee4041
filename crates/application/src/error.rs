use jiff::Timestamp;
use prongsai_domain::access::{Action, Denied, NotSecond, Role};
use prongsai_domain::document::TransitionError;
use prongsai_domain::id::DocumentId;
use prongsai_domain::score::table::CellError;
use prongsai_domain::violation::Violation;
use prongsai_domain::workflow::IllegalTransition;
use prongsai_persistence::{Failure, StoreError};

use crate::Conflict;

use crate::quota::QuotaExceeded;

/// The name that triggers give when they refuse an approval by a drafter of the edition or by a person who changed what
/// it would show of the organization, if the use case did not refuse it before.
const FOUR_EYES_TRIGGER: &str = "acts_four_eyes";

/// The reason why a use case failed. The HTTP layer gives each variant a status and a problem document.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The access token or refresh token is not accepted.
    #[error("not authenticated: the token is {0}")]
    Unauthenticated(TokenError),
    /// The user name or the password is wrong; the answer does not tell which one.
    #[error("user name or password is wrong")]
    BadCredentials,
    /// There were too many attempts to log in.
    #[error("too many attempts; try again in {retry_after_seconds} s")]
    TooManyAttempts {
        /// Seconds until the next attempt is accepted.
        retry_after_seconds: u64,
    },
    /// The resource does not exist, or the actor may not know that it exists.
    #[error("not found")]
    NotFound,
    /// The document was public and has been withdrawn.
    #[error("withdrawn: {reason}")]
    Gone {
        /// The public reason.
        reason: String,
        /// When it was withdrawn, in UTC.
        at: Timestamp,
    },
    /// The file had to go, and its bytes are no more.
    #[error("removed: {reason}")]
    FileRemoved {
        /// The reason.
        reason: String,
        /// When it was removed, in UTC.
        at: Timestamp,
    },
    /// The actor may see the resource but has no role that allows the action.
    #[error("no role allows {}", action.as_str())]
    Forbidden {
        /// The action that was refused.
        action: Action,
        /// The roles that would allow it.
        needs: Vec<Role>,
    },
    /// A role of the actor allows the action, but no second person has confirmed the account, whose password was set with the
    /// token of an administrator.
    #[error("the account is not confirmed, so it may not {}", action.as_str())]
    AccountUnconfirmed {
        /// The action that was refused.
        action: Action,
    },
    /// The password is right, and a code of the second factor is needed.
    #[error("a code of the second factor is needed")]
    SecondFactorRequired,
    /// The code of a second factor is wrong, or was used before.
    #[error("the code of the second factor is wrong")]
    WrongCode,
    /// The organization requires a second factor for this, or the request is about one, and the person has none.
    #[error("the person needs a second factor")]
    SecondFactorMissing,
    /// The person has to prove their second factor again.
    #[error("the second factor has to be proved again")]
    SecondFactorStale,
    /// A service token does not have the right, or the operation is never for service tokens.
    #[error("a service token may not do this")]
    NotWithToken {
        /// The action that was refused; `None` if no service token may use the operation.
        action: Option<Action>,
    },
    /// Nobody changes their own roles, or hands over a token to themselves.
    #[error("nobody may do this to their own account")]
    OwnAccount,
    /// The organization has another administrator, who is the second person.
    #[error("another administrator of the organization must confirm")]
    OrganizationConfirms,
    /// The four-eyes rule: a person who drafted or submitted an edition, or changed what its approval would show of the
    /// organization, may not approve it.
    #[error("a person who drafted or submitted an edition, or changed what its approval shows, may not approve it")]
    FourEyes,
    /// As [`Error::FourEyes`]. The person gave a reason for an override, and the organization does not allow overrides.
    #[error("the organization does not allow overrides of the four-eyes rule")]
    OverrideIsOff,
    /// The resource was changed in the meantime.
    #[error("the revision is {current} now")]
    Stale {
        /// The present revision.
        current: i64,
    },
    /// The measures of the year have changed since the caller read them.
    #[error("the measures of the year have changed")]
    YearChanged,
    /// A step of many measures must name what the caller has read.
    #[error("a selection is required")]
    SelectionRequired,
    /// A step of many measures is refused for these; none was changed.
    #[error("{} measures cannot take the step", .0.len())]
    Refused(Vec<RefusedMeasure>),
    /// The resource exists, and a change of it must name a revision: one that was read, for an approval, a publication
    /// or an acceptance.
    #[error("a precondition is required")]
    PreconditionRequired,
    /// The person proposed the change, so another person must accept it.
    #[error("another person must accept the change")]
    SecondPerson,
    /// The state of the edition does not allow the action.
    #[error(transparent)]
    IllegalTransition(IllegalTransition),
    /// The request contradicts something that exists.
    #[error("conflict: {0:?}")]
    Conflict(Conflict),
    /// The input is wrong at these places.
    #[error("{} violations", .0.len())]
    Invalid(Vec<Violation>),
    /// The table is wrong in these cells.
    #[error("{} wrong cells", errors.len())]
    InvalidTable {
        /// The first errors, by row.
        errors: Vec<CellError>,
        /// The number of further errors.
        further: usize,
    },
    /// The idempotency key was used for another request.
    #[error("the idempotency key was used for another request")]
    IdempotencyKeyReused,
    /// No font with Thai letters is installed, so no PDF can be made.
    #[error("no Thai font is installed")]
    NoThaiFont,
    /// The program that makes PDFs is missing, or is not the one of this server. It may come later.
    #[error("the renderer is not ready: {0}")]
    RendererNotReady(String),
    /// The process that made the PDF failed: it took too long, needed too much memory, or ended.
    #[error("the renderer failed: {why}")]
    RendererFailed {
        /// How it failed, for the log.
        why: String,
        /// Seconds until the same PDF is tried again.
        retry_after_seconds: u64,
    },
    /// The rendition is larger than the limit for a file.
    #[error("too large for one file: {message_en}")]
    RenditionTooLarge {
        /// The reason, in Thai.
        message_th: String,
        /// The reason, in English.
        message_en: String,
    },
    /// Too many renditions are being made, or this one takes too long. A later request may find it ready.
    #[error("too many renditions are being made")]
    Busy,
    /// The person's roles changed while the request waited.
    #[error("the roles changed while the request waited")]
    RolesChanged,
    /// The maximum number of imports is already running.
    #[error("too many imports run at once")]
    ImportsBusy,
    /// The person, the organization or the server has as many uploads under way as it may have.
    #[error("other uploads are under way")]
    UploadsBusy,
    /// A part of the system is not available.
    #[error("not available: {0}")]
    Unavailable(String),
    /// The change conflicted with other changes at every attempt. The same request may succeed later.
    #[error("the change conflicted with another one: {0}")]
    Clash(String),
    /// An error that should not happen.
    #[error("internal: {0}")]
    Internal(String),
}

/// The reason why a token is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// The token was issued by this server and is too old.
    #[error("expired")]
    Expired,
    /// The token was not issued by this server, its session has ended, or the user may no longer log in.
    #[error("invalid")]
    Invalid,
}

/// The reason why a step of many measures is refused for one of them.
#[derive(Debug)]
pub struct RefusedMeasure {
    /// The place in the request; `None` when all measures were requested.
    pub index: Option<usize>,
    /// The measure.
    pub id: DocumentId,
    /// The key of the measure, in bundles.
    pub key: String,
    /// The title of the edition.
    pub title: String,
    /// The reason, as for a step of this measure alone.
    pub reason: Box<Error>,
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(why) => Self::Unavailable(why),
            StoreError::Clash(why) => Self::Clash(why),
            StoreError::Unique(rule) | StoreError::Rule(rule) if rule == FOUR_EYES_TRIGGER => Self::FourEyes,
            StoreError::Unique(rule) | StoreError::Rule(rule) => Self::Conflict(Conflict::Rule(rule)),
            StoreError::Merged(into) => Self::Conflict(Conflict::OrganizationMerged { into }),
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

impl From<QuotaExceeded> for Error {
    fn from(exceeded: QuotaExceeded) -> Self {
        Self::Conflict(Conflict::QuotaExceeded(exceeded))
    }
}

impl From<Denied> for Error {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Invisible => Self::NotFound,
            Denied::Forbidden { action, needs } => Self::Forbidden { action, needs },
            Denied::NotWithToken { action } => Self::NotWithToken { action: Some(action) },
            Denied::Sleeps { action } => Self::AccountUnconfirmed { action },
            Denied::SecondFactorMissing { .. } => Self::SecondFactorMissing,
            Denied::SecondFactorStale { .. } => Self::SecondFactorStale,
        }
    }
}

impl From<NotSecond> for Error {
    fn from(refused: NotSecond) -> Self {
        match refused {
            NotSecond::SamePerson => Self::SecondPerson,
            NotSecond::OrganizationConfirms => Self::OrganizationConfirms,
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
