use actix_web::web::Data;
use actix_web::{get, post, put};
use prongsai_application::{App, score};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::OrganizationId;
use utoipa_actix_web::service_config::ServiceConfig;

use super::import_view::{ScoreImportView, reply};
use super::programme::{Programme, TableOptions};
use super::table_post::TablePost;
use super::view::ScoresView;
use crate::analysis::ScoreCardBody;
use crate::extract::{Authenticated, Body, Filters, IfMatchOrNew, ListQuery, NoFilters, Page, Paging, PathValue};
use crate::file::FileBytes;
use crate::{Answer, present};

/// Lists the scores of an organization in all assessments, by creation.
#[utoipa::path(tag = "scores", params(Paging),
    responses((status = 200, body = Page<ScoresView>, description = "A page of scores")))]
#[get("/{id}/scores")]
pub(crate) async fn list_scores(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<OrganizationId>,
    ListQuery { filters: _, paging }: ListQuery<NoFilters>,
) -> Answer {
    let found = score::list(&app, &context, id, paging.after()?, paging.fetch_limit()).await?;
    paging.answer(found, |row| row.stored.id, |row| ScoresView::new(row.clone()))
}

/// Shows the scores of an organization in an assessment, with the computed figures, the level and the warnings.
///
/// The figures are computed with the catalogue that is in force, so they may change without a new revision when a
/// catalogue is replaced. Scores are working data of the organization; nothing of them is public until a report shows them.
#[utoipa::path(tag = "scores", params(Programme),
    responses((status = 200, body = ScoresView, description = "The scores")))]
#[get("/{id}/scores/{fiscal_year}")]
pub(crate) async fn get_scores(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue((organization, fiscal_year)): PathValue<(OrganizationId, FiscalYear)>,
    Filters(programme): Filters<Programme>,
) -> Answer {
    let found = score::find(&app, &context, organization, programme.code(), fiscal_year).await?;
    let view = ScoresView::new(found);
    Ok(present::ok(view.revision(), &view))
}

/// Writes the scores of an assessment as a whole.
///
/// A score that is absent is not known, which is not 0. The first scores need no precondition, but `If-None-Match: *` can
/// state that there must be none yet. Replacing scores needs `If-Match`.
#[utoipa::path(tag = "scores", params(Programme, IfMatchOrNew),
    request_body(content = ScoreCardBody, example = json!({
        "total": 90.4, "iit": 92, "eit": 88, "eit_part_1": 96, "eit_part_2": 80, "oit": 91,
        "indicators": { "ประสิทธิภาพการสื่อสาร": 81.5 }, "items": { "o31": 100 }, "published_level": "ผ่าน",
    })),
    responses((status = 200, body = ScoresView, description = "The scores were replaced"),
        (status = 201, body = ScoresView, description = "The scores are new")))]
#[put("/{id}/scores/{fiscal_year}")]
pub(crate) async fn put_scores(
    app: Data<App>,
    Body { context, input }: Body<ScoreCardBody>,
    PathValue((organization, fiscal_year)): PathValue<(OrganizationId, FiscalYear)>,
    IfMatchOrNew(condition): IfMatchOrNew,
    Filters(programme): Filters<Programme>,
) -> Answer {
    let assessment = (programme.code(), fiscal_year);
    let stored = score::put(&app, &context, organization, assessment, &condition, input.into()).await?;
    Ok(ScoresView::new(stored).answer())
}

/// Imports scores from a CSV or XLSX file, all or nothing.
///
/// A long table has a row for each score; a wide one has a column for each score and a row for each organization and year.
/// The figures of the file replace those that are stored; the others stay. Rows may name other organizations for which
/// the caller may import. If anything is wrong, nothing is stored, and `errors` has every wrong cell with `row` and
/// `column`. docs/scores.md describes the tables. A file is at most 4 MiB; the right is checked before it is read.
#[utoipa::path(tag = "scores", params(TableOptions),
    request_body(content((String = "text/csv", example = json!("รหัส,คะแนน\ntotal,84.12\ni7,81.5\no31,100\n")),
        (FileBytes = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
        description = "The file"),
    responses((status = 200, body = ScoreImportView, description = "The outcome of the import or of the dry run")))]
#[post("/{id}/scores/imports")]
pub(crate) async fn import_scores(app: Data<App>, post: TablePost) -> Answer {
    let TablePost { context, import } = post;
    present::send(score::import(&app, &context, import, reply).await?)
}

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list_scores)
        .service(import_scores)
        .service(get_scores)
        .service(put_scores);
}
