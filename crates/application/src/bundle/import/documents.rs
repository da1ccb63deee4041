use prongsai_domain::access::{Action, Role, permits};
use prongsai_domain::analysis::Analysis;
use prongsai_domain::announcement::Announcement;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::Content;
use prongsai_domain::organization::{Division, Organization};
use prongsai_domain::report::Report;
use prongsai_domain::violation::Violation;
use prongsai_domain::workflow::State;
use prongsai_persistence::{Current, Transaction};
use uuid::Uuid;

use super::changes::{Change, ChangedKind, Changes, Done};
use crate::bundle::check::{CheckedMeasure, NewDivision};
use crate::document::{begin_correction, insert_draft};
use crate::{Context, Error};

/// Puts the parts of a checked bundle where they belong, one after the other, and keeps account of it.
pub(super) struct Importer<'a> {
    pub(super) transaction: &'a mut Transaction,
    pub(super) context: &'a Context,
    pub(super) office: &'a Organization,
    fiscal_year: FiscalYear,
    changes: Changes,
    pub(super) refused: Vec<Violation>,
}

impl<'a> Importer<'a> {
    pub(super) fn new(
        transaction: &'a mut Transaction,
        context: &'a Context,
        office: &'a Organization,
        fiscal_year: FiscalYear,
    ) -> Self {
        Self {
            transaction,
            context,
            office,
            fiscal_year,
            changes: Vec::new(),
            refused: Vec::new(),
        }
    }

    /// What was done, and what the state of a document did not allow.
    pub(super) fn into_parts(self) -> (Changes, Vec<Violation>) {
        (self.changes, self.refused)
    }

    pub(super) fn note(&mut self, done: Done, kind: ChangedKind, key: &str, id: Option<Uuid>, pointer: &str) {
        self.changes.push((
            done,
            Change {
                kind,
                key: key.to_owned(),
                id,
                pointer: pointer.to_owned(),
            },
        ));
    }

    pub(super) fn note_office(&mut self, is_new: bool) {
        let done = if is_new { Done::Created } else { Done::Nothing };
        let (id, name) = (self.office.id.get(), self.office.profile.name_th.clone());
        self.note(done, ChangedKind::Organization, &name, Some(id), "/organization");
    }

    pub(super) async fn add_divisions(&mut self, divisions: &[NewDivision]) -> Result<(), Error> {
        for new in divisions {
            let division = Division {
                id: new.id,
                organization_id: self.office.id,
                revision: 1,
                name_th: new.name.clone(),
                is_active: true,
            };
            self.transaction.insert_division(&division, self.context.now).await?;
            let mut entry = self.context.audit("division.create", "division");
            entry.subject = Some(new.id.get());
            entry.organization = Some(self.office.id);
            self.transaction.note(entry).await?;
            self.note(
                Done::Created,
                ChangedKind::Division,
                &new.name,
                Some(new.id.get()),
                &new.pointer,
            );
        }
        Ok(())
    }

    pub(super) async fn put_analysis(&mut self, analysis: &Analysis) -> Result<(), Error> {
        let (office, year, context) = (self.office.id, self.fiscal_year, self.context);
        let before = self.transaction.lock_analysis(office, year).await?;
        let done = match &before {
            None => Done::Created,
            Some(before) if before.content == *analysis => Done::Nothing,
            Some(_) => Done::Updated,
        };
        if done != Done::Nothing {
            self.transaction
                .put_analysis(office, year, analysis.clone(), context.user(), context.now)
                .await?;
            let action = if done == Done::Created {
                "analysis.create"
            } else {
                "analysis.edit"
            };
            let mut entry = context.audit(action, "analysis");
            entry.organization = Some(office);
            entry.detail = Some(serde_json::json!({ "fiscal_year": year.get() }));
            self.transaction.note(entry).await?;
        }
        self.note(done, ChangedKind::Analysis, &year.to_string(), None, "/analysis");
        Ok(())
    }

    pub(super) async fn put_measure(&mut self, pointer: &str, measure: &CheckedMeasure) -> Result<(), Error> {
        let content = Content::Measure(Box::new(measure.content.clone()));
        match self.put_document(pointer, &measure.key, content).await? {
            Some(current) => self.put_results(pointer, &current, measure).await,
            None => Ok(()),
        }
    }

    pub(super) async fn put_report(&mut self, pointer: &str, key: &str, report: &Report) -> Result<(), Error> {
        self.put_document(pointer, key, Content::Report(Box::new(report.clone())))
            .await?;
        Ok(())
    }

    pub(super) async fn put_announcement(
        &mut self,
        pointer: &str,
        key: &str,
        announcement: &Announcement,
    ) -> Result<(), Error> {
        self.put_document(pointer, key, Content::Announcement(Box::new(announcement.clone())))
            .await?;
        Ok(())
    }

    /// The document of this key with this content; nothing when its state does not allow that, which is noted.
    async fn put_document(&mut self, pointer: &str, key: &str, content: Content) -> Result<Option<Current>, Error> {
        let kind = content.kind();
        let found = self
            .transaction
            .lock_document_by_key(self.office.id, self.fiscal_year, kind, key)
            .await?;
        let Some(current) = found else {
            let (office, year, key) = (self.office, self.fiscal_year, key.to_owned());
            let current = insert_draft(self.transaction, self.context, office, year, Some(key), content).await?;
            return self.note_document(Done::Created, "create", pointer, current).await;
        };
        if matches!(current.edition.state, State::Withdrawn | State::Superseded) {
            self.refused.push(withdrawn(pointer));
            return Ok(None);
        }
        if says_the_same(&current.edition.content, &content) {
            return self.note_document(Done::Nothing, "", pointer, current).await;
        }
        match current.edition.state {
            State::Draft | State::Returned => {
                let mut current = current;
                current
                    .edition
                    .rewrite(content, self.context.user(), self.context.now)?;
                self.transaction
                    .update_edition(&mut current.document, &current.edition)
                    .await?;
                self.note_document(Done::Updated, "edit", pointer, current).await
            }
            State::Published => {
                let current = begin_correction(self.transaction, self.context, current, Some(content)).await?;
                self.note_document(Done::Updated, "revise", pointer, current).await
            }
            state @ (State::Submitted | State::Approved | State::Superseded | State::Withdrawn) => {
                self.refused.push(in_approval(pointer, state));
                Ok(None)
            }
        }
    }

    async fn note_document(
        &mut self,
        done: Done,
        action: &str,
        pointer: &str,
        current: Current,
    ) -> Result<Option<Current>, Error> {
        let (id, kind) = (current.document.id.get(), current.document.kind);
        if done != Done::Nothing {
            let mut entry = self.context.audit(format!("{kind}.{action}"), kind.as_str());
            entry.subject = Some(id);
            entry.organization = Some(self.office.id);
            entry.edition = Some(current.edition.number);
            entry.to = Some(current.edition.state);
            self.transaction.note(entry).await?;
        }
        let changed = match &current.edition.content {
            Content::Measure(_) => ChangedKind::Measure,
            Content::Report(_) => ChangedKind::Report,
            Content::Announcement(_) => ChangedKind::Announcement,
        };
        self.note(done, changed, &current.document.key, Some(id), pointer);
        Ok(Some(current))
    }
}

/// Whether a content is what is kept already. What a report froze is no part of it, nor is the name that a division had
/// when the measure was written: the division is the same.
fn says_the_same(kept: &Content, new: &Content) -> bool {
    let mut kept = kept.clone().thawed();
    if let (Content::Measure(kept), Content::Measure(new)) = (&mut kept, new)
        && let (Some(before), Some(now)) = (&mut kept.division, &new.division)
        && before.id == now.id
    {
        before.name.clone_from(&now.name);
    }
    kept == *new
}

fn withdrawn(pointer: &str) -> Violation {
    Violation {
        pointer: pointer.to_owned(),
        code: "withdrawn".to_owned(),
        message_th: "เอกสารที่ใช้คีย์นี้ถูกถอนแล้ว ใช้คีย์อื่น หรือเริ่มฉบับแก้ไขของเอกสารนั้นก่อน".to_owned(),
        message_en: "the document of this key was withdrawn; use another key, or begin a correction of it first"
            .to_owned(),
        suggestion: None,
    }
}

fn in_approval(pointer: &str, state: State) -> Violation {
    let who: Vec<&str> = Role::ALL
        .into_iter()
        .filter(|role| permits(*role, Action::Return))
        .map(Role::as_str)
        .collect();
    let who = who.join(", ");
    Violation {
        pointer: pointer.to_owned(),
        code: "in-approval".to_owned(),
        message_th: format!(
            "เอกสารนี้อยู่ในสถานะ {} ({state}) จึงแก้ไขไม่ได้ ต้องให้ผู้มีบทบาท {who} ตีกลับก่อน",
            state.name_th()
        ),
        message_en: format!(
            "the document is {state} and cannot be changed; someone with the role {who} must return it first"
        ),
        suggestion: None,
    }
}
