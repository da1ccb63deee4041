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
            instrument: Some(body.instrument),
            audience: body.audience,
            url: body.url,
            opens_on: body.opens_on,
            closes_on: body.closes_on,
        }
    }
}

impl PatchSurvey {
    /// Applies the patch to a survey. If there is none, the patch adds one. The check of the content then refuses what
    /// the new survey lacks, and a survey of an announcement that has none.
    pub(super) fn apply(self, survey: &mut Option<SurveyInput>) {
        let survey = survey.get_or_insert_default();
        self.instrument.map(Some).apply(&mut survey.instrument);
        self.audience.apply(&mut survey.audience);
        self.url.apply(&mut survey.url);
        self.opens_on.apply(&mut survey.opens_on);
        self.closes_on.apply(&mut survey.closes_on);
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_patch_without_a_survey_adds_one() {
        let patch: PatchSurvey = serde_json::from_value(json!({ "closes_on": "2566-06-30" })).unwrap();
        let mut survey = None;
        patch.apply(&mut survey);
        let added = survey.unwrap();
        assert_eq!((added.instrument, added.opens_on.as_str()), (None, ""));
        assert_eq!(added.closes_on, "2566-06-30");
    }
}
