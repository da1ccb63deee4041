use proptest::prelude::*;

use super::*;
use crate::activity::Serves;
use crate::calendar::BuddhistDate;
use crate::review::samples::{activity, day, measure, result};

const WHOLE_YEAR: BuddhistDate = BuddhistDate::MAX;

fn year() -> FiscalYear {
    FiscalYear::new(2566).unwrap()
}

/// A measure of two steps; the second has the cadence.
fn plan(cadence: Option<Cadence>) -> Measure {
    let mut plan = measure("การสื่อสาร", "i7", "ออกพบชุมชน", &["จัดทำแผ่นพับ", "ออกพบชุมชน"]);
    plan.steps[1].cadence = cadence;
    plan
}

fn progress(plan: &Measure, activities: &[Activity], results: &[ImplementationResult]) -> Progress {
    Progress::of(plan, year(), activities, results)
}

fn held(days: &[&str]) -> Vec<Activity> {
    days.iter().map(|day| activity(day, "step-2")).collect()
}

#[test]
fn the_cadence_says_how_often_the_work_is_expected() {
    for (cadence, expected) in [
        (Some(Cadence::Weekly), 52),
        (Some(Cadence::Monthly), 12),
        (Some(Cadence::Quarterly), 4),
        (Some(Cadence::HalfYearly), 2),
        (Some(Cadence::Yearly), 1),
        (None, 1),
    ] {
        let progress = progress(&plan(cadence), &[], &[]);
        assert_eq!(progress.steps[1].expected(), expected, "{cadence:?}");
        assert_eq!(progress.steps[1].computed_on(WHOLE_YEAR), 0);
    }
}

#[test]
fn months_without_activities_are_missing_once_they_are_over() {
    let days = held(&["2565-10-05", "2565-12-01", "2565-12-20", "2566-01-31/2566-02-02"]);
    let progress = progress(&plan(Some(Cadence::Monthly)), &days, &[]);
    let step = &progress.steps[1];
    let missing = |on: &str| -> Vec<String> { step.missing_on(day(on)).map(Period::iso).collect() };
    assert_eq!(missing("2565-11-30"), [""; 0]);
    assert_eq!(missing("2565-12-01"), ["2022-11"]);
    assert_eq!(missing("2566-03-01"), ["2022-11", "2023-02"]);
    assert_eq!((step.done_on(WHOLE_YEAR), step.computed_on(WHOLE_YEAR)), (3, 25));
    // Before an activity, its month is not done.
    assert_eq!(step.done_on(day("2565-10-04")), 0);
    assert_eq!(step.done_on(day("2565-10-05")), 1);
}

#[test]
fn an_activity_of_many_days_counts_once() {
    let progress = progress(&plan(Some(Cadence::Monthly)), &held(&["2565-10-01/2566-09-30"]), &[]);
    assert_eq!(progress.steps[1].done_on(WHOLE_YEAR), 1);
}

#[test]
fn activities_of_other_years_and_other_steps_do_not_count() {
    let mut days = held(&["2565-09-30", "2566-10-01", "2564-10-01/2565-09-30"]);
    days.extend([activity("2566-01-01", "step-9"), activity("2566-01-01", "step-2")]);
    days[4].serves = Serves::Unplanned;
    assert_eq!(
        progress(&plan(Some(Cadence::Monthly)), &days, &[]).computed_on(WHOLE_YEAR),
        0
    );
    // One that began in the year before and went on counts in October.
    let progress = progress(&plan(Some(Cadence::Monthly)), &held(&["2565-09-28/2565-10-02"]), &[]);
    assert_eq!(progress.steps[1].occurrences[0].done_on, Some(day("2565-10-01")));
}

#[test]
fn a_visit_on_the_same_weekday_is_weekly() {
    for weekday in 0..7 {
        let first = year().first_day().plus_days(weekday);
        let days = (0..52).map(|week| first.plus_days(7 * week).iso());
        let activities: Vec<Activity> = days.map(|day| activity(&day, "step-2")).collect();
        let progress = progress(&plan(Some(Cadence::Weekly)), &activities, &[]);
        assert_eq!(progress.steps[1].computed_on(WHOLE_YEAR), 100, "{weekday}");
    }
}

#[test]
fn a_step_without_cadence_is_done_by_an_activity_or_a_completed_result() {
    let plan = plan(None);
    assert_eq!(
        progress(&plan, &held(&["2566-01-05"]), &[]).steps[1].computed_on(WHOLE_YEAR),
        100
    );
    let mut one = result("2566-02", "step-2");
    assert_eq!(progress(&plan, &[], &[one.clone()]).steps[1].computed_on(WHOLE_YEAR), 0);
    one.status = Some(ResultStatus::Completed);
    let done = progress(&plan, &[], &[one.clone()]);
    assert_eq!(done.steps[1].occurrences[0].done_on, Some(day("2566-02-28")));
    assert_eq!(done.computed_on(WHOLE_YEAR), 50);
    // What recurs is shown by activities alone.
    let mut recurring = plan;
    recurring.steps[1].cadence = Some(Cadence::Yearly);
    assert_eq!(progress(&recurring, &[], &[one]).computed_on(WHOLE_YEAR), 0);
}

#[test]
fn percentages_are_rounded_down_once() {
    // Two thirds and one third are one half of two steps: rounding each down first would give 49.
    let share = [(2_u64, 3_u64), (1, 3)];
    assert_eq!(mean(share.into_iter()), 50);
    assert_eq!(mean([(51, 52), (12, 12)].into_iter()), 99);
    assert_eq!(mean(std::iter::empty::<(u64, u64)>()), 0);
    assert_eq!(mean([(0, 0)].into_iter()), 0);
}

#[test]
fn a_stated_percentage_counts_with_a_reason_and_the_latest_one_wins() {
    let plan = plan(Some(Cadence::Monthly));
    let stating = |period: &str, percent, reason: Option<&str>| {
        let mut one = result(period, "step-2");
        one.progress_percent = Some(percent);
        one.progress_reason = reason.map(str::to_owned);
        one
    };
    let of = |results: &[ImplementationResult]| progress(&plan, &held(&["2565-10-05"]), results);
    let without = of(&[stating("2566-03", 90, None)]);
    assert_eq!(
        (
            without.steps[1].percent_on(WHOLE_YEAR),
            without.steps[1].stated.as_ref()
        ),
        (8, None)
    );
    let late = stating("2566-06", 60, Some("งานเสร็จก่อนกำหนด"));
    let both = of(&[late.clone(), stating("2566-03", 90, Some("เหตุอื่น"))]);
    assert_eq!(both.steps[1].percent_on(WHOLE_YEAR), 60);
    assert_eq!(both.steps[1].computed_on(WHOLE_YEAR), 8);
    assert_eq!((both.percent_on(WHOLE_YEAR), both.computed_on(WHOLE_YEAR)), (30, 4));
    let same_day = of(&[late, stating("2566-06", 70, Some("แก้ไข"))]);
    assert_eq!(same_day.steps[1].percent_on(WHOLE_YEAR), 70);
}

#[test]
fn a_result_without_a_step_speaks_of_the_measure_or_of_its_only_step() {
    let mut one = result("2566-03", "step-1");
    one.answers = Answers::NotStated;
    (one.progress_percent, one.progress_reason) = (Some(80), Some("เหตุผล".to_owned()));
    let of_measure = progress(&plan(None), &[], &[one.clone()]);
    assert_eq!(
        (of_measure.percent_on(WHOLE_YEAR), of_measure.computed_on(WHOLE_YEAR)),
        (80, 0)
    );
    let mut short = plan(None);
    short.steps.truncate(1);
    let of_step = progress(&short, &[], &[one.clone()]);
    assert_eq!((of_step.stated.as_ref(), of_step.percent_on(WHOLE_YEAR)), (None, 80));
    one.answers = Answers::Unplanned;
    assert_eq!(progress(&plan(None), &[], &[one]).percent_on(WHOLE_YEAR), 0);
}

fn some_activities() -> impl Strategy<Value = Vec<Activity>> {
    let one = (0_u16..500, 0_u16..60, 1_u8..4).prop_map(|(begin, length, step)| {
        let first = year().first_day().plus_days(begin);
        let span = format!("{}/{}", first.iso(), first.plus_days(length).iso());
        let span = if length == 0 { first.iso() } else { span };
        activity(&span, &format!("step-{step}"))
    });
    prop::collection::vec(one, 0..80)
}

fn some_cadence() -> impl Strategy<Value = Option<Cadence>> {
    prop::option::of(prop::sample::select(Cadence::ALL.to_vec()))
}

proptest! {
    #[test]
    fn progress_only_rises_and_does_not_depend_on_the_order(
        mut activities in some_activities(),
        cadence in some_cadence(),
        (one_day, other_day) in (0_u16..400, 0_u16..400),
    ) {
        let plan = plan(cadence);
        let whole = progress(&plan, &activities, &[]);
        let days = [one_day.min(other_day), one_day.max(other_day)].map(|number| year().first_day().plus_days(number));
        prop_assert!(whole.computed_on(days[0]) <= whole.computed_on(days[1]));
        prop_assert!(whole.computed_on(days[1]) <= 100);
        prop_assert_eq!(whole.computed_on(WHOLE_YEAR), whole.percent_on(WHOLE_YEAR));
        for step in &whole.steps {
            let of_step = activities.iter().filter(|one| one.serves.step() == Some(&step.key)).count();
            prop_assert!(step.done_on(WHOLE_YEAR) <= step.expected().min(of_step));
            let missing = step.missing_on(WHOLE_YEAR).count();
            prop_assert_eq!(missing + step.done_on(WHOLE_YEAR), step.expected());
            prop_assert_eq!(step.computed_on(WHOLE_YEAR) == 100, missing == 0);
        }
        activities.reverse();
        prop_assert_eq!(&progress(&plan, &activities, &[]), &whole);
        activities.pop();
        prop_assert!(progress(&plan, &activities, &[]).computed_on(WHOLE_YEAR) <= whole.computed_on(WHOLE_YEAR));
    }
}
