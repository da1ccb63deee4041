use actix_web::get;
use actix_web::web::Data;
use prongsai_application::{App, DocumentFilter, DocumentSummary};
use prongsai_domain::announcement::AnnouncementKind;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::workflow::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::Answer;
use crate::document::{self, DocumentRow};
use crate::extract::{Authenticated, ListQuery, Page, Paging};

/// The filters of a list of announcements.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnnouncementFilters {
    /// Only documents of this organization.
    #[param(value_type = Option<Uuid>)]
    organization_id: Option<OrganizationId>,
    /// Only documents of this fiscal year, a B.E. year.
    #[param(value_type = Option<u16>, minimum = 2500, maximum = 2700)]
    fiscal_year: Option<FiscalYear>,
    /// Only documents of which the caller sees an edition in this state.
    #[param(value_type = Option<String>, pattern = "^(draft|returned|submitted|approved|published|superseded|withdrawn)$")]
    state: Option<State>,
    /// Only announcements of this kind.
    #[param(value_type = Option<String>, example = "survey_invitation", pattern = "^(survey_invitation|integrity_declaration|no_gift_policy|disclosure_measure|discretion_measure|general)$")]
    kind: Option<AnnouncementKind>,
    /// Only documents of organizations in this province.
    #[param(value_type = Option<String>, example = "47", pattern = "^[0-9]{2}$")]
    province_code: Option<ProvinceCode>,
}

impl From<AnnouncementFilters> for DocumentFilter {
    fn from(filters: AnnouncementFilters) -> Self {
        Self {
            organization_id: filters.organization_id,
            fiscal_year: filters.fiscal_year,
            state: filters.state,
            province_code: filters.province_code,
            category: filters.kind.map(|kind| kind.as_str().to_owned()),
            ..Self::default()
        }
    }
}

/// An announcement in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct AnnouncementRowView {
    #[serde(flatten)]
    row: DocumentRow,
    /// The subject.
    #[schema(example = "การประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2566")]
    subject: String,
    /// The kind of announcement.
    #[schema(example = "survey_invitation")]
    kind: Option<String>,
}

impl From<DocumentSummary> for AnnouncementRowView {
    fn from(summary: DocumentSummary) -> Self {
        Self {
            row: DocumentRow::from(&summary),
            subject: summary.title,
            kind: summary.category,
        }
    }
}

/// Lists the announcements that the caller may see, oldest first.
#[utoipa::path(tag = "announcements", params(AnnouncementFilters, Paging),
    responses((status = 200, body = Page<AnnouncementRowView>, description = "A page of announcements")))]
#[get("")]
pub(crate) async fn list_announcements(
    app: Data<App>,
    Authenticated(context): Authenticated,
    ListQuery { filters, paging }: ListQuery<AnnouncementFilters>,
) -> Answer {
    let kind = DocumentKind::Announcement;
    document::list::<AnnouncementRowView>(&app, &context, kind, &filters.into(), &paging).await
}
