use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use crate::activity::Activity;
use crate::analysis::Analysis;
use crate::announcement::Announcement;
use crate::calendar::{BuddhistDate, FiscalYear, Period};
use crate::catalogue::{Catalogue, IndicatorCode};
use crate::complaint_statistics::ComplaintStatistics;
use crate::geography::OrganizationKind;
use crate::kind::Content;
use crate::measure::Measure;
use crate::report::Report;
use crate::result::ImplementationResult;
use crate::score::ScoreCard;

/// The data of an organization's fiscal year, checked and typed; or a part of it, for the rules that look at one thing at
/// a time.
///
/// Pointers are those of a bundle whose reports are a list at `/reports`.
#[derive(Clone, Debug)]
pub(crate) struct ReviewedYear {
    /// What holds for the whole year.
    pub(crate) frame: YearFrame,
    /// Names of the organization's divisions, as written.
    pub(crate) divisions: Vec<String>,
    /// The analysis on which the measures are based.
    pub(crate) analysis: Option<Analysis>,
    /// The measures, each with its results.
    pub(crate) measures: Vec<(Measure, Vec<ImplementationResult>)>,
    /// The activities of each of these measures, in the same order. A measure beyond the end has none.
    pub(crate) activities: Vec<Vec<Activity>>,
    /// The index of the first of these measures within the year.
    pub(crate) first_measure: usize,
    /// The months from the first to the last one of all results of the year, whether their periods have days or months.
    pub(crate) result_months: Option<Period>,
    /// Whether a result or an activity of the year has evidence.
    pub(crate) has_evidence: bool,
    /// The earliest last day of a result of the year.
    pub(crate) first_result_ends_on: Option<BuddhistDate>,
    /// The other documents, each with its JSON pointer.
    pub(crate) documents: Vec<(String, Content)>,
}

/// The facts that hold for a whole year and all its parts.
#[derive(Clone, Debug)]
pub struct YearFrame {
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// The kind of organization.
    pub organization_kind: OrganizationKind,
    /// Whether the organization shows invitations to the internal survey to the public.
    pub publishes_internal_surveys: bool,
    /// Names of the indicators, for messages.
    pub indicator_names: BTreeMap<IndicatorCode, String>,
    /// The hosts of the organization's own website. Links to other hosts are doubted; see
    /// [`is_expected_host`](crate::link::is_expected_host).
    pub expected_hosts: Vec<String>,
    /// The catalogue of the year whose result is analysed, if known. Without it, scores are not compared with each other.
    pub assessed_catalogue: Option<Arc<Catalogue>>,
    /// The day of the review. Work that is due later does not count as missing. `None` reviews the whole year.
    pub reviewed_on: Option<BuddhistDate>,
}

impl Deref for ReviewedYear {
    type Target = YearFrame;

    fn deref(&self) -> &YearFrame {
        &self.frame
    }
}

impl ReviewedYear {
    /// A part of a year that has nothing yet.
    pub(crate) const fn empty(frame: YearFrame) -> Self {
        Self {
            frame,
            divisions: Vec::new(),
            analysis: None,
            measures: Vec::new(),
            activities: Vec::new(),
            first_measure: 0,
            result_months: None,
            has_evidence: false,
            first_result_ends_on: None,
            documents: Vec::new(),
        }
    }

    /// Adds what is kept of the results of a measure.
    pub(crate) fn note(&mut self, results: &[ImplementationResult]) {
        for result in results {
            let (from, to) = (result.period.from(), result.period.to());
            self.result_months = match self.result_months {
                Some(months) => Period::new(months.from().min(from), months.to().max(to)).ok(),
                None => Period::new(from, to).ok(),
            };
            self.has_evidence |= !result.evidence.is_empty();
            let ends_on = result.period.last_day();
            self.first_result_ends_on = Some(self.first_result_ends_on.map_or(ends_on, |first| first.min(ends_on)));
        }
    }

    /// Adds what is kept of the activities of a measure.
    pub(crate) fn note_activities(&mut self, activities: &[Activity]) {
        self.has_evidence |= activities.iter().any(|activity| !activity.evidence.is_empty());
    }

    /// The measures with their index within the year and their results.
    pub(crate) fn measures(&self) -> impl Iterator<Item = (usize, &Measure, &[ImplementationResult])> {
        let measures = self.measures.iter().zip(self.first_measure..);
        measures.map(|((measure, results), index)| (index, measure, results.as_slice()))
    }

    /// The measures with their index within the year and their activities.
    pub(crate) fn measures_with_activities(&self) -> impl Iterator<Item = (usize, &Measure, &[Activity])> {
        let none: &[Activity] = &[];
        let activities = self.activities.iter().map(Vec::as_slice);
        let activities = activities.chain(std::iter::repeat(none));
        self.measures()
            .zip(activities)
            .map(|((index, measure, _), activities)| (index, measure, activities))
    }

    /// The activities with their pointers.
    pub(crate) fn activities(&self) -> impl Iterator<Item = (String, &Activity)> {
        self.measures_with_activities().flat_map(|(measure, _, activities)| {
            let places = (0..).map(move |index: usize| format!("/measures/{measure}/activities/{index}"));
            places.zip(activities)
        })
    }

    /// The indicator in messages: its code, and its name if known.
    pub(crate) fn indicator(&self, code: IndicatorCode) -> String {
        match self.indicator_names.get(&code) {
            Some(name) => format!("{code} {name}"),
            None => code.to_string(),
        }
    }

    /// Whether the day is before the day of the review.
    pub(crate) fn is_past(&self, day: BuddhistDate) -> bool {
        self.reviewed_on.is_none_or(|today| day < today)
    }

    /// Whether the fiscal year had ended by the day of the review.
    pub(crate) fn is_over(&self) -> bool {
        self.is_past(self.fiscal_year.last_day())
    }

    /// The reports with their pointers.
    pub(crate) fn reports(&self) -> impl Iterator<Item = (&str, &Report)> {
        self.documents.iter().filter_map(|(pointer, content)| {
            let Content::Report(report) = content else { return None };
            Some((pointer.as_str(), &**report))
        })
    }

    /// The announcements with their pointers.
    pub(crate) fn announcements(&self) -> impl Iterator<Item = (&str, &Announcement)> {
        self.documents.iter().filter_map(|(pointer, content)| {
            let Content::Announcement(announcement) = content else {
                return None;
            };
            Some((pointer.as_str(), &**announcement))
        })
    }

    /// The complaint statistics with their pointers.
    pub(crate) fn complaint_statistics(&self) -> impl Iterator<Item = (&str, &ComplaintStatistics)> {
        self.documents.iter().filter_map(|(pointer, content)| {
            let Content::ComplaintStatistics(statistics) = content else {
                return None;
            };
            Some((pointer.as_str(), &**statistics))
        })
    }

    /// The scores of the analysis and the catalogue of the assessed year, if both are known.
    pub(crate) fn assessed_scores(&self) -> Option<(&ScoreCard, &Catalogue)> {
        let scores = self.analysis.as_ref()?.scores.as_ref()?;
        Some((scores, self.assessed_catalogue.as_deref()?))
    }

    /// The results with their pointers.
    pub(crate) fn results(&self) -> impl Iterator<Item = (String, &ImplementationResult)> {
        self.measures().flat_map(|(measure, _, results)| {
            let place = move |index| format!("/measures/{measure}/results/{index}");
            results
                .iter()
                .enumerate()
                .map(move |(index, result)| (place(index), result))
        })
    }
}
