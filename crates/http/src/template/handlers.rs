use actix_web::web::Data;
use actix_web::{get, post, put};
use prongsai_application::App;
use prongsai_application::rendition::{TemplateView, accept_template, put_template, template};
use prongsai_domain::id::OrganizationId;

use super::view::{PutRenditionTemplate, RenditionTemplateView};
use crate::extract::{Authenticated, Body, IfMatch, IfNoneMatch, JsonPost, Nothing, PathValue};
use crate::{Answer, present};

/// Returns the rendition template of an organization; the defaults if none was accepted.
#[utoipa::path(tag = "renditions", params(IfNoneMatch),
    responses((status = 200, body = RenditionTemplateView, description = "The template")))]
#[get("/{id}/paper-template")]
pub(super) async fn get_paper_template(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<OrganizationId>,
    known: IfNoneMatch,
) -> Answer {
    let found = template(&app, &context, id).await?;
    Ok(present::ok_unless_known(
        &known,
        found.revision,
        &RenditionTemplateView::from(found),
    ))
}

/// Proposes a new rendition template of an organization.
///
/// It replaces an earlier proposal. Another administrator puts it in force at `/paper-template/accept`. A logo is
/// decoded and encoded again, so that only its pixels are kept.
#[utoipa::path(tag = "renditions", params(IfMatch),
    request_body(content = PutRenditionTemplate, example = json!({
        "numerals": "thai", "header_lines": ["สำนักปลัดเทศบาล"], "signature_positions": ["นายกเทศมนตรี"], "logo": null,
    })),
    responses((status = 200, body = RenditionTemplateView, description = "The template, and the proposal")))]
#[put("/{id}/paper-template")]
pub(super) async fn put_paper_template(
    app: Data<App>,
    Body { context, input }: Body<PutRenditionTemplate>,
    PathValue(id): PathValue<OrganizationId>,
    IfMatch(precondition): IfMatch,
) -> Answer {
    let put = put_template(&app, &context, id, &precondition, input.into()).await?;
    Ok(present::ok(put.revision, &RenditionTemplateView::from(put)))
}

/// Puts the proposed rendition template of an organization in force.
///
/// It applies to what is approved from now on. The person who proposed it cannot accept it.
#[utoipa::path(tag = "renditions", params(IfMatch),
    responses((status = 200, body = RenditionTemplateView, description = "The template that is in force now")))]
#[post("/{id}/paper-template/accept")]
pub(super) async fn accept_paper_template(
    app: Data<App>,
    JsonPost {
        context,
        input: Nothing {},
    }: JsonPost<Nothing>,
    PathValue(id): PathValue<OrganizationId>,
    IfMatch(precondition): IfMatch,
) -> Answer {
    let respond =
        |accepted: &TemplateView| present::changed(accepted.revision, &RenditionTemplateView::from(accepted.clone()));
    present::send(accept_template(&app, &context, id, &precondition, respond).await?)
}
