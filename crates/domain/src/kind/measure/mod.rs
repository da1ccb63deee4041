//! A measure (มาตรการ): what an organization plans to do about a finding. It states the steps, the responsible division
//! and the monitoring.

mod content;
mod input;

use std::borrow::Cow;

use super::definition::{Facets, Kind, PublicText};
use crate::violation::Checker;

pub use content::{Cadence, DivisionRef, Measure, Step, UNPLANNED};
pub(crate) use content::{FINDINGS_MAX, TEXT_MAX, TITLE_MAX};
pub use input::{MeasureInput, MeasureRules, StepInput};
pub(crate) use input::{check_indicator, check_round};

impl Kind for Measure {
    type Input = MeasureInput;
    type Rules<'a> = MeasureRules<'a>;

    fn check(input: MeasureInput, rules: MeasureRules<'_>, checker: &mut Checker) -> Option<Self> {
        input.check(rules, checker)
    }

    fn title(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.title)
    }

    fn facets(&self) -> Facets<'_> {
        Facets {
            indicators: &self.indicators,
            division_id: self.division.as_ref().map(|division| division.id),
            ..Facets::default()
        }
    }

    fn public_texts(&self) -> Vec<PublicText<'_>> {
        let Self {
            title,
            indicators: _,
            findings: _,
            guideline,
            steps,
            division,
            monitoring,
            reporting_round_months: _,
            budget_baht: _,
            target,
        } = self;
        let mut texts = vec![
            PublicText::prose("/title", title),
            PublicText::prose("/guideline", guideline),
        ];
        let steps = steps.iter().enumerate();
        texts.extend(steps.map(|(index, step)| PublicText::prose(format!("/steps/{index}"), &step.text)));
        let division = division.as_ref().map(|division| &division.name);
        let others = [
            // In a bundle, the name of the division is the field itself.
            ("/responsible_division", division),
            ("/monitoring", monitoring.as_ref()),
            ("/target", target.as_ref()),
        ];
        texts.extend(
            others
                .into_iter()
                .filter_map(|(place, text)| PublicText::optional(place, text)),
        );
        texts
    }
}
