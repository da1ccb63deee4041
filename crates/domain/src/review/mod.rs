//! The review of an organization's year. It reports doubts: statements that a careful reader would question.
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
mod year;

#[cfg(test)]
mod samples;

use crate::doubt::Doubt;

pub use year::ReviewedYear;

/// Adds the doubts of one kind.
type Rule = fn(&ReviewedYear, &mut Vec<Doubt>);

/// Doubts of the same severity are reported in this order.
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
pub fn review(year: &ReviewedYear) -> Vec<Doubt> {
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
