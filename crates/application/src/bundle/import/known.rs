use std::collections::{HashMap, HashSet};

use prongsai_bundle::CheckedBundle;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::{DocumentId, ResultId};
use prongsai_domain::result::Answers;
use prongsai_persistence::{Current, LockedDocument, StoredResult, Transaction};

use super::chunks::{Chunk, SomeResults, Step};
use super::keys::MatchedKeys;
use crate::Error;

/// The locked documents of an organization's year, by kind and key.
pub(super) struct Index(HashMap<DocumentKind, HashMap<String, DocumentId>>);

impl Index {
    pub(super) fn new(documents: Vec<LockedDocument>) -> Self {
        let mut index: HashMap<_, HashMap<_, _>> = HashMap::new();
        for LockedDocument { id, kind, key } in documents {
            index.entry(kind).or_default().insert(key, id);
        }
        Self(index)
    }

    /// The number of documents.
    pub(super) fn len(&self) -> usize {
        self.0.values().map(HashMap::len).sum()
    }

    /// The number of documents of a bundle that are not among them.
    pub(super) fn count_new(&self, checked: &CheckedBundle, keys: &MatchedKeys) -> usize {
        documents_of(checked, keys)
            .filter(|(kind, key)| self.find(*kind, key).is_none())
            .count()
    }

    /// The documents that are not in a bundle, by id.
    pub(super) fn missing_in(&self, checked: &CheckedBundle, keys: &MatchedKeys) -> Vec<DocumentId> {
        let found: HashSet<DocumentId> = documents_of(checked, keys)
            .filter_map(|(kind, key)| self.find(kind, key))
            .collect();
        let all = self.0.values().flat_map(HashMap::values).copied();
        let mut missing: Vec<DocumentId> = all.filter(|id| !found.contains(id)).collect();
        missing.sort_unstable();
        missing
    }

    /// The documents of a kind.
    pub(super) fn of_kind(&self, kind: DocumentKind) -> Vec<DocumentId> {
        self.0
            .get(&kind)
            .into_iter()
            .flat_map(HashMap::values)
            .copied()
            .collect()
    }

    pub(super) fn find(&self, kind: DocumentKind, key: &str) -> Option<DocumentId> {
        self.0.get(&kind)?.get(key).copied()
    }
}

/// The kind and the key of each document of a bundle.
fn documents_of<'a>(
    checked: &'a CheckedBundle,
    keys: &'a MatchedKeys,
) -> impl Iterator<Item = (DocumentKind, &'a str)> {
    let measures = checked.measures.iter();
    let documents = checked.documents.iter().enumerate();
    measures
        .map(|measure| (DocumentKind::Measure, measure.key.as_str()))
        .chain(documents.map(|(index, document)| (document.content.kind(), keys.document(index, document))))
}

/// The stored data to which the entries of one chunk belong.
#[derive(Default)]
pub(super) struct Known {
    /// The documents, by id.
    documents: HashMap<DocumentId, Current>,
    /// The documents, by kind and key.
    ids: HashMap<(DocumentKind, String), DocumentId>,
    /// The highest edition number of each document.
    highest: HashMap<DocumentId, u32>,
    /// The results with keys of the chunk, by measure and key.
    results: HashMap<(DocumentId, String), StoredResult>,
    /// The results of each measure that are not in the bundle and answer a step, each with the key of the step.
    answering: HashMap<DocumentId, Vec<(String, String)>>,
    /// The keys of the steps of each measure for which there are activities.
    served: HashMap<DocumentId, Vec<String>>,
    /// The results of each measure that are not in the bundle, each with its key.
    missing: HashMap<DocumentId, Vec<(String, ResultId)>>,
}

impl Known {
    /// Loads the stored data for a chunk. The documents are locked.
    pub(super) async fn load(
        transaction: &mut Transaction,
        index: &Index,
        (checked, keys): (&CheckedBundle, &MatchedKeys),
        chunk: &Chunk,
    ) -> Result<Self, Error> {
        let mut known = Self::default();
        let mut wanted = WantedResults::default();
        for step in &chunk.steps {
            let Some((kind, key)) = step.document(checked, keys) else {
                continue;
            };
            let Some(id) = index.find(kind, key) else { continue };
            match step {
                Step::Results(some) => wanted.add(id, some),
                Step::Measure { result_keys, .. } => wanted.begin(id, result_keys),
                Step::Document(_) => {}
            }
            if !matches!(step, Step::Results(_)) {
                known.ids.insert((kind, key.to_owned()), id);
            }
        }
        let ids: Vec<DocumentId> = known.ids.values().copied().collect();
        if !ids.is_empty() {
            let current = transaction.current_documents(&ids).await?;
            known.documents = current.into_iter().map(|one| (one.document.id, one)).collect();
            known.highest = transaction.highest_editions(&ids).await?;
        }
        known.load_results(transaction, &wanted).await?;
        Ok(known)
    }

    async fn load_results(&mut self, transaction: &mut Transaction, wanted: &WantedResults<'_>) -> Result<(), Error> {
        let begun: Vec<DocumentId> = wanted.begun.keys().copied().collect();
        if !begun.is_empty() {
            let keep = |result| self.keep(wanted, result);
            transaction.visit_results_of(&begun, None, keep).await?;
            for (measure, step) in transaction.steps_with_activities(&begun).await? {
                self.served.entry(measure).or_default().push(step);
            }
        }
        let mut continued = wanted.keys.iter().filter(|(id, _)| !wanted.begun.contains_key(id));
        // At most the first measure of a chunk is continued from the chunk before.
        if let Some((id, keys)) = continued.next() {
            let keys: Vec<&str> = keys.iter().copied().collect();
            let keep = |result| self.keep(wanted, result);
            transaction.visit_results_of(&[*id], Some(&keys), keep).await?;
        }
        Ok(())
    }

    fn keep(&mut self, wanted: &WantedResults<'_>, result: StoredResult) {
        let measure = result.measure_id;
        let is_in = |keys: Option<&HashSet<&str>>| keys.is_some_and(|keys| keys.contains(result.key.as_str()));
        if is_in(wanted.keys.get(&measure)) {
            self.results.insert((measure, result.key.clone()), result);
        } else if let Some(replaced) = wanted.begun.get(&measure)
            && !replaced.contains(&result.key)
        {
            if let Answers::Step(step) = result.content.answers {
                let answering = self.answering.entry(measure).or_default();
                answering.push((result.key.clone(), step));
            }
            self.missing.entry(measure).or_default().push((result.key, result.id));
        }
    }

    /// Removes a document and returns it.
    pub(super) fn take_document(&mut self, kind: DocumentKind, key: &str) -> Option<Current> {
        let id = self.ids.get(&(kind, key.to_owned()))?;
        self.documents.remove(id)
    }

    /// A document.
    pub(super) fn document(&self, kind: DocumentKind, key: &str) -> Option<&Current> {
        self.documents.get(self.ids.get(&(kind, key.to_owned()))?)
    }

    /// Removes the results of a measure that are not in the bundle, each with its key.
    pub(super) fn take_missing(&mut self, measure: DocumentId) -> Vec<(String, ResultId)> {
        self.missing.remove(&measure).unwrap_or_default()
    }

    /// The highest edition number of a document.
    pub(super) fn highest_edition(&self, document: DocumentId) -> Option<u32> {
        self.highest.get(&document).copied()
    }

    /// Removes a result of a measure and returns it.
    pub(super) fn take_result(&mut self, measure: DocumentId, key: &str) -> Option<StoredResult> {
        self.results.remove(&(measure, key.to_owned()))
    }

    /// Removes the keys of the steps of a measure for which there are activities.
    pub(super) fn take_served(&mut self, measure: DocumentId) -> Vec<String> {
        self.served.remove(&measure).unwrap_or_default()
    }

    /// Removes the keys of those results of a measure that stay and answer a step, each with the key of the step.
    pub(super) fn take_answering(&mut self, measure: DocumentId) -> Vec<(String, String)> {
        self.answering.remove(&measure).unwrap_or_default()
    }
}

/// The results that a chunk needs.
#[derive(Default)]
struct WantedResults<'a> {
    /// The measures that are in the chunk themselves, each with the keys of all its results in the bundle.
    begun: HashMap<DocumentId, &'a HashSet<String>>,
    /// The keys of the results in the chunk, by measure.
    keys: HashMap<DocumentId, HashSet<&'a str>>,
}

impl<'a> WantedResults<'a> {
    fn begin(&mut self, measure: DocumentId, result_keys: &'a HashSet<String>) {
        self.begun.insert(measure, result_keys);
    }

    fn add(&mut self, measure: DocumentId, some: &'a SomeResults) {
        let keys = some.results.iter().map(|(key, _)| key.as_str());
        self.keys.entry(measure).or_default().extend(keys);
    }
}
