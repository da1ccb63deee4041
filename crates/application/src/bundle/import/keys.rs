use std::collections::HashMap;

use prongsai_bundle::CheckedDocument;
use prongsai_bundle::check::default_result_key;

/// The keys of the reports and results whose keys the bundle does not state. They are found by comparing what the entries
/// say with what is stored.
#[derive(Debug, Default)]
pub(super) struct MatchedKeys {
    /// By the index of the document.
    pub(super) documents: HashMap<usize, String>,
    /// The keys of all results of a measure, by its index.
    pub(super) results: HashMap<usize, Vec<String>>,
}

impl MatchedKeys {
    /// The key under which a document is stored.
    pub(super) fn document<'a>(&'a self, index: usize, document: &'a CheckedDocument) -> &'a str {
        self.documents.get(&index).unwrap_or(&document.key)
    }

    /// The key under which a result is stored.
    pub(super) fn result(&self, measure: usize, index: usize, stated: Option<&String>) -> String {
        let matched = self.results.get(&measure).and_then(|keys| keys.get(index));
        let key = matched.or(stated).cloned();
        key.unwrap_or_else(|| default_result_key(index + 1))
    }
}
