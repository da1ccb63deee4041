use prongsai_bundle::check::CheckedResult;
use prongsai_bundle::difference;
use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::{ContentId, DocumentId, ResultId};
use prongsai_domain::measure::Measure;
use prongsai_domain::result::ImplementationResult;
use prongsai_domain::violation::Violation;
use prongsai_persistence::{Stored as _, StoredResult};

use super::changes::{ChangedKind, Effect};
use super::chunks::SomeResults;
use super::compared::Compared;
use super::documents::{Importer, Target};
use crate::Error;
use crate::result::new_result;

/// A result that an import handled, with its contents before and after.
#[derive(Clone, Copy)]
struct Changed {
    id: ResultId,
    before: Option<ContentId>,
    after: Option<ContentId>,
}

impl Changed {
    const fn nothing(id: ResultId) -> Self {
        Self {
            id,
            before: None,
            after: None,
        }
    }
}

impl Importer<'_> {
    /// Handles results of a measure: those whose keys exist are changed if they differ; the others are added.
    pub(super) fn put_results(&mut self, some: SomeResults) -> Result<(), Error> {
        // Without a target, the measure was refused.
        let Some(target) = self.target else { return Ok(()) };
        for (index, (key, result)) in (some.first..).zip(some.results) {
            let place = format!("/measures/{}/results/{index}", some.measure);
            let CheckedResult {
                mut content, revision, ..
            } = result;
            self.steps.replace_answer(&mut content.answers);
            for (number, evidence) in content.evidence.iter().enumerate() {
                let pointer = format!("{place}/evidence/{number}");
                self.files.extend(evidence.file.clone().map(|file| (pointer, file)));
            }
            let (effect, changed) = match self.known.take_result(target.id, &key) {
                Some(stored) => {
                    let differences = difference::of_results(&stored.content, &content);
                    let is_same = differences.is_empty();
                    self.compared.extend(Compared::new(
                        (ChangedKind::Result, &key, Some(stored.id.get()), &place),
                        differences,
                        (revision, stored.revision, stored.version.id),
                    ));
                    if is_same {
                        (Effect::Unchanged, Changed::nothing(stored.id))
                    } else {
                        (Effect::Updated, self.change_result(stored, content)?)
                    }
                }
                None => (Effect::Created, self.add_result(target, &key, content)?),
            };
            self.note_result(effect, target, &key, changed, &place);
        }
        Ok(())
    }

    fn change_result(&mut self, mut result: StoredResult, content: ImplementationResult) -> Result<Changed, Error> {
        let id = result.id;
        let before = Some(result.version.id);
        let base = Some(result.version.clone());
        let new = self.acting.content(id.get(), content.encode()?, base);
        result.content = content;
        let after = Some(new.id);
        self.writing.changed_results.push((result, new));
        Ok(Changed { id, before, after })
    }

    fn add_result(&mut self, target: Target, key: &str, content: ImplementationResult) -> Result<Changed, Error> {
        let new = new_result(self.acting, target.id, Some(key.to_owned()), content)?;
        let changed = Changed {
            id: new.0.id,
            before: None,
            after: Some(new.1.id),
        };
        self.writing.new_results.push(new);
        Ok(changed)
    }

    /// Notes the change of a result in the measure's history, as for a result that is recorded without an import.
    fn note_result(&mut self, effect: Effect, target: Target, key: &str, changed: Changed, pointer: &str) {
        let Changed { id, before, after } = changed;
        if effect != Effect::Unchanged {
            let action = if effect == Effect::Created {
                AuditAction::ResultCreate
            } else {
                AuditAction::ResultEdit
            };
            let mut entry = self.acting.audit(action, "measure");
            entry.subject = Some(target.id.get());
            entry.organization = Some(self.organization.id);
            entry.edition = Some(target.edition);
            entry.detail = Some(serde_json::json!({ "result": id.to_string() }));
            entry.before = before;
            entry.after = after;
            self.note_audit(entry);
        }
        self.note(effect, ChangedKind::Result, key, Some(id.get()), pointer);
    }

    /// Refuses to remove a step to which a stored result or an activity refers, because the reference would have no target. A result
    /// that the bundle changes is not looked at: the check of the bundle has compared its new step with the measure.
    /// `measure::edit` has the same rule, without changed results.
    pub(super) fn refuse_lost_steps(&mut self, pointer: &str, id: DocumentId, measure: &Measure) {
        for (result, step) in self.known.take_answering(id) {
            if measure.step(&step).is_some() {
                continue;
            }
            self.refused.push(Violation {
                pointer: format!("{pointer}/steps"),
                code: "step-has-results".to_owned(),
                message_th: format!(
                    "ลบขั้นตอน {step} ไม่ได้ เพราะมีผลการดำเนินการ {result} อ้างถึง หากเพียงแก้ไขข้อความ ให้ระบุ key ของขั้นตอนนั้น"
                ),
                message_en: format!(
                    "the step {step} cannot be removed, because the result {result} refers to it; give a reworded step its key"
                ),
                suggestion: None,
            });
        }
        for step in self.known.take_served(id) {
            if measure.step(&step).is_some() {
                continue;
            }
            self.refused.push(Violation {
                pointer: format!("{pointer}/steps"),
                code: "step-has-activities".to_owned(),
                message_th: format!("ลบขั้นตอน {step} ไม่ได้ เพราะมีกิจกรรมอ้างถึง หากเพียงแก้ไขข้อความ ให้ระบุ key ของขั้นตอนนั้น"),
                message_en: format!(
                    "the step {step} cannot be removed, because an activity refers to it; give a reworded step its key"
                ),
                suggestion: None,
            });
        }
    }
}
