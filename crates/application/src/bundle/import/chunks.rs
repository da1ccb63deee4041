use std::collections::HashSet;
use std::iter::Enumerate;
use std::sync::Arc;
use std::vec;

use prongsai_bundle::check::{CheckedResult, read_result, stated_result_keys};
use prongsai_bundle::wire::ResultPart;
use prongsai_bundle::{BundleText, CheckedBundle, Entry};
use prongsai_domain::document::DocumentKind;

use super::keys::MatchedKeys;
use super::plan::Examined;
use crate::Error;

/// The length of the entries of one chunk in the text of the bundle, in bytes. A chunk is in memory several times: as
/// values, as canonical text, in a statement, and as bytes for the connection.
const SIZE_MAX: usize = 1_048_576;
/// The number of entries of one chunk.
const ENTRIES_MAX: usize = 2_000;

/// Entries of a bundle that are written together, in the order of the bundle.
#[derive(Default)]
pub(super) struct Chunk {
    pub(super) steps: Vec<Step>,
    /// The length of the entries, in bytes.
    size: usize,
    /// The number of entries.
    entries: usize,
}

impl Chunk {
    /// Whether the next entry belongs to the next chunk.
    const fn is_full(&self) -> bool {
        self.size >= SIZE_MAX || self.entries >= ENTRIES_MAX
    }

    const fn count(&mut self, size: usize) {
        self.size += size;
        self.entries += 1;
    }
}

/// One step of an import.
pub(super) enum Step {
    /// A measure without its results.
    Measure {
        /// Its index.
        index: usize,
        /// The keys of all its results.
        result_keys: HashSet<String>,
    },
    /// Some results of the measure of the last step before them.
    Results(SomeResults),
    /// The document with this index.
    Document(usize),
}

impl Step {
    /// The kind and the key of the document to which the step belongs.
    pub(super) fn document<'a>(
        &self,
        checked: &'a CheckedBundle,
        keys: &'a MatchedKeys,
    ) -> Option<(DocumentKind, &'a str)> {
        match self {
            Self::Measure { index, .. } | Self::Results(SomeResults { measure: index, .. }) => {
                let measure = checked.measures.get(*index)?;
                Some((DocumentKind::Measure, &measure.key))
            }
            Self::Document(index) => {
                let document = checked.documents.get(*index)?;
                Some((document.content.kind(), keys.document(*index, document)))
            }
        }
    }
}

/// Some results of a measure.
pub(super) struct SomeResults {
    /// The index of the measure.
    pub(super) measure: usize,
    /// The index of the first of them within the measure.
    pub(super) first: usize,
    /// The results, each with its key.
    pub(super) results: Vec<(String, CheckedResult)>,
}

/// Reads the entries of an examined bundle again, one chunk after another, so that only one chunk is in memory.
pub(super) struct Chunks {
    bundle: BundleText,
    examined: Arc<Examined>,
    keys: Arc<MatchedKeys>,
    next_measure: usize,
    next_document: usize,
    /// The measure whose results are read.
    open: Option<Open>,
}

struct Open {
    measure: usize,
    results: Enumerate<vec::IntoIter<Entry<ResultPart>>>,
}

impl Chunks {
    pub(super) const fn new(bundle: BundleText, examined: Arc<Examined>, keys: Arc<MatchedKeys>) -> Self {
        Self {
            bundle,
            examined,
            keys,
            next_measure: 0,
            next_document: 0,
            open: None,
        }
    }

    /// Reads the next chunk; one without steps is the end. A thread that serves requests must not do this.
    ///
    /// # Errors
    /// [`Error::Invalid`] if a result is refused that the check accepted. This does not happen.
    pub(super) fn next(&mut self) -> Result<Chunk, Error> {
        let mut chunk = Chunk::default();
        while !chunk.is_full() {
            if !self.add_results(&mut chunk)? && !self.add_measure(&mut chunk) && !self.add_document(&mut chunk) {
                break;
            }
        }
        Ok(chunk)
    }

    /// Adds results of the measure whose results are read, if there is one.
    fn add_results(&mut self, chunk: &mut Chunk) -> Result<bool, Error> {
        let Some(open) = &mut self.open else { return Ok(false) };
        let Some(measure) = self.examined.checked.measures.get(open.measure) else {
            return Ok(false);
        };
        let mut some: Option<SomeResults> = None;
        let is_over = loop {
            if chunk.is_full() {
                break false;
            }
            let Some((index, entry)) = open.results.next() else {
                break true;
            };
            let result = read_result(&entry, &measure.content, self.examined.checked.fiscal_year)?;
            let key = self.keys.result(open.measure, index, result.stated_key.as_ref());
            chunk.count(entry.size());
            let some = some.get_or_insert_with(|| SomeResults {
                measure: open.measure,
                first: index,
                results: Vec::new(),
            });
            some.results.push((key, result));
        };
        chunk.steps.extend(some.map(Step::Results));
        if is_over {
            self.open = None;
        }
        Ok(true)
    }

    /// Adds the next measure, if there is one. Its results are read next.
    fn add_measure(&mut self, chunk: &mut Chunk) -> bool {
        let index = self.next_measure;
        let checked = self.examined.checked.measures.get(index);
        let Some((measure, entry)) = checked.zip(self.bundle.outline.measures.get(index)) else {
            return false;
        };
        let results = entry.read_without_results().results;
        chunk.count(measure.size);
        let stated = stated_result_keys(&results).enumerate();
        let result_keys = stated.map(|(at, stated)| self.keys.result(index, at, stated.as_ref()));
        chunk.steps.push(Step::Measure {
            index,
            result_keys: result_keys.collect(),
        });
        self.open = Some(Open {
            measure: index,
            results: results.into_iter().enumerate(),
        });
        self.next_measure += 1;
        true
    }

    /// Adds the next document, if there is one.
    fn add_document(&mut self, chunk: &mut Chunk) -> bool {
        let Some(document) = self.examined.checked.documents.get(self.next_document) else {
            return false;
        };
        chunk.count(document.size);
        chunk.steps.push(Step::Document(self.next_document));
        self.next_document += 1;
        true
    }
}
