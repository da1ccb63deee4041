//! The use cases of Prongsai: one file per use case.
//!
//! A use case takes the [`App`], the [`Context`] of a request and the input. It returns a domain value or an [`Error`].
//! A use case behind a POST also takes `respond`, a function that makes the answer. The answer is stored under the
//! idempotency key in the same transaction as the change. The caller chooses its form ([`Replayable`]). Functions that
//! the caller passes are `Fn`, because the transaction may be done again.
//!
//! The sections `# Errors` name the errors that are special to a use case; [`Error`] states when each of them occurs.
//! Every use case also returns [`Error::Unavailable`], [`Error::Clash`] and [`Error::Internal`] if the database fails.

mod acting;
pub mod activity;
pub mod analysis;
pub mod announcement;
mod answer;
mod app;
pub mod audit;
pub mod binding_rule;
pub mod blob;
pub mod bundle;
pub mod catalogue;
pub mod channel;
mod conflict;
mod context;
pub mod credentials;
mod difference;
mod digest;
pub mod division;
pub mod doctor;
pub mod document;
mod error;
pub mod file;
pub mod geography;
pub mod housekeeping;
pub mod job;
pub mod link;
pub mod mail;
pub mod measure;
pub mod measure_template;
pub mod organization;
pub mod outbox;
mod precondition;
pub mod public;
mod quota;
pub mod rate_limit;
pub mod rendition;
pub mod result;
pub mod score;
pub mod service_token;
pub mod session;
pub mod user;

pub(crate) use acting::Acting;
pub(crate) use answer::write_replying;
pub use answer::{AnswerError, Direct, Outcome, Replayable, direct};
pub use app::{App, Clock, Ids, RandomIds, ServiceOptions, Services, SystemClock};
pub use conflict::{Conflict, OpenWarnings};
pub use context::{Context, IdempotencyClaim, Origin};
pub(crate) use digest::hex_sha256;
pub use error::{Error, RefusedMeasure, TokenError};
pub use precondition::{Precondition, PutCondition};
pub use quota::{DocumentCounts, Quota, QuotaExceeded, Quotas};
// These are part of the interface of this crate, so that `http` does not depend on `persistence` and `rendering`.
pub use prongsai_persistence::{
    DocumentFilter, DocumentSummary, HistoryEntry, LinkPlace, PublicationFilter, PublicationSummary, Rendering,
    StoredActivity, StoredAnalysis, StoredLink, StoredReply, StoredResult, StoredScores, StoredTemplate, TemplateOwner,
};
pub use prongsai_rendering::qr;
pub use prongsai_visit::{Loopback, VisitOptions, Visitor};
