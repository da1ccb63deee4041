use prongsai_domain::announcement::{
    Announcement, AnnouncementInput, AnnouncementKind, AnnouncementRules, Audience, SurveyInput,
};
use prongsai_domain::catalogue::InstrumentCode;
use prongsai_domain::report::{PersonInput, Report, ReportInput};
use prongsai_domain::survey::SurveyToken;
use prongsai_domain::violation::Checker;

use super::choice::{choose, choose_optional, given};
use crate::bundle::wire::{AnnouncementPart, PersonPart, ReportPart, SurveyPart};

/// What announcements may take from their office.
#[derive(Clone, Copy)]
pub(super) struct Office<'a> {
    pub(super) name: &'a str,
    pub(super) survey_token: Option<&'a SurveyToken>,
}

/// Checks an announcement at the present place.
pub(super) fn check_announcement(
    part: &AnnouncementPart,
    office: Office<'_>,
    checker: &mut Checker,
) -> Option<Announcement> {
    let before = checker.count();
    let kinds = AnnouncementKind::ALL.map(|kind| (kind.as_str(), kind));
    let kind = checker.at("kind", |at| choose(&part.kind, &kinds, at));
    // Where the kind is unknown, the survey decides which rules are least surprising.
    let likely = if part.survey.is_some() {
        AnnouncementKind::SurveyInvitation
    } else {
        AnnouncementKind::General
    };
    let survey = part
        .survey
        .as_ref()
        .map(|survey| checker.at("survey", |at| survey_input(survey, at)));
    let has_link = survey.as_ref().is_some_and(|survey| survey.url.is_some());
    let input = AnnouncementInput {
        kind: kind.unwrap_or(likely),
        title: given(part.title.as_ref()),
        subject: part.subject.clone(),
        body: part.body.clone(),
        issued_on: part.issued_on.clone(),
        signatory: person(&part.signatory),
        survey,
    };
    // A link that is written out was right when it was written, whatever token the office has now.
    let survey_token = office.survey_token.filter(|_| !has_link);
    let announcement = input.check(
        AnnouncementRules {
            organization_name: office.name,
            survey_token,
        },
        checker,
    );
    announcement.filter(|_| checker.count() == before)
}

fn survey_input(part: &SurveyPart, checker: &mut Checker) -> SurveyInput {
    let instruments = InstrumentCode::ALL.map(|code| (code.as_str(), code));
    let audiences = [Audience::External, Audience::Internal].map(|audience| (audience.as_str(), audience));
    let instrument = checker.at("instrument", |at| choose(&part.instrument, &instruments, at));
    let audience = choose_optional("audience", part.audience.as_ref(), &audiences, checker).flatten();
    let fitting = match audience {
        Some(Audience::Internal) => InstrumentCode::Iit,
        _ => InstrumentCode::Eit,
    };
    SurveyInput {
        // Whatever stands here when the instrument is unknown is thrown away with the announcement.
        instrument: instrument.unwrap_or(fitting),
        audience,
        url: given(part.url.as_ref()),
        opens_on: part.opens_on.clone(),
        closes_on: part.closes_on.clone(),
    }
}

/// Checks a report at the present place.
pub(super) fn check_report(part: &ReportPart, checker: &mut Checker) -> Option<Report> {
    let before = checker.count();
    let input = ReportInput {
        title: part.title.clone(),
        reporting_round_months: part.reporting_round_months,
        preface: part.preface.clone(),
        preparer: person(&part.preparer),
    };
    let report = input.check(checker);
    report.filter(|_| checker.count() == before)
}

fn person(part: &PersonPart) -> PersonInput {
    PersonInput {
        position: part.position.clone(),
        name: part.name.clone(),
    }
}
