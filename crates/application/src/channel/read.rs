use prongsai_domain::channel::{CHANNELS_MAX, Channel, ChannelPurpose};
use prongsai_domain::id::{ChannelId, OrganizationId};

use crate::{App, Context, Error, organization};

/// The channels of an organization by id, after one of them, at most `limit`.
///
/// # Errors
/// [`Error::NotFound`] when the actor may not see the organization.
pub async fn list(
    app: &App,
    context: &Context,
    organization_id: OrganizationId,
    after: Option<ChannelId>,
    limit: i64,
) -> Result<Vec<Channel>, Error> {
    organization::find(app, context, organization_id).await?;
    Ok(app.store.channels_of(organization_id, after, limit).await?)
}

/// A channel of an organization.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist or the actor may not see the organization.
pub async fn find(
    app: &App,
    context: &Context,
    organization_id: OrganizationId,
    id: ChannelId,
) -> Result<Channel, Error> {
    organization::find(app, context, organization_id).await?;
    app.store
        .find_channel(organization_id, id)
        .await?
        .ok_or(Error::NotFound)
}

/// All channels of an organization, for the public: those for reports of corruption first, then those for complaints, then the
/// others.
///
/// # Errors
/// [`Error::NotFound`] when the organization does not exist.
pub async fn list_public(app: &App, organization_id: OrganizationId) -> Result<Vec<Channel>, Error> {
    app.store
        .find_organization(organization_id)
        .await?
        .ok_or(Error::NotFound)?;
    in_public_order(app, organization_id).await
}

/// As [`list_public`], for an organization that is known to exist.
pub(crate) async fn in_public_order(app: &App, organization_id: OrganizationId) -> Result<Vec<Channel>, Error> {
    let all = i64::try_from(CHANNELS_MAX).unwrap_or(i64::MAX);
    let mut channels = app.store.channels_of(organization_id, None, all).await?;
    let place = |channel: &Channel| {
        let purpose = channel.content.kind.purpose();
        ChannelPurpose::ALL.iter().position(|one| *one == purpose)
    };
    channels.sort_by_key(place);
    Ok(channels)
}
