use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use prongsai_domain::session::SessionLimits;
use prongsai_persistence::Store;
use prongsai_visit::{VisitOptions, Visitor};
use uuid::{ContextV7, Uuid};

use crate::Error;
use crate::audit::{AddressBook, RefusalLimit, TrailReads};
use crate::blob::{BlobStore, Blobs};
use crate::bundle::ImportLimit;
use crate::catalogue::CatalogueCache;
use crate::credentials::{AccessTokens, MailedTokens, PasswordCost, Passwords, TokenSecrets};
use crate::file::Inspector;
use crate::mail::{MailOptions, Mailer};
use crate::organization::KnownOrganizations;
use crate::public::{PublicCache, ReadTogether};
use crate::quota::{DocumentCounts, Quotas};
use crate::rate_limit::{RateLimitOptions, RateLimits};
use crate::rendition::{RenditionOptions, Renditions};
use crate::service_token::KnownTokens;

/// How long security events and addresses are kept, unless the operator says otherwise.
const SECURITY_KEPT: SignedDuration = SignedDuration::from_hours(180 * 24);

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The current time, in UTC.
    fn now(&self) -> Timestamp;
}

/// Makes ids.
pub trait Ids: Send + Sync {
    /// A new id that sorts by the given time.
    fn next(&self, now: Timestamp) -> Uuid;
}

/// The system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        // The database stores microseconds: a time in an answer must equal the same time when it is read later.
        let now = Timestamp::now();
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }
}

/// UUIDs of version 7 with the operating system's randomness. The ids of one process sort in the order in which they
/// were made, also when they were made at the same time: the measures of an imported year keep their order.
#[derive(Debug, Default)]
pub struct RandomIds {
    context: Mutex<ContextV7>,
}

impl Ids for RandomIds {
    fn next(&self, now: Timestamp) -> Uuid {
        let seconds = u64::try_from(now.as_second()).unwrap_or_default();
        let nanoseconds = u32::try_from(now.subsec_nanosecond()).unwrap_or_default();
        let context = self.context.lock().unwrap_or_else(PoisonError::into_inner);
        Uuid::new_v7(uuid::Timestamp::from_unix(&*context, seconds, nanoseconds))
    }
}

/// The options of [`Services::new`].
pub struct ServiceOptions {
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes ids.
    pub ids: Arc<dyn Ids>,
    /// Sign and verify the access tokens.
    pub token_secrets: TokenSecrets,
    /// The cost of hashing a password.
    pub password_cost: PasswordCost,
    /// The options for making renditions.
    pub renditions: RenditionOptions,
    /// Where files are stored; in the memory of the process by default.
    pub blobs: BlobStore,
    /// The program that inspects uploaded files in a process of its own; `None` inspects them in this process.
    pub inspector: Option<PathBuf>,
    /// How many things an organization may store.
    pub quotas: Quotas,
    /// How many requests may come.
    pub rate_limits: RateLimitOptions,
    /// How long sessions last, and how many a person has.
    pub session_limits: SessionLimits,
    /// How long security events and addresses are kept.
    pub security_kept: SignedDuration,
    /// How mail is sent; `None` if no mail server is configured.
    pub mail: Option<MailOptions>,
    /// How links are visited; `None` if they are not checked.
    pub visits: Option<VisitOptions>,
}

impl ServiceOptions {
    /// Options with the system's clock and randomness, and passwords at full cost.
    pub fn new(token_secrets: impl Into<TokenSecrets>) -> Self {
        Self {
            clock: Arc::new(SystemClock),
            ids: Arc::new(RandomIds::default()),
            token_secrets: token_secrets.into(),
            password_cost: PasswordCost::STANDARD,
            renditions: RenditionOptions::default(),
            blobs: BlobStore::in_memory(),
            inspector: None,
            quotas: Quotas::default(),
            rate_limits: RateLimitOptions::default(),
            session_limits: SessionLimits::default(),
            security_kept: SECURITY_KEPT,
            mail: None,
            visits: None,
        }
    }
}

/// The services that all threads of the server share.
pub struct Services {
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes ids.
    pub ids: Arc<dyn Ids>,
    /// Hashes and verifies passwords.
    pub passwords: Passwords,
    /// Makes and reads access tokens.
    pub access_tokens: AccessTokens,
    /// How long sessions last, and how many a person has.
    pub session_limits: SessionLimits,
    /// The catalogues that were parsed before.
    pub catalogues: CatalogueCache,
    /// The organizations that were read before.
    pub known_organizations: KnownOrganizations,
    /// Public answers that were requested recently.
    pub public_cache: PublicCache,
    /// Reads public answers that are not cached.
    pub public_reads: ReadTogether,
    /// Makes renditions.
    pub renditions: Renditions,
    /// Stores files.
    pub blobs: Blobs,
    /// Inspects uploaded files.
    pub inspector: Inspector,
    /// Limits how many imports run at once.
    pub import_limit: ImportLimit,
    /// Makes the digests of addresses.
    pub addresses: AddressBook,
    /// Limits how many refusals of a person are stored.
    pub refusal_limit: RefusalLimit,
    /// Limits the events of people who read the trail.
    pub trail_reads: TrailReads,
    /// How many things an organization may store.
    pub quotas: Quotas,
    /// The last counts of documents.
    pub document_counts: DocumentCounts,
    /// How many requests may come, and what is left of it.
    pub rate_limits: RateLimits,
    /// The service tokens that were valid lately.
    pub known_tokens: KnownTokens,
    /// How long security events and addresses are kept.
    pub security_kept: SignedDuration,
    /// Sends mail, if a mail server is configured.
    pub mailer: Option<Mailer>,
    /// Visits links, if they are checked.
    pub visitor: Option<Visitor>,
    /// Makes the tokens that go by mail.
    pub mailed_tokens: MailedTokens,
    /// Distinguishes this server from others on the same database.
    pub instance: Uuid,
}

impl Services {
    /// Makes the services.
    ///
    /// # Errors
    /// [`Error::Internal`] if a token secret is too short, the mail server or the link check cannot be used, or the password cost is out of range.
    pub fn new(options: ServiceOptions) -> Result<Self, Error> {
        Ok(Self {
            passwords: Passwords::new(options.password_cost)?,
            access_tokens: AccessTokens::new(&options.token_secrets, options.clock.now())?,
            session_limits: options.session_limits,
            security_kept: options.security_kept,
            mailer: options
                .mail
                .as_ref()
                .map(Mailer::new)
                .transpose()
                .map_err(Error::Internal)?,
            visitor: options.visits.map(Visitor::new).transpose().map_err(Error::Internal)?,
            mailed_tokens: MailedTokens::new(&options.token_secrets),
            catalogues: CatalogueCache::default(),
            known_organizations: KnownOrganizations::default(),
            public_cache: PublicCache::default(),
            public_reads: ReadTogether::default(),
            renditions: Renditions::new(options.renditions),
            blobs: Blobs::new(options.blobs),
            inspector: Inspector::new(options.inspector),
            import_limit: ImportLimit::default(),
            addresses: AddressBook::default(),
            refusal_limit: RefusalLimit::default(),
            trail_reads: TrailReads::default(),
            quotas: options.quotas,
            document_counts: DocumentCounts::default(),
            rate_limits: RateLimits::new(options.rate_limits),
            known_tokens: KnownTokens::default(),
            instance: options.ids.next(options.clock.now()),
            clock: options.clock,
            ids: options.ids,
        })
    }
}

/// Everything that a use case needs. Each server thread has its own, with the shared services.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub store: Store,
    /// The services that all threads share.
    pub services: Arc<Services>,
}
