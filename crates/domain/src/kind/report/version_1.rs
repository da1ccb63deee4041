use serde::Deserialize;

use super::content::{Person, Report};
use super::frozen::{Frozen, FrozenYear};
use crate::calendar::ReportingRound;

/// A report as schema version 1 stores it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportVersion1 {
    title: String,
    reporting_round_months: ReportingRound,
    preface: Option<String>,
    preparer: Person,
    frozen: Option<FrozenYear>,
}

impl From<ReportVersion1> for Report {
    fn from(old: ReportVersion1) -> Self {
        Self {
            title: old.title,
            reporting_round_months: old.reporting_round_months,
            // Version 1 had no preliminary reports.
            preliminary: false,
            preface: old.preface,
            preparer: old.preparer,
            frozen: old.frozen.map(|year| Box::new(Frozen::Copies(year))),
        }
    }
}
