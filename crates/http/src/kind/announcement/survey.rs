use prongsai_domain::announcement::{Audience, Survey, SurveyInput};
use prongsai_domain::catalogue::InstrumentCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::extract::{Change, Replace};

/// The survey of an invitation, as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SurveyBody {
    /// `EIT` or `IIT`.
    #[schema(value_type = String, example = "EIT", pattern = "^(EIT|IIT)$")]
    instrument: InstrumentCode,
    /// For whom; follows from the instrument when absent.
    #[schema(value_type = Option<String>, example = "external", pattern = "^(external|internal)$")]
    audience: Option<Audience>,
    /// The link; follows from the office's `survey_token` when absent.
    #[schema(example = "https://itas.nacc.go.th/go/eit/h9unqk")]
    url: Option<String>,
    /// First day: ISO 8601, or a B.E. date in any written form.
    #[schema(example = "2566-01-03")]
    opens_on: String,
    /// Last day, included.
    #[schema(example = "30 มิถุนายน 2566")]
    closes_on: String,
}

/// What is to change in the survey of an invitation.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatchSurvey {
    /// `EIT` or `IIT`.
    #[serde(default)]
    #[schema(value_type = String, required = false, pattern = "^(EIT|IIT)$")]
    instrument: Replace<InstrumentCode>,
    /// For whom; follows from the instrument when `null`.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^(external|internal)$")]
    audience: Change<Audience>,
    /// The link; follows from the office's `survey_token` when `null`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    url: Change<String>,
    /// First day.
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    opens_on: Replace<String>,
    /// Last day, included.
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
    /// For whom.
    #[schema(example = "external")]
    audience: &'static str,
    /// The link; exactly what the QR code says.
    #[schema(example = "https://itas.nacc.go.th/go/eit/h9unqk")]
    url: String,
    /// First day.
    #[schema(format = Date, example = "2023-01-03")]
    opens_on: String,
    /// Last day, included.
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
    /// The survey after the patch; where there was none, the patch has to name instrument and both days, or there
    /// still is none.
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
