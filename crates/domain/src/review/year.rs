use std::collections::BTreeMap;

use crate::analysis::Analysis;
use crate::announcement::Announcement;
use crate::calendar::{BuddhistDate, FiscalYear};
use crate::catalogue::IndicatorCode;
use crate::geography::OrganizationKind;
use crate::kind::Content;
use crate::measure::Measure;
use crate::report::Report;
use crate::result::ImplementationResult;

/// The data of an organization's fiscal year, checked and typed.
///
/// Pointers are those of a bundle whose reports are a list at `/reports`.
#[derive(Clone, Debug)]
pub struct ReviewedYear {
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// The kind of organization.
    pub organization_kind: OrganizationKind,
    /// Names of the organization's divisions, as written.
    pub divisions: Vec<String>,
    /// Whether the organization shows invitations to the internal survey to the public.
    pub publishes_internal_surveys: bool,
    /// Names of the indicators, for messages.
    pub indicator_names: BTreeMap<IndicatorCode, String>,
    /// The analysis on which the measures are based.
    pub analysis: Option<Analysis>,
    /// The measures, each with its results.
    pub measures: Vec<(Measure, Vec<ImplementationResult>)>,
    /// The other documents, each with its JSON pointer.
    pub documents: Vec<(String, Content)>,
    /// The day of the review. Work that is due later does not count as missing. `None` reviews the whole year.
    pub reviewed_on: Option<BuddhistDate>,
}

impl ReviewedYear {
    /// The indicator in messages: its code, and its name if known.
    pub(super) fn indicator(&self, code: IndicatorCode) -> String {
        match self.indicator_names.get(&code) {
            Some(name) => format!("{code} {name}"),
            None => code.to_string(),
        }
    }

    /// Whether the day is before the day of the review.
    pub(super) fn is_past(&self, day: BuddhistDate) -> bool {
        self.reviewed_on.is_none_or(|today| day < today)
    }

    /// Whether the fiscal year had ended by the day of the review.
    pub(super) fn is_over(&self) -> bool {
        self.is_past(self.fiscal_year.last_day())
    }

    /// The reports with their pointers.
    pub(super) fn reports(&self) -> impl Iterator<Item = (&str, &Report)> {
        self.documents.iter().filter_map(|(pointer, content)| {
            let Content::Report(report) = content else { return None };
            Some((pointer.as_str(), &**report))
        })
    }

    /// The announcements with their pointers.
    pub(super) fn announcements(&self) -> impl Iterator<Item = (&str, &Announcement)> {
        self.documents.iter().filter_map(|(pointer, content)| {
            let Content::Announcement(announcement) = content else {
                return None;
            };
            Some((pointer.as_str(), &**announcement))
        })
    }

    /// The results with their pointers.
    pub(super) fn results(&self) -> impl Iterator<Item = (String, &ImplementationResult)> {
        self.measures.iter().enumerate().flat_map(|(measure, (_, results))| {
            let place = move |index| format!("/measures/{measure}/results/{index}");
            results
                .iter()
                .enumerate()
                .map(move |(index, result)| (place(index), result))
        })
    }
}
