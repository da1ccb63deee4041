use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use prongsai_domain::id::UserId;

use crate::credentials::ServiceSecret;

/// The maximum number of tokens that are remembered. When there are more, all are forgotten.
const REMEMBERED_MAX: usize = 10_000;

/// The service tokens that were valid at their last use, by their hash, with their people. A request with one of them counts for
/// its person before the database is asked. It is not yet authenticated: the token may have ended since.
#[derive(Default)]
pub struct KnownTokens {
    known: Mutex<HashMap<[u8; 32], UserId>>,
}

impl KnownTokens {
    /// The person of a token, if it was valid at its last use.
    pub fn find(&self, secret: &ServiceSecret) -> Option<UserId> {
        self.lock().get(secret.sha256()).copied()
    }

    /// Remembers a valid token.
    pub(super) fn remember(&self, secret: &ServiceSecret, person: UserId) {
        let mut known = self.lock();
        if known.len() >= REMEMBERED_MAX && !known.contains_key(secret.sha256()) {
            known.clear();
        }
        known.insert(*secret.sha256(), person);
    }

    /// Forgets a token that is not valid.
    pub(super) fn forget(&self, secret: &ServiceSecret) {
        self.lock().remove(secret.sha256());
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<[u8; 32], UserId>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
