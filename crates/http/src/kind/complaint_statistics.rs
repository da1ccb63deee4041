//! Complaint statistics: numbers by channel, without any text about cases.

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
    /// The channel.
    #[schema(value_type = String, example = "telephone", pattern =
        "^(in_person|letter|complaint_box|telephone|website|email|social_media|damrongdhama_center|other_agency|other)$")]
    channel: ComplaintChannel,
    /// The number of complaints received.
    #[schema(maximum = 1_000_000)]
    received: u32,
    /// The number of these complaints that are finished.
    #[schema(maximum = 1_000_000)]
    finished: u32,
    /// The number of these complaints that are in progress.
    #[schema(maximum = 1_000_000)]
    in_progress: u32,
}

/// The input for new complaint statistics.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateComplaintStatistics {
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
    /// The months that the statistics cover: ISO 8601 (`2023-10/2024-03`), or B.E. months in any written form.
    period: String,
    /// Whether no complaint was received. It must be `true` in that case; `false` if absent.
    #[serde(default)]
    none_received: bool,
    /// The channels with their numbers; each channel occurs once.
    #[serde(default)]
    #[schema(max_items = 10)]
    channels: Vec<ComplaintChannelBody>,
}

/// The changes of complaint statistics. An absent field does not change. `channels` replaces all channels.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatchComplaintStatistics {
    /// The months that the statistics cover.
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    period: Replace<String>,
    /// Whether no complaint was received.
    #[serde(default)]
    #[schema(value_type = bool, required = false)]
    none_received: Replace<bool>,
    /// All channels with their numbers.
    #[serde(default)]
    #[schema(value_type = Vec<ComplaintChannelBody>, required = false, max_items = 10)]
    channels: Replace<Vec<ComplaintChannelBody>>,
}

/// The content of complaint statistics.
#[derive(Serialize, ToSchema)]
pub(crate) struct ComplaintStatisticsContent {
    /// The months that the statistics cover, in ISO 8601.
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
        /// The months that the statistics cover, in ISO 8601.
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
    /// Complaint statistics, with the edition that the caller sees.
    ComplaintStatisticsView,
    /// One edition of complaint statistics.
    ComplaintStatisticsEditionView,
    get_complaint_statistics "/{id}", delete_complaint_statistics,
    submit_complaint_statistics "/{id}/submit",
    return_complaint_statistics "/{id}/return",
    approve_complaint_statistics "/{id}/approve",
    publish_complaint_statistics "/{id}/publish",
    withdraw_complaint_statistics "/{id}/withdraw",
    revise_complaint_statistics "/{id}/revise",
    list_complaint_statistics_editions "/{id}/editions",
    get_complaint_statistics_edition "/{id}/editions/{number}",
    list_complaint_statistics_history "/{id}/history",
    list_complaint_statistics_warnings "/{id}/warnings",
}

crate::document::plain_routes! {
    tag: "complaint-statistics", public_view: PublicComplaintStatisticsView,
    title: "สถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ (ตุลาคม พ.ศ. 2566 ถึง มีนาคม พ.ศ. 2567)",
    /// Complaint statistics in a list.
    ComplaintStatisticsRowView;
    /// Published complaint statistics in a list.
    PublicComplaintStatisticsRowView;
    /// Lists the complaint statistics that the caller may see, oldest first.
    list_complaint_statistics "";
    /// Lists published complaint statistics, oldest first.
    list_public_complaint_statistics;
    /// Shows published complaint statistics as the bytes that were stored when they were published, or as a rendition
    /// if `Accept` requests one.
    get_public_complaint_statistics "/{id}";
}

crate::rendition::rendition_routes! {
    kind: ComplaintStatistics,
    private {
        /// Renders the edition of complaint statistics that the caller sees as a PDF.
        ///
        /// A draft is watermarked.
        get_complaint_statistics_pdf "/{id}.pdf" Pdf "application/pdf";
        /// Renders the edition of complaint statistics that the caller sees as an HTML page.
        ///
        /// A draft is marked as a draft.
        get_complaint_statistics_html "/{id}.html" Html "text/html";
        /// Renders the edition of complaint statistics that the caller sees as a DOCX.
        ///
        /// A draft is watermarked.
        get_complaint_statistics_docx "/{id}.docx" Docx
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        /// Renders the edition of complaint statistics that the caller sees as CSV (UTF-8), with one row for each
        /// channel.
        get_complaint_statistics_csv "/{id}.csv" Csv "text/csv";
    }
    public {
        /// Renders published complaint statistics as a PDF (PDF/A) with the verification code.
        get_public_complaint_statistics_pdf "/{id}.pdf" Pdf "application/pdf";
        /// Renders published complaint statistics as an accessible HTML page.
        get_public_complaint_statistics_html "/{id}.html" Html "text/html";
        /// Renders published complaint statistics as a DOCX, for organizations that need to edit it.
        get_public_complaint_statistics_docx "/{id}.docx" Docx
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        /// Renders published complaint statistics as CSV (UTF-8), with one row for each channel.
        get_public_complaint_statistics_csv "/{id}.csv" Csv "text/csv";
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
#[post("")]
async fn create_complaint_statistics(
    app: Data<App>,
    JsonPost { context, input }: JsonPost<CreateComplaintStatistics>,
) -> Answer {
    let made = created::<ComplaintStatistics>;
    present::send(document::create::<ComplaintStatistics, _>(&app, &context, input.into(), made).await?)
}

/// Changes complaint statistics that are a draft or were returned.
#[utoipa::path(tag = "complaint-statistics", params(IfMatch),
    request_body(content = PatchComplaintStatistics, content_type = "application/merge-patch+json",
        example = json!({ "period": "ต.ค. 2566 - ก.ย. 2567", "none_received": true, "channels": [] })),
    responses((status = 200, body = ComplaintStatisticsView, description = "The changed statistics")))]
#[patch("/{id}")]
async fn edit_complaint_statistics(
    app: Data<App>,
    Body { context, input }: Body<PatchComplaintStatistics>,
    PathValue(id): PathValue<DocumentId>,
    IfMatch(precondition): IfMatch,
) -> Answer {
    // Cloned, because the closure is called again when the transaction is repeated.
    let change = |statistics: &mut ComplaintStatisticsInput| input.clone().apply(statistics);
    let view = document::edit::<ComplaintStatistics>(&app, &context, id, &precondition, change).await?;
    Ok(edited::<ComplaintStatistics>(&view))
}

crate::public::public_edition_routes! {
    PublicComplaintStatisticsView,
    list_public_complaint_statistics_editions "/{id}/editions",
    get_public_complaint_statistics_edition "/{id}/editions/{number}",
}

pub(crate) fn public_routes(cfg: &mut ServiceConfig) {
    // The renditions are first, because the `{id}` of a document would also match `….pdf`.
    public_rendition_routes(cfg);
    public_plain_routes(cfg);
    public_edition_routes(cfg);
}

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    rendition_routes(cfg);
    plain_routes(cfg);
    cfg.service(create_complaint_statistics)
        .service(edit_complaint_statistics);
    common_routes(cfg);
}
