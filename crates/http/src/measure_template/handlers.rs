use actix_web::web::Data;
use actix_web::{delete, get, post, put};
use prongsai_application::{App, StoredTemplate, measure_template};
use prongsai_domain::id::{MeasureTemplateId, OrganizationId};
use prongsai_domain::template::OwnerScope;
use serde::Deserialize;
use utoipa::IntoParams;

use super::drafted::{DraftedFor, DraftedMeasureView};
use super::input::{CreateMeasureTemplate, MeasureTemplateBody};
use super::view::MeasureTemplateView;
use crate::extract::{
    Authenticated, Body, Filters, IfMatch, IfNoneMatch, JsonPost, ListQuery, NoFilters, Page, Paging, PathValue,
};
use crate::{Answer, present};

/// The filters of the list of templates.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TemplateFilters {
    /// Only templates of this kind of owner: `organization`, `province` or `platform`.
    #[param(value_type = Option<String>, example = "platform", pattern = "^(organization|province|platform)$")]
    owner: Option<OwnerScope>,
}

/// Lists the templates of measures that the caller sees.
///
/// These are those of the platform, of the own organizations, and of the provinces of these.
#[utoipa::path(tag = "measure-templates", params(TemplateFilters, Paging),
    responses((status = 200, body = Page<MeasureTemplateView>, description = "A page of templates")))]
#[get("")]
pub(crate) async fn list_measure_templates(
    app: Data<App>,
    Authenticated(context): Authenticated,
    ListQuery { filters, paging }: ListQuery<TemplateFilters>,
) -> Answer {
    let found = measure_template::list(&app, &context, filters.owner, paging.after()?, paging.fetch_limit()).await?;
    paging.answer(found, |row| row.id, |row| MeasureTemplateView::from(&row))
}

/// Adds a template of a measure.
///
/// Administrators of an organization keep its templates. Administrators of the platform keep those of the platform and of
/// provinces, and may change all.
#[utoipa::path(tag = "measure-templates",
    request_body(content = CreateMeasureTemplate, example = json!({
        "organization_id": "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70", "key": "contact-channels",
        "template": {
            "title": "มาตรการเพิ่มช่องทางการติดต่อ", "indicators": ["ประสิทธิภาพการสื่อสาร"],
            "guideline": "เผยแพร่ช่องทางการติดต่อให้ประชาชนทราบทุกหมู่บ้าน",
            "steps": [{ "text": "จัดทำแผ่นพับ" }, { "text": "ประชุมร่วมกับชุมชน", "cadence": "quarterly" }],
            "responsible_post": "หัวหน้าสำนักปลัด", "reporting_round_months": 12,
        },
    })),
    responses((status = 201, body = MeasureTemplateView, description = "The new template")))]
#[post("")]
pub(crate) async fn create_measure_template(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<CreateMeasureTemplate>,
    _: Filters<NoFilters>,
) -> Answer {
    let respond = |made: &StoredTemplate| {
        let location = format!("/api/v1/measure-templates/{}", made.id);
        present::created(&location, made.revision, &MeasureTemplateView::from(made))
    };
    let owner = input.owner()?;
    let template = input.input(&owner);
    present::send(measure_template::create(&app, &context, owner, template, respond).await?)
}

/// Returns a template of a measure.
#[utoipa::path(tag = "measure-templates", params(IfNoneMatch),
    responses((status = 200, body = MeasureTemplateView, description = "The template")))]
#[get("/{id}")]
pub(crate) async fn get_measure_template(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<MeasureTemplateId>,
    known: IfNoneMatch,
    _: Filters<NoFilters>,
) -> Answer {
    let found = measure_template::find(&app, &context, id).await?;
    let view = MeasureTemplateView::from(&found);
    Ok(present::ok_unless_known(&known, found.revision, &view))
}

/// Drafts a measure of an organization's year from a template.
///
/// The answer is the body of `POST /api/v1/measures`. Nothing is stored.
#[utoipa::path(tag = "measure-templates", params(DraftedFor),
    responses((status = 200, body = DraftedMeasureView, description = "The body to post")))]
#[get("/{id}/measure-templates/{template_id}/measure")]
pub(crate) async fn draft_measure_from_template(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue((organization, id)): PathValue<(OrganizationId, MeasureTemplateId)>,
    Filters(DraftedFor { fiscal_year }): Filters<DraftedFor>,
) -> Answer {
    let drafted = measure_template::drafted(&app, &context, id, organization, fiscal_year).await?;
    Ok(present::plain(&DraftedMeasureView::from(drafted)))
}

/// Replaces the content of a template of a measure. Its key and its owner stay.
#[utoipa::path(tag = "measure-templates", params(IfMatch),
    request_body(content = MeasureTemplateBody, example = json!({
        "title": "มาตรการเพิ่มช่องทางการติดต่อ", "indicators": ["i7"],
        "guideline": "เผยแพร่ช่องทางการติดต่อให้ประชาชนทราบทุกหมู่บ้านและทางเว็บไซต์",
        "steps": [{ "text": "จัดทำแผ่นพับ" }], "reporting_round_months": 12,
    })),
    responses((status = 200, body = MeasureTemplateView, description = "The template as it is now")))]
#[put("/{id}")]
pub(crate) async fn replace_measure_template(
    app: Data<App>,
    Body { context, input }: Body<MeasureTemplateBody>,
    PathValue(id): PathValue<MeasureTemplateId>,
    IfMatch(precondition): IfMatch,
    _: Filters<NoFilters>,
) -> Answer {
    let template = |present: &StoredTemplate| input.input(&present.content.key, present.owner.scope());
    let stored = measure_template::replace(&app, &context, id, &precondition, template).await?;
    Ok(present::ok(stored.revision, &MeasureTemplateView::from(&stored)))
}

/// Removes a template of a measure. Measures that began with it stay.
#[utoipa::path(tag = "measure-templates", params(IfMatch),
    responses((status = 204, description = "The template was removed")))]
#[delete("/{id}")]
pub(crate) async fn delete_measure_template(
    app: Data<App>,
    Authenticated(context): Authenticated,
    PathValue(id): PathValue<MeasureTemplateId>,
    IfMatch(precondition): IfMatch,
    _: Filters<NoFilters>,
) -> Answer {
    measure_template::delete(&app, &context, id, &precondition).await?;
    Ok(present::no_content())
}
