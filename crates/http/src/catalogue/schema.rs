//! The shape of a catalogue, for the OpenAPI document. The catalogue itself is read and written by the domain; a test
//! holds the two together.

#![expect(dead_code, reason = "describes the catalogue in the OpenAPI document")]

use serde_json::Value;
use utoipa::ToSchema;

/// A small catalogue, as an example.
pub(super) fn example() -> Value {
    serde_json::from_str(include_str!("example.json")).unwrap_or_default()
}

/// What an assessment programme asks in one fiscal year.
#[derive(ToSchema)]
#[schema(as = Catalogue)]
pub(crate) struct CatalogueView {
    /// Which programme.
    #[schema(example = "nacc-ita", pattern = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length = 32)]
    programme: String,
    /// Which year, B.E.
    #[schema(example = 2566)]
    fiscal_year: u16,
    /// Official title.
    #[schema(example = "การประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ ประจำปีงบประมาณ พ.ศ. 2566")]
    title_th: String,
    /// English title.
    title_en: String,
    /// IIT, EIT and OIT; the weights add up to 100.
    instruments: Vec<CatalogueInstrument>,
    /// The indicators in their order.
    indicators: Vec<CatalogueIndicator>,
    /// The parts of the OIT indicators.
    sub_indicators: Vec<CatalogueSubIndicator>,
    /// The OIT items by number.
    items: Vec<CatalogueItem>,
    /// How scores become a level.
    level_scheme: CatalogueLevelScheme,
    /// Themes that the analysis has to go through, in the years that name them.
    themes: Option<Vec<CatalogueTheme>>,
    /// The year's steps, as far as they are known.
    calendar: Option<Vec<CatalogueStep>>,
    /// What a reader should know about this catalogue.
    notes: Option<Vec<BilingualText>>,
}

/// A text in both languages.
#[derive(ToSchema)]
pub(crate) struct BilingualText {
    /// Thai.
    th: String,
    /// English.
    en: String,
}

/// How well a fact is founded.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum FactStanding {
    Sourced,
    Derived,
    Memory,
    OwnTranslation,
}

/// Where a fact is from.
#[derive(ToSchema)]
pub(crate) struct FactProvenance {
    /// How well it is founded.
    standing: FactStanding,
    /// Addresses or descriptions; a sourced fact names one at least.
    sources: Vec<String>,
    /// What else to know.
    note: Option<String>,
}

/// An instrument (แบบวัด) and its weight.
#[derive(ToSchema)]
pub(crate) struct CatalogueInstrument {
    /// `IIT`, `EIT` or `OIT`.
    #[schema(pattern = "^(IIT|EIT|OIT)$", example = "EIT")]
    code: String,
    /// Official name.
    name_th: String,
    /// English name.
    name_en: String,
    /// Share in the total, with at most two decimals.
    #[schema(minimum = 0, maximum = 100, example = 30)]
    weight_percent: f64,
    /// Of the names.
    provenance: FactProvenance,
    /// Of the weight.
    weight_provenance: FactProvenance,
}

/// An indicator (ตัวชี้วัด).
#[derive(ToSchema)]
pub(crate) struct CatalogueIndicator {
    /// `i` and a number from 1 to 99.
    #[schema(pattern = "^i[1-9][0-9]?$", example = "i7")]
    code: String,
    /// Place in lists.
    order: u16,
    /// Official name of the year.
    #[schema(example = "ประสิทธิภาพการสื่อสาร")]
    name_th: String,
    /// English name.
    name_en: String,
    /// Other names in use for it.
    aliases: Vec<String>,
    /// The instrument that measures it.
    #[schema(pattern = "^(IIT|EIT|OIT)$", example = "EIT")]
    instrument: String,
    /// Of the Thai name.
    provenance: FactProvenance,
    /// Of the English name.
    name_en_provenance: FactProvenance,
}

/// A part of an OIT indicator (ตัวชี้วัดย่อย).
#[derive(ToSchema)]
pub(crate) struct CatalogueSubIndicator {
    /// Code.
    #[schema(example = "9.1")]
    code: String,
    /// Name of the year.
    #[schema(example = "ข้อมูลพื้นฐาน")]
    name_th: String,
    /// English name.
    name_en: String,
    /// The indicator it is part of.
    #[schema(example = "i9")]
    indicator: String,
    /// Of code and Thai name.
    provenance: FactProvenance,
}

/// An item of the open-data instrument (ข้อ OIT).
#[derive(ToSchema)]
pub(crate) struct CatalogueItem {
    /// Number within the year, from 1 without a gap.
    no: u16,
    /// `o` and the number.
    #[schema(example = "o1")]
    code: String,
    /// Title of the year.
    #[schema(example = "โครงสร้างหน่วยงาน")]
    title_th: String,
    /// What the item is about, in English.
    title_en: String,
    /// The sub-indicator it counts towards.
    #[schema(example = "9.1")]
    sub_indicator: String,
    /// What is asked for, the same key in every year.
    #[schema(example = "organization_structure")]
    concept: String,
    /// Concepts that were items of their own in other years.
    also_covers: Option<Vec<String>>,
    /// What has to be shown.
    evidence_required: Option<Vec<BilingualText>>,
    /// The time that the evidence has to cover.
    period_covered: Option<CatalogueCoveredPeriod>,
    /// Of number and title.
    provenance: FactProvenance,
    /// Of the sub-indicator, where it differs.
    placement_provenance: Option<FactProvenance>,
    /// Of evidence and period.
    evidence_provenance: Option<FactProvenance>,
}

/// The time that evidence has to cover.
#[derive(ToSchema)]
pub(crate) struct CatalogueCoveredPeriod {
    /// The year, B.E.
    fiscal_year: u16,
    /// `full_year`, `first_half` or `in_force`.
    #[schema(pattern = "^(full_year|first_half|in_force)$")]
    extent: String,
}

/// How scores become a level (ระดับผลการประเมิน).
#[derive(ToSchema)]
pub(crate) struct CatalogueLevelScheme {
    /// `bands_on_total` or `total_and_each_instrument`.
    #[schema(pattern = "^(bands_on_total|total_and_each_instrument)$")]
    basis: String,
    /// The total from which on an office passes.
    #[schema(minimum = 0, maximum = 100, example = 85)]
    pass_mark: f64,
    /// Best first.
    levels: Vec<CatalogueLevel>,
    /// Where the scheme is from.
    provenance: FactProvenance,
}

/// One level.
#[derive(ToSchema)]
pub(crate) struct CatalogueLevel {
    /// Code.
    #[schema(example = "A")]
    code: String,
    /// Thai name.
    #[schema(example = "ผ่านดี")]
    name_th: String,
    /// English name.
    name_en: String,
    /// Lowest total.
    min_total: f64,
    /// Highest total, itself included.
    max_total: f64,
    /// Lowest score of every instrument.
    min_each_instrument: Option<f64>,
}

/// A theme that the analysis of a result has to go through.
#[derive(ToSchema)]
pub(crate) struct CatalogueTheme {
    /// Names it within the catalogue.
    #[schema(example = "t1")]
    code: String,
    /// Thai name.
    name_th: String,
    /// English name.
    name_en: String,
    /// Where it is from.
    provenance: FactProvenance,
}

/// A step of the assessment's calendar.
#[derive(ToSchema)]
pub(crate) struct CatalogueStep {
    /// Names the step, the same in every year.
    #[schema(example = "oit_entry")]
    code: String,
    /// Thai name.
    name_th: String,
    /// English name.
    name_en: String,
    /// First day.
    #[schema(format = Date, example = "2023-04-01")]
    starts_on: Option<String>,
    /// Last day.
    #[schema(format = Date, example = "2023-04-30")]
    ends_on: Option<String>,
    /// The time in words, where no days are known.
    period: Option<BilingualText>,
    /// Where it is from.
    provenance: FactProvenance,
}

#[cfg(test)]
mod tests;
