use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use prongsai_domain::id::ServiceTokenId;

use crate::credentials::ServiceSecret;

/// The maximum number of tokens that are remembered. When there are more, all are forgotten.
const REMEMBERED_MAX: usize = 10_000;

/// The service tokens that were valid at their last use, by their hash. A request with one of them has a rate limit of its own
/// before the database is asked. It is not yet authenticated: the token may have ended since.
#[derive(Default)]
pub struct KnownTokens {
    known: Mutex<HashMap<[u8; 32], ServiceTokenId>>,
}

impl KnownTokens {
    /// The token, if it was valid at its last use.
    pub fn find(&self, secret: &ServiceSecret) -> Option<ServiceTokenId> {
        self.lock().get(secret.sha256()).copied()
    }

    /// Remembers a valid token.
    pub(super) fn remember(&self, secret: &ServiceSecret, id: ServiceTokenId) {
        let mut known = self.lock();
        if known.len() >= REMEMBERED_MAX && !known.contains_key(secret.sha256()) {
            known.clear();
        }
        known.insert(*secret.sha256(), id);
    }

    /// Forgets a token that is not valid.
    pub(super) fn forget(&self, secret: &ServiceSecret) {
        self.lock().remove(secret.sha256());
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<[u8; 32], ServiceTokenId>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
