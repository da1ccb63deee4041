use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use jiff::Timestamp;
use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::DocumentId;
use prongsai_persistence::{Overrides, PublicEdition, PublicationChanges};
use uuid::Uuid;

/// The bytes that are allowed for the key and the small fields of an entry.
const ENTRY_BYTES: usize = 256;
/// The maximum size of the cached documents, in bytes.
const CAPACITY: u64 = 16 * 1024 * 1024;
/// The maximum size of the cached pages of lists, in bytes.
const LISTS_CAPACITY: u64 = 8 * 1024 * 1024;

/// A published document, shared between requests.
pub type PublicAnswer = Arc<PublicDocument>;

/// A published document as it is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicDocument {
    /// The edition, as it is stored.
    pub(crate) edition: PublicEdition,
    /// The entity tag of the served bytes, without quotes.
    pub etag: String,
    /// The served bytes, if they are not the stored body.
    pub(super) served: Option<String>,
}

/// A page of a public list as it is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicList {
    /// The body, JSON.
    pub body: Vec<u8>,
    /// The entity tag of the body, without quotes.
    pub etag: String,
    /// The value of the header `Link`, if there is a next page.
    pub link: Option<String>,
}

/// A cached public answer.
#[derive(Clone, Debug)]
pub(super) enum Cached {
    /// The document is live.
    Live(PublicAnswer),
    /// The document was live and has been withdrawn.
    Withdrawn { reason: String, at: Timestamp },
}

impl PublicDocument {
    /// The served bytes.
    pub fn body(&self) -> &str {
        self.served.as_deref().unwrap_or(&self.edition.body)
    }

    /// The reasons for which authors approved what it shows.
    pub const fn overrides(&self) -> &Overrides {
        &self.edition.overrides
    }
}

/// A cache of public answers. An entry is removed when the database notifies this server that the document changed,
/// on any server. Nothing is cached while the connection for notifications is interrupted.
#[derive(Clone)]
pub struct PublicCache {
    inner: Arc<Inner>,
}

struct Inner {
    answers: Cache<(DocumentKind, DocumentId), Cached>,
    /// By the number of changes at which they were read, and the address. A change makes all of them out of date.
    lists: Cache<(u64, String), Arc<PublicList>>,
    hears_changes: AtomicBool,
    // Counts the changes: an answer that was read before a change must not be cached after it.
    changes: AtomicU64,
}

impl Default for PublicCache {
    fn default() -> Self {
        let answers = Cache::builder()
            .max_capacity(CAPACITY)
            .weigher(|_, answer: &Cached| size(answer))
            .build();
        let lists = Cache::builder()
            .max_capacity(LISTS_CAPACITY)
            .weigher(|(_, address): &(u64, String), list: &Arc<PublicList>| list_size(address, list))
            // Pages that are out of date are never asked for, so they go first.
            .eviction_policy(EvictionPolicy::lru())
            .build();
        let inner = Inner {
            answers,
            lists,
            hears_changes: AtomicBool::new(false),
            changes: AtomicU64::new(0),
        };
        Self { inner: Arc::new(inner) }
    }
}

/// The size of an answer in the cache, in bytes.
fn size(answer: &Cached) -> u32 {
    let bytes = match answer {
        Cached::Live(document) => {
            let Overrides { own, frozen } = document.overrides();
            let reasons: usize = own.iter().chain(frozen.values()).map(String::len).sum();
            document.edition.body.len() + document.served.as_ref().map_or(0, String::len) + reasons
        }
        Cached::Withdrawn { reason, .. } => reason.len(),
    };
    u32::try_from(bytes + ENTRY_BYTES).unwrap_or(u32::MAX)
}

/// The size of a page in the cache, in bytes.
fn list_size(address: &str, list: &PublicList) -> u32 {
    let bytes = address.len() + list.body.len() + list.link.as_ref().map_or(0, String::len);
    u32::try_from(bytes + ENTRY_BYTES).unwrap_or(u32::MAX)
}

impl PublicCache {
    /// The page of a list at an address (path, query and where the page begins), as it was made after `moment`.
    pub fn list(&self, moment: u64, address: &str) -> Option<Arc<PublicList>> {
        if !self.inner.hears_changes.load(Ordering::Acquire) {
            return None;
        }
        self.inner.lists.get(&(moment, address.to_owned()))
    }

    /// Caches a page of a list that was read after `moment`. It is found only while nothing has changed since.
    pub fn keep_list(&self, moment: u64, address: &str, list: &Arc<PublicList>) {
        if self.inner.hears_changes.load(Ordering::Acquire) {
            self.inner.lists.insert((moment, address.to_owned()), Arc::clone(list));
        }
    }

    /// Notes that lists may have changed otherwise than by the change of one document.
    pub fn lists_changed(&self) {
        self.inner.changes.fetch_add(1, Ordering::AcqRel);
    }

    /// The cached answer for a document.
    pub(super) fn get(&self, kind: DocumentKind, id: DocumentId) -> Option<Cached> {
        self.inner.answers.get(&(kind, id))
    }

    /// The number of changes so far. Call it before reading an answer from the database, and give the value to
    /// [`Self::keep`] or [`Self::keep_list`].
    pub fn moment(&self) -> u64 {
        self.inner.changes.load(Ordering::Acquire)
    }

    /// Caches an answer, unless something changed since `moment`.
    pub(super) fn keep(&self, kind: DocumentKind, id: DocumentId, answer: &Cached, moment: u64) {
        if !self.inner.hears_changes.load(Ordering::Acquire) {
            return;
        }
        self.inner.answers.insert((kind, id), answer.clone());
        if self.moment() != moment {
            self.inner.answers.invalidate(&(kind, id));
        }
    }
}

impl PublicationChanges for PublicCache {
    fn changed(&self, document: Uuid) {
        self.inner.changes.fetch_add(1, Ordering::AcqRel);
        for kind in DocumentKind::ALL {
            self.inner.answers.invalidate(&(kind, DocumentId::new(document)));
        }
    }

    fn interrupted(&self) {
        self.inner.hears_changes.store(false, Ordering::Release);
        self.inner.changes.fetch_add(1, Ordering::AcqRel);
        self.inner.answers.invalidate_all();
        self.inner.lists.invalidate_all();
    }

    fn resumed(&self) {
        self.inner.changes.fetch_add(1, Ordering::AcqRel);
        self.inner.answers.invalidate_all();
        self.inner.hears_changes.store(true, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn answer(reason: &str) -> Cached {
        Cached::Withdrawn {
            reason: reason.to_owned(),
            at: Timestamp::UNIX_EPOCH,
        }
    }

    const KIND: DocumentKind = DocumentKind::Measure;
    const ID: DocumentId = DocumentId::new(Uuid::nil());

    #[test]
    fn without_a_listener_for_changes_nothing_is_cached() {
        let cache = PublicCache::default();
        cache.keep(KIND, ID, &answer("a"), cache.moment());
        assert!(cache.get(KIND, ID).is_none());
    }

    #[test]
    fn the_reasons_of_approvals_count_towards_the_size() {
        let live = |overrides| {
            let edition = PublicEdition {
                id: ID,
                kind: KIND,
                edition: 1,
                body: "{}".to_owned(),
                schema_version: 1,
                published_at: Timestamp::UNIX_EPOCH,
                overrides,
            };
            Cached::Live(Arc::new(PublicDocument {
                edition,
                etag: String::new(),
                served: None,
            }))
        };
        let overrides = Overrides {
            own: Some("a".repeat(100)),
            frozen: BTreeMap::from([(ID, "b".repeat(2_000))]),
        };
        assert_eq!(size(&live(overrides)), size(&live(Overrides::default())) + 2_100);
    }

    #[test]
    fn a_page_of_a_list_is_found_until_anything_changes() {
        let page = Arc::new(PublicList {
            body: b"{}".to_vec(),
            etag: "a".to_owned(),
            link: None,
        });
        let cache = PublicCache::default();
        cache.keep_list(cache.moment(), "/list", &page);
        assert_eq!(cache.list(cache.moment(), "/list"), None, "changes are not heard");
        cache.resumed();
        let before = cache.moment();
        cache.keep_list(before, "/list", &page);
        assert_eq!(cache.list(cache.moment(), "/list").as_ref(), Some(&page));
        assert_eq!(cache.list(cache.moment(), "/list?limit=1"), None);
        cache.changed(ID.get());
        assert_eq!(cache.list(cache.moment(), "/list"), None);
        // A page that was read before the change and is kept after it.
        cache.keep_list(before, "/list", &page);
        assert_eq!(cache.list(cache.moment(), "/list"), None);
        cache.keep_list(cache.moment(), "/list", &page);
        cache.lists_changed();
        assert_eq!(cache.list(cache.moment(), "/list"), None);
    }

    #[test]
    fn an_answer_read_before_a_change_is_not_kept_after_it() {
        let cache = PublicCache::default();
        cache.resumed();
        let moment = cache.moment();
        cache.changed(ID.get());
        cache.keep(KIND, ID, &answer("old"), moment);
        assert!(cache.get(KIND, ID).is_none());
        cache.keep(KIND, ID, &answer("new"), cache.moment());
        assert!(cache.get(KIND, ID).is_some());
        assert!(cache.get(DocumentKind::Report, ID).is_none());
        cache.interrupted();
        assert!(cache.get(KIND, ID).is_none());
    }
}
