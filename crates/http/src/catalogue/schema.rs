//! The shape of a catalogue, for the OpenAPI document. The domain reads and writes the catalogue itself; a test checks
//! that both agree.

#![expect(dead_code, reason = "describes the catalogue in the OpenAPI document")]

use serde_json::Value;
use utoipa::ToSchema;

/// A small catalogue as an example.
pub(super) fn example() -> Value {
    serde_json::from_str(include_str!("example.json")).unwrap_or_default()
}

/// The requirements of an assessment programme in one fiscal year.
#[derive(ToSchema)]
#[schema(as = Catalogue)]
pub(crate) struct CatalogueView {
    /// The programme.
    #[schema(example = "nacc-ita", pattern = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length = 32)]
    programme: String,
    /// The fiscal year, B.E.
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
    /// The OIT items, by number.
    items: Vec<CatalogueItem>,
    /// How scores determine the level.
    level_scheme: CatalogueLevelScheme,
    /// Themes that the analysis has to cover, in years that define them.
    themes: Option<Vec<CatalogueTheme>>,
    /// The known steps of the year.
    calendar: Option<Vec<CatalogueStep>>,
    /// Notes for readers of this catalogue.
    notes: Option<Vec<BilingualText>>,
}

/// A text in both languages.
#[derive(ToSchema)]
pub(crate) struct BilingualText {
    /// The text in Thai.
    th: String,
    /// The text in English.
    en: String,
}

/// How reliable a fact is.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum FactStanding {
    /// Found in the named sources.
    Sourced,
    /// Derived from sourced facts, or copied from another year.
    Derived,
    /// From memory, unconfirmed.
    Memory,
    /// A translation of this project.
    OwnTranslation,
}

/// The source of a fact.
#[derive(ToSchema)]
pub(crate) struct FactProvenance {
    /// How reliable the fact is.
    standing: FactStanding,
    /// Addresses or descriptions; a sourced fact has at least one.
    sources: Vec<String>,
    /// A further note.
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
    /// Share of the total, with at most two decimals.
    #[schema(minimum = 0, maximum = 100, example = 30)]
    weight_percent: f64,
    /// The parts that the year counts apart; absent where the instrument has one score only.
    #[schema(required = false)]
    parts: Option<Vec<CatalogueInstrumentPart>>,
    /// Provenance of the names.
    provenance: FactProvenance,
    /// Provenance of the weight.
    weight_provenance: FactProvenance,
}

/// A part of an instrument that has a score of its own.
#[derive(ToSchema)]
pub(crate) struct CatalogueInstrumentPart {
    /// Number within the instrument, from 1.
    #[schema(minimum = 1, example = 1)]
    no: u8,
    /// Thai name.
    name_th: String,
    /// English name.
    name_en: String,
    /// Share of the instrument; absent if unknown.
    #[schema(required = false)]
    weight_percent: Option<f64>,
    /// Provenance of the part.
    provenance: FactProvenance,
}

/// An indicator (ตัวชี้วัด).
#[derive(ToSchema)]
pub(crate) struct CatalogueIndicator {
    /// `i` and a number from 1 to 99.
    #[schema(pattern = "^i[1-9][0-9]?$", example = "i7")]
    code: String,
    /// Position in lists.
    order: u16,
    /// Official name in this year.
    #[schema(example = "ประสิทธิภาพการสื่อสาร")]
    name_th: String,
    /// English name.
    name_en: String,
    /// Other names of the indicator.
    aliases: Vec<String>,
    /// The instrument that measures it.
    #[schema(pattern = "^(IIT|EIT|OIT)$", example = "EIT")]
    instrument: String,
    /// Provenance of the Thai name.
    provenance: FactProvenance,
    /// Provenance of the English name.
    name_en_provenance: FactProvenance,
}

/// A part of an OIT indicator (ตัวชี้วัดย่อย).
#[derive(ToSchema)]
pub(crate) struct CatalogueSubIndicator {
    /// The code of the sub-indicator.
    #[schema(example = "9.1")]
    code: String,
    /// Name in this year.
    #[schema(example = "ข้อมูลพื้นฐาน")]
    name_th: String,
    /// English name.
    name_en: String,
    /// The indicator that it belongs to.
    #[schema(example = "i9")]
    indicator: String,
    /// Provenance of code and Thai name.
    provenance: FactProvenance,
}

/// An item of the open-data instrument (ข้อ OIT).
#[derive(ToSchema)]
pub(crate) struct CatalogueItem {
    /// Number within the year, from 1 without gaps.
    no: u16,
    /// `o` and the number.
    #[schema(example = "o1")]
    code: String,
    /// Title in this year.
    #[schema(example = "โครงสร้างหน่วยงาน")]
    title_th: String,
    /// English title.
    title_en: String,
    /// The sub-indicator to which it counts.
    #[schema(example = "9.1")]
    sub_indicator: String,
    /// The concept of the item: a key that is the same in every year.
    #[schema(example = "organization_structure")]
    concept: String,
    /// Concepts that were separate items in other years.
    also_covers: Option<Vec<String>>,
    /// The evidence that is required.
    evidence_required: Option<Vec<BilingualText>>,
    /// The period that the evidence has to cover.
    period_covered: Option<CatalogueCoveredPeriod>,
    /// Provenance of number and title.
    provenance: FactProvenance,
    /// Provenance of the sub-indicator, if it differs.
    placement_provenance: Option<FactProvenance>,
    /// Provenance of evidence and period.
    evidence_provenance: Option<FactProvenance>,
}

/// The period that evidence has to cover.
#[derive(ToSchema)]
pub(crate) struct CatalogueCoveredPeriod {
    /// The fiscal year, B.E.
    fiscal_year: u16,
    /// `full_year`, `first_half` or `in_force`.
    #[schema(pattern = "^(full_year|first_half|in_force)$")]
    extent: String,
}

/// How scores determine the level (ระดับผลการประเมิน).
#[derive(ToSchema)]
pub(crate) struct CatalogueLevelScheme {
    /// `bands_on_total` or `total_and_each_instrument`.
    #[schema(pattern = "^(bands_on_total|total_and_each_instrument)$")]
    basis: String,
    /// The lowest total with which an organization passes.
    #[schema(minimum = 0, maximum = 100, example = 85)]
    pass_mark: f64,
    /// The levels, best first.
    levels: Vec<CatalogueLevel>,
    /// Provenance of the scheme.
    provenance: FactProvenance,
}

/// A level (ระดับ) and the scores that it needs.
#[derive(ToSchema)]
pub(crate) struct CatalogueLevel {
    /// The code of the level.
    #[schema(example = "A")]
    code: String,
    /// Thai name.
    #[schema(example = "ผ่านดี")]
    name_th: String,
    /// English name.
    name_en: String,
    /// Lowest total, inclusive.
    min_total: f64,
    /// Highest total, inclusive.
    max_total: f64,
    /// Lowest score in every instrument.
    min_each_instrument: Option<f64>,
}

/// A theme that the analysis of an assessment has to cover.
#[derive(ToSchema)]
pub(crate) struct CatalogueTheme {
    /// Identifies the theme within the catalogue.
    #[schema(example = "t1")]
    code: String,
    /// Thai name.
    name_th: String,
    /// English name.
    name_en: String,
    /// Provenance of the theme.
    provenance: FactProvenance,
}

/// A step of the assessment's calendar.
#[derive(ToSchema)]
pub(crate) struct CatalogueStep {
    /// Identifies the step; the same in every year.
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
    /// The period in words, if the days are not known.
    period: Option<BilingualText>,
    /// Provenance of the step.
    provenance: FactProvenance,
}

#[cfg(test)]
mod tests;
