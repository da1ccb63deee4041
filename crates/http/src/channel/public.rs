use actix_web::get;
use actix_web::web::Data;
use prongsai_application::{App, channel};
use prongsai_domain::id::OrganizationId;

use super::view::PublicChannelsView;
use crate::extract::{Filters, IfNoneMatch, NoFilters, PathValue};
use crate::{Answer, present};

/// Lists the channels of an organization: those for reports of corruption first, then those for complaints, then the others.
///
/// `contact` and `whistle_blowing` of the organization stand beside them.
#[utoipa::path(tag = "public", params(IfNoneMatch),
    responses((status = 200, body = PublicChannelsView, description = "The channels")))]
#[get("/{id}/channels")]
pub(crate) async fn list_public_channels(
    app: Data<App>,
    PathValue(id): PathValue<OrganizationId>,
    known: IfNoneMatch,
    _: Filters<NoFilters>,
) -> Answer {
    let channels = channel::list_public(&app, id).await?;
    present::cacheable(&known, present::plain(&PublicChannelsView::of(&channels)))
}
