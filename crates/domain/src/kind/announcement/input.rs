use super::super::definition::OrganizationRules;
use super::content::{Announcement, AnnouncementKind, Audience, PARAGRAPHS_MAX, Survey};
use crate::catalogue::InstrumentCode;
use crate::measure::{TEXT_MAX, TITLE_MAX};
use crate::report::PersonInput;
use crate::survey;
use crate::violation::Checker;

/// An announcement as sent, not yet checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnouncementInput {
    /// See [`Announcement::kind`].
    pub kind: AnnouncementKind,
    /// See [`Announcement::title`]; when absent, "ประกาศ" and the organization's name.
    pub title: Option<String>,
    /// See [`Announcement::subject`].
    pub subject: String,
    /// See [`Announcement::body`].
    pub body: Vec<String>,
    /// A date in any written form.
    pub issued_on: String,
    /// See [`Announcement::signatory`].
    pub signatory: PersonInput,
    /// See [`Announcement::survey`].
    pub survey: Option<SurveyInput>,
}

/// A survey as sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SurveyInput {
    /// See [`Survey::instrument`]. It is required.
    pub instrument: Option<InstrumentCode>,
    /// See [`Survey::audience`]; when absent, it follows from the instrument.
    pub audience: Option<Audience>,
    /// See [`Survey::url`]; when absent, it is built from the organization's token.
    pub url: Option<String>,
    /// A date in any written form.
    pub opens_on: String,
    /// A date in any written form.
    pub closes_on: String,
}

impl AnnouncementInput {
    /// Checks all fields and collects the field errors.
    pub fn check(self, rules: OrganizationRules<'_>, checker: &mut Checker) -> Option<Announcement> {
        let title = match self.title {
            Some(title) => checker.line("title", &title, TITLE_MAX),
            None => Some(format!("ประกาศ{}", rules.organization_name)),
        };
        let subject = checker.line("subject", &self.subject, TITLE_MAX);
        let body = check_body(&self.body, checker);
        let issued_on = checker.date("issued_on", &self.issued_on);
        let signatory = checker.at("signatory", |at| self.signatory.check(at));
        let survey = match (self.kind, self.survey) {
            (AnnouncementKind::SurveyInvitation, Some(survey)) => {
                checker.at("survey", |at| survey.check(rules, at)).map(Some)
            }
            (AnnouncementKind::SurveyInvitation, None) => {
                checker.at("survey", |at| {
                    at.refuse(
                        "required",
                        "ประกาศเชิญตอบแบบวัดต้องระบุแบบวัด",
                        "an invitation names its survey",
                    );
                });
                None
            }
            (_, Some(_)) => {
                checker.at("survey", |at| {
                    at.refuse(
                        "only-for-survey-invitations",
                        "ระบุแบบวัดได้เฉพาะประกาศชนิด survey_invitation",
                        "only an announcement of kind survey_invitation carries a survey",
                    );
                });
                None
            }
            (_, None) => Some(None),
        };
        Some(Announcement {
            kind: self.kind,
            title: title?,
            subject: subject?,
            body: body?,
            issued_on: issued_on?,
            signatory: signatory?,
            survey: survey?,
        })
    }
}

impl From<Announcement> for AnnouncementInput {
    fn from(announcement: Announcement) -> Self {
        Self {
            kind: announcement.kind,
            title: Some(announcement.title),
            subject: announcement.subject,
            body: announcement.body,
            issued_on: announcement.issued_on.iso(),
            signatory: announcement.signatory.into(),
            survey: announcement.survey.map(SurveyInput::from),
        }
    }
}

impl From<Survey> for SurveyInput {
    fn from(survey: Survey) -> Self {
        Self {
            instrument: Some(survey.instrument),
            audience: Some(survey.audience),
            url: Some(survey.url),
            opens_on: survey.opens_on.iso(),
            closes_on: survey.closes_on.iso(),
        }
    }
}

fn check_body(raw: &[String], checker: &mut Checker) -> Option<Vec<String>> {
    if !checker.limit_length("body", raw.len(), PARAGRAPHS_MAX) {
        return None;
    }
    if raw.is_empty() {
        checker.at("body", |at| {
            at.refuse(
                "required",
                "ประกาศต้องมีเนื้อความอย่างน้อย 1 ย่อหน้า",
                "an announcement has at least one paragraph",
            );
        });
        return None;
    }
    checker.at("body", |at| {
        // Every paragraph is checked before the first refusal ends the collection.
        let checked: Vec<Option<String>> = raw
            .iter()
            .enumerate()
            .map(|(index, text)| at.lines(&index.to_string(), text, TEXT_MAX))
            .collect();
        checked.into_iter().collect()
    })
}

impl SurveyInput {
    fn check(self, rules: OrganizationRules<'_>, checker: &mut Checker) -> Option<Survey> {
        // Without an instrument that is a survey, neither the audience nor the link can be judged.
        let fitting = check_instrument(self.instrument, checker);
        let audience = fitting.and_then(|(_, fitting)| check_audience(fitting, self.audience, checker));
        let url = fitting.and_then(|(instrument, _)| check_url(instrument, self.url, rules, checker));
        let opens_on = checker.date("opens_on", &self.opens_on);
        let closes_on = checker.date("closes_on", &self.closes_on);
        if let (Some(opens_on), Some(closes_on)) = (opens_on, closes_on)
            && closes_on < opens_on
        {
            checker.at("closes_on", |at| {
                at.refuse(
                    "closes-before-it-opens",
                    format!("วันปิด ({}) มาก่อนวันเปิด ({})", closes_on.thai(), opens_on.thai()),
                    format!("it closes ({}) before it opens ({})", closes_on.iso(), opens_on.iso()),
                );
            });
            return None;
        }
        Some(Survey {
            instrument: fitting?.0,
            audience: audience?,
            url: url?,
            opens_on: opens_on?,
            closes_on: closes_on?,
        })
    }
}

/// The instrument and its audience.
fn check_instrument(stated: Option<InstrumentCode>, checker: &mut Checker) -> Option<(InstrumentCode, Audience)> {
    let Some(instrument) = stated else {
        checker.at("instrument", |at| {
            at.refuse("required", "ต้องระบุแบบวัด EIT หรือ IIT", "name the instrument: EIT or IIT");
        });
        return None;
    };
    let fitting = Audience::of(instrument);
    if fitting.is_none() {
        let error = survey::SurveyLinkError::NotASurvey;
        checker.at("instrument", |at| {
            at.refuse_with(
                error.code(),
                error.message_th(),
                error.to_string(),
                Some("EIT".to_owned()),
            );
        });
    }
    Some((instrument, fitting?))
}

fn check_audience(fitting: Audience, stated: Option<Audience>, checker: &mut Checker) -> Option<Audience> {
    if stated.is_some_and(|stated| stated != fitting) {
        checker.at("audience", |at| {
            at.refuse_with(
                "audience-of-other-instrument",
                "EIT ใช้กับบุคคลภายนอก IIT ใช้กับบุคลากรภายใน",
                "EIT asks external, IIT asks internal stakeholders",
                Some(fitting.as_str().to_owned()),
            );
        });
        return None;
    }
    Some(fitting)
}

fn check_url(
    instrument: InstrumentCode,
    stated: Option<String>,
    rules: OrganizationRules<'_>,
    checker: &mut Checker,
) -> Option<String> {
    let own = rules.survey_token;
    let derived = own.and_then(|token| survey::link(instrument, token).ok());
    let Some(stated) = stated else {
        if derived.is_none() {
            checker.at("url", |at| {
                at.refuse(
                    "required",
                    "ต้องระบุลิงก์ หรือบันทึกรหัสแบบวัด (survey_token) ของหน่วยงานก่อน",
                    "give the link, or set the organization's survey_token so that it can be derived",
                );
            });
        }
        return derived;
    };
    checker.at("url", |at| match survey::check_link(instrument, stated.trim()) {
        Err(error) => {
            at.refuse_with(error.code(), error.message_th(), error.to_string(), derived);
            None
        }
        Ok(found) if !rules.accepts_other_tokens && own.is_some_and(|token| *token != found) => {
            at.refuse_with(
                "survey-link-of-other-organization",
                "รหัสในลิงก์ไม่ตรงกับรหัสแบบวัดของหน่วยงาน",
                "the link carries another token than the organization's",
                derived,
            );
            None
        }
        Ok(_) => Some(stated.trim().to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: OrganizationRules<'static> = OrganizationRules {
        organization_name: "อบต.ตัวอย่าง",
        survey_token: None,
        accepts_other_tokens: false,
        fiscal_year: None,
    };

    fn refusals(survey: SurveyInput) -> Vec<(String, String)> {
        let mut checker = Checker::new();
        let checked = survey.check(RULES, &mut checker);
        let violations = checker.finish(checked).expect_err("the survey is refused");
        let places = violations.into_iter().map(|one| (one.pointer, one.code));
        places.collect()
    }

    fn survey(instrument: Option<InstrumentCode>) -> SurveyInput {
        SurveyInput {
            instrument,
            opens_on: "2566-01-03".to_owned(),
            closes_on: "2566-06-30".to_owned(),
            ..SurveyInput::default()
        }
    }

    #[test]
    fn an_instrument_that_is_no_survey_is_refused_once() {
        let refused = [("/instrument".to_owned(), "not-a-survey-instrument".to_owned())];
        assert_eq!(refusals(survey(Some(InstrumentCode::Oit))), refused);
        let url = Some("https://itas.nacc.go.th/go/eit/h9unqk".to_owned());
        let linked = SurveyInput {
            url,
            ..survey(Some(InstrumentCode::Oit))
        };
        assert_eq!(refusals(linked), refused);
    }

    #[test]
    fn what_a_survey_lacks_is_named() {
        let refused = [("/instrument".to_owned(), "required".to_owned())];
        assert_eq!(refusals(survey(None)), refused);
        let places: Vec<String> = refusals(SurveyInput::default())
            .into_iter()
            .map(|(place, _)| place)
            .collect();
        assert_eq!(places, ["/instrument", "/opens_on", "/closes_on"]);
    }
}
