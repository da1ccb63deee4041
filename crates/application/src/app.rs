use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use prongsai_persistence::Store;
use secrecy::SecretSlice;
use uuid::{ContextV7, Uuid};

use crate::Error;
use crate::bundle::ImportTurns;
use crate::catalogue::CatalogueCache;
use crate::credentials::{AccessTokens, PasswordCost, Passwords};
use crate::public::PublicCache;
use crate::rendition::{RenditionOptions, Renditions};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// This moment, in UTC.
    fn now(&self) -> Timestamp;
}

/// Makes ids.
pub trait Ids: Send + Sync {
    /// A new id that sorts by the given moment.
    fn next(&self, now: Timestamp) -> Uuid;
}

/// The system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        // The database keeps microseconds: what is answered now must equal what is read later.
        let now = Timestamp::now();
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }
}

/// UUIDs of version 7 with the operating system's randomness. What one process makes sorts in the order it was made,
/// also within one moment: the measures of an imported year stay in their order.
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

/// What the services are made of.
pub struct ServiceOptions {
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes ids.
    pub ids: Arc<dyn Ids>,
    /// Signs the access tokens; 32 bytes at least.
    pub token_secret: SecretSlice<u8>,
    /// What hashing a password costs.
    pub password_cost: PasswordCost,
    /// How renditions are made.
    pub renditions: RenditionOptions,
}

impl ServiceOptions {
    /// The system's clock and randomness, and passwords at full cost.
    pub fn new(token_secret: SecretSlice<u8>) -> Self {
        Self {
            clock: Arc::new(SystemClock),
            ids: Arc::new(RandomIds::default()),
            token_secret,
            password_cost: PasswordCost::STANDARD,
            renditions: RenditionOptions::default(),
        }
    }
}

/// What all threads of the server share.
pub struct Services {
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes ids.
    pub ids: Arc<dyn Ids>,
    /// Hashes and verifies passwords.
    pub passwords: Passwords,
    /// Makes and reads access tokens.
    pub access_tokens: AccessTokens,
    /// Catalogues that were parsed before.
    pub catalogues: CatalogueCache,
    /// Public answers that were asked for lately.
    pub public_cache: PublicCache,
    /// Makes renditions.
    pub renditions: Renditions,
    /// Lets imports run, a few at once.
    pub imports: ImportTurns,
}

impl Services {
    /// Makes the services.
    ///
    /// # Errors
    /// [`Error::Internal`] when the token secret is too short or the password cost is out of range.
    pub fn new(options: ServiceOptions) -> Result<Self, Error> {
        Ok(Self {
            passwords: Passwords::new(options.password_cost)?,
            access_tokens: AccessTokens::new(&options.token_secret)?,
            catalogues: CatalogueCache::default(),
            public_cache: PublicCache::default(),
            renditions: Renditions::new(options.renditions),
            imports: ImportTurns::default(),
            clock: options.clock,
            ids: options.ids,
        })
    }
}

/// Everything that a use case needs; each server thread has one of its own around the shared services.
#[derive(Clone)]
pub struct App {
    /// What is kept.
    pub store: Store,
    /// What all threads share.
    pub services: Arc<Services>,
}
