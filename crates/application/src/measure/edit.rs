use prongsai_domain::document::{Content, DocumentKind};
use prongsai_domain::id::{DivisionId, DocumentId};
use prongsai_domain::measure::{Measure, MeasureInput, MeasureRules};
use prongsai_domain::result::Answers;
use prongsai_domain::violation::Checker;
use prongsai_persistence::Transaction;

use super::rules::{Rules, content_of, division_ref, finish};
use crate::document::{DocumentView, Guarded, rewrite};
use crate::{App, Context, Error, Precondition};

/// What is to change in a measure.
pub struct MeasureChange<F> {
    /// Another division (`Some(None)`: none), where that is to change.
    pub division_id: Option<Option<DivisionId>>,
    /// Changes the rest.
    pub apply: F,
}

/// Changes a draft or returned measure; everything is checked anew.
///
/// # Errors
/// As [`rewrite`]; [`Error::Invalid`] with every violation, also for a step that goes although results answer it.
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
        let organization = current.document.place.organization_id;
        let before = content_of(&current.edition.content)?;
        let mut input = MeasureInput::from(before.clone());
        (change.apply)(&mut input);
        let mut checker = Checker::new();
        if let Some(division) = change.division_id {
            input.division = division_ref(app, organization, division, &mut checker).await?;
        }
        let fiscal_year = current.document.fiscal_year;
        let rules = Rules::load(app, organization, fiscal_year, !input.findings.is_empty()).await?;
        let rules = MeasureRules {
            catalogue: &rules.catalogue,
            fiscal_year,
            finding_keys: &rules.finding_keys,
        };
        let measure = input.check(rules, &mut checker);
        if let Some(measure) = &measure {
            refuse_lost_steps(transaction, id, measure, &mut checker).await?;
        }
        Ok(Content::Measure(Box::new(finish(checker, measure)?)))
    };
    rewrite(app, context, DocumentKind::Measure, id, precondition, work).await
}

/// A step that a result answers cannot go: the trace from step to result would end nowhere.
async fn refuse_lost_steps(
    transaction: &mut Transaction,
    id: DocumentId,
    measure: &Measure,
    checker: &mut Checker,
) -> Result<(), Error> {
    for result in transaction.results_of(&[id]).await? {
        if let Answers::Step(key) = &result.content.answers
            && measure.step(key).is_none()
        {
            checker.at("steps", |at| {
                at.refuse(
                    "step-has-results",
                    format!("ลบขั้นตอน {key} ไม่ได้ เพราะมีผลการดำเนินการอ้างถึง"),
                    format!("the step {key} cannot go: a result answers it"),
                );
            });
        }
    }
    Ok(())
}
