//! The rules by which a year is doubted: one file a rule, with its test, and its page in `docs/rules`.
//!
//! A rule states what it rests on, who has to act and by when. [`all`] lists the rules. Some rules belong together because one
//! search finds all of them; they share a file.

mod definition;
mod list;
mod registry;

mod activity_outside_fiscal_year;
mod analysed_year_not_year_before;
mod announcement_outside_fiscal_year;
mod budget_not_stated;
mod complaints_counted_twice;
mod complaints_do_not_add_up;
mod complaints_period;
mod dead_link;
mod document_not_approved;
mod document_not_published;
mod document_not_submitted;
mod doubled_words;
mod empty_words;
mod finding_without_measure;
mod heading_without_content;
mod internal_survey_invites_public;
mod internal_survey_link_public;
mod level_disagrees;
mod level_of_another_year;
mod links;
mod local_code;
mod lost_sara_am;
mod measure_without_division;
mod measure_without_finding;
mod measure_without_results;
mod measure_without_target;
mod mixed_date_spelling;
mod no_corruption_channel;
mod no_scores;
mod no_urgent_points_stated;
mod organization_differs;
mod output_repeats_title;
mod plan_period_over;
mod planned_step_without_result;
mod preliminary_after_round;
mod progress_without_reason;
mod report_before_round_ends;
mod report_without_evidence;
mod report_without_results;
mod result_outside_fiscal_year;
mod result_without_evidence;
mod results_before_assessment;
mod results_in_one_month;
mod same_announcement_text;
mod same_guideline;
mod same_steps;
mod scores_disagree;
mod scores_look_weighted;
mod step_due_outside_fiscal_year;
mod step_not_stated;
mod survey_window_outside_fiscal_year;
mod terminology;
mod title_is_indicator;
mod unbalanced_brackets;
mod year_without_analysis;
mod year_without_complaint_statistics;
mod year_without_eit_announcement;
mod year_without_iit_announcement;
mod year_without_measures;
mod year_without_report;

pub use definition::{Basis, Due, DueFacts, Page, PageError, Responsible, Rule, RuleCode, Source};
pub(crate) use list::{CHECKS, EXAMINATIONS, OF_SCORES, Run, Scope};
#[cfg(test)]
pub(crate) use list::{TextRun, YearRun};
pub use local_code::local_code_doubts;
pub use organization_differs::organization_differs;
pub use registry::{all, find, is_of_progress, may_bind, nearest};
