//! A report (รายงานผลการดำเนินการตามมาตรการ): what an organization did for its measures in a reporting round.

mod content;
mod frozen;
mod version_1;

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};

use super::definition::{Kind, OrganizationRules, PublicText};
use crate::violation::Checker;

pub use crate::reference::{FrozenReferences, MeasureReference, VersionReference};
pub use content::{PRELIMINARY_MARK, Person, PersonInput, Report, ReportInput};
pub use frozen::{Frozen, FrozenActivity, FrozenMeasure, FrozenResult, FrozenYear};
use version_1::ReportVersion1;

/// Schema version 1 carries copies of the parts that the report shows: measures, results and analysis of their schema
/// version 1. Schema version 2 carries references; schema version 3 refers to activities too.
impl Kind for Report {
    const SCHEMA_VERSION: i16 = 3;
    const HAS_REFERENCES: bool = true;

    type Input = ReportInput;
    type Rules<'a> = OrganizationRules<'a>;

    fn check(input: ReportInput, _: OrganizationRules<'_>, checker: &mut Checker) -> Option<Self> {
        input.check(checker)
    }

    fn read<'de, D: Deserializer<'de>>(schema_version: i16, body: D) -> Result<Option<Self>, D::Error> {
        match schema_version {
            1 => ReportVersion1::deserialize(body).map(|old| Some(old.into())),
            // Version 2 refers to no activities. Otherwise it has the same form.
            2 | 3 => Self::deserialize(body).map(Some),
            _ => Ok(None),
        }
    }

    fn is_writable(&self) -> bool {
        !matches!(self.frozen.as_deref(), Some(Frozen::Copies(_)))
    }

    fn title(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.title)
    }

    fn references(&self) -> Option<&FrozenReferences> {
        self.frozen.as_deref()?.references()
    }

    fn thawed(self) -> Self {
        Self { frozen: None, ..self }
    }

    fn public_texts(&self) -> Vec<PublicText<'_>> {
        let Self {
            title,
            reporting_round_months: _,
            preliminary: _,
            preface,
            preparer,
            // These parts are reviewed where they were written.
            frozen: _,
        } = self;
        let mut texts = vec![PublicText::prose("/title", title)];
        texts.extend(PublicText::optional("/preface", preface.as_ref()));
        texts.extend(preparer.public_texts("/preparer"));
        texts
    }
}
