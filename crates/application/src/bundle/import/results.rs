use prongsai_domain::id::ResultId;
use prongsai_domain::result::{Answers, ImplementationResult};
use prongsai_domain::violation::Violation;
use prongsai_persistence::{Current, StoredResult};

use super::changes::{ChangedKind, Done};
use super::documents::Importer;
use crate::Error;
use crate::bundle::check::CheckedMeasure;

impl Importer<'_> {
    /// The results of a measure: those whose key is known are changed where they differ, the others are added.
    pub(super) async fn put_results(
        &mut self,
        pointer: &str,
        current: &Current,
        measure: &CheckedMeasure,
    ) -> Result<(), Error> {
        let mut kept = self.transaction.results_of(current.document.id).await?;
        self.refuse_lost_steps(pointer, &kept, measure);
        for (index, (key, content)) in measure.results.iter().enumerate() {
            let place = format!("{pointer}/results/{index}");
            let known = kept.iter_mut().find(|result| result.key == *key);
            let (done, id) = match known {
                Some(result) if result.content == *content => (Done::Nothing, result.id),
                Some(result) => {
                    result.content = content.clone();
                    self.transaction.update_result(result, self.context.now).await?;
                    (Done::Updated, result.id)
                }
                None => (Done::Created, self.add_result(current, key, content).await?),
            };
            self.note_result(done, current, key, id, &place).await?;
        }
        Ok(())
    }

    async fn add_result(
        &mut self,
        current: &Current,
        key: &str,
        content: &ImplementationResult,
    ) -> Result<ResultId, Error> {
        let id = ResultId::new(self.context.new_id());
        let result = StoredResult {
            id,
            measure_id: current.document.id,
            key: key.to_owned(),
            revision: 1,
            content: content.clone(),
            created_by: self.context.user(),
            created_at: self.context.now,
            updated_at: self.context.now,
        };
        self.transaction.insert_result(&result).await?;
        Ok(id)
    }

    /// The entry stands in the measure's history, as it does when a result is recorded by itself.
    async fn note_result(
        &mut self,
        done: Done,
        current: &Current,
        key: &str,
        id: ResultId,
        pointer: &str,
    ) -> Result<(), Error> {
        if done != Done::Nothing {
            let action = if done == Done::Created {
                "result.create"
            } else {
                "result.edit"
            };
            let mut entry = self.context.audit(action, "measure");
            entry.subject = Some(current.document.id.get());
            entry.organization = Some(self.office.id);
            entry.edition = Some(current.edition.number);
            entry.detail = Some(serde_json::json!({ "result": id.to_string() }));
            self.transaction.note(entry).await?;
        }
        self.note(done, ChangedKind::Result, key, Some(id.get()), pointer);
        Ok(())
    }

    /// A step that a result answers cannot go: the trace from step to result would end nowhere.
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
                message_en: format!("the step {step} cannot go: the result {} answers it", result.key),
                suggestion: None,
            });
        }
    }
}
