use actix_web::patch;
use actix_web::web::Data;
use prongsai_application::App;
use prongsai_application::measure::{self, MeasureChange};
use prongsai_domain::id::{DivisionId, DocumentId};
use prongsai_domain::measure::{Measure, MeasureInput, StepInput};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{MeasureView, StepBody};
use crate::Answer;
use crate::document::edited;
use crate::extract::{Body, Change, IfMatch, PathValue, Replace};

/// The changes of a measure. An absent field does not change. `steps` replaces all steps.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatchMeasure {
    /// The title.
    #[serde(default)]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 500)]
    title: Replace<String>,
    /// The indicators that the measure is for, each by its code, name or alias.
    #[serde(default)]
    #[schema(value_type = Vec<String>, required = false, min_items = 1, max_items = 10)]
    indicators: Replace<Vec<String>>,
    /// The keys of the findings that the measure is for.
    #[serde(default)]
    #[schema(value_type = Vec<String>, required = false, max_items = 50)]
    findings: Replace<Vec<String>>,
    /// แนวทางการปฏิบัติ: the approach of the measure.
    #[serde(default)]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 10_000)]
    guideline: Replace<String>,
    /// ขั้นตอน/วิธีการปฏิบัติ: all steps, in order.
    #[serde(default)]
    #[schema(value_type = Vec<StepBody>, required = false, min_items = 1, max_items = 60)]
    steps: Replace<Vec<StepBody>>,
    /// The responsible division.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    division_id: Change<DivisionId>,
    /// การกำกับติดตาม: how the measure is monitored.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 10_000)]
    monitoring: Change<String>,
    /// The number of months after which the organization reports: 6 or 12.
    #[serde(default)]
    #[schema(value_type = u8, required = false)]
    reporting_round_months: Replace<u8>,
    /// The planned budget, in baht.
    #[serde(default)]
    #[schema(value_type = Option<u64>, maximum = 100_000_000_000_i64)]
    budget_baht: Change<u64>,
    /// The target.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 10_000)]
    target: Change<String>,
}

impl PatchMeasure {
    fn into_change(self) -> MeasureChange<impl Fn(&mut MeasureInput)> {
        MeasureChange {
            division_id: self.division_id.clone().into_nested(),
            // Cloned, because the closure is called again when the transaction is repeated.
            apply: move |measure: &mut MeasureInput| self.clone().apply(measure),
        }
    }

    fn apply(self, measure: &mut MeasureInput) {
        let steps = self
            .steps
            .map(|steps| steps.into_iter().map(StepInput::from).collect::<Vec<_>>());
        self.title.apply(&mut measure.title);
        self.indicators.apply(&mut measure.indicators);
        self.findings.apply(&mut measure.findings);
        self.guideline.apply(&mut measure.guideline);
        steps.apply(&mut measure.steps);
        self.monitoring.apply(&mut measure.monitoring);
        self.reporting_round_months.apply(&mut measure.reporting_round_months);
        self.budget_baht.apply(&mut measure.budget_baht);
        self.target.apply(&mut measure.target);
    }
}

/// Changes a measure that is a draft or was returned.
#[utoipa::path(tag = "measures", params(IfMatch),
    request_body(content = PatchMeasure, content_type = "application/merge-patch+json",
        example = json!({ "target": "ประชาชนร้อยละ 80 ทราบช่องทางการติดต่อ", "budget_baht": null })),
    responses((status = 200, body = MeasureView, description = "The changed measure")))]
#[patch("/{id}")]
pub(crate) async fn edit_measure(
    app: Data<App>,
    Body { context, input }: Body<PatchMeasure>,
    PathValue(id): PathValue<DocumentId>,
    IfMatch(precondition): IfMatch,
) -> Answer {
    let view = measure::edit(&app, &context, id, &precondition, input.into_change()).await?;
    Ok(edited::<Measure>(&view))
}
