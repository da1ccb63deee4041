use prongsai_domain::announcement::{Audience, Survey, SurveyInput};
use prongsai_domain::catalogue::InstrumentCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::extract::{Change, Replace};

/// The survey of an invitation, as input.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SurveyBody {
    /// `EIT` or `IIT`.
    #[schema(value_type = String, example = "EIT", pattern = "^(EIT|IIT)$")]
    instrument: InstrumentCode,
    /// The people to survey; determined by the instrument if absent.
    #[schema(value_type = Option<String>, example = "external", pattern = "^(external|internal)$")]
    audience: Option<Audience>,
    /// The link; made from the organization's `survey_token` if absent.
    #[schema(example = "https://itas.nacc.go.th/go/eit/h9unqk")]
    url: Option<String>,
    /// The first day: an ISO 8601 date, or a B.E. date in any written form.
    #[schema(example = "2566-01-03")]
    opens_on: String,
    /// The last day, inclusive.
    #[schema(example = "30 มิถุนายน 2566")]
    closes_on: String,
}

/// The changes of the survey of an invitation. An absent field does not change.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatchSurvey {
    /// `EIT` or `IIT`.
    #[serde(default)]
    #[schema(value_type = String, required = false, pattern = "^(EIT|IIT)$")]
    instrument: Replace<InstrumentCode>,
    /// The people to survey; determined by the instrument if `null`.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^(external|internal)$")]
    audience: Change<Audience>,
    /// The link; made from the organization's `survey_token` if `null`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    url: Change<String>,
    /// The first day.
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    opens_on: Replace<String>,
    /// The last day, inclusive.
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    closes_on: Replace<String>,
}

/// The survey of an invitation.
#[derive(Serialize, ToSchema)]
pub(crate) struct SurveyView {
    /// `EIT` or `IIT`.
    #[schema(example = "EIT")]
    instrument: &'static str,
    /// The people to survey.
    #[schema(example = "external")]
    audience: &'static str,
    /// The link; the QR code contains exactly this text.
    #[schema(example = "https://itas.nacc.go.th/go/eit/h9unqk")]
    url: String,
    /// The first day.
    #[schema(format = Date, example = "2023-01-03")]
    opens_on: String,
    /// The last day, inclusive.
    #[schema(format = Date, example = "2023-06-30")]
    closes_on: String,
}

impl From<SurveyBody> for SurveyInput {
    fn from(body: SurveyBody) -> Self {
        Self {
            instrument: body.instrument,
            audience: body.audience,
            url: body.url,
            opens_on: body.opens_on,
            closes_on: body.closes_on,
        }
    }
}

impl PatchSurvey {
    /// Applies the patch to a survey. If there is none, the patch adds one only if it has the instrument and both days.
    /// Otherwise it has no effect: the check of the content then refuses an invitation without a survey, and accepts
    /// any other announcement.
    pub(super) fn apply(self, survey: &mut Option<SurveyInput>) {
        if survey.is_none()
            && let (Replace::With(instrument), Replace::With(opens_on), Replace::With(closes_on)) =
                (&self.instrument, &self.opens_on, &self.closes_on)
        {
            let (opens_on, closes_on) = (opens_on.clone(), closes_on.clone());
            *survey = Some(SurveyInput {
                instrument: *instrument,
                audience: None,
                url: None,
                opens_on,
                closes_on,
            });
        }
        if let Some(survey) = survey {
            self.instrument.apply(&mut survey.instrument);
            self.audience.apply(&mut survey.audience);
            self.url.apply(&mut survey.url);
            self.opens_on.apply(&mut survey.opens_on);
            self.closes_on.apply(&mut survey.closes_on);
        }
    }
}

impl From<&Survey> for SurveyView {
    fn from(survey: &Survey) -> Self {
        Self {
            instrument: survey.instrument.as_str(),
            audience: survey.audience.as_str(),
            url: survey.url.clone(),
            opens_on: survey.opens_on.iso(),
            closes_on: survey.closes_on.iso(),
        }
    }
}
