use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use moka::sync::Cache;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::DocumentId;
use prongsai_persistence::{PublicBody, PublicationChanges};
use uuid::Uuid;

/// How many bytes of public answers are kept at most.
const CAPACITY: u64 = 16 * 1024 * 1024;

/// A public answer, shared between the requests that are given it.
pub type PublicAnswer = Arc<PublicBody>;

/// Public answers that were asked for lately. An entry goes when the database says that its document changed, whichever
/// server changed it; while the database cannot be heard nothing is kept.
#[derive(Clone)]
pub struct PublicCache {
    inner: Arc<Inner>,
}

struct Inner {
    answers: Cache<(DocumentKind, DocumentId), PublicAnswer>,
    hears_changes: AtomicBool,
    // Goes up with every change: an answer that was read before a change must not be kept after it.
    changes: AtomicU64,
}

impl Default for PublicCache {
    fn default() -> Self {
        let answers = Cache::builder()
            .max_capacity(CAPACITY)
            .weigher(|_, answer: &PublicAnswer| match answer.as_ref() {
                PublicBody::Live { body, .. } => u32::try_from(body.len() + 256).unwrap_or(u32::MAX),
                PublicBody::Withdrawn { reason, .. } => u32::try_from(reason.len() + 256).unwrap_or(u32::MAX),
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
    pub(super) fn get(&self, kind: DocumentKind, id: DocumentId) -> Option<PublicAnswer> {
        self.inner.answers.get(&(kind, id))
    }

    /// To be taken before an answer is read from the database, and given back when it is kept.
    pub(super) fn moment(&self) -> u64 {
        self.inner.changes.load(Ordering::Acquire)
    }

    /// Keeps an answer, unless something changed since the moment.
    pub(super) fn keep(&self, kind: DocumentKind, id: DocumentId, answer: &PublicAnswer, moment: u64) {
        if !self.inner.hears_changes.load(Ordering::Acquire) {
            return;
        }
        self.inner.answers.insert((kind, id), Arc::clone(answer));
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

    fn answer(body: &str) -> PublicAnswer {
        Arc::new(PublicBody::Live {
            body: body.to_owned(),
            etag: "x".to_owned(),
        })
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
