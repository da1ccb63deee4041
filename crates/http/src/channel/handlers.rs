use actix_web::web::Data;
use actix_web::{delete, get, post, put};
use prongsai_application::{App, channel};
use prongsai_domain::channel::{Channel, ChannelContent};
use prongsai_domain::id::{ChannelId, OrganizationId};

use super::view::{ChannelBody, ChannelView, CreateChannel};
use crate::extract::{
    Authenticated, Body, Filters, IfMatch, IfNoneMatch, JsonPost, ListQuery, NoFilters, Page, Paging, PathValue,
};
use crate::{Answer, present};

/// Lists the channels of an organization, by creation.
#[utoipa::path(tag = "channels", params(Paging),
    responses((status = 200, body = Page<ChannelView>, description = "A page of channels")))]
#[get("/{id}/channels")]
pub(crate) async fn list_channels(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<OrganizationId>,
    ListQuery { filters: _, paging }: ListQuery<NoFilters>,
) -> Answer {
    let found = channel::list(&app, &context, id, paging.after()?, paging.fetch_limit()).await?;
    paging.answer(found, |row| row.id, |row| ChannelView::from(&row))
}

/// Adds a channel to an organization: a page, a number, a mail address or a place where people ask, complain, or report
/// corruption.
///
/// The kind decides what the address is, and what the channel is for. It is public at once.
#[utoipa::path(tag = "channels",
    request_body(content = CreateChannel, example = json!({
        "key": "corruption-form", "kind": "corruption_form", "title": "แจ้งเรื่องร้องเรียนการทุจริต",
        "address": "https://www.example.go.th/corruption",
    })),
    responses((status = 201, body = ChannelView, description = "The new channel")))]
#[post("/{id}/channels")]
pub(crate) async fn create_channel(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<CreateChannel>,
    PathValue(id): PathValue<OrganizationId>,
    _: Filters<NoFilters>,
) -> Answer {
    let respond = |made: &Channel| {
        let location = format!("/api/v1/organizations/{id}/channels/{}", made.id);
        present::created(&location, made.revision, &ChannelView::from(made))
    };
    present::send(channel::create(&app, &context, id, input.into(), respond).await?)
}

/// Returns a channel.
#[utoipa::path(tag = "channels", params(IfNoneMatch),
    responses((status = 200, body = ChannelView, description = "The channel")))]
#[get("/{id}/channels/{channel_id}")]
pub(crate) async fn get_channel(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue((id, channel_id)): PathValue<(OrganizationId, ChannelId)>,
    known: IfNoneMatch,
    _: Filters<NoFilters>,
) -> Answer {
    let found = channel::find(&app, &context, id, channel_id).await?;
    let view = ChannelView::from(&found);
    Ok(present::ok_unless_known(&known, found.revision, &view))
}

/// Replaces what a channel is. Its key stays.
#[utoipa::path(tag = "channels", params(IfMatch),
    request_body(content = ChannelBody, example = json!({
        "kind": "corruption_hotline", "title": "สายด่วนแจ้งการทุจริต", "address": "0-4200-0001",
    })),
    responses((status = 200, body = ChannelView, description = "The channel as it is now")))]
#[put("/{id}/channels/{channel_id}")]
pub(crate) async fn replace_channel(
    app: Data<App>,
    Body { context, input }: Body<ChannelBody>,
    PathValue(of): PathValue<(OrganizationId, ChannelId)>,
    IfMatch(precondition): IfMatch,
    _: Filters<NoFilters>,
) -> Answer {
    let new = |present: &ChannelContent| input.input(&present.key);
    let replaced = channel::replace(&app, &context, of, &precondition, new).await?;
    Ok(present::ok(replaced.revision, &ChannelView::from(&replaced)))
}

/// Removes a channel.
#[utoipa::path(tag = "channels", params(IfMatch), responses((status = 204, description = "The channel was removed")))]
#[delete("/{id}/channels/{channel_id}")]
pub(crate) async fn delete_channel(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(of): PathValue<(OrganizationId, ChannelId)>,
    IfMatch(precondition): IfMatch,
    _: Filters<NoFilters>,
) -> Answer {
    channel::delete(&app, &context, of, &precondition).await?;
    Ok(present::no_content())
}
