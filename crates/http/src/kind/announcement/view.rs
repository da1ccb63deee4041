use prongsai_domain::announcement::Announcement;
use prongsai_domain::report::FrozenYear;
use serde::Serialize;
use utoipa::ToSchema;

use super::survey::SurveyView;
use crate::kind::person::PersonView;

/// The content of an announcement.
#[derive(Serialize, ToSchema)]
pub(crate) struct AnnouncementContent {
    /// The kind of announcement.
    #[schema(example = "survey_invitation")]
    kind: &'static str,
    /// The heading.
    #[schema(example = "ประกาศเทศบาลตำบลตัวอย่าง")]
    title: String,
    /// เรื่อง: the subject.
    #[schema(example = "การประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2566")]
    subject: String,
    /// The paragraphs, in order.
    body: Vec<String>,
    /// ประกาศ ณ วันที่: the date of the announcement.
    #[schema(format = Date, example = "2023-01-03")]
    issued_on: String,
    /// ผู้ลงนาม: the signatory.
    signatory: PersonView,
    /// The survey; only an invitation has one.
    survey: Option<SurveyView>,
}

impl AnnouncementContent {
    pub(super) fn new(announcement: &Announcement, _: Option<FrozenYear>) -> Self {
        Self {
            kind: announcement.kind.as_str(),
            title: announcement.title.clone(),
            subject: announcement.subject.clone(),
            body: announcement.body.clone(),
            issued_on: announcement.issued_on.iso(),
            signatory: PersonView::from(&announcement.signatory),
            survey: announcement.survey.as_ref().map(SurveyView::from),
        }
    }
}
