//! Complaint statistics: numbers by channel, no text about cases.

use actix_web::patch;
use prongsai_application::document::NewDocument;
use prongsai_domain::complaint_statistics::{
    ChannelStatistics, ComplaintChannel, ComplaintStatistics, ComplaintStatisticsInput,
};
use prongsai_domain::id::OrganizationId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::document::{created, edited};
use crate::extract::{Body, Replace};
use crate::present;
use crate::public::published;

/// The complaints of one channel.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ComplaintChannelBody {
    /// Which channel.
    #[schema(value_type = String, example = "telephone", pattern =
        "^(in_person|letter|complaint_box|telephone|website|email|social_media|damrongdhama_center|other_agency|other)$")]
    channel: ComplaintChannel,
    /// How many came in.
    #[schema(maximum = 1_000_000)]
    received: u32,
    /// How many of them are finished.
    #[schema(maximum = 1_000_000)]
    finished: u32,
    /// How many of them are still worked on.
    #[schema(maximum = 1_000_000)]
    in_progress: u32,
}

/// Complaint statistics to be drafted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateComplaintStatistics {
    /// Whose.
    #[schema(value_type = Uuid)]
    organization_id: OrganizationId,
    /// Fiscal year, a B.E. year.
    #[schema(minimum = 2500, maximum = 2700)]
    fiscal_year: u16,
    /// The name that bundles know it by, unique within organization and year; made up when absent.
    #[schema(pattern = "^[a-z0-9._-]{1,64}$")]
    key: Option<String>,
    /// The months that are covered: ISO 8601 (`2023-10/2024-03`), or B.E. months in any written form.
    period: String,
    /// Whether no complaint was received. It must be stated when it is so; `false` when absent.
    #[serde(default)]
    none_received: bool,
    /// The channels with their numbers, each channel once.
    #[serde(default)]
    #[schema(max_items = 10)]
    channels: Vec<ComplaintChannelBody>,
}

/// What is to change in complaint statistics; a field that is not there stays. `channels` replaces all of them.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatchComplaintStatistics {
    /// The months that are covered.
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    period: Replace<String>,
    /// Whether no complaint was received.
    #[serde(default)]
    #[schema(value_type = bool, required = false)]
    none_received: Replace<bool>,
    /// The channels with their numbers, all of them.
    #[serde(default)]
    #[schema(value_type = Vec<ComplaintChannelBody>, required = false, max_items = 10)]
    channels: Replace<Vec<ComplaintChannelBody>>,
}

/// What complaint statistics say.
#[derive(Serialize, ToSchema)]
pub(crate) struct ComplaintStatisticsContent {
    /// The months that are covered, ISO 8601.
    #[schema(example = "2023-10/2024-03")]
    period: String,
    /// Whether no complaint was received.
    none_received: bool,
    /// The channels with their numbers.
    channels: Vec<ComplaintChannelBody>,
}

published! {
    /// Published complaint statistics.
    PublicComplaintStatisticsView {
        /// The months that are covered, ISO 8601.
        #[schema(example = "2023-10/2024-03")]
        period: String,
        /// Whether no complaint was received.
        none_received: bool,
        /// The channels with their numbers.
        channels: Vec<ComplaintChannelBody>,
    }
}

impl From<ComplaintChannelBody> for ChannelStatistics {
    fn from(body: ComplaintChannelBody) -> Self {
        Self {
            channel: body.channel,
            received: body.received,
            finished: body.finished,
            in_progress: body.in_progress,
        }
    }
}

impl From<&ChannelStatistics> for ComplaintChannelBody {
    fn from(one: &ChannelStatistics) -> Self {
        Self {
            channel: one.channel,
            received: one.received,
            finished: one.finished,
            in_progress: one.in_progress,
        }
    }
}

impl From<CreateComplaintStatistics> for NewDocument<ComplaintStatisticsInput> {
    fn from(body: CreateComplaintStatistics) -> Self {
        Self {
            organization_id: body.organization_id,
            fiscal_year: body.fiscal_year,
            key: body.key,
            input: ComplaintStatisticsInput {
                period: body.period,
                none_received: body.none_received,
                channels: body.channels.into_iter().map(Into::into).collect(),
            },
        }
    }
}

impl PatchComplaintStatistics {
    fn apply(self, statistics: &mut ComplaintStatisticsInput) {
        self.period.apply(&mut statistics.period);
        self.none_received.apply(&mut statistics.none_received);
        if let Replace::With(channels) = self.channels {
            statistics.channels = channels.into_iter().map(Into::into).collect();
        }
    }
}

impl ComplaintStatisticsContent {
    fn new(statistics: &ComplaintStatistics, _: Option<FrozenYear>) -> Self {
        Self {
            period: statistics.period.iso(),
            none_received: statistics.none_received,
            channels: statistics.channels.iter().map(Into::into).collect(),
        }
    }
}

crate::document::document_routes! {
    kind: ComplaintStatistics, tag: "complaint-statistics", content: ComplaintStatisticsContent,
    /// Complaint statistics, with the edition that the caller is shown.
    ComplaintStatisticsView,
    /// One edition of complaint statistics.
    ComplaintStatisticsEditionView,
    get_complaint_statistics "/complaint-statistics/{id}", delete_complaint_statistics,
    submit_complaint_statistics "/complaint-statistics/{id}/submit",
    return_complaint_statistics "/complaint-statistics/{id}/return",
    approve_complaint_statistics "/complaint-statistics/{id}/approve",
    publish_complaint_statistics "/complaint-statistics/{id}/publish",
    withdraw_complaint_statistics "/complaint-statistics/{id}/withdraw",
    revise_complaint_statistics "/complaint-statistics/{id}/revise",
    list_complaint_statistics_editions "/complaint-statistics/{id}/editions",
    get_complaint_statistics_edition "/complaint-statistics/{id}/editions/{number}",
    list_complaint_statistics_history "/complaint-statistics/{id}/history",
}

crate::document::plain_routes! {
    tag: "complaint-statistics", public_view: PublicComplaintStatisticsView,
    title: "สถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ (ตุลาคม พ.ศ. 2566 ถึง มีนาคม พ.ศ. 2567)",
    /// Complaint statistics in a list.
    ComplaintStatisticsRowView;
    /// Published complaint statistics in a list.
    PublicComplaintStatisticsRowView;
    /// Lists the complaint statistics that the caller may see, oldest first.
    list_complaint_statistics "/complaint-statistics";
    /// Lists published complaint statistics, oldest first.
    list_public_complaint_statistics;
    /// Shows published complaint statistics, as the bytes that were kept when they were published; or, where `Accept` asks
    /// for one, as a rendition.
    get_public_complaint_statistics "/complaint-statistics/{id}";
}

crate::rendition::rendition_routes! {
    kind: ComplaintStatistics,
    own {
        /// Makes the edition of complaint statistics that the caller is shown into a PDF; a draft is watermarked.
        get_complaint_statistics_pdf "/complaint-statistics/{id}.pdf" Pdf "application/pdf";
        /// Shows the edition of complaint statistics that the caller is shown as a page; a draft says that it is one.
        get_complaint_statistics_html "/complaint-statistics/{id}.html" Html "text/html";
        /// Makes the edition of complaint statistics that the caller is shown into a DOCX; a draft is watermarked.
        get_complaint_statistics_docx "/complaint-statistics/{id}.docx" Docx
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        /// Gives the edition of complaint statistics that the caller is shown as CSV (UTF-8), a row for each channel.
        get_complaint_statistics_csv "/complaint-statistics/{id}.csv" Csv "text/csv";
    }
    public {
        /// Makes published complaint statistics into a PDF (PDF/A), with the verification code.
        get_public_complaint_statistics_pdf "/complaint-statistics/{id}.pdf" Pdf "application/pdf";
        /// Shows published complaint statistics as an accessible page.
        get_public_complaint_statistics_html "/complaint-statistics/{id}.html" Html "text/html";
        /// Makes published complaint statistics into a DOCX, for organizations that must edit.
        get_public_complaint_statistics_docx "/complaint-statistics/{id}.docx" Docx
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        /// Gives published complaint statistics as CSV (UTF-8), a row for each channel.
        get_public_complaint_statistics_csv "/complaint-statistics/{id}.csv" Csv "text/csv";
    }
}

/// Drafts complaint statistics.
#[utoipa::path(tag = "complaint-statistics",
    request_body(content = CreateComplaintStatistics, example = json!({
        "organization_id": "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70", "fiscal_year": 2567,
        "period": "ตุลาคม 2566 ถึง มีนาคม 2567",
        "channels": [{ "channel": "telephone", "received": 2, "finished": 1, "in_progress": 1 }],
    })),
    responses((status = 201, body = ComplaintStatisticsView, description = "The draft")))]
#[post("/complaint-statistics")]
async fn create_complaint_statistics(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<CreateComplaintStatistics>,
) -> Answer {
    let made = created::<ComplaintStatistics>;
    present::send(document::create::<ComplaintStatistics, _>(&app, &context, input.into(), made).await?)
}

/// Changes draft or returned complaint statistics.
#[utoipa::path(tag = "complaint-statistics", params(IfMatch),
    request_body(content = PatchComplaintStatistics, content_type = "application/merge-patch+json",
        example = json!({ "period": "ต.ค. 2566 - ก.ย. 2567", "none_received": true, "channels": [] })),
    responses((status = 200, body = ComplaintStatisticsView, description = "The statistics as they are now")))]
#[patch("/complaint-statistics/{id}")]
async fn edit_complaint_statistics(
    app: Data<App>,
    Body { context, input }: Body<PatchComplaintStatistics>,
    PathValue(id): PathValue<DocumentId>,
    IfMatch(precondition): IfMatch,
) -> Answer {
    let change = |statistics: &mut ComplaintStatisticsInput| input.clone().apply(statistics);
    let view = document::edit::<ComplaintStatistics>(&app, &context, id, &precondition, change).await?;
    Ok(edited::<ComplaintStatistics>(&view))
}

pub(crate) fn public_routes(cfg: &mut ServiceConfig) {
    // Renditions first: the `{id}` of a document would take `….pdf` too.
    public_rendition_routes(cfg);
    public_plain_routes(cfg);
}

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    rendition_routes(cfg);
    plain_routes(cfg);
    cfg.service(create_complaint_statistics)
        .service(edit_complaint_statistics);
    common_routes(cfg);
}
