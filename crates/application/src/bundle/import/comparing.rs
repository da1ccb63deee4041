use std::collections::HashMap;

use prongsai_bundle::CheckedMeasure;
use prongsai_bundle::difference::Difference;
use prongsai_bundle::matching::match_steps;
use prongsai_domain::document::{Content, DocumentKind};
use prongsai_domain::id::{ContentId, DocumentId};
use prongsai_domain::measure::Measure;
use prongsai_domain::workflow::State;
use prongsai_persistence::{Authorship, Transaction, Visibility};

use super::changes::ChangedKind;
use super::documents::Importer;
use super::noted::{FieldChange, MissingEntry, ShownChange};
use super::refusals::other_revision;
use crate::Error;

/// The number of documents that are read at a time.
const PAGE: usize = 100;

impl Importer<'_> {
    /// Whether the actor may read drafts of the organization. The right to import does not include it.
    pub(super) fn may_read(&self) -> bool {
        let visibility = Visibility::of(&self.acting.actor);
        visibility.everything() || visibility.organizations().contains(&self.organization.id.get())
    }

    /// Notes the differences of a chunk with the authors of the stored contents, and refuses entries that state another
    /// revision.
    pub(super) async fn note_compared(&mut self, transaction: &mut Transaction) -> Result<(), Error> {
        let compared = std::mem::take(&mut self.compared);
        let mut authors: HashMap<ContentId, Authorship> = HashMap::new();
        let may_read = self.may_read();
        if may_read {
            let contents: Vec<ContentId> = compared.iter().map(|one| one.before).collect();
            authors = transaction.authors_of_contents(&contents).await?;
        }
        for one in compared {
            let author = authors.get(&one.before);
            if let Some((stated, present)) = one.other_revision {
                self.refused.push(other_revision(&one.pointer, stated, present, author));
                continue;
            }
            for difference in one.differences {
                let Difference {
                    pointer,
                    field,
                    before,
                    after,
                } = difference;
                self.noted.changes.add(&FieldChange {
                    kind: one.kind.as_str().to_owned(),
                    key: one.key.clone(),
                    id: one.id,
                    pointer: self.written.pointer(&format!("{}{pointer}", one.pointer)),
                    field,
                    shown: may_read.then(|| ShownChange::new((before, after), author)),
                });
            }
        }
        Ok(())
    }

    /// The content of a measure with the stored keys of its steps and of the findings that it names.
    pub(super) fn settled(&mut self, pointer: &str, measure: &CheckedMeasure) -> Measure {
        let mut content = measure.content.clone();
        for finding in &mut content.findings {
            self.findings.replace(finding);
        }
        let current = self.known.document(DocumentKind::Measure, &measure.key);
        let stored = match current.map(|current| &current.edition.content) {
            Some(Content::Measure(stored)) => stored.steps.as_slice(),
            _ => &[],
        };
        let (keys, moved) = match_steps(&mut content.steps, &measure.stated_steps, stored);
        self.steps = keys;
        let list = (format!("{pointer}/steps"), self.written);
        self.noted.note_moved("step", (&list.0, list.1), moved, |_| None);
        content
    }

    /// Notes the stored results of a measure that are not in the bundle.
    pub(super) fn note_missing_results(&mut self, measure: DocumentId, key: &str) {
        let missing = self.known.take_missing(measure);
        if !self.may_read() {
            return;
        }
        for (result, id) in missing {
            self.noted.not_in_file.add(&MissingEntry {
                kind: ChangedKind::Result.as_str().to_owned(),
                key: result,
                id: Some(id.get()),
                measure: Some(key.to_owned()),
            });
        }
    }

    /// Notes the stored documents that are not in the bundle, except withdrawn ones, which an export leaves out too.
    pub(super) async fn note_missing_documents(
        &mut self,
        transaction: &mut Transaction,
        missing: &[DocumentId],
    ) -> Result<(), Error> {
        if !self.may_read() {
            return Ok(());
        }
        for page in missing.chunks(PAGE) {
            for current in transaction.current_documents(page).await? {
                if !matches!(current.edition.state, State::Withdrawn | State::Superseded) {
                    self.noted.not_in_file.add(&MissingEntry {
                        kind: current.document.kind.as_str().to_owned(),
                        key: current.document.key,
                        id: Some(current.document.id.get()),
                        measure: None,
                    });
                }
            }
        }
        Ok(())
    }
}
