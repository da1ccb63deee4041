use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

/// A measure with its results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BundleMeasure)]
pub struct MeasurePart {
    /// Names it within the year: 1 to 64 of `a-z 0-9 - _ .`.
    #[schema(example = "measure-1")]
    pub key: String,
    /// Its title.
    pub title: String,
    /// One indicator by code, name or alias.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    /// Several indicators by code, name or alias.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<String>,
    /// Keys of the findings that it answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<String>,
    /// แนวทางการปฏิบัติ.
    pub guideline: String,
    /// ขั้นตอน, in order.
    pub steps: Vec<StepPart>,
    /// Name of the responsible division; added when the organization has none of that name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible_division: Option<String>,
    /// การกำกับติดตาม.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monitoring: Option<String>,
    /// 6 or 12.
    #[schema(example = 12)]
    pub reporting_round_months: u8,
    /// Planned money, in baht.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_baht: Option<u64>,
    /// What is to be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// What was done.
    #[serde(default)]
    pub results: Vec<ResultPart>,
}

/// A step: a plain text, or a text with more about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = BundleStep)]
pub enum StepPart {
    /// What is done.
    Plain(String),
    /// What is done, how often, by when.
    Full(StepFields),
}

/// A step with everything that may be said about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BundleStepFields)]
pub struct StepFields {
    /// Names it within the measure; `step-1`, `step-2` … by place when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// What is done.
    pub text: String,
    /// How often: `weekly`, `monthly`, `quarterly`, `half_yearly` or `yearly`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadence: Option<String>,
    /// A date in any written form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<String>,
}

/// What was done about a measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BundleResult)]
pub struct ResultPart {
    /// Names it within the measure; `result-1`, `result-2` … by place when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// รายละเอียดการดำเนินงาน.
    pub details: String,
    /// A month or a span of months in any written form.
    #[schema(example = "2565-10/2566-03")]
    pub period: String,
    /// ผลผลิต.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// ผลลัพธ์.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// หมายเหตุ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remarks: Option<String>,
    /// How far it is: `not_started`, `in_progress`, `completed` or `cancelled`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// 0 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress_percent: Option<u16>,
    /// A step's key, or `unplanned`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// Links that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidencePart>,
}

/// A link that shows a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BundleEvidence)]
pub struct EvidencePart {
    /// Where it is.
    pub url: String,
    /// What it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// By hand, because an untagged enum would lose the place of a mistake within a step.
impl<'de> Deserialize<'de> for StepPart {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextOrFields;

        impl<'de> Visitor<'de> for TextOrFields {
            type Value = StepPart;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or an object with a text")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<StepPart, E> {
                Ok(StepPart::Plain(text.to_owned()))
            }

            fn visit_string<E: Error>(self, text: String) -> Result<StepPart, E> {
                Ok(StepPart::Plain(text))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<StepPart, A::Error> {
                StepFields::deserialize(MapAccessDeserializer::new(map)).map(StepPart::Full)
            }
        }

        deserializer.deserialize_any(TextOrFields)
    }
}
