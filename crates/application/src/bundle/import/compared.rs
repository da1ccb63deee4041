use prongsai_bundle::difference::Difference;
use prongsai_domain::id::ContentId;
use uuid::Uuid;

use super::changes::ChangedKind;

/// An entry that differs from the stored one.
pub(super) struct Compared {
    pub(super) kind: ChangedKind,
    pub(super) key: String,
    pub(super) id: Option<Uuid>,
    pub(super) pointer: String,
    pub(super) differences: Vec<Difference>,
    /// The stated revision, if it is not the stored one, and the stored one.
    pub(super) other_revision: Option<(u64, i64)>,
    /// The stored content.
    pub(super) before: ContentId,
}

impl Compared {
    /// `None` if there are no differences.
    pub(super) fn new(
        (kind, key, id, pointer): (ChangedKind, &str, Option<Uuid>, &str),
        differences: Vec<Difference>,
        (stated, present, before): (Option<u64>, i64, ContentId),
    ) -> Option<Self> {
        let is_other = |stated: &u64| i64::try_from(*stated) != Ok(present);
        (!differences.is_empty()).then(|| Self {
            kind,
            key: key.to_owned(),
            id,
            pointer: pointer.to_owned(),
            differences,
            other_revision: stated.filter(is_other).map(|stated| (stated, present)),
            before,
        })
    }
}
