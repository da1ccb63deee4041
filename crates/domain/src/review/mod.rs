//! The review of an organization's year. It reports doubts: statements that a careful reader would question.
//!
//! A doubt is never an error. All data that a [`Review`] reads has been checked and is valid. The doubts name
//! contradictions, promises without results, and likely mistakes.

pub(crate) mod copies;
mod document;
pub(crate) mod promise;
mod scores;
pub(crate) mod texts;
pub(crate) mod year;

#[cfg(test)]
pub(crate) mod samples;

use crate::activity::Activity;
use crate::analysis::Analysis;
use crate::doubt::Doubt;
use crate::kind::Content;
use crate::measure::Measure;
use crate::result::ImplementationResult;
use crate::rule::{CHECKS, Run, Scope};
use texts::public_texts;

pub use document::review_document;
pub use scores::review_scores;
use year::ReviewedYear;
pub use year::YearFrame;

/// The place of a doubt among those of the same severity. Doubts of the same rank are reported as they are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank(usize);

/// Looks for doubts about a year. The parts of the year are added one after another, in the order of a bundle. Each is
/// reviewed when it is added, because the results of a year are too many to be in memory together.
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

    /// Reviews the next measure, with its results and activities.
    pub fn measure(&mut self, measure: Measure, results: Vec<ImplementationResult>, activities: Vec<Activity>) {
        self.part.first_measure = self.year.measures.len();
        self.year.note(&results);
        self.year.note_activities(&activities);
        self.part.measures = vec![(measure, results)];
        self.part.activities = vec![activities];
        self.review_part();
        self.part.activities.clear();
        let reviewed = self.part.measures.pop();
        self.year
            .measures
            .extend(reviewed.map(|(measure, _)| (without_unused_texts(measure), Vec::new())));
    }

    /// Reviews another document, at its JSON pointer.
    pub fn document(&mut self, pointer: &str, content: &Content) {
        self.part.documents = vec![(pointer.to_owned(), content.clone())];
        self.review_part();
        let kept = self.part.documents.drain(..).filter(|(_, content)| is_kept(content));
        self.year.documents.extend(kept);
    }

    /// Reviews the year as a whole.
    pub fn finish(self) {
        review_with(Scope::Year, &self.year, self.report);
    }

    fn review_part(&mut self) {
        review_with(Scope::Part, &self.part, self.report);
        review_with(Scope::Results, &self.part, self.report);
    }
}

/// Whether a rule about the whole year looks at the document.
fn is_kept(content: &Content) -> bool {
    match content {
        Content::Report(_) | Content::ComplaintStatistics(_) => true,
        Content::Announcement(announcement) => announcement.survey.is_some(),
        Content::Measure(_) => false,
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
    // Only parts are searched for texts.
    let texts = if scope == Scope::Part {
        public_texts(year)
    } else {
        Vec::new()
    };
    for (rank, check) in CHECKS.iter().enumerate() {
        if check.scope == scope {
            match check.run {
                Run::Year(run) => run(year, &mut doubts),
                Run::Texts(run) => run(year, &texts, &mut doubts),
            }
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
        for ((measure, results), activities) in year.measures.into_iter().zip(year.activities) {
            review.measure(measure, results, activities);
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
