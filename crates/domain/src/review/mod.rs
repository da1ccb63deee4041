//! The review of an organization's year. It reports doubts: statements that a careful reader would question.
//!
//! A doubt is never an error. All data that a [`Review`] reads has been checked and is valid. The doubts name
//! contradictions, promises without results, and likely mistakes.

mod analysis;
mod basis;
mod brackets;
mod coverage;
mod document;
mod doubled;
mod evidence;
mod links;
mod output;
mod periods;
mod planned;
mod promise;
mod repetition;
mod sara_am;
mod scores;
mod survey;
mod terminology;
mod texts;
mod year;

#[cfg(test)]
mod samples;

use crate::analysis::Analysis;
use crate::calendar::FiscalYear;
use crate::doubt::Doubt;
use crate::kind::{Content, Kind as _};
use crate::measure::Measure;
use crate::result::ImplementationResult;

pub use document::review_document;
pub use scores::review_scores;
use year::ReviewedYear;
pub use year::YearFrame;

/// Adds the doubts of one kind.
type Rule = fn(&ReviewedYear, &mut Vec<Doubt>);

/// How much of a year a rule looks at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// One thing at a time: a document, the analysis, a text.
    Part,
    /// A measure with its results. Nobody approves results, so a decision on the measure alone does not look at them.
    Results,
    /// The whole year: the analysis, the reports, the measures without their results.
    Year,
}

/// Doubts of the same severity are listed in this order.
const RULES: &[(Scope, Rule)] = &[
    (Scope::Part, survey::internal_link_public),
    (Scope::Year, basis::report_without_results),
    (Scope::Year, basis::report_without_evidence),
    (Scope::Year, basis::report_and_its_round),
    (Scope::Part, survey::window_outside_fiscal_year),
    (Scope::Year, coverage::finding_without_measure),
    (Scope::Year, coverage::measure_without_finding),
    (Scope::Year, analysis::year_not_the_one_before),
    (Scope::Year, analysis::heading_without_content),
    (Scope::Year, analysis::no_scores),
    (Scope::Year, scores::total_not_weighted_sum),
    (Scope::Year, scores::scores_look_weighted),
    (Scope::Year, scores::level_disagrees),
    (Scope::Year, scores::level_of_another_year),
    (Scope::Year, repetition::same_guideline),
    (Scope::Year, repetition::same_steps),
    (Scope::Results, planned::planned_step_without_result),
    (Scope::Results, planned::step_not_stated),
    (Scope::Year, periods::results_in_one_month),
    (Scope::Results, periods::result_outside_fiscal_year),
    (Scope::Results, evidence::result_without_evidence),
    (Scope::Results, output::output_repeats_title),
    (Scope::Part, links::links),
    (Scope::Part, sara_am::lost_sara_am),
    (Scope::Part, terminology::terminology),
    (Scope::Part, doubled::doubled_words),
    (Scope::Part, brackets::unbalanced_brackets),
];

/// The place of a doubt among those of the same severity. Doubts of the same rank are reported as they are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank(usize);

/// Looks for doubts about a year. The parts of the year are added one after another, in the order of a bundle, and are
/// reviewed at once: the results of a year are too many to be in memory together.
pub struct Review<'a> {
    /// What the rules about the whole year need.
    year: ReviewedYear,
    /// The part that is reviewed.
    part: ReviewedYear,
    report: &'a mut dyn FnMut(Rank, Doubt),
}

impl<'a> Review<'a> {
    /// Begins a review. `report` receives the doubts as they are found.
    pub fn new(frame: YearFrame, report: &'a mut dyn FnMut(Rank, Doubt)) -> Self {
        Self {
            year: ReviewedYear::empty(frame.clone()),
            part: ReviewedYear::empty(frame),
            report,
        }
    }

    /// Reviews the names of the organization's divisions, as written.
    pub fn divisions(&mut self, names: &[String]) {
        self.part.divisions = names.to_vec();
        self.review_part();
        self.part.divisions.clear();
    }

    /// Reviews the analysis.
    pub fn analysis(&mut self, analysis: &Analysis) {
        self.part.analysis = Some(analysis.clone());
        self.review_part();
        self.year.analysis = self.part.analysis.take();
    }

    /// Reviews the next measure, with its results.
    pub fn measure(&mut self, measure: Measure, results: Vec<ImplementationResult>) {
        self.part.first_measure = self.year.measures.len();
        for result in &results {
            self.year.periods.add(result.period);
            self.year.has_evidence |= !result.evidence.is_empty();
        }
        let place = format!("/measures/{}", self.part.first_measure);
        self.own_doubts(|year, doubts| measure.doubts(&place, year, doubts));
        self.part.measures = vec![(measure, results)];
        self.review_part();
        let reviewed = self.part.measures.pop();
        self.year
            .measures
            .extend(reviewed.map(|(measure, _)| (without_unused_texts(measure), Vec::new())));
    }

    /// Reviews another document, at its JSON pointer.
    pub fn document(&mut self, pointer: &str, content: &Content) {
        self.part.documents = vec![(pointer.to_owned(), content.clone())];
        self.review_part();
        self.own_doubts(|year, doubts| content.doubts(pointer, year, doubts));
        let reports = self
            .part
            .documents
            .drain(..)
            .filter(|(_, content)| matches!(content, Content::Report(_)));
        self.year.documents.extend(reports);
    }

    /// Reviews the year as a whole.
    pub fn finish(self) {
        review_with(Scope::Year, &self.year, self.report);
    }

    /// Reports the doubts of a document that need no other document.
    fn own_doubts(&mut self, add: impl FnOnce(FiscalYear, &mut Vec<Doubt>)) {
        let mut doubts = Vec::new();
        add(self.part.fiscal_year, &mut doubts);
        for doubt in doubts {
            (self.report)(Rank(RULES.len()), doubt);
        }
    }

    fn review_part(&mut self) {
        review_with(Scope::Part, &self.part, self.report);
        review_with(Scope::Results, &self.part, self.report);
    }
}

/// The measure without the long texts at which no rule about the whole year looks.
fn without_unused_texts(measure: Measure) -> Measure {
    Measure {
        monitoring: None,
        target: None,
        ..measure
    }
}

fn review_with(scope: Scope, year: &ReviewedYear, report: &mut dyn FnMut(Rank, Doubt)) {
    let mut doubts = Vec::new();
    for (rank, (of, rule)) in RULES.iter().enumerate() {
        if *of == scope {
            rule(year, &mut doubts);
            for doubt in doubts.drain(..) {
                report(Rank(rank), doubt);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The doubts about a year, the most serious first.
    fn review(year: ReviewedYear) -> Vec<Doubt> {
        let mut found = Vec::new();
        let mut report = |rank: Rank, doubt: Doubt| found.push((rank, doubt));
        let mut review = Review::new(year.frame, &mut report);
        review.divisions(&year.divisions);
        if let Some(analysis) = &year.analysis {
            review.analysis(analysis);
        }
        for (measure, results) in year.measures {
            review.measure(measure, results);
        }
        for (pointer, content) in &year.documents {
            review.document(pointer, content);
        }
        review.finish();
        found.sort_by_key(|(rank, doubt)| (std::cmp::Reverse(doubt.severity), *rank));
        found.into_iter().map(|(_, doubt)| doubt).collect()
    }

    #[test]
    fn a_good_year_leaves_no_doubt() {
        assert_eq!(review(samples::good_year()), []);
    }

    #[test]
    fn the_gravest_come_first_and_all_speak_both_languages() {
        let doubts = review(samples::doubtful_year());
        assert!(doubts.len() > 10, "{doubts:#?}");
        let second = "/measures/1/results/0";
        assert!(doubts.iter().any(|doubt| doubt.pointer == second), "{doubts:#?}");
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
