//! The database. No other crate of the product reads or writes its tables.
//!
//! Short reads use a [`Reader`] (few shared, pipelined connections, never a transaction). Reads that take longer or
//! have several statements use a connection of their own. Changes use [`Store::write`]; its work must return a
//! [`Recorded`] value. An audit entry creates one, or the security event of a session; the stored answer to a repeated
//! request is the only other one. [`Store::create_document`] is one statement, which writes the audit entry too. What is
//! no change of data, such as a security event, an address, a counter of login attempts or a deletion after the retention
//! time, uses `Store::write_alone` or `Store::write_counters`.

mod activity;
mod analysis;
mod audit;
mod binding_rule;
mod blob;
mod canonical;
mod catalogue;
mod channel;
mod connection;
mod content;
mod division;
mod document;
mod error;
mod file;
mod geography;
mod idempotency;
mod inspection;
mod job;
mod link;
mod measure_template;
mod migrate;
mod organization;
mod outbox;
mod publication;
mod rate_limit;
mod reference;
mod refold;
mod rendition;
mod restored;
mod result;
mod rows;
mod runtime_role;
mod schema;
mod scores;
mod service_token;
mod session;
mod store;
mod user;

pub use activity::StoredActivity;
pub use analysis::{StoredAnalysis, StoredDraft};
pub use audit::{
    AddressKey, AuditEntry, AuditFilter, AuditRecord, EntryOrigin, Forwarded, NewSecurityEvent, SecurityEvent,
    SecurityFilter,
};
pub use blob::{FoundRendition, NewBlob, StoreMarker, StoredLogo, StoredRendition};
pub use canonical::{Canonical, from_canonical};
pub use catalogue::{CatalogueEdition, KnownCatalogues, StoredCatalogue};
pub use connection::{CertificateCheck, ConnectError, certificate_check, check_database_url, reach};
pub use content::{
    Authorship, EditionToFreeze, Encoded, FrozenChange, MeasureToFreeze, NewContent, Stored, StoredContent,
    read_document,
};
pub use document::{
    Authors, Creation, Current, DocumentFilter, DocumentSummary, HistoryEntry, LockedCurrent, LockedDocument,
    NewDocument, Visibility, document_list_statement,
};
pub use error::StoreError;
pub use file::{FileVersion, NewFileVersion, PublicFile, Removal, StoredFile};
pub use idempotency::{Claim, StoredReply};
pub use inspection::{Inspection, Schema, has_role_of, inspect};
pub use job::{ClaimedJob, JobCount, JobFilter, JobLease, JobRecord, NewJob, RegularJob};
pub use link::{LinkPlace, StoredLink};
pub use measure_template::{StoredTemplate, TemplateOwner, TemplateVisibility};
pub use migrate::migrate;
pub use organization::{APPROVAL_BASES, OrganizationFilter, OrganizationVisibility};
pub use outbox::{OutboxPage, OutboxRow, OutboxScope, OutboxState, Sequenced};
pub use publication::{
    Overrides, PublicBody, PublicEdition, Publication, PublicationChanges, PublicationFilter, PublicationSummary,
    PublishedEdition, WithdrawnMeasure, listen, publication_list_statement,
};
pub use rate_limit::{OtherShare, OwnShare};
pub use reference::{ReferenceChanges, load_reference};
pub use rendition::{
    KeptLetterhead, LatestPublication, LatestPublications, Letterhead, ProposedTemplate, PublicationStatus, Rendering,
    RenditionTemplate, TemplateState, VerificationRecord,
};
pub use restored::{note_restore, was_restored};
pub use result::StoredResult;
pub use runtime_role::{set_up_runtime_role, undue_rights};
pub use scores::{PutScores, StoredScores};
pub use service_token::{FoundToken, ServiceTokenFilter, TokenStanding};
pub use session::{
    AttemptBucket, LockedSession, NewRefreshToken, NewSession, RefreshToken, SessionClient, SessionFilter,
};
pub use store::{Failure, Reader, Recorded, Store, StoreOptions, Transaction};
pub use user::{
    ActingPerson, ActingUser, Credential, DemoAccount, DemoMarks, GrantConfirmation, NewNotice, NewPasswordToken,
    Notice, NoticeKind, PasswordToken, StoredFactor, UserFilter,
};
