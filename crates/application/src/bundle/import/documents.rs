use std::mem;

use prongsai_bundle::matching::KeyMap;
use prongsai_bundle::{CheckedBundle, CheckedMeasure, Written, difference};
use prongsai_domain::audit::{AuditAction, DocumentAction};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Content, DocumentKind};
use prongsai_domain::file::FileReference;
use prongsai_domain::id::{ContentId, DocumentId};
use prongsai_domain::organization::Organization;
use prongsai_domain::violation::Violation;
use prongsai_domain::workflow::{State, Transition};
use prongsai_persistence::{AuditEntry, Current, Encoded, NewContent, Transaction};
use uuid::Uuid;

use super::changes::{Change, ChangedKind, Changes, Effect};
use super::chunks::{Chunk, Step};
use super::compared::Compared;
use super::keys::MatchedKeys;
use super::known::Known;
use super::noted::{Noted, NotedLists};
use super::refusals::{Refusals, in_approval, withdrawn};
use super::writing::Writing;
use crate::document::{NewDraft, new_document};
use crate::file::unknown_files;
use crate::quota::{Quota, Quotas};
use crate::{Acting, Error};

/// A change of the content of an edition in work.
const EDIT: DocumentAction = DocumentAction::Step(Transition::Edit);

/// Decides for each entry of a checked bundle whether it is added, changed or left as it is, and notes the decision.
/// The changes of a chunk are collected and written together, with a constant number of statements.
pub(super) struct Importer<'a> {
    pub(super) acting: &'a Acting,
    pub(super) organization: &'a Organization,
    pub(super) fiscal_year: FiscalYear,
    quotas: Quotas,
    /// The stored data to which the chunk belongs.
    pub(super) known: Known,
    /// The measure whose results follow; `None` if it was refused.
    pub(super) target: Option<Target>,
    pub(super) writing: Writing,
    /// The keys of the steps of the measure of `target`.
    pub(super) steps: KeyMap,
    /// The keys of the findings of the analysis.
    pub(super) findings: KeyMap,
    /// The forms in which the bundle is written.
    pub(super) written: &'a Written,
    pub(super) noted: Noted,
    /// The entries of the chunk that differ from the stored ones.
    pub(super) compared: Vec<Compared>,
    /// The files that results of the chunk name, each with the pointer of its evidence.
    pub(super) files: Vec<(String, FileReference)>,
    audit_entries: Vec<AuditEntry<'static>>,
    changes: Changes,
    pub(super) refused: Refusals,
}

/// A document that an import handled. If it is a measure, its results follow.
#[derive(Clone, Copy)]
pub(super) struct Target {
    pub(super) id: DocumentId,
    /// The number of the edition that the import added or changed, or else the present one.
    pub(super) edition: u32,
}

impl<'a> Importer<'a> {
    pub(super) fn new(
        acting: &'a Acting,
        organization: &'a Organization,
        checked: &'a CheckedBundle,
        (quotas, noted): (Quotas, Noted),
    ) -> Self {
        Self {
            acting,
            organization,
            fiscal_year: checked.fiscal_year,
            quotas,
            known: Known::default(),
            target: None,
            writing: Writing::default(),
            steps: KeyMap::default(),
            findings: KeyMap::default(),
            written: &checked.written,
            noted,
            compared: Vec::new(),
            files: Vec::new(),
            audit_entries: Vec::new(),
            changes: Vec::new(),
            refused: Refusals::default(),
        }
    }

    /// Handles the entries of a chunk.
    pub(super) fn put(&mut self, chunk: Chunk, checked: &CheckedBundle, keys: &MatchedKeys) -> Result<(), Error> {
        for step in chunk.steps {
            match step {
                Step::Measure { index, .. } => {
                    if let Some(measure) = checked.measures.get(index) {
                        self.put_measure(index, measure)?;
                    }
                }
                Step::Results(some) => self.put_results(some)?,
                Step::Document(index) => {
                    if let Some(document) = checked.documents.get(index) {
                        let place = (document.pointer.as_str(), document.revision);
                        self.put_document(place, keys.document(index, document), document.content.clone())?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Everything that was handled, and what was refused.
    pub(super) fn finish(self) -> Result<(Changes, NotedLists, Vec<Violation>), Error> {
        Ok((self.changes, self.noted.finish()?, self.refused.finish()))
    }

    /// Writes the changes of a chunk, unless something was refused. If something is refused later, all of it is rolled
    /// back.
    pub(super) async fn write(&mut self, transaction: &mut Transaction) -> Result<(), Error> {
        self.note_compared(transaction).await?;
        let files = mem::take(&mut self.files);
        for violation in unknown_files(transaction, self.organization.id, &files).await? {
            self.refused.push(violation);
        }
        // Each change has an entry.
        if self.audit_entries.is_empty() {
            return Ok(());
        }
        let (writing, entries) = (mem::take(&mut self.writing), mem::take(&mut self.audit_entries));
        if self.refused.is_empty() {
            writing.write(transaction, self.acting, self.quotas).await?;
            transaction.note_all(&entries).await?;
        }
        Ok(())
    }

    /// Notes what the import does with an entry, for the outcome that the caller gets.
    pub(super) fn note(&mut self, effect: Effect, kind: ChangedKind, key: &str, id: Option<Uuid>, pointer: &str) {
        self.changes.push((
            effect,
            Change {
                kind,
                key: key.to_owned(),
                id,
                pointer: pointer.to_owned(),
            },
        ));
    }

    pub(super) fn note_audit(&mut self, entry: AuditEntry<'static>) {
        self.audit_entries.push(entry);
    }

    /// Handles a measure. Its results follow.
    pub(super) fn put_measure(&mut self, index: usize, measure: &CheckedMeasure) -> Result<(), Error> {
        let pointer = format!("/measures/{index}");
        let content = self.settled(&pointer, measure);
        let place = (pointer.as_str(), measure.revision);
        self.target = self.put_document(place, &measure.key, content.clone().into())?;
        if let Some(target) = self.target {
            self.refuse_lost_steps(&pointer, target.id, &content);
            self.note_missing_results(target.id, &measure.key);
        }
        Ok(())
    }

    /// Decides whether a document is added, changed or left as it is. Returns `None` and notes a violation if its state
    /// does not allow the change.
    pub(super) fn put_document(
        &mut self,
        (pointer, revision): (&str, Option<u64>),
        key: &str,
        content: Content,
    ) -> Result<Option<Target>, Error> {
        let (kind, title) = (content.kind(), content.title().into_owned());
        let Some(current) = self.known.take_document(kind, key) else {
            return self.add_document(pointer, key, content).map(Some);
        };
        let (state, present, before) = (
            current.edition.state,
            current.document.revision,
            current.edition.version.id,
        );
        let mut target = Target {
            id: current.document.id,
            edition: current.edition.number,
        };
        let mut contents = (Some(before), None);
        let differences = difference::of_documents(&current.edition.content, &content);
        let (effect, state) = match state {
            State::Withdrawn | State::Superseded => {
                self.refused.push(withdrawn(pointer));
                return Ok(None);
            }
            _ if differences.is_empty() => ((Effect::Unchanged, None), state),
            State::Submitted | State::Approved => {
                self.refused.push(in_approval(pointer, state));
                return Ok(None);
            }
            State::Draft | State::Returned => {
                let new = self.next_content(&current, &content)?;
                contents.1 = Some(new.id);
                self.writing.rewritten.push((current, content, new));
                ((Effect::Updated, Some(EDIT)), state)
            }
            State::Published => {
                let last = self.known.highest_edition(target.id).unwrap_or_default();
                self.quotas.check(Quota::EditionsOfDocument, last.into(), 1)?;
                target.edition = last + 1;
                let new = self.next_content(&current, &content)?;
                contents.1 = Some(new.id);
                self.writing.corrected.push((current, content, new, target.edition));
                ((Effect::Updated, Some(DocumentAction::Revise)), State::Draft)
            }
        };
        self.compared.extend(Compared::new(
            (ChangedKind::Document(kind), key, Some(target.id.get()), pointer),
            differences,
            (revision, present, before),
        ));
        self.note_document(effect, (kind, key, title), (state, contents), &target, pointer);
        Ok(Some(target))
    }

    fn add_document(&mut self, pointer: &str, key: &str, content: Content) -> Result<Target, Error> {
        let (kind, title) = (content.kind(), content.title().into_owned());
        let draft = NewDraft {
            jurisdiction: self.organization.jurisdiction(),
            fiscal_year: self.fiscal_year,
            key: Some(key.to_owned()),
            content,
        };
        let new = new_document(self.acting, draft)?;
        let target = Target {
            id: new.document.id,
            edition: 1,
        };
        let contents = (None, Some(new.content.id));
        self.writing.new.push(new);
        self.note_document(
            (Effect::Created, Some(DocumentAction::Create)),
            (kind, key, title),
            (State::Draft, contents),
            &target,
            pointer,
        );
        Ok(target)
    }

    /// The next version of the content of a document.
    fn next_content(&self, current: &Current, content: &Content) -> Result<NewContent, Error> {
        let base = Some(current.edition.version.clone());
        let encoded = Encoded::of_document(content)?;
        Ok(self.acting.content(current.document.id.get(), encoded, base))
    }

    /// Notes what happens to a document, with its title after the import. Without an action there is no audit entry.
    fn note_document(
        &mut self,
        (effect, action): (Effect, Option<DocumentAction>),
        (kind, key, title): (DocumentKind, &str, String),
        (state, (before, after)): (State, (Option<ContentId>, Option<ContentId>)),
        target: &Target,
        pointer: &str,
    ) {
        if let Some(action) = action {
            let action_of_kind = AuditAction::Document(kind, action);
            let mut entry = self.acting.audit(action_of_kind, kind.as_str());
            entry.subject = Some(target.id.get());
            entry.organization = Some(self.organization.id);
            entry.edition = Some(target.edition);
            // An edit leaves the state as it is. A new edition has no state before.
            entry.from = Some(state).filter(|_| action == EDIT);
            entry.to = Some(state);
            entry.detail = Some(serde_json::json!({ "title": title }));
            entry.before = before;
            entry.after = after;
            self.note_audit(entry);
        }
        self.note(effect, ChangedKind::Document(kind), key, Some(target.id.get()), pointer);
    }
}
