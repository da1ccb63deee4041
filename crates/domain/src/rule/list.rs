//! The list of the rules.

use super::definition::Rule;
use super::{
    activity_outside_fiscal_year, analysed_year_not_year_before, announcement_outside_fiscal_year, budget_not_stated,
    complaints_counted_twice, complaints_do_not_add_up, complaints_period, dead_link, document_not_approved,
    document_not_published, document_not_submitted, doubled_words, finding_without_measure, heading_without_content,
    internal_survey_invites_public, internal_survey_link_public, level_disagrees, level_of_another_year, links,
    local_code, lost_sara_am, measure_without_division, measure_without_finding, measure_without_results,
    measure_without_target, mixed_date_spelling, no_corruption_channel, no_scores, no_urgent_points_stated,
    organization_differs, output_repeats_title, plan_period_over, planned_step_without_result, preliminary_after_round,
    progress_without_reason, report_before_round_ends, report_without_evidence, report_without_results,
    result_outside_fiscal_year, result_without_evidence, results_before_assessment, results_in_one_month,
    same_announcement_text, same_guideline, same_steps, scores_disagree, scores_look_weighted,
    step_due_outside_fiscal_year, step_not_stated, survey_window_outside_fiscal_year, terminology, title_is_indicator,
    unbalanced_brackets, year_without_analysis, year_without_complaint_statistics, year_without_eit_announcement,
    year_without_iit_announcement, year_without_measures, year_without_report,
};
use crate::doctor::examined::Examined;
use crate::doctor::found::Found;
use crate::doubt::Doubt;
use crate::kind::PublicText;
use crate::review::year::ReviewedYear;

/// Adds the doubts of some rules about a year or a part of it.
pub(crate) type YearRun = fn(&ReviewedYear, &mut Vec<Doubt>);
/// Adds the doubts of some rules about the public texts of a part of a year.
pub(crate) type TextRun = fn(&ReviewedYear, &[PublicText<'_>], &mut Vec<Doubt>);

/// A search.
#[derive(Clone, Copy)]
pub(crate) enum Run {
    /// It looks at the year.
    Year(YearRun),
    /// It looks at the texts, which are collected once for all searches.
    Texts(TextRun),
}

/// How much of a year a check looks at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// One thing at a time: a document, the analysis, a text.
    Part,
    /// A measure with its results. Nobody approves results, so a decision on the measure alone does not look at them.
    Results,
    /// The whole year: the analysis, the reports, the measures without their results.
    Year,
}

/// A search for the doubts of some rules.
pub(crate) struct Check {
    /// How much of a year it looks at.
    pub(crate) scope: Scope,
    /// The search.
    pub(crate) run: Run,
    /// The rules whose doubts it finds.
    pub(super) rules: &'static [&'static Rule],
}

const fn part(run: YearRun, rules: &'static [&'static Rule]) -> Check {
    Check {
        scope: Scope::Part,
        run: Run::Year(run),
        rules,
    }
}

const fn texts(run: TextRun, rules: &'static [&'static Rule]) -> Check {
    Check {
        scope: Scope::Part,
        run: Run::Texts(run),
        rules,
    }
}

const fn results(run: YearRun, rules: &'static [&'static Rule]) -> Check {
    Check {
        scope: Scope::Results,
        run: Run::Year(run),
        rules,
    }
}

const fn year(run: YearRun, rules: &'static [&'static Rule]) -> Check {
    Check {
        scope: Scope::Year,
        run: Run::Year(run),
        rules,
    }
}

/// The rules that look at the states of documents alone, and read no text of a draft.
pub(super) static OF_PROGRESS: &[&Rule] = &[
    &year_without_analysis::RULE,
    &year_without_measures::RULE,
    &year_without_report::RULE,
    &year_without_eit_announcement::RULE,
    &year_without_iit_announcement::RULE,
    &year_without_complaint_statistics::RULE,
    &document_not_submitted::RULE,
    &document_not_approved::RULE,
    &document_not_published::RULE,
];

/// The checks that look at scores alone.
pub(crate) static OF_SCORES: &[YearRun] = &[
    scores_disagree::check,
    scores_look_weighted::check,
    level_disagrees::check,
    level_of_another_year::check,
];

/// The checks of a review. Doubts of the same severity are listed in this order.
pub(crate) static CHECKS: &[Check] = &[
    texts(
        internal_survey_link_public::check,
        &[&internal_survey_link_public::RULE],
    ),
    part(
        internal_survey_invites_public::check,
        &[&internal_survey_invites_public::RULE],
    ),
    year(report_without_results::check, &[&report_without_results::RULE]),
    year(report_without_evidence::check, &[&report_without_evidence::RULE]),
    year(report_before_round_ends::check, &[&report_before_round_ends::RULE]),
    year(preliminary_after_round::check, &[&preliminary_after_round::RULE]),
    part(
        survey_window_outside_fiscal_year::check,
        &[&survey_window_outside_fiscal_year::RULE],
    ),
    part(
        announcement_outside_fiscal_year::check,
        &[&announcement_outside_fiscal_year::RULE],
    ),
    year(finding_without_measure::check, &[&finding_without_measure::RULE]),
    year(measure_without_finding::check, &[&measure_without_finding::RULE]),
    year(
        analysed_year_not_year_before::check,
        &[&analysed_year_not_year_before::RULE],
    ),
    year(results_before_assessment::check, &[&results_before_assessment::RULE]),
    year(no_urgent_points_stated::check, &[&no_urgent_points_stated::RULE]),
    year(heading_without_content::check, &[&heading_without_content::RULE]),
    year(no_scores::check, &[&no_scores::RULE]),
    year(
        scores_disagree::check,
        &[
            &scores_disagree::TOTAL_NOT_WEIGHTED_SUM,
            &scores_disagree::SCORE_NOT_MEAN_OF_PARTS,
        ],
    ),
    year(scores_look_weighted::check, &[&scores_look_weighted::RULE]),
    year(level_disagrees::check, &[&level_disagrees::RULE]),
    year(level_of_another_year::check, &[&level_of_another_year::RULE]),
    year(same_guideline::check, &[&same_guideline::RULE]),
    year(same_steps::check, &[&same_steps::RULE]),
    year(same_announcement_text::check, &[&same_announcement_text::RULE]),
    results(
        planned_step_without_result::check,
        &[&planned_step_without_result::RULE],
    ),
    results(step_not_stated::check, &[&step_not_stated::RULE]),
    part(
        step_due_outside_fiscal_year::check,
        &[&step_due_outside_fiscal_year::RULE],
    ),
    year(results_in_one_month::check, &[&results_in_one_month::RULE]),
    results(result_outside_fiscal_year::check, &[&result_outside_fiscal_year::RULE]),
    results(
        activity_outside_fiscal_year::check,
        &[&activity_outside_fiscal_year::RULE],
    ),
    results(progress_without_reason::check, &[&progress_without_reason::RULE]),
    results(result_without_evidence::check, &[&result_without_evidence::RULE]),
    results(output_repeats_title::check, &[&output_repeats_title::RULE]),
    part(title_is_indicator::check, &[&title_is_indicator::RULE]),
    texts(
        links::check,
        &[
            &links::LINK_CUT_OFF,
            &links::TWO_LINKS_IN_ONE,
            &links::LOCAL_PATH,
            &links::LINK_WITHOUT_SCHEME,
            &links::LINK_TO_OTHER_HOST,
        ],
    ),
    texts(lost_sara_am::check, &[&lost_sara_am::RULE]),
    texts(terminology::check, &[&terminology::RULE]),
    texts(plan_period_over::check, &[&plan_period_over::RULE]),
    texts(doubled_words::check, &[&doubled_words::RULE]),
    texts(unbalanced_brackets::check, &[&unbalanced_brackets::RULE]),
    texts(mixed_date_spelling::check, &[&mixed_date_spelling::RULE]),
    part(complaints_do_not_add_up::check, &[&complaints_do_not_add_up::RULE]),
    part(
        complaints_period::check,
        &[&complaints_period::OF_NO_ROUND, &complaints_period::OUTSIDE_FISCAL_YEAR],
    ),
    year(complaints_counted_twice::check, &[&complaints_counted_twice::RULE]),
];

/// A search of the doctor for what a rule finds. It needs to know how far documents are, or would be noise in an import.
pub(crate) struct Examination {
    /// The search.
    pub(crate) run: fn(&Examined<'_>, &mut Vec<Found>),
    /// The rule.
    pub(crate) rule: &'static Rule,
}

/// The searches of the doctor. What they find is listed before doubts of the same severity, in this order.
pub(crate) static EXAMINATIONS: &[Examination] = &[
    Examination {
        run: year_without_analysis::examine,
        rule: &year_without_analysis::RULE,
    },
    Examination {
        run: year_without_measures::examine,
        rule: &year_without_measures::RULE,
    },
    Examination {
        run: year_without_report::examine,
        rule: &year_without_report::RULE,
    },
    Examination {
        run: year_without_eit_announcement::examine,
        rule: &year_without_eit_announcement::RULE,
    },
    Examination {
        run: year_without_iit_announcement::examine,
        rule: &year_without_iit_announcement::RULE,
    },
    Examination {
        run: year_without_complaint_statistics::examine,
        rule: &year_without_complaint_statistics::RULE,
    },
    Examination {
        run: document_not_submitted::examine,
        rule: &document_not_submitted::RULE,
    },
    Examination {
        run: document_not_approved::examine,
        rule: &document_not_approved::RULE,
    },
    Examination {
        run: document_not_published::examine,
        rule: &document_not_published::RULE,
    },
    Examination {
        run: no_corruption_channel::examine,
        rule: &no_corruption_channel::RULE,
    },
    Examination {
        run: dead_link::examine,
        rule: &dead_link::RULE,
    },
    Examination {
        run: measure_without_results::examine,
        rule: &measure_without_results::RULE,
    },
    Examination {
        run: measure_without_division::examine,
        rule: &measure_without_division::RULE,
    },
    Examination {
        run: measure_without_target::examine,
        rule: &measure_without_target::RULE,
    },
    Examination {
        run: budget_not_stated::examine,
        rule: &budget_not_stated::RULE,
    },
];

/// Rules about the organization of a bundle. The reader of bundles compares it with the stored one.
pub(super) static OF_ORGANIZATION: &[&Rule] = &[
    &local_code::OTHER_KIND,
    &local_code::OTHER_PROVINCE,
    &organization_differs::RULE,
];
