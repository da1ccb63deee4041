//! The progress (ความก้าวหน้า) of a measure and of its steps, computed from the plan, the activities and the results.
//!
//! A step that recurs is expected once in each week, month, quarter or half of the fiscal year, or once in the year. It is
//! done in those in which an activity for it began. An activity counts once, however many days it takes. A step that does not
//! recur is expected once; an activity or a completed result shows that it was done.
//!
//! A percentage that a result states replaces the computed one only if the result says why.

use crate::activity::Activity;
use crate::calendar::{BuddhistDate, FiscalYear, Period};
use crate::measure::{Cadence, Measure, Step};
use crate::result::{Answers, ImplementationResult, ResultStatus};

/// The progress of a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The progress of each step, in the order of the plan.
    pub steps: Vec<StepProgress>,
    /// The percentage that a result states for the measure as a whole, with its reason.
    pub stated: Option<StatedProgress>,
}

/// The progress of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepProgress {
    /// The key of the step.
    pub key: String,
    /// How often the step recurs.
    pub cadence: Option<Cadence>,
    /// When the work is expected, in order; at least one.
    pub occurrences: Vec<Occurrence>,
    /// The percentage that a result states for the step, with its reason.
    pub stated: Option<StatedProgress>,
}

/// A part of the year in which the work of a step is expected once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The part of the year.
    pub period: Period,
    /// The first day on which the work of this part was done; `None` if it was not done.
    pub done_on: Option<BuddhistDate>,
}

/// A percentage that replaces the computed one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedProgress {
    /// The percentage, 0 to 100.
    pub percent: u8,
    /// Why it is not the computed one.
    pub reason: String,
    /// The last day of the period of the result that states it.
    pub as_of: BuddhistDate,
}

/// What a result states the progress of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answered<'a> {
    /// The step with this key.
    Step(&'a str),
    /// The measure as a whole.
    Measure,
    /// Neither: the work was not planned.
    Nothing,
}

impl Progress {
    /// The progress of a measure of a fiscal year. Of several results that state a percentage with a reason for the same step,
    /// the one whose period ends last counts; of those that end on the same day, the last one.
    pub fn of<'a>(
        measure: &Measure,
        fiscal_year: FiscalYear,
        activities: impl IntoIterator<Item = &'a Activity>,
        results: impl IntoIterator<Item = &'a ImplementationResult>,
    ) -> Self {
        let steps = measure.steps.iter().map(|step| StepProgress::none(step, fiscal_year));
        let mut progress = Self {
            steps: steps.collect(),
            stated: None,
        };
        for activity in activities {
            if let Some(step) = activity.serves.step().and_then(|key| progress.step_mut(key)) {
                step.note_activity(activity.held, fiscal_year);
            }
        }
        for result in results {
            match answered(result, measure) {
                Answered::Step(key) => {
                    if let Some(step) = progress.step_mut(key) {
                        step.note_completion(result);
                        take_newer(&mut step.stated, result);
                    }
                }
                Answered::Measure => take_newer(&mut progress.stated, result),
                Answered::Nothing => {}
            }
        }
        progress
    }

    /// The progress of the step with this key.
    pub fn step(&self, key: &str) -> Option<&StepProgress> {
        self.steps.iter().find(|step| step.key == key)
    }

    fn step_mut(&mut self, key: &str) -> Option<&mut StepProgress> {
        self.steps.iter_mut().find(|step| step.key == key)
    }

    /// The mean of the computed percentages of the steps on a day, rounded down.
    pub fn computed_on(&self, day: BuddhistDate) -> u8 {
        mean(self.steps.iter().map(|step| step.share_on(day)))
    }

    /// The percentage of the measure on a day: the one that a result states with a reason, otherwise the mean of those of the
    /// steps, rounded down. What is stated later than the day counts too: it is the latest statement.
    pub fn percent_on(&self, day: BuddhistDate) -> u8 {
        match &self.stated {
            Some(stated) => stated.percent,
            None => mean(self.steps.iter().map(|step| match &step.stated {
                Some(stated) => (u64::from(stated.percent), 100),
                None => step.share_on(day),
            })),
        }
    }
}

impl StepProgress {
    /// The step before anything was done.
    fn none(step: &Step, fiscal_year: FiscalYear) -> Self {
        let periods = match step.cadence {
            Some(Cadence::Weekly) => fiscal_year.weeks(),
            Some(Cadence::Monthly) => fiscal_year.spans_of_months(1),
            Some(Cadence::Quarterly) => fiscal_year.spans_of_months(3),
            Some(Cadence::HalfYearly) => fiscal_year.spans_of_months(6),
            Some(Cadence::Yearly) | None => vec![fiscal_year.months()],
        };
        let occurrences = periods.into_iter().map(|period| Occurrence { period, done_on: None });
        Self {
            key: step.key.clone(),
            cadence: step.cadence,
            occurrences: occurrences.collect(),
            stated: None,
        }
    }

    /// How often the work is expected in the year, at least once.
    pub fn expected(&self) -> usize {
        self.occurrences.len()
    }

    /// How often it was done by the end of a day.
    pub fn done_on(&self, day: BuddhistDate) -> usize {
        let is_done = |occurrence: &&Occurrence| occurrence.is_done_on(day);
        self.occurrences.iter().filter(is_done).count()
    }

    /// The parts of the year that were over before a day, and in which the work was not done.
    pub fn missing_on(&self, day: BuddhistDate) -> impl Iterator<Item = Period> {
        let missing = self.occurrences.iter().filter(move |occurrence| {
            let is_over = occurrence.period.last_day() < day;
            is_over && !occurrence.is_done_on(day)
        });
        missing.map(|occurrence| occurrence.period)
    }

    /// The computed percentage on a day, rounded down.
    pub fn computed_on(&self, day: BuddhistDate) -> u8 {
        mean(std::iter::once(self.share_on(day)))
    }

    /// The percentage on a day: the one that a result states with a reason, otherwise the computed one.
    pub fn percent_on(&self, day: BuddhistDate) -> u8 {
        match &self.stated {
            Some(stated) => stated.percent,
            None => self.computed_on(day),
        }
    }

    /// How often the work was done, of how often.
    fn share_on(&self, day: BuddhistDate) -> (u64, u64) {
        (count(self.done_on(day)), count(self.expected()))
    }

    /// Notes an activity in the part of the year in which it began. One that began before the year counts in its first part.
    fn note_activity(&mut self, held: Period, fiscal_year: FiscalYear) {
        let first = held.first_day().max(fiscal_year.first_day());
        if first > held.last_day() {
            return;
        }
        let before = |occurrence: &Occurrence| occurrence.period.last_day() < first;
        let place = self.occurrences.partition_point(before);
        if let Some(occurrence) = self.occurrences.get_mut(place) {
            occurrence.note(first);
        }
    }

    /// Notes a completed result of a step that does not recur.
    fn note_completion(&mut self, result: &ImplementationResult) {
        if self.cadence.is_none() && result.status == Some(ResultStatus::Completed) {
            for occurrence in &mut self.occurrences {
                occurrence.note(result.period.last_day());
            }
        }
    }
}

impl Occurrence {
    /// Whether the work was done by the end of a day.
    pub fn is_done_on(&self, day: BuddhistDate) -> bool {
        self.done_on.is_some_and(|done| done <= day)
    }

    fn note(&mut self, day: BuddhistDate) {
        self.done_on = Some(self.done_on.map_or(day, |known| known.min(day)));
    }
}

/// What a result states the progress of. In a measure of one step a result need not name the step.
pub(crate) fn answered<'a>(result: &'a ImplementationResult, measure: &'a Measure) -> Answered<'a> {
    match (&result.answers, measure.steps.as_slice()) {
        (Answers::Step(key), _) => Answered::Step(key),
        (Answers::NotStated, [step]) => Answered::Step(&step.key),
        (Answers::NotStated, _) => Answered::Measure,
        (Answers::Unplanned, _) => Answered::Nothing,
    }
}

/// Replaces a statement by that of a result, if the result has one and its period does not end earlier.
fn take_newer(stated: &mut Option<StatedProgress>, result: &ImplementationResult) {
    let (Some(percent), Some(reason)) = (result.progress_percent, &result.progress_reason) else {
        return;
    };
    let as_of = result.period.last_day();
    if stated.as_ref().is_none_or(|known| known.as_of <= as_of) {
        *stated = Some(StatedProgress {
            percent,
            reason: reason.clone(),
            as_of,
        });
    }
}

/// The mean of shares in percent, rounded down once; 0 of none.
fn mean(shares: impl Iterator<Item = (u64, u64)> + Clone) -> u8 {
    let common = shares.clone().fold(1, |common, (_, of)| lcm(common, of.max(1)));
    let (sum, number) = shares.fold((0, 0), |(sum, number), (part, of)| {
        (sum + part * (common / of.max(1)), number + 1)
    });
    let percent = (100 * sum).checked_div(common * number).unwrap_or_default();
    u8::try_from(percent).unwrap_or(100)
}

fn lcm(one: u64, other: u64) -> u64 {
    let (mut divisor, mut rest) = (one, other);
    while rest > 0 {
        (divisor, rest) = (rest, divisor % rest);
    }
    one / divisor.max(1) * other
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests;
