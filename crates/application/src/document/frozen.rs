use std::collections::HashMap;

use prongsai_domain::document::Content;
use prongsai_domain::report::{Frozen, FrozenActivity, FrozenMeasure, FrozenReferences, FrozenResult, FrozenYear};
use prongsai_persistence::{Store, Stored, StoredContent, Transaction};
use uuid::Uuid;

use crate::Error;

/// Loads the parts that a report refers to, in a transaction. Returns `None` for other documents and for reports that
/// were not submitted.
///
/// # Errors
/// [`Error::Internal`] if a part is missing.
pub(crate) async fn load_frozen_in(
    transaction: &mut Transaction,
    content: &Content,
) -> Result<Option<FrozenYear>, Error> {
    let parts = parts_in(transaction, content).await?;
    year(content, &parts)
}

/// As [`load_frozen_in`], outside a transaction.
///
/// # Errors
/// As [`load_frozen_in`].
pub(crate) async fn load_frozen(store: &Store, content: &Content) -> Result<Option<FrozenYear>, Error> {
    let parts = match content.references() {
        Some(frozen) => store.contents(&content_keys(frozen)).await?,
        None => Vec::new(),
    };
    year(content, &parts)
}

/// The stored bytes of the parts that a report refers to.
pub(super) async fn parts_in(transaction: &mut Transaction, content: &Content) -> Result<Vec<StoredContent>, Error> {
    match content.references() {
        Some(frozen) => Ok(transaction.contents(&content_keys(frozen)).await?),
        None => Ok(Vec::new()),
    }
}

/// The contents that a report refers to: for each, its document, result, activity or analysis, and its SHA-256.
pub(crate) fn content_keys(frozen: &FrozenReferences) -> Vec<(Uuid, &str)> {
    let analysis = frozen.analysis.iter().map(|one| (one.id.get(), one.sha256.as_str()));
    let measures = frozen.measures.iter().flat_map(|measure| {
        let results = measure.results.iter().map(|one| (one.id.get(), one.sha256.as_str()));
        let activities = measure.activities.iter();
        let activities = activities.map(|one| (one.id.get(), one.sha256.as_str()));
        std::iter::once((measure.id.get(), measure.sha256.as_str()))
            .chain(results)
            .chain(activities)
    });
    analysis.chain(measures).collect()
}

fn year(content: &Content, parts: &[StoredContent]) -> Result<Option<FrozenYear>, Error> {
    let Content::Report(report) = content else {
        return Ok(None);
    };
    match report.frozen.as_deref() {
        None => Ok(None),
        Some(Frozen::Copies(year)) => Ok(Some(year.clone())),
        Some(Frozen::References(references)) => resolved(references, parts).map(Some),
    }
}

fn resolved(frozen: &FrozenReferences, parts: &[StoredContent]) -> Result<FrozenYear, Error> {
    let parts = Parts::new(parts);
    let analysis = frozen
        .analysis
        .as_ref()
        .map(|one| parts.decode(one.id.get(), &one.sha256))
        .transpose()?;
    let mut measures = Vec::with_capacity(frozen.measures.len());
    for measure in &frozen.measures {
        let results = measure.results.iter().map(|one| {
            Ok(FrozenResult {
                id: one.id,
                content: parts.decode(one.id.get(), &one.sha256)?,
            })
        });
        let activities = measure.activities.iter().map(|one| {
            Ok(FrozenActivity {
                id: one.id,
                content: parts.decode(one.id.get(), &one.sha256)?,
            })
        });
        measures.push(FrozenMeasure {
            id: measure.id,
            edition: measure.edition,
            content_sha256: measure.sha256.clone(),
            content: parts.decode(measure.id.get(), &measure.sha256)?,
            results: results.collect::<Result<_, Error>>()?,
            activities: activities.collect::<Result<_, Error>>()?,
        });
    }
    Ok(FrozenYear {
        organization_name: frozen.organization_name.clone(),
        analysis,
        measures,
    })
}

/// The stored parts of a report, by the reference to each: subject and SHA-256.
pub(crate) struct Parts<'a>(HashMap<(Uuid, &'a str), &'a StoredContent>);

impl<'a> Parts<'a> {
    pub(crate) fn new(parts: &'a [StoredContent]) -> Self {
        let by_reference = parts.iter().map(|part| ((part.subject_id, part.sha256.as_str()), part));
        Self(by_reference.collect())
    }

    /// Finds a part by its reference.
    ///
    /// # Errors
    /// [`Error::Internal`] if it is missing, which should not happen because contents are never deleted.
    pub(crate) fn get(&self, subject: Uuid, sha256: &str) -> Result<&'a StoredContent, Error> {
        self.0
            .get(&(subject, sha256))
            .copied()
            .ok_or_else(|| Error::Internal(format!("the content {sha256} of {subject} is gone")))
    }

    fn decode<T: Stored>(&self, subject: Uuid, sha256: &str) -> Result<T, Error> {
        Ok(self.get(subject, sha256)?.decode()?)
    }
}
