use std::sync::{Arc, PoisonError, RwLock};

use moka::sync::Cache;
use prongsai_domain::catalogue::Catalogue;
use prongsai_persistence::{CatalogueEdition, KnownCatalogues};

/// The maximum number of parsed catalogues in the cache.
const MAX: u64 = 32;

/// Parsed catalogues. A revision never changes, so an entry is never out of date. `of_year` asks the database which
/// revision is the newest; `remembered_of_year` uses the last answer, and its callers must check it when they write.
pub struct CatalogueCache {
    parsed: Cache<CatalogueEdition, Arc<Catalogue>>,
    /// The catalogues of the programme of all documents, as they were read last.
    last_read: RwLock<Option<Arc<KnownCatalogues>>>,
}

impl Default for CatalogueCache {
    fn default() -> Self {
        Self {
            parsed: Cache::new(MAX),
            last_read: RwLock::default(),
        }
    }
}

impl CatalogueCache {
    pub(super) fn get(&self, edition: &CatalogueEdition) -> Option<Arc<Catalogue>> {
        self.parsed.get(edition)
    }

    pub(super) fn put(&self, edition: CatalogueEdition, catalogue: Arc<Catalogue>) {
        self.parsed.insert(edition, catalogue);
    }

    pub(super) fn last_read(&self) -> Option<Arc<KnownCatalogues>> {
        self.last_read.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn note_read(&self, known: KnownCatalogues) {
        *self.last_read.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(known));
    }
}
