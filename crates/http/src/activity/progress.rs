use prongsai_application::activity::MeasureProgress;
use prongsai_domain::calendar::{BuddhistDate, Period};
use prongsai_domain::measure::{Cadence, Step};
use prongsai_domain::progress::{StatedProgress, StepProgress};
use serde::Serialize;
use utoipa::ToSchema;

/// The progress of a measure today.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProgressView {
    /// The day for which it is computed, in Thailand.
    #[schema(example = "2023-04-05", format = Date)]
    as_of: String,
    /// The fiscal year of the measure, B.E.
    #[schema(example = 2566)]
    fiscal_year: u16,
    /// The percentage of the measure: the stated one, otherwise the mean of those of the steps, rounded down.
    #[schema(example = 62)]
    percent: u8,
    /// The mean of the computed percentages of the steps, rounded down.
    #[schema(example = 62)]
    computed_percent: u8,
    /// The percentage that a result states for the whole measure, with its reason. `null` without one.
    r#override: Option<OverrideView>,
    /// The steps, in the order of the plan.
    steps: Vec<StepProgressView>,
}

/// The progress of a step.
#[derive(Serialize, ToSchema)]
pub(crate) struct StepProgressView {
    /// The key of the step.
    #[schema(example = "step-1")]
    step: String,
    /// The text of the step.
    #[schema(example = "ประชุมหมู่บ้านทุกเดือน")]
    text: String,
    /// How often the step recurs; `null` if it does not.
    #[schema(value_type = Option<String>, example = "monthly")]
    cadence: Option<Cadence>,
    /// How often the work is expected in the fiscal year: 52, 12, 4, 2 or 1.
    #[schema(example = 12)]
    expected: usize,
    /// In how many of these weeks, months, quarters or halves it was done. An activity counts in the one in which it began. A
    /// step that does not recur is done by an activity or by a completed result.
    #[schema(example = 5)]
    done: usize,
    /// The weeks, months, quarters or halves that are over, and in which it was not done: `2023-02`, `2022-10/2022-12`.
    #[schema(example = json!(["2023-02"]))]
    missing: Vec<String>,
    /// The percentage of the step: the stated one, otherwise the computed one.
    #[schema(example = 41)]
    percent: u8,
    /// How often it was done of how often it is expected, in percent, rounded down.
    #[schema(example = 41)]
    computed_percent: u8,
    /// The percentage that a result states for the step, with its reason. `null` without one.
    r#override: Option<OverrideView>,
}

/// A percentage that replaces the computed one.
#[derive(Serialize, ToSchema)]
pub(crate) struct OverrideView {
    /// The percentage.
    #[schema(example = 80)]
    percent: u8,
    /// Why it is not the computed one.
    #[schema(example = "ช่วงน้ำท่วมใช้การประชุมทางไกลแทน 3 เดือน")]
    reason: String,
    /// The last day of the period of the result that states it.
    #[schema(example = "2023-03-31", format = Date)]
    as_of: String,
}

impl From<MeasureProgress> for ProgressView {
    fn from(found: MeasureProgress) -> Self {
        let MeasureProgress {
            measure,
            fiscal_year,
            progress,
            today,
        } = found;
        let steps = measure.steps.iter().zip(&progress.steps);
        Self {
            as_of: today.iso(),
            fiscal_year: fiscal_year.get(),
            percent: progress.percent_on(today),
            computed_percent: progress.computed_on(today),
            steps: steps
                .map(|(step, progress)| StepProgressView::new(step, progress, today))
                .collect(),
            r#override: progress.stated.map(OverrideView::from),
        }
    }
}

impl StepProgressView {
    fn new(step: &Step, progress: &StepProgress, today: BuddhistDate) -> Self {
        Self {
            step: step.key.clone(),
            text: step.text.clone(),
            cadence: step.cadence,
            expected: progress.expected(),
            done: progress.done_on(today),
            missing: progress.missing_on(today).map(Period::iso).collect(),
            percent: progress.percent_on(today),
            computed_percent: progress.computed_on(today),
            r#override: progress.stated.clone().map(OverrideView::from),
        }
    }
}

impl From<StatedProgress> for OverrideView {
    fn from(stated: StatedProgress) -> Self {
        Self {
            percent: stated.percent,
            reason: stated.reason,
            as_of: stated.as_of.iso(),
        }
    }
}
