use actix_web::web::Data;
use actix_web::{delete, get, patch, post};
use prongsai_application::{AnswerError, App, StoredActivity, activity};
use prongsai_domain::activity::ActivityInput;
use prongsai_domain::id::{ActivityId, DocumentId};
use utoipa_actix_web::service_config::ServiceConfig;

use super::input::{CreateActivity, PatchActivity};
use super::progress::ProgressView;
use super::view::ActivityView;
use crate::Answer;
use crate::extract::{
    Authenticated, Body, IfMatch, IfNoneMatch, JsonPost, ListQuery, NoFilters, Page, Paging, PathValue,
};
use crate::present::{self, Reply};

fn created(stored: &StoredActivity) -> Result<Reply, AnswerError> {
    let location = format!("/api/v1/measures/{}/activities/{}", stored.measure_id, stored.id);
    present::created(&location, stored.revision, &ActivityView::from(stored.clone()))
}

/// Lists the activities for a measure in the order in which they were entered.
#[utoipa::path(tag = "activities", params(Paging),
    responses((status = 200, body = Page<ActivityView>, description = "A page of activities")))]
#[get("/{id}/activities")]
pub(crate) async fn list_activities(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(measure): PathValue<DocumentId>,
    ListQuery { paging, .. }: ListQuery<NoFilters>,
) -> Answer {
    let rows = activity::list(&app, &context, measure, paging.after()?, paging.fetch_limit()).await?;
    paging.answer(rows, |row| row.id, ActivityView::from)
}

/// Records an activity for a measure.
///
/// Whoever may record results of the measure may record activities.
#[utoipa::path(tag = "activities",
    request_body(content = CreateActivity, example = json!({
        "step": "step-1", "held": "12 มี.ค. 2566", "place": "ศาลาประชาคม หมู่ที่ 4", "participants": 42,
        "text": "ประชุมหมู่บ้าน ชี้แจงขั้นตอนการขออนุญาต",
        "evidence": [{ "url": "https://www.example.go.th/news/12", "title": "ภาพการประชุมหมู่บ้าน" }],
    })),
    responses((status = 201, body = ActivityView, description = "The activity")))]
#[post("/{id}/activities")]
pub(crate) async fn create_activity(
    app: Data<App>,
    JsonPost { context, mut input }: JsonPost<CreateActivity>,
    PathValue(measure): PathValue<DocumentId>,
) -> Answer {
    let key = input.key.take();
    present::send(activity::create(&app, &context, measure, key, input.into(), created).await?)
}

/// Shows an activity.
#[utoipa::path(tag = "activities", params(IfNoneMatch),
    responses((status = 200, body = ActivityView, description = "The activity")))]
#[get("/{id}/activities/{activity_id}")]
pub(crate) async fn get_activity(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue((measure, id)): PathValue<(DocumentId, ActivityId)>,
    known: IfNoneMatch,
) -> Answer {
    let stored = activity::find_one(&app, &context, measure, id).await?;
    Ok(present::ok_unless_known(
        &known,
        stored.revision,
        &ActivityView::from(stored),
    ))
}

/// Changes an activity.
///
/// Reports that froze it do not change.
#[utoipa::path(tag = "activities", params(IfMatch),
    request_body(content = PatchActivity, content_type = "application/merge-patch+json",
        example = json!({ "participants": 45, "place": null })),
    responses((status = 200, body = ActivityView, description = "The changed activity")))]
#[patch("/{id}/activities/{activity_id}")]
pub(crate) async fn edit_activity(
    app: Data<App>,
    Body { context, input }: Body<PatchActivity>,
    PathValue((measure, id)): PathValue<(DocumentId, ActivityId)>,
    IfMatch(precondition): IfMatch,
) -> Answer {
    // Cloned, because the closure is called again when the transaction is repeated.
    let change = |activity: &mut ActivityInput| input.clone().apply(activity);
    let stored = activity::edit(&app, &context, measure, id, &precondition, change).await?;
    Ok(present::ok(stored.revision, &ActivityView::from(stored)))
}

/// Deletes an activity.
///
/// Reports that froze it do not change, and the audit trail stays.
#[utoipa::path(tag = "activities", params(IfMatch), responses((status = 204, description = "The activity was deleted")))]
#[delete("/{id}/activities/{activity_id}")]
pub(crate) async fn delete_activity(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue((measure, id)): PathValue<(DocumentId, ActivityId)>,
    IfMatch(precondition): IfMatch,
) -> Answer {
    activity::delete(&app, &context, measure, id, &precondition).await?;
    Ok(present::no_content())
}

/// Shows the progress of a measure today.
///
/// It is computed from the cadence of the steps, the activities and the results. A result that states a percentage overrides it if
/// it says why.
#[utoipa::path(tag = "activities",
    responses((status = 200, body = ProgressView, description = "The progress of the measure and of its steps")))]
#[get("/{id}/progress")]
pub(crate) async fn get_progress(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(measure): PathValue<DocumentId>,
) -> Answer {
    let progress = activity::progress(&app, &context, measure).await?;
    Ok(present::plain(&ProgressView::from(progress)))
}

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(get_progress);
    cfg.service(list_activities).service(create_activity);
    cfg.service(get_activity)
        .service(edit_activity)
        .service(delete_activity);
}
