//! JSON pointers as they are in the written form of a bundle.

use crate::kind::Bundle;
use crate::wire::{MeasurePart, StepPart};

impl Bundle {
    /// Converts a JSON pointer to the written form of this bundle. Checks and doubts always use lists; if the bundle
    /// has one report, one indicator or a step as plain text, the pointer becomes that of the written place.
    pub fn written_pointer(&self, pointer: &str) -> String {
        let segments: Vec<&str> = pointer.split('/').skip(1).collect();
        let measure = |index: &str| index.parse::<usize>().ok().and_then(|index| self.measures.get(index));
        match segments.as_slice() {
            ["reports", "0", rest @ ..] if self.report.is_some() => joined(&["report"], rest),
            ["measures", at, "indicators", "0"] if measure(at).is_some_and(MeasurePart::has_one_indicator) => {
                joined(&["measures", at, "indicator"], &[])
            }
            ["measures", at, "steps", step, "text"] if measure(at).is_some_and(|measure| measure.is_plain(step)) => {
                joined(&["measures", at, "steps", step], &[])
            }
            _ => pointer.to_owned(),
        }
    }
}

impl MeasurePart {
    /// Whether the field for one indicator is written, and the list is not.
    fn has_one_indicator(&self) -> bool {
        self.indicator.is_some() && self.indicators.is_empty()
    }

    /// Whether the step with this index is written as plain text.
    fn is_plain(&self, index: &str) -> bool {
        let step = index.parse::<usize>().ok().and_then(|index| self.steps.get(index));
        matches!(step, Some(StepPart::Plain(_)))
    }
}

fn joined(first: &[&str], rest: &[&str]) -> String {
    first
        .iter()
        .chain(rest)
        .fold(String::new(), |pointer, segment| pointer + "/" + segment)
}
