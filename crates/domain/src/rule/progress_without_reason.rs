//! Stated percentages that are not the computed ones, without a reason.

use crate::doubt::Doubt;
use crate::progress::{Answered, Progress, answered};
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "progress-without-reason",
    Warning,
    "ร้อยละความก้าวหน้าไม่ตรงกับกิจกรรมและไม่ได้ให้เหตุผล",
    "A stated progress differs from the computed one, and nobody says why",
    common_sense("ผู้อ่านเทียบร้อยละที่ระบุกับกิจกรรมที่บันทึกไว้ หากไม่ตรงกันย่อมถามเหตุผล"),
    Drafter,
    Due::REPORT,
);

/// Finds results whose percentage is not the one that follows from the plan and the activities until the end of their periods. A
/// measure without activities is left out: there, the results are all that is known.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let activities = year.measures_with_activities().map(|(_, _, activities)| activities);
    for ((index, measure, results), activities) in year.measures().zip(activities) {
        if activities.is_empty() {
            continue;
        }
        let progress = Progress::of(measure, year.fiscal_year, activities, results);
        for (place, result) in results.iter().enumerate() {
            let Some(stated) = result.progress_percent else {
                continue;
            };
            let until = result.period.last_day();
            let computed = match answered(result, measure) {
                Answered::Step(key) => progress.step(key).map(|step| step.computed_on(until)),
                Answered::Measure => Some(progress.computed_on(until)),
                Answered::Nothing => None,
            };
            let Some(computed) = computed.filter(|computed| *computed != stated) else {
                continue;
            };
            if result.progress_reason.is_some() {
                continue;
            }
            let pointer = format!("/measures/{index}/results/{place}/progress_percent");
            let thai = format!(
                "ระบุความก้าวหน้าร้อยละ {stated} แต่ตามแผนและกิจกรรมเป็นร้อยละ {computed} โปรดระบุเหตุผล (progress_reason)"
            );
            let english = format!(
                "progress is stated as {stated} percent, but is {computed} percent by the plan and the activities; say why (progress_reason)"
            );
            doubts.push(
                RULE.doubt(pointer, thai, english)
                    .suggesting(Some(computed.to_string())),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Cadence;
    use crate::result::{Answers, ResultStatus};
    use crate::review::samples::{activity, doubts, good_year, pointers};

    /// Two of four quarters are done until March; the result of the step lies in February to April.
    fn quarterly(percent: u8) -> ReviewedYear {
        let mut year = good_year();
        year.measures[0].0.steps[1].cadence = Some(Cadence::Quarterly);
        year.activities[0] = ["2565-11-03", "2566-01-20", "2566-02-20", "2566-08-01"]
            .map(|day| activity(day, "step-2"))
            .to_vec();
        year.measures[0].1[1].progress_percent = Some(percent);
        year
    }

    #[test]
    fn a_percentage_is_compared_with_the_activities_until_the_end_of_its_period() {
        assert_eq!(pointers(check, &quarterly(50)), [""; 0]);
        let found = doubts(check, &quarterly(75));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].pointer, "/measures/0/results/1/progress_percent");
        assert_eq!(found[0].suggestion.as_deref(), Some("50"));
        assert!(found[0].message_th.contains("ร้อยละ 75") && found[0].message_th.contains("ร้อยละ 50"));
    }

    #[test]
    fn a_reason_is_enough() {
        let mut year = quarterly(100);
        year.measures[0].1[1].progress_reason = Some("รวมไตรมาสที่ 3 และ 4 ไว้ในกิจกรรมเดียว".to_owned());
        assert_eq!(pointers(check, &year), [""; 0]);
    }

    #[test]
    fn a_measure_without_activities_is_not_doubted() {
        let mut year = quarterly(75);
        year.activities[0].clear();
        assert_eq!(pointers(check, &year), [""; 0]);
        year.activities.clear();
        assert_eq!(pointers(check, &year), [""; 0]);
    }

    #[test]
    fn a_result_that_names_no_step_speaks_of_the_measure() {
        let mut year = quarterly(50);
        let result = &mut year.measures[0].1[0];
        // The first step is done until November, and one of four quarters of the second: 62.5.
        result.status = Some(ResultStatus::Completed);
        let mut of_measure = result.clone();
        of_measure.answers = Answers::NotStated;
        of_measure.progress_percent = Some(62);
        year.measures[0].1.push(of_measure);
        assert_eq!(pointers(check, &year), [""; 0]);
        year.measures[0].1[2].progress_percent = Some(63);
        assert_eq!(pointers(check, &year), ["/measures/0/results/2/progress_percent"]);
        year.measures[0].1[2].answers = Answers::Unplanned;
        assert_eq!(pointers(check, &year), [""; 0]);
    }
}
