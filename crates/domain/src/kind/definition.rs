use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize};

use crate::calendar::FiscalYear;
use crate::catalogue::IndicatorCode;
use crate::doubt::Doubt;
use crate::id::DivisionId;
use crate::reference::FrozenReferences;
use crate::survey::SurveyToken;
use crate::violation::Checker;

/// What is particular to a kind of document. The implementing type is the content of one edition.
pub trait Kind: Clone + Serialize + for<'de> Deserialize<'de> {
    /// The version of the stored form that is written today.
    const SCHEMA_VERSION: i16 = 1;

    /// The content as somebody wrote it, not yet checked.
    type Input: From<Self>;
    /// What the check needs to know in addition to the input.
    type Rules<'a>;

    /// Checks everything and collects what is wrong; pointers are those of the JSON that carries the content.
    fn check(input: Self::Input, rules: Self::Rules<'_>, checker: &mut Checker) -> Option<Self>;

    /// Reads a stored body of a schema version. Returns nothing for a version that is not known.
    ///
    /// # Errors
    /// The deserializer's error when the body is not of that version.
    fn read<'de, D: Deserializer<'de>>(schema_version: i16, body: D) -> Result<Option<Self>, D::Error> {
        if schema_version == 1 {
            Self::deserialize(body).map(Some)
        } else {
            Ok(None)
        }
    }

    /// Whether the value has a form in [`Self::SCHEMA_VERSION`].
    fn is_writable(&self) -> bool {
        true
    }

    /// What lists show as the title.
    fn title(&self) -> Cow<'_, str>;

    /// What lists are filtered by.
    fn facets(&self) -> Facets<'_> {
        Facets::default()
    }

    /// What the document named of its year at submission.
    fn references(&self) -> Option<&FrozenReferences> {
        None
    }

    /// The content as it is taken into a new edition or back into work: without what was named at submission.
    #[must_use]
    fn thawed(self) -> Self {
        self
    }

    /// Every text that a person wrote, with its JSON pointer within the content.
    fn texts(&self) -> Vec<(String, &str)> {
        Vec::new()
    }

    /// Adds what a careful reader would ask about the content alone. `place` is its JSON pointer.
    fn doubts(&self, _place: &str, _fiscal_year: FiscalYear, _doubts: &mut Vec<Doubt>) {}
}

/// What a document may take from its organisation when it is checked.
#[derive(Clone, Copy, Debug)]
pub struct OrganizationRules<'a> {
    /// The organisation's name.
    pub organization_name: &'a str,
    /// The organisation's token in ITAS, where it is known.
    pub survey_token: Option<&'a SurveyToken>,
}

/// What lists of documents are filtered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facets<'a> {
    /// The indicators that it is about.
    pub indicators: &'a [IndicatorCode],
    /// The responsible division.
    pub division_id: Option<DivisionId>,
    /// Whether it is for the organisation's own staff.
    pub is_internal: bool,
    /// What lists of one kind tell apart further, e.g. the kind of announcement.
    pub category: Option<&'static str>,
}
