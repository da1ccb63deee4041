use actix_web::web::Data;
use actix_web::{delete, get, patch, post};
use prongsai_application::{AnswerError, App, StoredResult, result};
use prongsai_domain::id::{DocumentId, ResultId};
use prongsai_domain::result::ResultInput;
use utoipa_actix_web::service_config::ServiceConfig;

use super::input::{CreateResult, PatchResult};
use super::view::ResultView;
use crate::Answer;
use crate::extract::{
    Authenticated, Body, IfMatch, IfNoneMatch, JsonPost, ListQuery, NoFilters, Page, Paging, PathValue,
};
use crate::present::{self, Reply};

fn created(stored: &StoredResult) -> Result<Reply, AnswerError> {
    let location = format!("/api/v1/measures/{}/results/{}", stored.measure_id, stored.id);
    present::created(&location, stored.revision, &ResultView::from(stored.clone()))
}

/// Lists the results of a measure in the order in which they were entered.
#[utoipa::path(tag = "results", params(Paging),
    responses((status = 200, body = Page<ResultView>, description = "A page of results")))]
#[get("/{id}/results")]
pub(crate) async fn list_results(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(measure): PathValue<DocumentId>,
    ListQuery { paging, .. }: ListQuery<NoFilters>,
) -> Answer {
    let rows = result::list(&app, &context, measure, paging.after()?, paging.fetch_limit()).await?;
    paging.answer(rows, |row| row.id, ResultView::from)
}

/// Records a result of a measure.
#[utoipa::path(tag = "results",
    request_body(content = CreateResult, example = json!({
        "details": "จัดประชุมหมู่บ้านทุกเดือน เพื่อแจ้งข้อมูลข่าวสารของเทศบาล", "period": "ต.ค. 2565 - มี.ค. 2566",
        "output": "จัดประชุม 6 ครั้ง ผู้เข้าร่วม 240 คน", "outcome": "ประชาชนทราบช่องทางการติดต่อเพิ่มขึ้น",
        "status": "completed", "progress_percent": 100, "step": "step-1",
        "evidence": [{ "url": "https://www.example.go.th/news/12", "title": "ภาพการประชุมหมู่บ้าน" }],
    })),
    responses((status = 201, body = ResultView, description = "The result")))]
#[post("/{id}/results")]
pub(crate) async fn create_result(
    app: Data<App>,
    JsonPost { context, mut input }: JsonPost<CreateResult>,
    PathValue(measure): PathValue<DocumentId>,
) -> Answer {
    let key = input.key.take();
    present::send(result::create(&app, &context, measure, key, input.into(), created).await?)
}

/// Shows a result.
#[utoipa::path(tag = "results", params(IfNoneMatch),
    responses((status = 200, body = ResultView, description = "The result")))]
#[get("/{id}/results/{result_id}")]
pub(crate) async fn get_result(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue((measure, id)): PathValue<(DocumentId, ResultId)>,
    known: IfNoneMatch,
) -> Answer {
    let stored = result::find_one(&app, &context, measure, id).await?;
    Ok(present::ok_unless_known(
        &known,
        stored.revision,
        &ResultView::from(stored),
    ))
}

/// Changes a result.
///
/// Reports that froze it do not change.
#[utoipa::path(tag = "results", params(IfMatch),
    request_body(content = PatchResult, content_type = "application/merge-patch+json",
        example = json!({ "outcome": "ประชาชนร้อยละ 80 ทราบช่องทางการติดต่อ", "remarks": null })),
    responses((status = 200, body = ResultView, description = "The changed result")))]
#[patch("/{id}/results/{result_id}")]
pub(crate) async fn edit_result(
    app: Data<App>,
    Body { context, input }: Body<PatchResult>,
    PathValue((measure, id)): PathValue<(DocumentId, ResultId)>,
    IfMatch(precondition): IfMatch,
) -> Answer {
    // Cloned, because the closure is called again when the transaction is repeated.
    let change = |result: &mut ResultInput| input.clone().apply(result);
    let stored = result::edit(&app, &context, measure, id, &precondition, change).await?;
    Ok(present::ok(stored.revision, &ResultView::from(stored)))
}

/// Deletes a result.
///
/// Reports that froze it do not change, and the audit trail stays.
#[utoipa::path(tag = "results", params(IfMatch), responses((status = 204, description = "The result was deleted")))]
#[delete("/{id}/results/{result_id}")]
pub(crate) async fn delete_result(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue((measure, id)): PathValue<(DocumentId, ResultId)>,
    IfMatch(precondition): IfMatch,
) -> Answer {
    result::delete(&app, &context, measure, id, &precondition).await?;
    Ok(present::no_content())
}

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list_results).service(create_result);
    cfg.service(get_result).service(edit_result).service(delete_result);
}
