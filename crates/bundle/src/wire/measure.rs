use std::fmt;

use prongsai_domain::text::fold;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::choice::non_empty;

/// A measure with its results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, bound(deserialize = "R: Deserialize<'de>"))]
#[schema(as = BundleMeasure)]
pub struct MeasurePart<R = ResultPart> {
    /// The key, unique within the year: 1 to 64 of `a-z 0-9 - _ .`.
    #[schema(example = "measure-1")]
    pub key: String,
    /// The revision of the measure that was exported. An import with it refuses to overwrite a newer one; without it, the import
    /// does not compare.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = 3)]
    pub revision: Option<u64>,
    /// The title.
    pub title: String,
    /// One indicator by code, name or alias.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    /// Several indicators by code, name or alias.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<String>,
    /// Keys of the findings that the measure answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<String>,
    /// แนวทางการปฏิบัติ (guideline).
    pub guideline: String,
    /// ขั้นตอน (steps), in order.
    pub steps: Vec<StepPart>,
    /// Name of the responsible division. A name that the organization has not is refused, unless the import may create divisions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible_division: Option<String>,
    /// การกำกับติดตาม (monitoring).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monitoring: Option<String>,
    /// 6 or 12.
    #[schema(example = 12)]
    pub reporting_round_months: u8,
    /// Planned budget, in baht.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_baht: Option<u64>,
    /// The target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// The results.
    #[serde(default)]
    #[schema(value_type = Vec<ResultPart>)]
    pub results: Vec<R>,
}

impl<R> MeasurePart<R> {
    /// The value of `indicator`, unless it is blank.
    pub(crate) fn one_indicator(&self) -> Option<String> {
        non_empty(self.indicator.as_ref())
    }

    /// The measure with its results in another form.
    pub(crate) fn map_results<S>(self, convert: impl FnMut(R) -> S) -> MeasurePart<S> {
        MeasurePart {
            key: self.key,
            revision: self.revision,
            title: self.title,
            indicator: self.indicator,
            indicators: self.indicators,
            findings: self.findings,
            guideline: self.guideline,
            steps: self.steps,
            responsible_division: self.responsible_division,
            monitoring: self.monitoring,
            reporting_round_months: self.reporting_round_months,
            budget_baht: self.budget_baht,
            target: self.target,
            results: self.results.into_iter().map(convert).collect(),
        }
    }
}

/// A step: a plain text, or a text with further fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = BundleStep)]
pub enum StepPart {
    /// The text of the step.
    Plain(String),
    /// The text of the step with its key, cadence and due date.
    Full(StepFields),
}

impl StepPart {
    /// The stated key.
    pub fn stated_key(&self) -> Option<&str> {
        match self {
            Self::Plain(_) => None,
            Self::Full(fields) => fields.key.as_deref().filter(|key| !fold(key).is_empty()),
        }
    }

    /// Whether the step states its key.
    pub(crate) fn is_key_stated(&self) -> bool {
        self.stated_key().is_some()
    }
}

/// A step with all its fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BundleStepFields)]
pub struct StepFields {
    /// The key, unique within the measure. Within the bundle a step without one has the key `step-1`, `step-2` … by
    /// position, or the next free number. It is stored under the key of the stored step that says the same or is similar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The text of the step.
    pub text: String,
    /// How often: `weekly`, `monthly`, `quarterly`, `half_yearly` or `yearly`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadence: Option<String>,
    /// A date in any written form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<String>,
}

/// An implementation result of a measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BundleResult)]
pub struct ResultPart {
    /// The key, unique within the measure. A result without one is the stored result that says the same or is similar;
    /// otherwise it is new, with the key `result-1`, `result-2` … by position, or the next free number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The revision of the result that was exported. An import with it refuses to overwrite a newer one; without it, the import
    /// does not compare.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = 3)]
    pub revision: Option<u64>,
    /// รายละเอียดการดำเนินงาน (details).
    pub details: String,
    /// A period in any written form: months or days, a quarter, a half, the whole year. One that states no year belongs to the
    /// fiscal year of the bundle.
    #[schema(example = "2565-10/2566-03")]
    pub period: String,
    /// ผลผลิต (output).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// ผลลัพธ์ (outcome).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// หมายเหตุ (remarks).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remarks: Option<String>,
    /// The state of the implementation: `not_started`, `in_progress`, `completed` or `cancelled`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// 0 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress_percent: Option<u16>,
    /// Why the progress is not the computed one. It needs `progress_percent`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress_reason: Option<String>,
    /// A step's key, or `unplanned`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// Links to evidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidencePart>,
}

/// Evidence of a result: a link, or a file that the organization has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BundleEvidence)]
pub struct EvidencePart {
    /// The address of a link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What the evidence shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// A version of a file. A bundle names files and does not contain them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<FilePart>,
}

/// A version of a file of the organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BundleFile)]
pub struct FilePart {
    /// The id of the file.
    pub id: Uuid,
    /// The number of the version.
    #[schema(minimum = 1)]
    pub version: u32,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    pub sha256: String,
    /// Its name.
    #[schema(max_length = 255)]
    pub name: String,
}

/// The derived code of an untagged enum would lose the place of an error within a step.
impl<'de> Deserialize<'de> for StepPart {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextOrFields;

        impl<'de> Visitor<'de> for TextOrFields {
            type Value = StepPart;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(prongsai_strict_json::TEXT_OR_OBJECT)
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
