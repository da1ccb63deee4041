//! JSON pointers as they are in the written form of a bundle.

use crate::wire::{MeasurePart, StepPart};

/// The forms that a bundle uses where it may choose one: a single report, one indicator, steps as plain texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    has_single_report: bool,
    measures: Vec<WrittenMeasure>,
}

/// The forms that a measure uses.
#[derive(Clone, Debug, PartialEq, Eq)]
struct WrittenMeasure {
    /// Whether the field for one indicator is written, and the list is not.
    has_one_indicator: bool,
    /// For each step, whether it is written as plain text.
    plain_steps: Vec<bool>,
}

impl Written {
    /// The forms of a bundle, whose measures are added as they are read. `has_single_report` says whether it has `report` and
    /// not `reports`.
    pub(crate) const fn of(has_single_report: bool) -> Self {
        Self {
            has_single_report,
            measures: Vec::new(),
        }
    }

    /// Adds the next measure.
    pub(crate) fn add_measure<R>(&mut self, part: &MeasurePart<R>) {
        self.measures.push(WrittenMeasure {
            has_one_indicator: part.one_indicator().is_some() && part.indicators.is_empty(),
            plain_steps: part
                .steps
                .iter()
                .map(|step| matches!(step, StepPart::Plain(_)))
                .collect(),
        });
    }

    /// Converts a JSON pointer to the written form of the bundle. Checks and doubts always use lists; if the bundle
    /// has one report, one indicator or a step as plain text, the pointer becomes that of the written place.
    pub fn pointer(&self, pointer: &str) -> String {
        let segments: Vec<&str> = pointer.split('/').skip(1).collect();
        let measure = |index: &str| index.parse::<usize>().ok().and_then(|index| self.measures.get(index));
        match segments.as_slice() {
            ["reports", "0", rest @ ..] if self.has_single_report => joined(&["report"], rest),
            ["measures", at, "indicators"] | ["measures", at, "indicators", "0"]
                if measure(at).is_some_and(|measure| measure.has_one_indicator) =>
            {
                joined(&["measures", at, "indicator"], &[])
            }
            ["measures", at, "steps", step, "text"] if measure(at).is_some_and(|measure| measure.is_plain(step)) => {
                joined(&["measures", at, "steps", step], &[])
            }
            _ => pointer.to_owned(),
        }
    }
}

impl WrittenMeasure {
    fn is_plain(&self, index: &str) -> bool {
        let step = index
            .parse::<usize>()
            .ok()
            .and_then(|index| self.plain_steps.get(index));
        step.copied().unwrap_or_default()
    }
}

fn joined(first: &[&str], rest: &[&str]) -> String {
    first
        .iter()
        .chain(rest)
        .fold(String::new(), |pointer, segment| pointer + "/" + segment)
}
