use actix_web::get;
use actix_web::web::Data;
use prongsai_application::link::LinkQuery;
use prongsai_application::{App, link};
use prongsai_domain::id::OrganizationId;
use prongsai_domain::link_check::LinkState;
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::LinkView;
use crate::Answer;
use crate::extract::{Authenticated, ListQuery, Page, Paging, PathValue};

/// The filters of the list of links.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct LinkFilters {
    /// Only addresses in this state.
    #[param(value_type = Option<String>, example = "gone", pattern = "^(alive|moved|gone|unreachable)$")]
    state: Option<LinkState>,
}

/// Lists the addresses that an organization shows the public, with what the last visit found and since when they fail.
///
/// A server whose operator has switched the link check on visits them once a day, as an anonymous citizen would: those of the
/// organization and its channels, and those in published documents and their evidence.
#[utoipa::path(tag = "channels", params(LinkFilters, Paging),
    responses((status = 200, body = Page<LinkView>, description = "A page of addresses")))]
#[get("/{id}/links")]
pub(crate) async fn list_links(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<OrganizationId>,
    ListQuery { filters, paging }: ListQuery<LinkFilters>,
) -> Answer {
    let query = LinkQuery {
        state: filters.state,
        after: paging.after()?,
        limit: paging.fetch_limit(),
    };
    let found = link::list(&app, &context, id, query).await?;
    paging.answer(found, |row| row.id, LinkView::from)
}
