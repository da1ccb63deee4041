use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use jiff::Timestamp;
use moka::sync::Cache;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::DocumentId;
use prongsai_persistence::{PublicEdition, PublicationChanges};
use uuid::Uuid;

/// How many bytes of public answers are kept at most.
const CAPACITY: u64 = 16 * 1024 * 1024;

/// A published document, shared between the requests that are given it.
pub type PublicAnswer = Arc<PublicDocument>;

/// A published document as the public is served it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicDocument {
    /// The edition, as it is kept.
    pub(crate) edition: PublicEdition,
    /// The entity tag of what is served, without quotes.
    pub etag: String,
    /// What is served, where it is not what is kept.
    pub(super) served: Option<String>,
}

/// A public answer that was asked for lately.
#[derive(Clone, Debug)]
pub(super) enum Cached {
    /// It is live.
    Live(PublicAnswer),
    /// It was live and has been withdrawn.
    Withdrawn { reason: String, at: Timestamp },
}

impl PublicDocument {
    /// The bytes that are served.
    pub fn body(&self) -> &str {
        self.served.as_deref().unwrap_or(&self.edition.body)
    }
}

/// Public answers that were asked for lately. An entry goes when the database says that its document changed, whichever
/// server changed it; while the database cannot be heard nothing is kept.
#[derive(Clone)]
pub struct PublicCache {
    inner: Arc<Inner>,
}

struct Inner {
    answers: Cache<(DocumentKind, DocumentId), Cached>,
    hears_changes: AtomicBool,
    // Goes up with every change: an answer that was read before a change must not be kept after it.
    changes: AtomicU64,
}

impl Default for PublicCache {
    fn default() -> Self {
        let answers = Cache::builder()
            .max_capacity(CAPACITY)
            .weigher(|_, answer: &Cached| {
                let bytes = match answer {
                    Cached::Live(document) => {
                        document.edition.body.len() + document.served.as_ref().map_or(0, String::len)
                    }
                    Cached::Withdrawn { reason, .. } => reason.len(),
                };
                u32::try_from(bytes + 256).unwrap_or(u32::MAX)
            })
            .build();
        let inner = Inner {
            answers,
            hears_changes: AtomicBool::new(false),
            changes: AtomicU64::new(0),
        };
        Self { inner: Arc::new(inner) }
    }
}

impl PublicCache {
    /// The kept answer for a document.
    pub(super) fn get(&self, kind: DocumentKind, id: DocumentId) -> Option<Cached> {
        self.inner.answers.get(&(kind, id))
    }

    /// To be taken before an answer is read from the database, and given back when it is kept.
    pub(super) fn moment(&self) -> u64 {
        self.inner.changes.load(Ordering::Acquire)
    }

    /// Keeps an answer, unless something changed since the moment.
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
