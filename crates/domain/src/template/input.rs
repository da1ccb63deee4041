use super::content::{MeasureTemplate, OwnerScope, TemplateStep};
use crate::calendar::FiscalYear;
use crate::catalogue::Catalogue;
use crate::document::check_key;
use crate::geography::OrganizationKind;
use crate::measure::{Cadence, Measure, MeasureInput, MeasureRules, StepInput, TITLE_MAX};
use crate::violation::Checker;

/// The maximum number of hints.
const HINTS_MAX: usize = 10;
/// The longest hint, in characters.
const HINT_MAX: usize = 1_000;

/// A template as sent, not yet checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureTemplateInput {
    /// See [`MeasureTemplate::key`].
    pub key: String,
    /// See [`MeasureTemplate::owner`].
    pub owner: OwnerScope,
    /// See [`MeasureTemplate::title`].
    pub title: String,
    /// Codes, names or aliases of indicators.
    pub indicators: Vec<String>,
    /// See [`MeasureTemplate::guideline`].
    pub guideline: String,
    /// See [`MeasureTemplate::steps`].
    pub steps: Vec<TemplateStepInput>,
    /// See [`MeasureTemplate::responsible_post`].
    pub responsible_post: Option<String>,
    /// See [`MeasureTemplate::monitoring`].
    pub monitoring: Option<String>,
    /// The length of the reporting round in months: 6 or 12.
    pub reporting_round_months: u8,
    /// See [`MeasureTemplate::target`].
    pub target: Option<String>,
    /// See [`MeasureTemplate::kinds`].
    pub kinds: Vec<OrganizationKind>,
    /// A B.E. year; see [`MeasureTemplate::from_fiscal_year`].
    pub from_fiscal_year: Option<u16>,
    /// A B.E. year; see [`MeasureTemplate::until_fiscal_year`].
    pub until_fiscal_year: Option<u16>,
    /// See [`MeasureTemplate::hints`].
    pub hints: Vec<String>,
}

/// A step of a template as sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateStepInput {
    /// See [`TemplateStep::text`].
    pub text: String,
    /// See [`TemplateStep::cadence`].
    pub cadence: Option<Cadence>,
}

impl MeasureTemplateInput {
    /// Checks all fields, with the limits of a measure, and collects the field errors. `catalogue` names the indicators.
    pub fn check(self, catalogue: &Catalogue, checker: &mut Checker) -> Option<MeasureTemplate> {
        let before = checker.count();
        let key = check_key("key", &self.key, checker);
        let responsible_post = checker.optional_line("responsible_post", self.responsible_post.as_deref(), TITLE_MAX);
        let kinds = check_kinds(self.kinds, checker);
        let (from, until) = check_years(self.from_fiscal_year, self.until_fiscal_year, checker);
        let hints = check_hints(&self.hints, checker);
        let owner = self.owner;
        let measure = measure_input(self.title, self.indicators, self.guideline, self.steps);
        let measure = MeasureInput {
            monitoring: self.monitoring,
            reporting_round_months: self.reporting_round_months,
            target: self.target,
            ..measure
        };
        let rules = MeasureRules {
            catalogue,
            // A template belongs to no analysis.
            finding_keys: &[],
        };
        let measure = measure.check(rules, checker);
        if checker.count() > before {
            return None;
        }
        let Measure {
            title,
            indicators,
            guideline,
            steps,
            monitoring,
            reporting_round_months,
            target,
            ..
        } = measure?;
        let steps = steps.into_iter().map(|step| TemplateStep {
            text: step.text,
            cadence: step.cadence,
        });
        Some(MeasureTemplate {
            key: key?,
            owner,
            title,
            indicators,
            guideline,
            steps: steps.collect(),
            responsible_post: responsible_post?,
            monitoring,
            reporting_round_months,
            target,
            kinds,
            from_fiscal_year: from,
            until_fiscal_year: until,
            hints,
        })
    }
}

fn measure_input(
    title: String,
    indicators: Vec<String>,
    guideline: String,
    steps: Vec<TemplateStepInput>,
) -> MeasureInput {
    let steps = steps.into_iter().map(|step| StepInput {
        text: step.text,
        cadence: step.cadence,
        ..StepInput::default()
    });
    MeasureInput {
        title,
        indicators,
        guideline,
        steps: steps.collect(),
        ..MeasureInput::default()
    }
}

/// Kinds without repetitions, in their order.
fn check_kinds(mut kinds: Vec<OrganizationKind>, checker: &mut Checker) -> Vec<OrganizationKind> {
    if checker.limit_length("kinds", kinds.len(), OrganizationKind::ALL.len()) {
        kinds.sort_unstable();
        kinds.dedup();
    }
    kinds
}

fn check_years(
    from: Option<u16>,
    until: Option<u16>,
    checker: &mut Checker,
) -> (Option<FiscalYear>, Option<FiscalYear>) {
    let from = from.and_then(|raw| checker.fiscal_year("from_fiscal_year", raw));
    let until = until.and_then(|raw| checker.fiscal_year("until_fiscal_year", raw));
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        checker.at("until_fiscal_year", |at| {
            at.refuse_with(
                "ends-before-start",
                format!("ปีสุดท้ายอยู่ก่อนปีแรก (พ.ศ. {from})"),
                format!("the last year is before the first one ({from})"),
                Some(from.to_string()),
            );
        });
    }
    (from, until)
}

fn check_hints(raw: &[String], checker: &mut Checker) -> Vec<String> {
    if !checker.limit_length("hints", raw.len(), HINTS_MAX) {
        return Vec::new();
    }
    checker.at("hints", |at| {
        let hints = raw.iter().enumerate();
        hints
            .filter_map(|(index, hint)| at.line(&index.to_string(), hint, HINT_MAX))
            .collect()
    })
}

impl From<MeasureTemplate> for MeasureTemplateInput {
    fn from(template: MeasureTemplate) -> Self {
        let steps = template.steps.into_iter().map(|step| TemplateStepInput {
            text: step.text,
            cadence: step.cadence,
        });
        Self {
            key: template.key,
            owner: template.owner,
            title: template.title,
            indicators: template.indicators.iter().map(ToString::to_string).collect(),
            guideline: template.guideline,
            steps: steps.collect(),
            responsible_post: template.responsible_post,
            monitoring: template.monitoring,
            reporting_round_months: template.reporting_round_months.months(),
            target: template.target,
            kinds: template.kinds,
            from_fiscal_year: template.from_fiscal_year.map(FiscalYear::get),
            until_fiscal_year: template.until_fiscal_year.map(FiscalYear::get),
            hints: template.hints,
        }
    }
}
