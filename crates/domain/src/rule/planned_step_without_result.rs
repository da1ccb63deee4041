//! Planned work with fewer results and activities than planned.

use std::collections::BTreeSet;

use crate::activity::Activity;
use crate::calendar::{Period, YearMonth};
use crate::doubt::Doubt;
use crate::measure::Step;
use crate::result::{Answers, ImplementationResult, ResultStatus};
use crate::review::promise::{Frequency, promise};
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "planned-step-without-result",
    Warning,
    "ผลการดำเนินการไม่ครบตามแผน",
    "Planned work has no result, or too few",
    guidance("ข้อรายงานผลการดำเนินการตามมาตรการ (OIT ปี 2566 ข้อ o43): แสดงผลการดำเนินการของมาตรการตามแผน"),
    Drafter,
    Due::REPORT,
);

/// Finds steps, and promises in the wording of guidelines and steps, that have fewer results than planned. An activity shows the
/// work of its days as a result shows that of its period.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let activities = year.measures_with_activities().map(|(_, _, activities)| activities);
    for ((index, measure, results), activities) in year.measures().zip(activities) {
        let results: Vec<&ImplementationResult> = results.iter().filter(|result| is_done(result)).collect();
        let activities: Vec<&Activity> = activities.iter().filter(|one| one.serves.step().is_some()).collect();
        let done = Done { results, activities };
        if let Some(promised) = promise(&measure.guideline) {
            let pointer = format!("/measures/{index}/guideline");
            doubts.extend(fewer_than(
                year,
                promised.frequency,
                &done.periods(),
                pointer,
                Some(promised.words),
            ));
        }
        for (place, step) in measure.steps.iter().enumerate() {
            let pointer = format!("/measures/{index}/steps/{place}");
            doubts.extend(step_without_result(year, step, &done, pointer));
        }
    }
}

/// The planned work that was done.
struct Done<'a> {
    results: Vec<&'a ImplementationResult>,
    activities: Vec<&'a Activity>,
}

impl Done<'_> {
    /// What was done for a step, or may have been.
    fn for_step(&self, step: &Step) -> Self {
        let results = self.results.iter().filter(|result| may_answer(&result.answers, step));
        let is_for_step = |one: &&&Activity| one.serves.step() == Some(&step.key);
        Self {
            results: results.copied().collect(),
            activities: self.activities.iter().filter(is_for_step).copied().collect(),
        }
    }

    /// When it was done.
    fn periods(&self) -> Vec<Period> {
        let results = self.results.iter().map(|result| result.period);
        results.chain(self.activities.iter().map(|one| one.held)).collect()
    }

    /// Whether a part of it names its step.
    fn states_steps(&self) -> bool {
        let of_results = self
            .results
            .iter()
            .any(|result| matches!(result.answers, Answers::Step(_)));
        of_results || !self.activities.is_empty()
    }
}

fn step_without_result(year: &ReviewedYear, step: &Step, done: &Done<'_>, pointer: String) -> Option<Doubt> {
    let possible = done.for_step(step);
    if let Some(cadence) = step.cadence {
        return fewer_than(year, Frequency::of(cadence), &possible.periods(), pointer, None);
    }
    if let Some(promised) = promise(&step.text) {
        let periods = possible.periods();
        return fewer_than(year, promised.frequency, &periods, pointer, Some(promised.words));
    }
    // Steps without a result are reported only if the organization states for its results which step they answer.
    let states_steps = done.states_steps();
    let is_due = step.due_on.map_or_else(|| year.is_over(), |day| year.is_past(day));
    let unanswered = !possible.states_steps();
    (states_steps && is_due && unanswered)
        .then(|| RULE.doubt(pointer, "ไม่มีผลการดำเนินการใดตอบขั้นตอนนี้", "no result answers this step"))
}

/// A doubt if there are fewer results than the frequency requires. `words` are those of the promise; `None` if the
/// frequency is the step's cadence.
fn fewer_than(
    year: &ReviewedYear,
    frequency: Frequency,
    periods: &[Period],
    pointer: String,
    words: Option<&str>,
) -> Option<Doubt> {
    let (expected, found) = expected_and_found(year, frequency, periods);
    let promised_th = words.map_or_else(
        || "ตามความถี่ของขั้นตอน".to_owned(),
        |words| format!("ตามข้อความ \"{words}\""),
    );
    let promised_en = words.map_or_else(|| "by the step's cadence".to_owned(), |words| format!("by \"{words}\""));
    (found < expected).then(|| {
        RULE.doubt(
            pointer,
            format!("{promised_th} ควรมีผลการดำเนินการ {expected} ครั้ง แต่พบ {found} ครั้ง"),
            format!("results {promised_en}: expected {expected}, found {found}"),
        )
    })
}

/// The number of results that a frequency requires until the day of the review, and the number that exist. Several
/// results in one month count as one.
fn expected_and_found(year: &ReviewedYear, frequency: Frequency, periods: &[Period]) -> (usize, usize) {
    let months: Vec<YearMonth> = year.fiscal_year.months().each_month().collect();
    let covered: BTreeSet<YearMonth> = months
        .iter()
        .copied()
        .filter(|month| periods.iter().any(|period| period.contains(*month)))
        .collect();
    match frequency {
        Frequency::EveryMonths(length) => {
            let spans = || months.chunks(length.max(1));
            let over = |span: &[YearMonth]| span.last().is_some_and(|month| year.is_past(month.last_day()));
            let shown = |span: &[YearMonth]| span.iter().any(|month| covered.contains(month));
            (
                spans().filter(|span| over(span)).count(),
                spans().filter(|span| shown(span)).count(),
            )
        }
        Frequency::TimesAYear(times) => {
            let over = months.iter().filter(|month| year.is_past(month.last_day())).count();
            (times * over / months.len().max(1), covered.len())
        }
    }
}

/// Whether the result counts as done work that was planned.
fn is_done(result: &ImplementationResult) -> bool {
    result.answers != Answers::Unplanned
        && !matches!(result.status, Some(ResultStatus::NotStarted | ResultStatus::Cancelled))
}

fn may_answer(answers: &Answers, step: &Step) -> bool {
    match answers {
        Answers::NotStated => true,
        Answers::Unplanned => false,
        Answers::Step(key) => *key == step.key,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activity::Serves;
    use crate::measure::Cadence;
    use crate::review::samples::{activity, day, doubts, good_year, pointers, result};

    fn monthly_village_contact() -> ReviewedYear {
        let mut year = good_year();
        year.measures[0].0.guideline = "ประสานงานกับหมู่บ้านเดือนละ 1 ครั้ง".to_owned();
        year.measures[0].1 = vec![result("2566-03", "step-1"), result("2566-03", "step-2")];
        year
    }

    #[test]
    fn a_promise_in_the_guideline_is_compared_with_the_results() {
        let found = doubts(check, &monthly_village_contact());
        assert_eq!(found[0].pointer, "/measures/0/guideline");
        assert!(
            found[0].message_en.contains("\"เดือนละ 1 ครั้ง\": expected 12, found 1"),
            "{found:?}"
        );
        assert!(found[0].message_th.contains("12 ครั้ง แต่พบ 1 ครั้ง"), "{found:?}");
    }

    #[test]
    fn a_long_period_keeps_a_monthly_promise() {
        let mut year = monthly_village_contact();
        year.measures[0].1.push(result("2565-10/2566-09", "step-1"));
        assert_eq!(pointers(check, &year), [""; 0]);
    }

    #[test]
    fn only_months_that_are_over_need_results() {
        let mut year = monthly_village_contact();
        year.frame.reviewed_on = Some(day("2565-12-15"));
        let found = doubts(check, &year);
        assert!(found[0].message_en.contains("expected 2, found 1"), "{found:?}");
        year.frame.reviewed_on = Some(day("2565-11-20"));
        assert_eq!(pointers(check, &year), [""; 0]);
    }

    #[test]
    fn a_cadence_counts_the_results_of_its_own_step() {
        let mut year = good_year();
        year.measures[0].0.steps[1].cadence = Some(Cadence::Quarterly);
        let found = doubts(check, &year);
        assert_eq!(found[0].pointer, "/measures/0/steps/1");
        assert!(found[0].message_en.contains("expected 4, found 2"), "{found:?}");
        year.measures[0].0.steps[1].cadence = Some(Cadence::Yearly);
        assert_eq!(pointers(check, &year), [""; 0]);
    }

    #[test]
    fn activities_show_the_work_of_their_steps() {
        let mut year = good_year();
        year.measures[0].0.steps[1].cadence = Some(Cadence::Quarterly);
        let two = ["2565-11-03", "2566-08-01"];
        year.activities[0] = two.map(|day| activity(day, "step-2")).to_vec();
        assert_eq!(pointers(check, &year), [""; 0]);
        year.activities[0] = two.map(|day| activity(day, "step-1")).to_vec();
        assert_eq!(pointers(check, &year), ["/measures/0/steps/1"]);
        let mut year = good_year();
        year.measures[0].1.pop();
        year.activities[0].push(activity("2566-03-12", "step-2"));
        assert_eq!(pointers(check, &year), [""; 0]);
        year.activities[0][0].serves = Serves::Unplanned;
        assert_eq!(pointers(check, &year), ["/measures/0/steps/1"]);
    }

    #[test]
    fn unplanned_and_cancelled_work_answers_nothing() {
        let mut year = good_year();
        year.measures[0].1[1].answers = Answers::Unplanned;
        assert_eq!(pointers(check, &year), ["/measures/0/steps/1"]);
        year.measures[0].1[1].answers = Answers::Step("step-2".to_owned());
        year.measures[0].1[1].status = Some(ResultStatus::Cancelled);
        assert_eq!(pointers(check, &year), ["/measures/0/steps/1"]);
        year.measures[0].0.steps[1].due_on = Some(day("2566-09-01"));
        year.frame.reviewed_on = Some(day("2566-08-01"));
        assert_eq!(pointers(check, &year), [""; 0]);
    }

    #[test]
    fn times_a_year_may_fall_in_any_month() {
        let mut year = good_year();
        year.measures[1].0.guideline = "อบรมปีละ 2 ครั้ง".to_owned();
        assert_eq!(pointers(check, &year), ["/measures/1/guideline"]);
        year.measures[1].1.push(result("2566-06", "step-1"));
        assert_eq!(pointers(check, &year), [""; 0]);
    }
}
