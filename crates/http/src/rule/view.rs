use prongsai_domain::rule::{Due, Page, PageError, Rule, may_bind};
use serde::Serialize;
use utoipa::ToSchema;

/// The rules, by code.
#[derive(Serialize, ToSchema)]
pub(crate) struct RuleListView {
    /// The rules.
    items: Vec<RuleView>,
}

/// A rule by which documents are reviewed.
#[derive(Serialize, ToSchema)]
pub(crate) struct RuleView {
    /// The code, as warnings have it in `rule` and imports in `code`.
    #[schema(example = "same-guideline")]
    code: &'static str,
    /// How serious its warnings usually are.
    #[schema(example = "warning", pattern = "^(info|warning|serious)$")]
    severity: &'static str,
    /// The title, in Thai.
    #[schema(example = "แนวทางการปฏิบัติซ้ำกับมาตรการอื่น")]
    title_th: &'static str,
    /// The title, in English.
    #[schema(example = "The guideline is that of another measure")]
    title_en: &'static str,
    /// What it rests on.
    source: RuleSourceView,
    /// The role that has to act.
    #[schema(example = "drafter")]
    responsible: &'static str,
    /// By when.
    due: RuleDueView,
    /// Whether an organization or a province can make it binding.
    may_bind: bool,
}

/// What a rule rests on.
#[derive(Serialize, ToSchema)]
pub(crate) struct RuleSourceView {
    /// `guidance`: what an item of the assessment asks for. `law`. `common_sense`: what a careful reader would ask.
    #[schema(example = "common_sense", pattern = "^(guidance|law|common_sense)$")]
    basis: &'static str,
    /// The place in the source, or the reason, in Thai.
    reference_th: &'static str,
}

/// How the day is found by which somebody has to act.
#[derive(Serialize, ToSchema)]
pub(crate) struct RuleDueView {
    /// `now`; `first_quarter_ends`: 31 December; `surveys_open`: 1 January; `oit_closes`: 30 April, unless the catalogue of the year
    /// has another day; `round_ends`; `days_after_round`; `document_day`: 1 January for an announcement of a survey, 30 days after its
    /// round for a report, otherwise the day on which OIT closes.
    #[schema(example = "round_ends")]
    by: &'static str,
    /// The number of days, for `days_after_round`.
    days: Option<u16>,
}

/// A rule with its page for officers.
#[derive(Serialize, ToSchema)]
pub(crate) struct RulePageView {
    #[serde(flatten)]
    rule: RuleView,
    /// คืออะไร: what the rule looks at, and when it speaks; Markdown in Thai.
    what: &'static str,
    /// ทำไมจึงสำคัญ: why it matters.
    why: &'static str,
    /// วิธีแก้ไข: how it is mended.
    how: &'static str,
    /// ตัวอย่าง: an example.
    example: &'static str,
}

impl RuleListView {
    pub(super) fn of(rules: &[&'static Rule]) -> Self {
        Self {
            items: rules.iter().map(|rule| RuleView::of(rule)).collect(),
        }
    }
}

impl RuleView {
    fn of(rule: &'static Rule) -> Self {
        Self {
            code: rule.code,
            severity: rule.severity.as_str(),
            title_th: rule.title_th,
            title_en: rule.title_en,
            source: RuleSourceView {
                basis: rule.source.basis.as_str(),
                reference_th: rule.source.reference_th,
            },
            responsible: rule.responsible.as_str(),
            due: RuleDueView::of(rule.due),
            may_bind: may_bind(rule),
        }
    }
}

impl RuleDueView {
    const fn of(due: Due) -> Self {
        let (by, days) = match due {
            Due::Now => ("now", None),
            Due::FirstQuarterEnds => ("first_quarter_ends", None),
            Due::SurveysOpen => ("surveys_open", None),
            Due::OitCloses => ("oit_closes", None),
            Due::RoundEnds => ("round_ends", None),
            Due::DaysAfterRound(days) => ("days_after_round", Some(days)),
            Due::DocumentDay => ("document_day", None),
        };
        Self { by, days }
    }
}

impl RulePageView {
    pub(super) fn of(rule: &'static Rule) -> Result<Self, PageError> {
        let page = Page::parse(rule.page)?;
        Ok(Self {
            rule: RuleView::of(rule),
            what: page.what,
            why: page.why,
            how: page.how,
            example: page.example,
        })
    }
}
