use actix_web::web::Data;
use actix_web::{HttpRequest, get};
use prongsai_application::audit::SecurityFilter;
use prongsai_application::{App, audit};
use prongsai_domain::id::{OrganizationId, UserId};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::event_view::SecurityEventView;
use super::lines::answer;
use super::names::EventKindName;
use crate::Answer;
use crate::extract::{Authenticated, ListQuery, Moment, Page, Paging};

/// The filters of the security events.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct SecurityFilters {
    /// Only events that belong to this organization, as `organization_ids` tells.
    #[param(value_type = Option<Uuid>)]
    organization_id: Option<OrganizationId>,
    /// Only events of this person.
    #[param(value_type = Option<Uuid>)]
    person_id: Option<UserId>,
    /// Only events of this kind.
    #[param(inline, example = "login-failed")]
    kind: Option<EventKindName>,
    /// Only events of this request.
    request_id: Option<Uuid>,
    /// Only events from this moment on: a timestamp (RFC 3339), or a day, which stands for its beginning in Thailand. The
    /// year is a C.E. year. In a query, write the `+` of an offset as `%2B`.
    #[param(value_type = Option<String>, example = "2026-11-01")]
    from: Option<Moment>,
    /// Only events before this moment, in the same forms.
    #[param(value_type = Option<String>, example = "2026-12-01T00:00:00Z")]
    before: Option<Moment>,
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
        from: filters.from.map(|moment| moment.0),
        before: filters.before.map(|moment| moment.0),
        settled: filters.settled,
        // The use case sets what the caller may read.
        ..SecurityFilter::default()
    };
    let found = audit::security_events(&app, &context, filter, paging.after()?, paging.fetch_limit()).await?;
    let events: Vec<SecurityEventView> = found.into_iter().map(SecurityEventView::of).collect::<Result<_, _>>()?;
    answer(&app, &context, &request, &paging, events, SecurityEventView::number).await
}
