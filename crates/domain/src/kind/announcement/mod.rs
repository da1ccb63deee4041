//! An announcement (ประกาศ), e.g. of a survey, an intention or a policy.

mod content;
mod input;

use std::borrow::Cow;

use super::definition::{Facets, Kind, OrganizationRules, PublicText, TextForm};
use crate::violation::Checker;

pub use content::{Announcement, AnnouncementKind, Audience, Survey};
pub use input::{AnnouncementInput, SurveyInput};

impl Kind for Announcement {
    type Input = AnnouncementInput;
    type Rules<'a> = OrganizationRules<'a>;

    fn check(input: AnnouncementInput, rules: OrganizationRules<'_>, checker: &mut Checker) -> Option<Self> {
        input.check(rules, checker)
    }

    /// The subject: the titles of an organization's announcements are usually the same.
    fn title(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.subject)
    }

    fn facets(&self) -> Facets<'_> {
        let survey = self.survey.as_ref();
        Facets {
            is_internal: survey.is_some_and(|survey| survey.audience == Audience::Internal),
            category: Some(self.kind.as_str()),
            ..Facets::default()
        }
    }

    fn public_texts(&self) -> Vec<PublicText<'_>> {
        let Self {
            kind: _,
            title,
            subject,
            body,
            issued_on: _,
            signatory,
            survey,
        } = self;
        let mut texts = vec![
            PublicText::prose("/title", title),
            PublicText::prose("/subject", subject),
        ];
        let paragraphs = body.iter().enumerate();
        texts.extend(paragraphs.map(|(index, text)| PublicText::prose(format!("/body/{index}"), text)));
        texts.extend(signatory.public_texts("/signatory"));
        texts.extend(
            survey
                .as_ref()
                .map(|survey| PublicText::new("/survey/url", &survey.url, TextForm::Survey)),
        );
        texts
    }
}
