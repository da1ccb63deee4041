use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use prongsai_application::{App, PublicationFilter, PublicationSummary, public};
use prongsai_domain::announcement::AnnouncementKind;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::{DocumentId, OrganizationId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::qr::{QrParams, QrPicture};
use crate::Answer;
use crate::extract::{Filters, IfNoneMatch, ListQuery, Page, Paging, PathValue};
use crate::present;
use crate::problem::Problem;
use crate::public::{PublicPersonView, PublicRow, list, mark};
use crate::rendition::RequestedForm;

/// The filters of the public list of announcements.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublicAnnouncementFilters {
    /// Only documents of this organization.
    #[param(value_type = Option<Uuid>)]
    organization_id: Option<OrganizationId>,
    /// Only documents of this fiscal year, a B.E. year.
    #[param(value_type = Option<u16>, minimum = 2500, maximum = 2700)]
    fiscal_year: Option<FiscalYear>,
    /// Only announcements of this kind.
    #[param(value_type = Option<String>, example = "survey_invitation", pattern = "^(survey_invitation|integrity_declaration|no_gift_policy|disclosure_measure|discretion_measure|general)$")]
    kind: Option<AnnouncementKind>,
    /// Only documents of organizations in this province.
    #[param(value_type = Option<String>, example = "47", pattern = "^[0-9]{2}$")]
    province_code: Option<ProvinceCode>,
}

/// A published announcement in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct PublicAnnouncementRowView {
    #[serde(flatten)]
    row: PublicRow,
    /// The subject.
    #[schema(example = "การประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2566")]
    subject: String,
    /// The kind of announcement.
    #[schema(example = "survey_invitation")]
    kind: Option<String>,
}

impl From<PublicationSummary> for PublicAnnouncementRowView {
    fn from(summary: PublicationSummary) -> Self {
        Self {
            row: PublicRow::from(&summary),
            subject: summary.title,
            kind: summary.category,
        }
    }
}

crate::public::published! {
    /// A published announcement.
    PublicAnnouncementView {
        /// The kind of announcement.
        #[schema(example = "survey_invitation")]
        kind: String,
        /// The heading.
        title: String,
        /// เรื่อง: the subject.
        #[schema(example = "การประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2566")]
        subject: String,
        /// The paragraphs, in order.
        body: Vec<String>,
        /// ประกาศ ณ วันที่: the date of the announcement.
        #[schema(format = Date)]
        issued_on: String,
        /// ผู้ลงนาม: the signatory.
        signatory: PublicPersonView,
        /// The survey; only an invitation has one.
        survey: Option<PublicSurveyView>,
    }
}

/// The survey of a published invitation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes stored bytes")]
pub(crate) struct PublicSurveyView {
    /// `EIT` or `IIT`.
    instrument: String,
    /// The people to survey.
    audience: String,
    /// The link; the QR code contains exactly this text.
    url: String,
    /// The first day.
    #[schema(format = Date)]
    opens_on: String,
    /// The last day, inclusive.
    #[schema(format = Date)]
    closes_on: String,
}

/// Lists published announcements, oldest first.
///
/// Invitations to an internal survey are included only if the organization chose to publish them.
#[utoipa::path(tag = "public", params(PublicAnnouncementFilters, Paging, IfNoneMatch),
    responses((status = 200, body = Page<PublicAnnouncementRowView>, description = "A page of announcements")))]
#[get("")]
pub(super) async fn list_public_announcements(
    app: Data<App>,
    ListQuery { filters, paging }: ListQuery<PublicAnnouncementFilters>,
    known: IfNoneMatch,
) -> Answer {
    let filter = PublicationFilter {
        organization_id: filters.organization_id,
        fiscal_year: filters.fiscal_year,
        indicator: None,
        province_code: filters.province_code,
        category: filters.kind.map(|kind| kind.as_str().to_owned()),
    };
    list(
        &app,
        DocumentKind::Announcement,
        &filter,
        &paging,
        &known,
        PublicAnnouncementRowView::from,
    )
    .await
}

/// Shows a published announcement as the bytes that were stored when it was published, or as a rendition if `Accept`
/// requests one.
#[utoipa::path(tag = "public", params(IfNoneMatch),
    responses((status = 200, description = "The announcement", content((PublicAnnouncementView = "application/json"),
        (String = "text/html"), (Vec<u8> = "application/pdf"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document")))))]
#[get("/{id}")]
pub(super) async fn get_public_announcement(
    app: Data<App>,
    PathValue(id): PathValue<DocumentId>,
    form: RequestedForm,
    known: IfNoneMatch,
) -> Answer {
    crate::public::document(&app, DocumentKind::Announcement, id, form, &known).await
}

/// Draws the QR code of a published invitation's survey link, as SVG.
#[utoipa::path(tag = "public", params(QrParams, IfNoneMatch),
    responses((status = 200, body = String, content_type = "image/svg+xml", description = "The QR code")))]
#[get("/{id}/qr.svg")]
pub(super) async fn get_public_qr_svg(
    app: Data<App>,
    PathValue(id): PathValue<DocumentId>,
    Filters(params): Filters<QrParams>,
    known: IfNoneMatch,
) -> Answer {
    qr(&app, id, QrPicture::Svg, params, &known).await
}

/// Draws the QR code of a published invitation's survey link, as PNG.
#[utoipa::path(tag = "public", params(QrParams, IfNoneMatch),
    responses((status = 200, body = Vec<u8>, content_type = "image/png", description = "The QR code")))]
#[get("/{id}/qr.png")]
pub(super) async fn get_public_qr_png(
    app: Data<App>,
    PathValue(id): PathValue<DocumentId>,
    Filters(params): Filters<QrParams>,
    known: IfNoneMatch,
) -> Answer {
    qr(&app, id, QrPicture::Png, params, &known).await
}

/// Answers with the QR code of a published invitation.
async fn qr(
    app: &App,
    id: DocumentId,
    picture: QrPicture,
    params: QrParams,
    known: &IfNoneMatch,
) -> Result<HttpResponse, Problem> {
    let (link, answer) = public::survey_link(app, id).await?;
    let mut response = present::cacheable(known, picture.draw(&link, params)?)?;
    mark(&mut response, answer.overrides());
    Ok(response)
}
