use actix_web::web::Data;
use actix_web::{get, patch, post};
use prongsai_application::App;
use prongsai_domain::id::DocumentId;

use super::use_case::{self, Leaflet, LeafletInput};
use super::view::{CreateLeaflet, LeafletFilters, LeafletView, PatchLeaflet};
use crate::extract::{Authenticated, Body, IfMatch, IfNoneMatch, JsonPost, ListQuery, Page, Paging, PathValue};
use crate::{Answer, present};

/// Lists leaflets. A list reads `paging.fetch_limit()` rows after `paging.after()` and ends in `paging.answer`.
#[utoipa::path(tag = "leaflets", params(LeafletFilters, Paging),
    responses((status = 200, body = Page<LeafletView>, description = "A page of leaflets")))]
#[get("")]
pub(crate) async fn list_leaflets(
    app: Data<App>,
    Authenticated(context): Authenticated,
    ListQuery { filters, paging }: ListQuery<LeafletFilters>,
) -> Answer {
    let found = use_case::list(
        &app,
        &context,
        filters.title.as_deref(),
        paging.after()?,
        paging.fetch_limit(),
    )
    .await?;
    paging.answer(found, |row| DocumentId::new(row.id), |row| LeafletView::from(&row))
}

/// Returns a leaflet, or 304.
#[utoipa::path(tag = "leaflets", params(IfNoneMatch),
    responses((status = 200, body = LeafletView, description = "The leaflet")))]
#[get("/{id}")]
pub(crate) async fn get_leaflet(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<DocumentId>,
    known: IfNoneMatch,
) -> Answer {
    let leaflet = use_case::find(&app, &context, id.get()).await?;
    Ok(present::ok_unless_known(
        &known,
        leaflet.revision,
        &LeafletView::from(&leaflet),
    ))
}

/// Makes a leaflet. The answer is made in the transaction, so that it can be stored under an idempotency key.
#[utoipa::path(tag = "leaflets",
    request_body(content = CreateLeaflet, example = json!({ "title": "แผ่นพับขั้นตอนการขออนุญาต" })),
    responses((status = 201, body = LeafletView, description = "The leaflet")))]
#[post("")]
pub(crate) async fn create_leaflet(app: Data<App>, JsonPost { context, input }: JsonPost<CreateLeaflet>) -> Answer {
    let respond = |made: &Leaflet| {
        present::created(
            &format!("/api/v1/leaflets/{}", made.id),
            made.revision,
            &LeafletView::from(made),
        )
    };
    present::send(use_case::create(&app, &context, input.into(), respond).await?)
}

/// Changes a leaflet.
#[utoipa::path(tag = "leaflets", params(IfMatch),
    request_body(content = PatchLeaflet, content_type = "application/merge-patch+json",
        example = json!({ "title": "แผ่นพับขั้นตอนการขออนุญาต" })),
    responses((status = 200, body = LeafletView, description = "The leaflet as it is now")))]
#[patch("/{id}")]
pub(crate) async fn edit_leaflet(
    app: Data<App>,
    Body { context, input }: Body<PatchLeaflet>,
    PathValue(id): PathValue<DocumentId>,
    IfMatch(precondition): IfMatch,
) -> Answer {
    // Cloned, because the closure is called again when the transaction is repeated.
    let change = |leaflet: &mut LeafletInput| input.clone().apply(leaflet);
    let leaflet = use_case::edit(&app, &context, id.get(), &precondition, change).await?;
    Ok(present::ok(leaflet.revision, &LeafletView::from(&leaflet)))
}
