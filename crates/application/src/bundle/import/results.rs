use prongsai_bundle::CheckedMeasure;
use prongsai_domain::id::ResultId;
use prongsai_domain::result::{Answers, ImplementationResult};
use prongsai_domain::violation::Violation;
use prongsai_persistence::{Stored as _, StoredResult};

use super::changes::{ChangedKind, Done};
use super::documents::{Importer, Target};
use crate::Error;
use crate::result::new_result;

impl Importer<'_> {
    /// Handles the results of a measure: those whose keys exist are changed if they differ; the others are added.
    pub(super) fn put_results(
        &mut self,
        pointer: &str,
        target: &Target,
        measure: &CheckedMeasure,
    ) -> Result<(), Error> {
        let mut kept = self.take_results(target.id);
        self.refuse_lost_steps(pointer, &kept, measure);
        for (index, (key, content)) in measure.results.iter().enumerate() {
            let place = format!("{pointer}/results/{index}");
            let known = kept.iter().position(|result| result.key == *key);
            let (done, id) = match known.map(|known| kept.swap_remove(known)) {
                Some(result) if result.content == *content => (Done::Nothing, result.id),
                Some(result) => (Done::Updated, self.change_result(result, content)?),
                None => (Done::Created, self.add_result(target, key, content)?),
            };
            self.note_result(done, target, key, id, &place);
        }
        Ok(())
    }

    fn change_result(&mut self, mut result: StoredResult, content: &ImplementationResult) -> Result<ResultId, Error> {
        let id = result.id;
        let base = Some(result.version.clone());
        let new = self.acting.content(id.get(), content.encode()?, base);
        result.content = content.clone();
        self.writing.changed_results.push((result, new));
        Ok(id)
    }

    fn add_result(&mut self, target: &Target, key: &str, content: &ImplementationResult) -> Result<ResultId, Error> {
        let new = new_result(self.acting, target.id, Some(key.to_owned()), content.clone())?;
        let id = new.0.id;
        self.writing.new_results.push(new);
        Ok(id)
    }

    /// Notes the change of a result in the measure's history, as for a result that is recorded without an import.
    fn note_result(&mut self, done: Done, target: &Target, key: &str, id: ResultId, pointer: &str) {
        if done != Done::Nothing {
            let action = if done == Done::Created {
                "result.create"
            } else {
                "result.edit"
            };
            let mut entry = self.acting.audit(action, "measure");
            entry.subject = Some(target.id.get());
            entry.organization = Some(self.organization.id);
            entry.edition = Some(target.edition);
            entry.detail = Some(serde_json::json!({ "result": id.to_string() }));
            self.note_entry(entry);
        }
        self.note(done, ChangedKind::Result, key, Some(id.get()), pointer);
    }

    /// Refuses to remove a step to which a result refers, because the reference would have no target.
    fn refuse_lost_steps(&mut self, pointer: &str, kept: &[StoredResult], measure: &CheckedMeasure) {
        for result in kept {
            let is_replaced = measure.results.iter().any(|(key, _)| *key == result.key);
            let Answers::Step(step) = &result.content.answers else {
                continue;
            };
            if is_replaced || measure.content.step(step).is_some() {
                continue;
            }
            self.refused.push(Violation {
                pointer: format!("{pointer}/steps"),
                code: "step-has-results".to_owned(),
                message_th: format!("ลบขั้นตอน {step} ไม่ได้ เพราะมีผลการดำเนินการ {} อ้างถึง", result.key),
                message_en: format!(
                    "the step {step} cannot be removed, because the result {} refers to it",
                    result.key
                ),
                suggestion: None,
            });
        }
    }
}
