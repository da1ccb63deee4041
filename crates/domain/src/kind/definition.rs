use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize};

use crate::calendar::FiscalYear;
use crate::catalogue::IndicatorCode;
use crate::id::DivisionId;
use crate::reference::FrozenReferences;
use crate::survey::SurveyToken;
use crate::violation::Checker;

/// The parts of the domain that differ by kind of document. The implementing type is the content of one edition.
pub trait Kind: Clone + Serialize + for<'de> Deserialize<'de> {
    /// The version of the stored form that is written now.
    const SCHEMA_VERSION: i16 = 1;
    /// Whether contents of this kind may have [`Self::references`].
    const HAS_REFERENCES: bool = false;

    /// The content as sent, not yet checked.
    type Input: From<Self>;
    /// The data that the check needs in addition to the input.
    type Rules<'a>;

    /// Checks all fields and collects the field errors. Pointers are those of the JSON that carries the content. The
    /// value counts only if there is no violation; see [`Checker::finish`].
    fn check(input: Self::Input, rules: Self::Rules<'_>, checker: &mut Checker) -> Option<Self>;

    /// Reads a stored body of a schema version. Returns `None` for an unknown version.
    ///
    /// # Errors
    /// The error of the deserializer if the body does not have the form of that version.
    fn read<'de, D: Deserializer<'de>>(schema_version: i16, body: D) -> Result<Option<Self>, D::Error> {
        if schema_version == 1 {
            Self::deserialize(body).map(Some)
        } else {
            Ok(None)
        }
    }

    /// Whether the value can be written in [`Self::SCHEMA_VERSION`].
    fn is_writable(&self) -> bool {
        true
    }

    /// The title in lists.
    fn title(&self) -> Cow<'_, str>;

    /// The values that other rules read, e.g. those by which lists are filtered.
    fn facets(&self) -> Facets<'_> {
        Facets::default()
    }

    /// The versions that the document refers to, fixed at submission.
    fn references(&self) -> Option<&FrozenReferences> {
        None
    }

    /// The content for a new edition or for further editing: without the references that were fixed at submission.
    #[must_use]
    fn thawed(self) -> Self {
        self
    }

    /// All texts that become public with the document. There is no default, and the implementations name every field, so
    /// that none is forgotten.
    fn public_texts(&self) -> Vec<PublicText<'_>>;

    /// All texts that a person wrote, except the names of people and addresses. Each has its JSON pointer within the
    /// document's entry in a bundle. The review looks for mistakes of wording in them.
    fn texts(&self) -> Vec<(String, &str)> {
        let texts = self.public_texts().into_iter();
        texts
            .filter(|text| text.form == TextForm::Prose)
            .map(|text| (text.pointer, text.text))
            .collect()
    }
}

/// A text that becomes public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicText<'a> {
    /// Its JSON pointer within the document's entry in a bundle.
    pub pointer: String,
    /// The text.
    pub text: &'a str,
    /// What it is.
    pub form: TextForm,
}

/// What a public text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextForm {
    /// Words that somebody wrote.
    Prose,
    /// The name of a person, or a word that is quoted, such as a published level.
    Name,
    /// One web address.
    Address,
    /// The link of a survey.
    Survey,
}

impl<'a> PublicText<'a> {
    /// Words that somebody wrote.
    pub fn prose(pointer: impl Into<String>, text: &'a str) -> Self {
        Self::new(pointer, text, TextForm::Prose)
    }

    /// Words that somebody may have written.
    pub fn optional(pointer: impl Into<String>, text: Option<&'a String>) -> Option<Self> {
        text.map(|text| Self::prose(pointer, text))
    }

    /// A text of this form.
    pub fn new(pointer: impl Into<String>, text: &'a str, form: TextForm) -> Self {
        Self {
            pointer: pointer.into(),
            text,
            form,
        }
    }
}

/// The data of the organization that a document's check may use.
#[derive(Clone, Copy, Debug)]
pub struct OrganizationRules<'a> {
    /// The organization's name.
    pub organization_name: &'a str,
    /// The organization's token in ITAS, if known.
    pub survey_token: Option<&'a SurveyToken>,
    /// Whether a survey link may have another token, as in a bundle: the token may have changed since the link was written.
    pub accepts_other_tokens: bool,
    /// The fiscal year of the document, for periods that do not state theirs; `None` if it was refused.
    pub fiscal_year: Option<FiscalYear>,
}

/// The values of a document that other rules read. Lists are filtered by all of them except `is_internal`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facets<'a> {
    /// The indicators of the document.
    pub indicators: &'a [IndicatorCode],
    /// The responsible division.
    pub division_id: Option<DivisionId>,
    /// Whether the document is for the organization's own staff. Then it is public only if the organization's setting
    /// says so.
    pub is_internal: bool,
    /// The category within the kind, e.g. that of an announcement.
    pub category: Option<&'static str>,
}
