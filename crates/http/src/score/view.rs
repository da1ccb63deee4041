use std::collections::BTreeMap;

use actix_web::HttpResponse;
use prongsai_application::score::{Assessed, Assessment, ScoreReview};
use prongsai_domain::catalogue::{InstrumentCode, Level, Score};
use prongsai_domain::doubt::Doubt;
use prongsai_domain::score::{Figure, RollUp, ScoreCard};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::analysis::ScoreCardView;
use crate::present;

/// The scores of an organization in an assessment, and what follows from them.
#[derive(Serialize, ToSchema)]
pub(crate) struct ScoresView {
    /// The organization.
    organization_id: Uuid,
    /// The code of the programme.
    #[schema(example = "nacc-ita")]
    programme: String,
    /// The assessed fiscal year, a B.E. year.
    #[schema(example = 2566)]
    fiscal_year: u16,
    /// Counts the changes; the `ETag` has the same number.
    revision: i64,
    /// The scores as they are stated.
    #[schema(value_type = ScoreCardView)]
    scores: ScoreCard,
    /// The catalogue whose weights and levels are used.
    catalogue: UsedCatalogueView,
    /// The figures that follow from the level below, with two decimals.
    computed: ComputedScoresView,
    /// The level of the scores.
    level: ScoreLevelView,
    /// The scores on 100 of instruments that look like weighted points; empty if none does.
    #[schema(example = json!({ "iit": 95.57 }))]
    weighted_points: BTreeMap<String, f64>,
    /// The warnings about the scores.
    warnings: Vec<ScoreWarningView>,
    /// The id of the person who last changed them.
    updated_by: Uuid,
    /// When they were last changed, in UTC.
    #[schema(format = DateTime)]
    updated_at: String,
}

/// A revision of a catalogue. A year without a catalogue uses that of the nearest earlier year.
#[derive(Serialize, ToSchema)]
pub(crate) struct UsedCatalogueView {
    /// The fiscal year of the catalogue, a B.E. year.
    #[schema(example = 2566)]
    fiscal_year: u16,
    /// The revision.
    #[schema(example = 1)]
    revision: i64,
}

/// Figures that are computed; `null` where a part is not known.
#[derive(Serialize, ToSchema)]
pub(crate) struct ComputedScoresView {
    /// The weighted sum of the instruments.
    #[schema(example = 84.11)]
    total: Option<f64>,
    /// The mean of the indicators of IIT.
    iit: Option<f64>,
    /// The mean of the indicators of EIT, or the weighted sum of its parts.
    eit: Option<f64>,
    /// The mean of the indicators of OIT.
    oit: Option<f64>,
    /// The mean of the sub-indicators, for each indicator that has some with known scores.
    #[schema(example = json!({ "i9": 93.5 }))]
    indicators: BTreeMap<String, f64>,
    /// The mean of the items, for each sub-indicator whose items have known scores.
    #[schema(example = json!({ "9.1": 87 }))]
    sub_indicators: BTreeMap<String, f64>,
}

/// The level of scores, if they determine one.
#[derive(Serialize, ToSchema)]
pub(crate) struct ScoreLevelView {
    /// Whether every completion of the scores has the same level.
    determined: bool,
    /// The level; `null` if it is not determined.
    level: Option<LevelNameView>,
    /// Why it is not determined; `null` if it is.
    reason: Option<UndeterminedView>,
    /// The levels that are possible, the best first.
    possible: Vec<LevelNameView>,
}

/// A level of the year's scheme.
#[derive(Serialize, ToSchema)]
pub(crate) struct LevelNameView {
    /// The code.
    #[schema(example = "GOOD")]
    code: String,
    /// The Thai name.
    #[schema(example = "ผ่านดี")]
    name_th: String,
    /// The English name.
    name_en: String,
}

/// Why scores do not determine a level.
#[derive(Serialize, ToSchema)]
pub(crate) struct UndeterminedView {
    /// The code; docs/scores.md lists the codes.
    #[schema(example = "eit-parts-unknown")]
    code: &'static str,
    /// The reason, in Thai.
    #[schema(example = "ระดับขึ้นอยู่กับคะแนน EIT ส่วนที่ 1 และส่วนที่ 2 ซึ่งยังไม่ทราบครบ")]
    message_th: String,
    /// The reason, in English.
    message_en: String,
}

/// A warning about scores. It does not make them wrong, but a careful reader would ask.
#[derive(Serialize, ToSchema)]
pub(crate) struct ScoreWarningView {
    /// The rule that gives the warning; docs/scores.md lists the rules.
    #[schema(example = "total-not-weighted-sum")]
    rule: String,
    /// How serious it is: `info`, `warning` or `serious`.
    #[schema(example = "warning", pattern = "^(info|warning|serious)$")]
    severity: &'static str,
    /// The JSON pointer of the place in this answer.
    #[schema(example = "/scores/total")]
    pointer: String,
    /// The warning, in Thai.
    #[schema(example = "คะแนนรวมไม่ตรงกับผลรวมถ่วงน้ำหนักของคะแนนรายแบบวัด ระบุไว้ 84.12 แต่คำนวณได้ 84.20")]
    message_th: String,
    /// The warning, in English.
    message_en: String,
    /// A better value for the place, if one is known.
    suggestion: Option<String>,
}

impl ScoresView {
    pub(super) fn new(assessed: Assessed) -> Self {
        let Assessed { stored, assessment } = assessed;
        let Assessment {
            catalogue,
            rolled,
            review,
        } = assessment;
        let points = review.points.iter();
        Self {
            organization_id: stored.organization_id.get(),
            programme: stored.content.programme.to_string(),
            fiscal_year: stored.content.fiscal_year.get(),
            revision: stored.revision,
            scores: stored.content.scores,
            catalogue: UsedCatalogueView {
                fiscal_year: catalogue.fiscal_year.get(),
                revision: catalogue.revision,
            },
            computed: ComputedScoresView::from(&rolled),
            level: ScoreLevelView::from(&review),
            weighted_points: points
                .map(|(code, score)| (code.as_str().to_lowercase(), score.as_number()))
                .collect(),
            warnings: review.warnings.iter().map(ScoreWarningView::from).collect(),
            updated_by: stored.updated_by.get(),
            updated_at: stored.updated_at.to_string(),
        }
    }

    /// Answers 201 if this is the first revision, otherwise 200.
    pub(super) fn answer(&self) -> HttpResponse {
        if self.revision == 1 {
            let Self {
                organization_id,
                fiscal_year,
                programme,
                ..
            } = self;
            let location =
                format!("/api/v1/organizations/{organization_id}/scores/{fiscal_year}?programme={programme}");
            present::put_created(&location, self.revision, self)
        } else {
            present::ok(self.revision, self)
        }
    }

    pub(super) const fn revision(&self) -> i64 {
        self.revision
    }
}

impl From<&RollUp> for ComputedScoresView {
    fn from(rolled: &RollUp) -> Self {
        let number = |figure: &Figure| figure.computed_score().map(Score::as_number);
        let instrument = |code| rolled.instruments.get(&code).and_then(number);
        let indicators = rolled.indicators.iter();
        let sub_indicators = rolled.sub_indicators.iter();
        Self {
            total: number(&rolled.total),
            iit: instrument(InstrumentCode::Iit),
            eit: instrument(InstrumentCode::Eit),
            oit: instrument(InstrumentCode::Oit),
            indicators: indicators
                .filter_map(|(code, figure)| Some((code.to_string(), number(figure)?)))
                .collect(),
            sub_indicators: sub_indicators
                .filter_map(|(code, figure)| Some((code.clone(), number(figure)?)))
                .collect(),
        }
    }
}

impl From<&ScoreReview> for ScoreLevelView {
    fn from(review: &ScoreReview) -> Self {
        Self {
            determined: review.level.is_some(),
            level: review.level.as_ref().map(LevelNameView::from),
            reason: review.undetermined.as_ref().map(|reason| UndeterminedView {
                code: reason.code(),
                message_th: reason.message_th(),
                message_en: reason.message_en(),
            }),
            possible: review.possible.iter().map(LevelNameView::from).collect(),
        }
    }
}

impl From<&Level> for LevelNameView {
    fn from(level: &Level) -> Self {
        Self {
            code: level.code.clone(),
            name_th: level.name_th.clone(),
            name_en: level.name_en.clone(),
        }
    }
}

impl From<&Doubt> for ScoreWarningView {
    fn from(doubt: &Doubt) -> Self {
        Self {
            rule: doubt.code.to_string(),
            severity: doubt.severity.as_str(),
            pointer: doubt.pointer.clone(),
            message_th: doubt.message_th.clone(),
            message_en: doubt.message_en.clone(),
            suggestion: doubt.suggestion.clone(),
        }
    }
}
