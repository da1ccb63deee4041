use actix_web::patch;
use actix_web::web::Data;
use prongsai_application::{App, document};
use prongsai_domain::announcement::{Announcement, AnnouncementInput, AnnouncementKind};
use prongsai_domain::id::DocumentId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::AnnouncementView;
use super::survey::PatchSurvey;
use crate::Answer;
use crate::document::edited;
use crate::extract::{Body, Change, IfMatch, PathValue, Replace};
use crate::kind::person::PatchPerson;

/// The changes of an announcement. An absent field does not change. `body` replaces all paragraphs.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatchAnnouncement {
    /// The kind of announcement.
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    kind: Replace<AnnouncementKind>,
    /// The heading; "ประกาศ" and the name of the organization if `null`.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 500)]
    title: Change<String>,
    /// เรื่อง: the subject.
    #[serde(default)]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 500)]
    subject: Replace<String>,
    /// All paragraphs, in order.
    #[serde(default)]
    #[schema(value_type = Vec<String>, required = false, min_items = 1, max_items = 60)]
    body: Replace<Vec<String>>,
    /// ประกาศ ณ วันที่: the date of the announcement, as an ISO 8601 date or a B.E. date in any written form.
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    issued_on: Replace<String>,
    /// ผู้ลงนาม: the signatory.
    #[serde(default)]
    #[schema(value_type = PatchPerson, required = false)]
    signatory: Replace<PatchPerson>,
    /// The survey; only an invitation has one.
    #[serde(default)]
    #[schema(value_type = Option<PatchSurvey>)]
    survey: Change<PatchSurvey>,
}

impl PatchAnnouncement {
    fn apply(self, announcement: &mut AnnouncementInput) {
        self.kind.apply(&mut announcement.kind);
        self.title.apply(&mut announcement.title);
        self.subject.apply(&mut announcement.subject);
        self.body.apply(&mut announcement.body);
        self.issued_on.apply(&mut announcement.issued_on);
        if let Replace::With(signatory) = self.signatory {
            signatory.apply(&mut announcement.signatory);
        }
        match self.survey {
            Change::Keep => {}
            Change::Clear => announcement.survey = None,
            Change::Set(survey) => survey.apply(&mut announcement.survey),
        }
    }
}

/// Changes an announcement that is a draft or was returned.
#[utoipa::path(tag = "announcements", params(IfMatch),
    request_body(content = PatchAnnouncement, content_type = "application/merge-patch+json",
        example = json!({ "signatory": { "position": "ปลัดเทศบาล ปฏิบัติหน้าที่นายกเทศมนตรี" } })),
    responses((status = 200, body = AnnouncementView, description = "The changed announcement")))]
#[patch("/{id}")]
pub(crate) async fn edit_announcement(
    app: Data<App>,
    Body { context, input }: Body<PatchAnnouncement>,
    PathValue(id): PathValue<DocumentId>,
    IfMatch(precondition): IfMatch,
) -> Answer {
    // Cloned, because the closure is called again when the transaction is repeated.
    let change = |announcement: &mut AnnouncementInput| input.clone().apply(announcement);
    let view = document::edit::<Announcement>(&app, &context, id, &precondition, change).await?;
    Ok(edited::<Announcement>(&view))
}
