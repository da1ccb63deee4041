use actix_web::post;
use actix_web::web::Data;
use prongsai_application::App;
use prongsai_application::document::{self, NewDocument};
use prongsai_domain::id::OrganizationId;
use prongsai_domain::report::{Report, ReportInput};
use serde::Deserialize;
use utoipa::ToSchema;

use super::ReportView;
use crate::Answer;
use crate::document::created;
use crate::extract::JsonPost;
use crate::kind::person::PersonBody;
use crate::present;

/// The input for a new report.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateReport {
    /// The organization that owns it.
    #[schema(value_type = Uuid)]
    organization_id: OrganizationId,
    /// The fiscal year, a B.E. year.
    #[schema(minimum = 2500, maximum = 2700)]
    fiscal_year: u16,
    /// The key that identifies it in bundles, unique within organization, year and kind of document; generated if
    /// absent.
    #[schema(pattern = "^[a-z0-9._-]{1,64}$")]
    key: Option<String>,
    /// The title on the cover.
    #[schema(min_length = 1, max_length = 500)]
    title: String,
    /// The reporting round: 6 or 12 months.
    reporting_round_months: u8,
    /// Whether the report is made before its round has ended; `false` if absent. The title then ends with
    /// `(ฉบับเบื้องต้น)`. Other reports are submitted, approved and published only after the round has ended.
    #[serde(default)]
    preliminary: bool,
    /// คำนำ: the preface.
    #[schema(max_length = 10_000)]
    preface: Option<String>,
    /// ผู้จัดทำ: the person who prepared the report.
    preparer: PersonBody,
}

impl From<CreateReport> for NewDocument<ReportInput> {
    fn from(body: CreateReport) -> Self {
        Self {
            organization_id: body.organization_id,
            fiscal_year: body.fiscal_year,
            key: body.key,
            input: ReportInput {
                title: body.title,
                reporting_round_months: body.reporting_round_months,
                preliminary: body.preliminary,
                preface: body.preface,
                preparer: body.preparer.into(),
            },
        }
    }
}

/// Drafts a report.
///
/// When it is submitted, it freezes the analysis, the measures and the results of the year.
#[utoipa::path(tag = "reports",
    request_body(content = CreateReport, example = json!({
        "organization_id": "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70", "fiscal_year": 2566,
        "title": "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2566",
        "reporting_round_months": 12, "preface": "รายงานฉบับนี้จัดทำขึ้นเพื่อแสดงผลการดำเนินการตามมาตรการ",
        "preparer": { "position": "หัวหน้าฝ่ายอำนวยการ" },
    })),
    responses((status = 201, body = ReportView, description = "The draft")))]
#[post("")]
pub(crate) async fn create_report(app: Data<App>, JsonPost { context, input }: JsonPost<CreateReport>) -> Answer {
    present::send(document::create::<Report, _>(&app, &context, input.into(), created::<Report>).await?)
}
