//! An announcement (ประกาศ), e.g. of a survey, an intention or a policy.

mod content;
mod input;

use std::borrow::Cow;

use super::definition::{Facets, Kind, OrganizationRules};
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

    fn texts(&self) -> Vec<(String, &str)> {
        let mut texts = vec![
            ("/title".to_owned(), self.title.as_str()),
            ("/subject".to_owned(), &self.subject),
        ];
        let paragraphs = self.body.iter().enumerate();
        texts.extend(paragraphs.map(|(index, text)| (format!("/body/{index}"), text.as_str())));
        texts.push(("/signatory/position".to_owned(), &self.signatory.position));
        texts
    }
}
