//! The review of an organization's year. It reports doubts: things that a careful reader would question.
//!
//! A doubt is never an error. All data that [`review`] reads has been checked and is valid. The doubts name
//! contradictions, promises without results, and likely mistakes.

mod analysis;
mod brackets;
mod coverage;
mod doubled;
mod evidence;
mod output;
mod periods;
mod planned;
mod promise;
mod repetition;
mod survey;
mod terminology;
mod texts;

#[cfg(test)]
mod samples;

use std::collections::BTreeMap;

use crate::analysis::Analysis;
use crate::announcement::Announcement;
use crate::calendar::{BuddhistDate, FiscalYear};
use crate::catalogue::IndicatorCode;
use crate::doubt::{Doubt, Severity};
use crate::geography::OrganizationKind;
use crate::kind::Content;
use crate::measure::Measure;
use crate::report::Report;
use crate::result::ImplementationResult;

/// The data of an organization's fiscal year, checked and typed.
///
/// Pointers are those of a bundle whose reports are a list at `/reports`.
#[derive(Clone, Debug)]
pub struct Year {
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

impl Year {
    /// The indicator in messages: its code, and its name if known.
    fn indicator(&self, code: IndicatorCode) -> String {
        match self.indicator_names.get(&code) {
            Some(name) => format!("{code} {name}"),
            None => code.to_string(),
        }
    }

    /// Whether the day is before the day of the review.
    fn is_past(&self, day: BuddhistDate) -> bool {
        self.reviewed_on.is_none_or(|today| day < today)
    }

    /// Whether the fiscal year had ended by the day of the review.
    fn is_over(&self) -> bool {
        self.is_past(self.fiscal_year.last_day())
    }

    /// The reports with their pointers.
    fn reports(&self) -> impl Iterator<Item = (&str, &Report)> {
        self.documents.iter().filter_map(|(pointer, content)| {
            let Content::Report(report) = content else { return None };
            Some((pointer.as_str(), &**report))
        })
    }

    /// The announcements with their pointers.
    fn announcements(&self) -> impl Iterator<Item = (&str, &Announcement)> {
        self.documents.iter().filter_map(|(pointer, content)| {
            let Content::Announcement(announcement) = content else {
                return None;
            };
            Some((pointer.as_str(), &**announcement))
        })
    }

    /// The results with their pointers.
    fn results(&self) -> impl Iterator<Item = (String, &ImplementationResult)> {
        self.measures.iter().enumerate().flat_map(|(measure, (_, results))| {
            let place = move |index| format!("/measures/{measure}/results/{index}");
            results
                .iter()
                .enumerate()
                .map(move |(index, result)| (place(index), result))
        })
    }
}

type Rule = fn(&Year, &mut Vec<Doubt>);

const RULES: [Rule; 18] = [
    survey::internal_link_public,
    survey::window_outside_fiscal_year,
    coverage::finding_without_measure,
    coverage::measure_without_finding,
    analysis::year_not_the_one_before,
    analysis::heading_without_content,
    analysis::no_scores,
    repetition::same_guideline,
    repetition::same_steps,
    planned::planned_step_without_result,
    planned::step_not_stated,
    periods::results_in_one_month,
    periods::result_outside_fiscal_year,
    evidence::result_without_evidence,
    output::output_repeats_title,
    terminology::terminology,
    doubled::doubled_words,
    brackets::unbalanced_brackets,
];

/// The doubts about a year, the most serious first.
pub fn review(year: &Year) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for rule in RULES {
        rule(year, &mut doubts);
    }
    for (pointer, content) in &year.documents {
        content.doubts(pointer, year.fiscal_year, &mut doubts);
    }
    doubts.sort_by_key(|doubt| std::cmp::Reverse(doubt.severity));
    doubts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_good_year_leaves_no_doubt() {
        assert_eq!(review(&samples::good_year()), []);
    }

    #[test]
    fn the_gravest_come_first_and_all_speak_both_languages() {
        let doubts = review(&samples::doubtful_year());
        assert!(doubts.len() > 10, "{doubts:#?}");
        assert!(doubts.is_sorted_by_key(|doubt| std::cmp::Reverse(doubt.severity)));
        for doubt in doubts {
            assert!(
                doubt.message_th.contains(|c: char| ('ก'..='๙').contains(&c)),
                "{doubt:?}"
            );
            assert!(
                !doubt.message_en.is_empty() && doubt.pointer.starts_with('/'),
                "{doubt:?}"
            );
        }
    }
}
