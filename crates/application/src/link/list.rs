use prongsai_domain::access::Action;
use prongsai_domain::id::{LinkId, OrganizationId};
use prongsai_domain::link_check::LinkState;
use prongsai_persistence::StoredLink;

use crate::document::find_organization;
use crate::{App, Context, Error};

/// Which links are listed.
#[derive(Clone, Copy, Debug)]
pub struct LinkQuery {
    /// Only links in this state.
    pub state: Option<LinkState>,
    /// Only links after this one.
    pub after: Option<LinkId>,
    /// The largest number of links.
    pub limit: i64,
}

/// What the link check knows about the addresses of an organization, by id.
///
/// # Errors
/// [`Error::NotFound`] when the actor may not see the organization, [`Error::Forbidden`] when the actor may not read its drafts.
pub async fn list(
    app: &App,
    context: &Context,
    organization_id: OrganizationId,
    query: LinkQuery,
) -> Result<Vec<StoredLink>, Error> {
    find_organization(app, context, organization_id, Action::ReadDrafts).await?;
    let links = app
        .store
        .links_of(organization_id, query.state, query.after, query.limit);
    Ok(links.await?)
}
