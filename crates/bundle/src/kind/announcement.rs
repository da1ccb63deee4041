use prongsai_domain::announcement::{Announcement, AnnouncementInput, AnnouncementKind, Audience, Survey, SurveyInput};
use prongsai_domain::catalogue::InstrumentCode;
use prongsai_domain::kind::OrganizationRules;
use prongsai_domain::violation::Checker;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::person::{person_input, person_part};
use super::section::Section;
use crate::choice::{choose, choose_optional, non_empty};
use crate::wire::PersonPart;

/// An announcement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BundleAnnouncement)]
pub struct AnnouncementPart {
    /// The key, unique within the year.
    pub key: String,
    /// The revision of the announcement that was exported. An import with it refuses to overwrite a newer one; without it, the import
    /// does not compare.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = 3)]
    pub revision: Option<u64>,
    /// The kind of announcement, by its code name.
    #[schema(example = "survey_invitation")]
    pub kind: String,
    /// The heading with the issuing body; when absent, "ประกาศ" and the organization's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// เรื่อง (subject).
    pub subject: String,
    /// The paragraphs.
    pub body: Vec<String>,
    /// A date in any written form.
    #[schema(example = "2566-01-03")]
    pub issued_on: String,
    /// ผู้ลงนาม (signatory).
    pub signatory: PersonPart,
    /// The survey of an invitation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey: Option<SurveyPart>,
}

/// A perception survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BundleSurvey)]
pub struct SurveyPart {
    /// `EIT` or `IIT`.
    pub instrument: String,
    /// `external` or `internal`; when absent, it follows from the instrument.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// The link; when absent, it is built from the organization's token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// First day, in any written form.
    pub opens_on: String,
    /// Last day, in any written form.
    pub closes_on: String,
}

impl Section for Announcement {
    type Part = AnnouncementPart;

    const FIELD: &str = "announcements";

    fn key(part: &AnnouncementPart, _: usize) -> String {
        part.key.clone()
    }

    fn revision(part: &AnnouncementPart) -> Option<u64> {
        part.revision
    }

    fn check_part(part: &AnnouncementPart, rules: OrganizationRules<'_>, checker: &mut Checker) -> Option<Self> {
        check_announcement(part, rules, checker)
    }

    fn part(&self, key: String, revision: Option<u64>) -> AnnouncementPart {
        AnnouncementPart {
            key,
            revision,
            kind: self.kind.as_str().to_owned(),
            title: Some(self.title.clone()),
            subject: self.subject.clone(),
            body: self.body.clone(),
            issued_on: self.issued_on.buddhist_iso(),
            signatory: person_part(&self.signatory),
            survey: self.survey.as_ref().map(survey),
        }
    }
}

/// Checks an announcement at the current place.
fn check_announcement(
    part: &AnnouncementPart,
    rules: OrganizationRules<'_>,
    checker: &mut Checker,
) -> Option<Announcement> {
    let before = checker.count();
    let kind = checker.at("kind", |at| choose(&part.kind, at));
    // When the kind is unknown, it is guessed from the survey, so that the rules of the more likely kind apply.
    let likely = if part.survey.is_some() {
        AnnouncementKind::SurveyInvitation
    } else {
        AnnouncementKind::General
    };
    let survey = part
        .survey
        .as_ref()
        .map(|survey| checker.at("survey", |at| survey_input(survey, at)));
    let input = AnnouncementInput {
        kind: kind.unwrap_or(likely),
        title: non_empty(part.title.as_ref()),
        subject: part.subject.clone(),
        body: part.body.clone(),
        issued_on: part.issued_on.clone(),
        signatory: person_input(&part.signatory),
        survey,
    };
    let announcement = input.check(rules, checker);
    announcement.filter(|_| checker.count() == before)
}

fn survey_input(part: &SurveyPart, checker: &mut Checker) -> SurveyInput {
    let instrument = checker.at("instrument", |at| choose(&part.instrument, at));
    // A refused audience counts as absent here. Its violation refuses the announcement.
    let audience = choose_optional("audience", part.audience.as_ref(), checker).flatten();
    // When the instrument is unknown, it is guessed from the audience, so that the audience is not refused as well. The
    // announcement is refused in any case.
    let likely = match audience {
        Some(Audience::Internal) => InstrumentCode::Iit,
        _ => InstrumentCode::Eit,
    };
    SurveyInput {
        instrument: Some(instrument.unwrap_or(likely)),
        audience,
        url: non_empty(part.url.as_ref()),
        opens_on: part.opens_on.clone(),
        closes_on: part.closes_on.clone(),
    }
}

fn survey(survey: &Survey) -> SurveyPart {
    SurveyPart {
        instrument: survey.instrument.as_str().to_owned(),
        audience: Some(survey.audience.as_str().to_owned()),
        url: Some(survey.url.clone()),
        opens_on: survey.opens_on.buddhist_iso(),
        closes_on: survey.closes_on.buddhist_iso(),
    }
}
