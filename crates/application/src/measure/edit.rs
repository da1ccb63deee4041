use std::collections::BTreeSet;

use prongsai_domain::document::{Content, DocumentKind};
use prongsai_domain::id::{DivisionId, DocumentId};
use prongsai_domain::measure::{Measure, MeasureInput, MeasureRules};
use prongsai_domain::result::Answers;
use prongsai_domain::violation::Checker;
use prongsai_persistence::Transaction;

use super::rules::{ReferenceData, division_ref, measure_in};
use crate::document::{DocumentView, Guarded, rewrite};
use crate::{App, Context, Error, Precondition};

/// The changes of a measure.
pub struct MeasureChange<F> {
    /// The new division; `Some(None)` removes it, `None` leaves it unchanged.
    pub division_id: Option<Option<DivisionId>>,
    /// Changes the other fields.
    pub apply: F,
}

/// Changes a draft or a returned measure. The whole content is checked again.
///
/// # Errors
/// As [`rewrite`]; [`Error::Invalid`] with every violation. It is a violation to remove a step to which results or activities
/// refer.
pub async fn edit<F>(
    app: &App,
    context: &Context,
    id: DocumentId,
    precondition: &Precondition,
    change: MeasureChange<F>,
) -> Result<DocumentView, Error>
where
    F: Fn(&mut MeasureInput),
{
    let work = async |transaction: &mut Transaction, guarded: &Guarded| -> Result<Content, Error> {
        let current = &guarded.current;
        let organization = current.document.jurisdiction.organization_id;
        let before = measure_in(&current.edition.content)?;
        let mut input = MeasureInput::from(before.clone());
        (change.apply)(&mut input);
        let mut checker = Checker::new();
        // As in `create`, these reads are not in the transaction. Its locks keep the analysis as it is: `analysis::put`
        // waits for the organization, an import waits for the measure. A division that is dissolved meanwhile does no
        // harm: the measure contains its id and its name.
        if let Some(division) = change.division_id {
            input.division = division_ref(app, organization, division, &mut checker).await?;
        }
        let fiscal_year = current.document.fiscal_year;
        let reference = ReferenceData::load(app, organization, fiscal_year, !input.findings.is_empty()).await?;
        let rules = MeasureRules {
            catalogue: &reference.catalogue,
            finding_keys: &reference.finding_keys,
        };
        let measure = input.check(rules, &mut checker);
        if let Some(measure) = &measure {
            refuse_lost_steps(transaction, id, measure, &mut checker).await?;
        }
        Ok(checker.finish(measure)?.into())
    };
    rewrite(app, context, DocumentKind::Measure, id, precondition, work).await
}

/// Refuses to remove a step to which a result or an activity refers, because the reference would have no target. An import has
/// the same rule in `bundle::import::results`, for steps and results that change together.
async fn refuse_lost_steps(
    transaction: &mut Transaction,
    id: DocumentId,
    measure: &Measure,
    checker: &mut Checker,
) -> Result<(), Error> {
    let results = transaction.results_of(&[id]).await?;
    let lost: BTreeSet<&str> = results
        .iter()
        .filter_map(|result| match &result.content.answers {
            Answers::Step(key) if measure.step(key).is_none() => Some(key.as_str()),
            _ => None,
        })
        .collect();
    for key in lost {
        checker.at("steps", |at| {
            at.refuse(
                "step-has-results",
                format!("ลบขั้นตอน {key} ไม่ได้ เพราะมีผลการดำเนินการอ้างถึง"),
                format!("the step {key} cannot be removed, because a result refers to it"),
            );
        });
    }
    for (_, key) in transaction.steps_with_activities(&[id]).await? {
        if measure.step(&key).is_none() {
            checker.at("steps", |at| {
                at.refuse(
                    "step-has-activities",
                    format!("ลบขั้นตอน {key} ไม่ได้ เพราะมีกิจกรรมอ้างถึง"),
                    format!("the step {key} cannot be removed, because an activity refers to it"),
                );
            });
        }
    }
    Ok(())
}
