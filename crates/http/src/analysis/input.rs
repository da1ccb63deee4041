use std::collections::BTreeMap;

use prongsai_domain::analysis::{AnalysisInput, FindingInput, FindingKind, Heading, ScoreCardInput};
use serde::Deserialize;
use utoipa::ToSchema;

/// The whole analysis of a year, as input.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PutAnalysis {
    /// The year whose assessment is analysed, a B.E. year; normally the year before.
    #[schema(minimum = 2500, maximum = 2700)]
    assessed_fiscal_year: u16,
    /// The headings that it covers: `urgent_weaknesses`, `needs_development`, `strengths`, `putting_into_practice`,
    /// `recommendations`.
    #[serde(default)]
    #[schema(value_type = Vec<String>, max_items = 10)]
    covers: Vec<Heading>,
    /// The scores, if they are known.
    scores: Option<ScoreCardBody>,
    /// The findings.
    #[serde(default)]
    #[schema(max_items = 50)]
    findings: Vec<FindingBody>,
    /// การนำผลการวิเคราะห์ไปสู่การปฏิบัติ: how the analysis is put into practice.
    #[schema(max_length = 10_000)]
    putting_into_practice: Option<String>,
    /// ข้อเสนอแนะ: recommendations.
    #[schema(max_length = 10_000)]
    recommendations: Option<String>,
}

/// The scores of an assessment, as input. Each is from 0 to 100 with at most two decimals.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScoreCardBody {
    /// The weighted total score.
    total: Option<f64>,
    /// The score of the internal instrument (IIT).
    iit: Option<f64>,
    /// The score of the external instrument (EIT).
    eit: Option<f64>,
    /// The score of the open-data instrument (OIT).
    oit: Option<f64>,
    /// The score of the first part of EIT, which the people served answer themselves, in years that count the parts apart.
    eit_part_1: Option<f64>,
    /// The score of the second part of EIT, which the assessors collect.
    eit_part_2: Option<f64>,
    /// The scores of indicators, each by the code, name or alias of the indicator.
    #[serde(default)]
    indicators: BTreeMap<String, f64>,
    /// The scores of the parts of the OIT indicators, each by its code, such as `9.1`.
    #[serde(default)]
    #[schema(example = json!({ "9.1": 100 }))]
    sub_indicators: BTreeMap<String, f64>,
    /// The scores of the OIT items, each by its code, such as `o31`.
    #[serde(default)]
    #[schema(example = json!({ "o31": 100 }))]
    items: BTreeMap<String, f64>,
    /// The level as it was published.
    #[schema(max_length = 100)]
    published_level: Option<String>,
}

/// One finding of an analysis, as input.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FindingBody {
    /// The key of the finding, unique within the analysis; generated if absent.
    #[schema(pattern = "^[a-z0-9._-]{1,64}$")]
    key: Option<String>,
    /// The kind of finding.
    #[schema(value_type = String, example = "needs_development", pattern = "^(urgent_weakness|needs_development|strength)$")]
    kind: FindingKind,
    /// The code, name or alias of the indicator.
    #[schema(example = "ประสิทธิภาพการสื่อสาร")]
    indicator: String,
    /// The description of the finding.
    #[schema(max_length = 10_000)]
    description: Option<String>,
}

impl From<PutAnalysis> for AnalysisInput {
    fn from(body: PutAnalysis) -> Self {
        Self {
            assessed_fiscal_year: body.assessed_fiscal_year,
            covers: body.covers,
            scores: body.scores.map(ScoreCardInput::from),
            findings: body.findings.into_iter().map(FindingInput::from).collect(),
            putting_into_practice: body.putting_into_practice,
            recommendations: body.recommendations,
        }
    }
}

impl From<ScoreCardBody> for ScoreCardInput {
    fn from(body: ScoreCardBody) -> Self {
        Self {
            total: body.total,
            iit: body.iit,
            eit: body.eit,
            oit: body.oit,
            eit_part_1: body.eit_part_1,
            eit_part_2: body.eit_part_2,
            indicators: body.indicators,
            sub_indicators: body.sub_indicators,
            items: body.items,
            published_level: body.published_level,
        }
    }
}

impl From<FindingBody> for FindingInput {
    fn from(body: FindingBody) -> Self {
        Self {
            key: body.key,
            kind: body.kind,
            indicator: body.indicator,
            description: body.description,
        }
    }
}
