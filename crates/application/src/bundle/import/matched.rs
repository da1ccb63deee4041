use std::sync::Arc;

use prongsai_bundle::check::{CheckedResult, default_result_key, read_result};
use prongsai_bundle::kind::default_report_key;
use prongsai_bundle::matching::{
    Incoming, LeftOver, Matched, Moved, StoredEntry, match_entries, match_steps, of_report, of_result,
};
use prongsai_bundle::{CheckedBundle, CheckedDocument, CheckedMeasure};
use prongsai_domain::document::{Content, DocumentKind};
use prongsai_domain::id::DocumentId;
use prongsai_domain::measure::Step;
use prongsai_persistence::Transaction;
use uuid::Uuid;

use super::keys::MatchedKeys;
use super::known::Index;
use super::limit::{Running, off_thread};
use super::noted::Noted;
use super::plan::{Examined, ImportPlan};
use crate::Error;

/// Finds the keys of entries without stated keys. It reads the stored entries of one list at a time, of locked documents.
pub(super) struct Matcher<'a> {
    pub(super) plan: &'a ImportPlan,
    pub(super) examined: &'a Arc<Examined>,
    pub(super) running: &'a Running,
    pub(super) index: &'a Index,
    pub(super) noted: &'a mut Noted,
}

impl Matcher<'_> {
    pub(super) async fn find(mut self, transaction: &mut Transaction) -> Result<MatchedKeys, Error> {
        let mut keys = MatchedKeys::default();
        self.match_reports(transaction, &mut keys).await?;
        let checked = &Arc::clone(self.examined).checked;
        for (index, measure) in checked.measures.iter().enumerate() {
            if measure.has_unkeyed_results
                && let Some(id) = self.index.find(DocumentKind::Measure, &measure.key)
                && let Some(results) = self.match_results(transaction, (index, measure), id).await?
            {
                keys.results.insert(index, results);
            }
        }
        Ok(keys)
    }

    async fn match_reports(&mut self, transaction: &mut Transaction, keys: &mut MatchedKeys) -> Result<(), Error> {
        let checked = &self.examined.checked;
        let ids = self.index.of_kind(DocumentKind::Report);
        let reports = reports(checked);
        if ids.is_empty() || reports.iter().all(|(_, document, _)| document.is_key_stated) {
            return Ok(());
        }
        let (mut stored, mut stored_ids) = (Vec::new(), Vec::new());
        for current in transaction.current_documents(&ids).await? {
            if let Content::Report(report) = &current.edition.content {
                stored_ids.push(current.document.id.get());
                stored.push(StoredEntry {
                    key: current.document.key,
                    likeness: of_report(report),
                });
            }
        }
        let (places, entries): (Vec<usize>, Vec<Incoming>) =
            reports.into_iter().map(|(place, _, entry)| (place, entry)).unzip();
        let matched = match_entries(&entries, &stored, LeftOver::IsOnlyOneOfGroup, default_report_key);
        let moved = Moved::of(&entries, &matched);
        let id = |at: usize| stored_ids.get(at).copied();
        self.noted
            .note_moved("report", ("/reports", &checked.written), moved, id);
        keys.documents
            .extend(places.into_iter().zip(matched.into_iter().map(|one| one.key)));
        Ok(())
    }

    /// The keys of the results of a measure; `None` if it has none in the store.
    async fn match_results(
        &mut self,
        transaction: &mut Transaction,
        (index, measure): (usize, &CheckedMeasure),
        id: DocumentId,
    ) -> Result<Option<Vec<String>>, Error> {
        let (mut stored, mut ids): (Vec<StoredEntry>, Vec<Uuid>) = (Vec::new(), Vec::new());
        let keep = |result: prongsai_persistence::StoredResult| {
            ids.push(result.id.get());
            stored.push(StoredEntry {
                key: result.key,
                likeness: of_result(&result.content),
            });
        };
        transaction.visit_results_of(&[id], None, keep).await?;
        if stored.is_empty() {
            return Ok(None);
        }
        let current = transaction.current_document(id).await?;
        let steps: Vec<Step> = match current.map(|current| current.edition.content) {
            Some(Content::Measure(measure)) => measure.steps,
            _ => Vec::new(),
        };
        let Some(entry) = self.plan.bundle.outline.measures.get(index).cloned() else {
            return Ok(None);
        };
        let measure = measure.clone();
        let fiscal_year = self.examined.checked.fiscal_year;
        let work = move || {
            let mut settled = measure.content.steps.clone();
            let (map, _) = match_steps(&mut settled, &measure.stated_steps, &steps);
            let mut entries = Vec::new();
            for one in &entry.read_without_results().results {
                let mut result: CheckedResult = read_result(one, &measure.content, fiscal_year)?;
                map.replace_answer(&mut result.content.answers);
                entries.push(Incoming {
                    key: result.stated_key,
                    likeness: of_result(&result.content),
                });
            }
            let matched = match_entries(&entries, &stored, LeftOver::IsNew, default_result_key);
            Ok((Moved::of(&entries, &matched), matched))
        };
        let (moved, matched): (Vec<Moved>, Vec<Matched>) =
            transaction.while_waiting(off_thread(self.running, work)).await??;
        let list = format!("/measures/{index}/results");
        let written = &self.examined.checked.written;
        let id = |at: usize| ids.get(at).copied();
        self.noted.note_moved("result", (&list, written), moved, id);
        Ok(Some(matched.into_iter().map(|one| one.key).collect()))
    }
}

/// The reports of a bundle, each with its index among the documents.
fn reports(checked: &CheckedBundle) -> Vec<(usize, &CheckedDocument, Incoming)> {
    let documents = checked.documents.iter().enumerate();
    documents
        .filter_map(|(index, document)| {
            let Content::Report(report) = &document.content else {
                return None;
            };
            let incoming = Incoming {
                key: document.is_key_stated.then(|| document.key.clone()),
                likeness: of_report(report),
            };
            Some((index, document, incoming))
        })
        .collect()
}
