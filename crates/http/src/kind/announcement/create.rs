use actix_web::post;
use actix_web::web::Data;
use prongsai_application::App;
use prongsai_application::document::{self, NewDocument};
use prongsai_domain::announcement::{Announcement, AnnouncementInput, AnnouncementKind};
use prongsai_domain::id::OrganizationId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::AnnouncementView;
use super::survey::SurveyBody;
use crate::Answer;
use crate::document::created;
use crate::extract::JsonPost;
use crate::kind::person::PersonBody;
use crate::present;

/// The input for a new announcement.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateAnnouncement {
    /// The organization that owns it.
    #[schema(value_type = Uuid)]
    organization_id: OrganizationId,
    /// The fiscal year, a B.E. year.
    #[schema(minimum = 2500, maximum = 2700)]
    fiscal_year: u16,
    /// The key that identifies it in bundles, unique within organization, year and kind of document; generated if
    /// absent.
    #[schema(pattern = "^[a-z0-9._-]{1,64}$")]
    key: Option<String>,
    /// The kind of announcement.
    #[schema(value_type = String, pattern =
        "^(survey_invitation|integrity_declaration|no_gift_policy|disclosure_measure|discretion_measure|general)$")]
    kind: AnnouncementKind,
    /// The heading; "ประกาศ" and the name of the organization if absent.
    #[schema(max_length = 500)]
    title: Option<String>,
    /// เรื่อง: the subject.
    #[schema(min_length = 1, max_length = 500)]
    subject: String,
    /// The paragraphs, in order.
    #[schema(min_items = 1, max_items = 60)]
    body: Vec<String>,
    /// ประกาศ ณ วันที่: the date of the announcement, as an ISO 8601 date or a B.E. date in any written form.
    issued_on: String,
    /// ผู้ลงนาม: the signatory.
    signatory: PersonBody,
    /// The survey; only an invitation has one.
    survey: Option<SurveyBody>,
}

impl From<CreateAnnouncement> for NewDocument<AnnouncementInput> {
    fn from(body: CreateAnnouncement) -> Self {
        Self {
            organization_id: body.organization_id,
            fiscal_year: body.fiscal_year,
            key: body.key,
            input: AnnouncementInput {
                kind: body.kind,
                title: body.title,
                subject: body.subject,
                body: body.body,
                issued_on: body.issued_on,
                signatory: body.signatory.into(),
                survey: body.survey.map(Into::into),
            },
        }
    }
}

/// Drafts an announcement.
#[utoipa::path(tag = "announcements",
    request_body(content = CreateAnnouncement, example = json!({
        "organization_id": "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70", "fiscal_year": 2566, "kind": "survey_invitation",
        "subject": "การประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2566",
        "body": ["ขอเชิญประชาชนผู้มาติดต่อราชการตอบแบบวัดการรับรู้ของผู้มีส่วนได้เสียภายนอก (EIT)"],
        "issued_on": "2566-01-03", "signatory": { "position": "นายกเทศมนตรี" },
        "survey": { "instrument": "EIT", "url": "https://itas.nacc.go.th/go/eit/h9unqk",
                    "opens_on": "2566-01-03", "closes_on": "2566-06-30" },
    })),
    responses((status = 201, body = AnnouncementView, description = "The draft")))]
#[post("")]
pub(crate) async fn create_announcement(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<CreateAnnouncement>,
) -> Answer {
    present::send(document::create::<Announcement, _>(&app, &context, input.into(), created::<Announcement>).await?)
}
