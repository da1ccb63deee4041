use serde::{Deserialize, Serialize};

use super::model::{Bilingual, Provenance};
use crate::calendar::FiscalYear;

/// An item of the open-data instrument (ข้อ OIT).
///
/// Numbers and codes change from year to year; the [`OitItem::concept`] does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OitItem {
    /// Number within the year, from 1 without a gap.
    pub no: u16,
    /// `o` and the number, as offices write it.
    pub code: String,
    /// Title of the year.
    pub title_th: String,
    /// What the item is about, in English; our own words.
    pub title_en: String,
    /// Code of the sub-indicator it counts towards.
    pub sub_indicator: String,
    /// What is asked for, the same key in every year, e.g. `measure_plan`.
    pub concept: String,
    /// Concepts that were items of their own in other years and are part of this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_covers: Vec<String>,
    /// What has to be shown, as far as it is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence_required: Vec<Bilingual>,
    /// The time that the evidence has to cover, where one is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_covered: Option<CoveredPeriod>,
    /// Of number and title.
    pub provenance: Provenance,
    /// Of the sub-indicator, where it differs from that of the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placement_provenance: Option<Provenance>,
    /// Of evidence and period, where they are given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence_provenance: Option<Provenance>,
}

impl OitItem {
    /// Whether the item asks for this concept, alone or among others.
    pub fn covers(&self, concept: &str) -> bool {
        self.concept == concept || self.also_covers.iter().any(|other| other == concept)
    }
}

/// The time that evidence has to cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoveredPeriod {
    /// The year; not always that of the catalogue.
    pub fiscal_year: FiscalYear,
    /// How much of it.
    pub extent: CoveredExtent,
}

/// How much of a year evidence has to cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoveredExtent {
    /// What was done in the year.
    FullYear,
    /// October to March.
    FirstHalf,
    /// A plan of several years that is in force in the year.
    InForce,
}
