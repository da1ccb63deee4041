use serde::{Deserialize, Serialize};

use super::code::{IndicatorCode, InstrumentCode, ProgrammeCode};
use super::hundredths::Weight;
use super::item::OitItem;
use super::level::LevelScheme;
use crate::calendar::{BuddhistDate, FiscalYear};

/// What an assessment programme asks in one fiscal year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// Which programme.
    pub programme: ProgrammeCode,
    /// Which year.
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
    /// The OIT items by number.
    pub items: Vec<OitItem>,
    /// How scores become a level.
    pub level_scheme: LevelScheme,
    /// Themes that the analysis has to go through, in the years that name them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<Theme>,
    /// The year's steps, as far as they are known.
    #[serde(default)]
    pub calendar: Vec<CalendarStep>,
    /// What a reader should know about this catalogue.
    #[serde(default)]
    pub notes: Vec<Bilingual>,
}

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// Thai.
    pub th: String,
    /// English.
    pub en: String,
}

/// How well a fact is founded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Seen in the sources named.
    Sourced,
    /// Worked out from sourced facts or carried over from another year.
    Derived,
    /// From memory, unconfirmed.
    Memory,
    /// Our own translation.
    OwnTranslation,
}

/// Where a fact is from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// How well it is founded.
    pub standing: Standing,
    /// Addresses or descriptions.
    pub sources: Vec<String>,
    /// What else to know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// An instrument (แบบวัด) and its weight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// Which.
    pub code: InstrumentCode,
    /// Official name.
    pub name_th: String,
    /// English name.
    pub name_en: String,
    /// Share in the total; the weights of a catalogue add up to 100.
    pub weight_percent: Weight,
    /// Of the names.
    pub provenance: Provenance,
    /// Of the weight.
    pub weight_provenance: Provenance,
}

/// An indicator (ตัวชี้วัด).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Code, e.g. `i7`.
    pub code: IndicatorCode,
    /// Place in lists.
    pub order: u16,
    /// Official name of the year.
    pub name_th: String,
    /// English name.
    pub name_en: String,
    /// Other names in use for it.
    pub aliases: Vec<String>,
    /// The instrument that measures it.
    pub instrument: InstrumentCode,
    /// Of the Thai name.
    pub provenance: Provenance,
    /// Of the English name.
    pub name_en_provenance: Provenance,
}

/// A part of an OIT indicator (ตัวชี้วัดย่อย).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubIndicator {
    /// Code, e.g. `9.1`.
    pub code: String,
    /// Name of the year.
    pub name_th: String,
    /// English name; our own translation.
    pub name_en: String,
    /// The indicator it is part of.
    pub indicator: IndicatorCode,
    /// Of code and Thai name.
    pub provenance: Provenance,
}

/// A theme that the analysis of a result has to go through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Names it within the catalogue, e.g. `t3`.
    pub code: String,
    /// Thai name.
    pub name_th: String,
    /// English name; our own translation.
    pub name_en: String,
    /// Where it is from.
    pub provenance: Provenance,
}

/// A step of the assessment's calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarStep {
    /// Names the step, the same in every year, e.g. `oit_entry`.
    pub code: String,
    /// Thai name.
    pub name_th: String,
    /// English name.
    pub name_en: String,
    /// First day, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<BuddhistDate>,
    /// Last day, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<BuddhistDate>,
    /// The time in words, where no days are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Bilingual>,
    /// Where it is from.
    pub provenance: Provenance,
}
