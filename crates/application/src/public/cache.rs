use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use jiff::Timestamp;
use moka::sync::Cache;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::DocumentId;
use prongsai_persistence::{Overrides, PublicEdition, PublicationChanges};
use uuid::Uuid;

/// The maximum size of the cached answers, in bytes.
const CAPACITY: u64 = 16 * 1024 * 1024;

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
        let inner = Inner {
            answers,
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
    // 256 bytes are allowed for the key and the other fields.
    u32::try_from(bytes + 256).unwrap_or(u32::MAX)
}

impl PublicCache {
    /// The cached answer for a document.
    pub(super) fn get(&self, kind: DocumentKind, id: DocumentId) -> Option<Cached> {
        self.inner.answers.get(&(kind, id))
    }

    /// The number of changes so far. Call it before reading an answer from the database, and give the value to
    /// [`Self::keep`].
    pub(super) fn moment(&self) -> u64 {
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
    fn nothing_is_kept_while_changes_are_not_heard() {
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
