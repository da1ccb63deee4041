use serde::{Deserialize, Serialize};

use super::provenance::{Bilingual, Provenance};
use crate::calendar::FiscalYear;

/// An item of the open-data instrument (ข้อ OIT).
///
/// Numbers and codes change from year to year; the [`OitItem::concept`] does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OitItem {
    /// Number within the year, from 1 without gaps.
    pub no: u16,
    /// `o` and the number, as organizations write it.
    pub code: String,
    /// Title in this year.
    pub title_th: String,
    /// English title; our own words.
    pub title_en: String,
    /// Code of the sub-indicator it counts towards.
    pub sub_indicator: String,
    /// The concept of the item: a key that is the same in every year, e.g. `measure_plan`.
    pub concept: String,
    /// Concepts that were separate items in other years and are part of this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_covers: Vec<String>,
    /// The evidence that is required, if known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence_required: Vec<Bilingual>,
    /// The period that the evidence has to cover, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_covered: Option<CoveredPeriod>,
    /// Provenance of number and title.
    pub provenance: Provenance,
    /// Provenance of the sub-indicator, if it differs from that of the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placement_provenance: Option<Provenance>,
    /// Provenance of evidence and period, if they are given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence_provenance: Option<Provenance>,
}

/// The period that evidence has to cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoveredPeriod {
    /// The year; not always that of the catalogue.
    pub fiscal_year: FiscalYear,
    /// The part of the year.
    pub extent: CoveredExtent,
}

/// The part of a year that evidence has to cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoveredExtent {
    /// The actions of the whole year.
    FullYear,
    /// October to March.
    FirstHalf,
    /// A plan of several years that is in force in the year.
    InForce,
}
