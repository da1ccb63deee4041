use std::sync::Arc;

use moka::sync::Cache;
use prongsai_domain::catalogue::Catalogue;
use prongsai_persistence::CatalogueEdition;

/// The maximum number of parsed catalogues in the cache.
const MAX: u64 = 32;

/// Parsed catalogues. A revision never changes, so an entry is never out of date. `of_year` asks the database which
/// revision is the newest.
#[derive(Clone)]
pub struct CatalogueCache(Cache<CatalogueEdition, Arc<Catalogue>>);

impl Default for CatalogueCache {
    fn default() -> Self {
        Self(Cache::new(MAX))
    }
}

impl CatalogueCache {
    pub(super) fn get(&self, edition: &CatalogueEdition) -> Option<Arc<Catalogue>> {
        self.0.get(edition)
    }

    pub(super) fn put(&self, edition: CatalogueEdition, catalogue: Arc<Catalogue>) {
        self.0.insert(edition, catalogue);
    }
}
