use actix_web::web::Data;
use actix_web::{HttpRequest, get};
use jiff::Timestamp;
use prongsai_application::audit::SecurityFilter;
use prongsai_application::{App, audit};
use prongsai_domain::id::{OrganizationId, UserId};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::event_view::SecurityEventView;
use super::lines::answer;
use crate::Answer;
use crate::extract::{Authenticated, ListQuery, Page, Paging, ShortText};

/// The filters of the security events.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct SecurityFilters {
    /// Only events of this organization: about what belongs to it or, if no organization of the subject is known, of
    /// its members.
    #[param(value_type = Option<Uuid>)]
    organization_id: Option<OrganizationId>,
    /// Only events of this person.
    #[param(value_type = Option<Uuid>)]
    person_id: Option<UserId>,
    /// Only events of this kind.
    #[param(value_type = Option<String>, max_length = 60, example = "login-failed")]
    kind: Option<ShortText<60>>,
    /// Only events of this request.
    request_id: Option<Uuid>,
    /// Only events from this moment on.
    #[param(value_type = Option<String>, format = DateTime, example = "2026-11-01T00:00:00Z")]
    from: Option<Timestamp>,
    /// Only events before this moment.
    #[param(value_type = Option<String>, format = DateTime, example = "2026-12-01T00:00:00Z")]
    before: Option<Timestamp>,
    /// Only settled events, as for the audit trail.
    #[serde(default)]
    #[param(value_type = Option<bool>)]
    settled: bool,
}

/// Lists sign-ins, refusals, exports and downloads of drafts, oldest first.
///
/// Who may read an organization's audit trail reads its events. They are kept for a stated time, at least 90 days. With
/// `Accept: application/x-ndjson` each event is a line, and the link to the next page is in `Link` only.
#[utoipa::path(tag = "audit", params(SecurityFilters, Paging),
    responses((status = 200, description = "A page of events",
        content((Page<SecurityEventView> = "application/json"), (String = "application/x-ndjson")))))]
#[get("/security-events")]
pub(super) async fn list_security_events(
    app: Data<App>,
    Authenticated(context): Authenticated,
    request: HttpRequest,
    ListQuery { filters, paging }: ListQuery<SecurityFilters>,
) -> Answer {
    let paging = paging.followed(filters.settled);
    let filter = SecurityFilter {
        organization_id: filters.organization_id,
        person_id: filters.person_id,
        kind: filters.kind.map(|kind| kind.0),
        request_id: filters.request_id,
        from: filters.from,
        before: filters.before,
        settled: filters.settled,
        ..SecurityFilter::default()
    };
    let found = audit::security_events(&app, &context, filter, paging.after()?, paging.fetch_limit()).await?;
    let events: Vec<SecurityEventView> = found.into_iter().map(SecurityEventView::of).collect::<Result<_, _>>()?;
    answer(&app, &context, &request, &paging, events, SecurityEventView::number).await
}
