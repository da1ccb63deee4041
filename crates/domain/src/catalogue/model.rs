use serde::{Deserialize, Serialize};

use super::code::{IndicatorCode, InstrumentCode, ProgrammeCode};
use super::hundredths::Weight;
use super::item::OitItem;
use super::level::LevelScheme;
use super::provenance::{Bilingual, Provenance};
use crate::calendar::{BuddhistDate, FiscalYear};

/// The requirements of an assessment programme in one fiscal year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// The programme.
    pub programme: ProgrammeCode,
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// Official title.
    pub title_th: String,
    /// English title.
    pub title_en: String,
    /// IIT, EIT and OIT with their weights.
    pub instruments: Vec<Instrument>,
    /// The indicators in their order.
    pub indicators: Vec<Indicator>,
    /// The parts of the OIT indicators.
    pub sub_indicators: Vec<SubIndicator>,
    /// The OIT items, by number.
    pub items: Vec<OitItem>,
    /// How scores determine the level.
    pub level_scheme: LevelScheme,
    /// Themes that the analysis has to cover, in years that define them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<Theme>,
    /// The known steps of the year.
    #[serde(default)]
    pub calendar: Vec<CalendarStep>,
    /// Notes for readers of this catalogue.
    #[serde(default)]
    pub notes: Vec<Bilingual>,
}

/// An instrument (แบบวัด) and its weight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// The instrument.
    pub code: InstrumentCode,
    /// Official name.
    pub name_th: String,
    /// English name.
    pub name_en: String,
    /// Share of the total; the weights of a catalogue add up to 100.
    pub weight_percent: Weight,
    /// The parts that the year counts apart, by number; none where the instrument has one score only. A level that needs
    /// a score in every instrument needs it in each of these parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<InstrumentPart>,
    /// Provenance of the names.
    pub provenance: Provenance,
    /// Provenance of the weight.
    pub weight_provenance: Provenance,
}

/// A part of an instrument that has a score of its own, such as the answers that were collected for EIT.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InstrumentPart {
    /// Number within the instrument, from 1.
    pub no: u8,
    /// Thai name.
    pub name_th: String,
    /// English name; our own translation.
    pub name_en: String,
    /// Share of the instrument, if known; the weights of the parts of an instrument add up to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight_percent: Option<Weight>,
    /// Provenance of the part, and of its weight if there is one.
    pub provenance: Provenance,
}

/// An indicator (ตัวชี้วัด).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Code, e.g. `i7`.
    pub code: IndicatorCode,
    /// Position in lists.
    pub order: u16,
    /// Official name in this year.
    pub name_th: String,
    /// English name.
    pub name_en: String,
    /// Other names of the indicator.
    pub aliases: Vec<String>,
    /// The instrument that measures it.
    pub instrument: InstrumentCode,
    /// Provenance of the Thai name.
    pub provenance: Provenance,
    /// Provenance of the English name.
    pub name_en_provenance: Provenance,
}

/// A part of an OIT indicator (ตัวชี้วัดย่อย).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubIndicator {
    /// Code, e.g. `9.1`.
    pub code: String,
    /// Name in this year.
    pub name_th: String,
    /// English name; our own translation.
    pub name_en: String,
    /// The indicator that it belongs to.
    pub indicator: IndicatorCode,
    /// Provenance of code and Thai name.
    pub provenance: Provenance,
}

/// A theme that the analysis of an assessment has to cover.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Identifies the theme within the catalogue, e.g. `t3`.
    pub code: String,
    /// Thai name.
    pub name_th: String,
    /// English name; our own translation.
    pub name_en: String,
    /// Provenance of the theme.
    pub provenance: Provenance,
}

/// A step of the assessment's calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarStep {
    /// Identifies the step; the same in every year, e.g. `oit_entry`.
    pub code: String,
    /// Thai name.
    pub name_th: String,
    /// English name.
    pub name_en: String,
    /// First day, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<BuddhistDate>,
    /// Last day, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<BuddhistDate>,
    /// The period in words, if the days are not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Bilingual>,
    /// Provenance of the step.
    pub provenance: Provenance,
}
