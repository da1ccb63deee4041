use actix_web::web::Data;
use actix_web::{HttpRequest, get};
use prongsai_application::audit::AuditFilter;
use prongsai_application::{App, audit};
use prongsai_domain::id::{OrganizationId, UserId};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::lines::answer;
use super::names::ActionName;
use super::view::AuditEntryView;
use crate::Answer;
use crate::extract::{Authenticated, ListQuery, Moment, Page, Paging};

/// The filters of the audit trail.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct AuditFilters {
    /// Only entries of this organization.
    #[param(value_type = Option<Uuid>)]
    organization_id: Option<OrganizationId>,
    /// Only acts of this person.
    #[param(value_type = Option<Uuid>)]
    actor_id: Option<UserId>,
    /// Only entries about this document, analysis, person, organization or division.
    subject_id: Option<Uuid>,
    /// Only entries of this action.
    #[param(inline, example = "measure.approve")]
    action: Option<ActionName>,
    /// Only entries of this request.
    request_id: Option<Uuid>,
    /// Only entries from this moment on: a timestamp (RFC 3339), or a day, which stands for its beginning in Thailand. The
    /// year is a C.E. year. In a query, write the `+` of an offset as `%2B`.
    #[param(value_type = Option<String>, example = "2026-11-01")]
    from: Option<Moment>,
    /// Only entries before this moment, in the same forms.
    #[param(value_type = Option<String>, example = "2026-12-01T00:00:00Z")]
    before: Option<Moment>,
    /// Only settled entries, in an order in which no entry appears before one that was read: for programs that follow the
    /// trail. An entry is settled when every change that began before it has ended. Every page then has a cursor, also the
    /// last one, from which the program goes on later.
    #[serde(default)]
    #[param(value_type = Option<bool>)]
    settled: bool,
}

/// Lists the entries of the audit trail that the caller may read, oldest first.
///
/// Auditors and administrators of an organization read its entries, platform administrators all. Names, posts and roles
/// are those of the moment of the entry. With `Accept: application/x-ndjson` each entry is a line, and the link to the
/// next page is in `Link` only.
#[utoipa::path(tag = "audit", params(AuditFilters, Paging),
    responses((status = 200, description = "A page of entries",
        content((Page<AuditEntryView> = "application/json"), (String = "application/x-ndjson")))))]
#[get("/audit")]
pub(super) async fn list_audit_entries(
    app: Data<App>,
    Authenticated(context): Authenticated,
    request: HttpRequest,
    ListQuery { filters, paging }: ListQuery<AuditFilters>,
) -> Answer {
    let paging = paging.followed(filters.settled);
    let filter = AuditFilter {
        organization_id: filters.organization_id,
        actor_id: filters.actor_id,
        subject_id: filters.subject_id,
        action: filters.action.map(|action| action.0),
        request_id: filters.request_id,
        from: filters.from.map(|moment| moment.0),
        before: filters.before.map(|moment| moment.0),
        settled: filters.settled,
        // The use case sets what the caller may read.
        ..AuditFilter::default()
    };
    let found = audit::list(&app, &context, filter, paging.after()?, paging.fetch_limit()).await?;
    let entries: Vec<AuditEntryView> = found.into_iter().map(AuditEntryView::of).collect::<Result<_, _>>()?;
    answer(&app, &context, &request, &paging, entries, AuditEntryView::number).await
}
