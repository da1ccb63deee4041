//! Reports: drafting and editing.

mod create;
mod edit;
pub(super) mod public;
mod view;

use public::PublicReportView;
use view::ReportContent;

use prongsai_domain::report::Report;

crate::document::document_routes! {
    kind: Report, tag: "reports", content: ReportContent,
    /// A report, with the edition that the caller sees.
    ReportView,
    /// One edition of a report.
    ReportEditionView,
    get_report "/{id}", delete_report,
    submit_report "/{id}/submit", return_report "/{id}/return",
    approve_report "/{id}/approve", publish_report "/{id}/publish",
    withdraw_report "/{id}/withdraw", revise_report "/{id}/revise",
    list_report_editions "/{id}/editions", get_report_edition "/{id}/editions/{number}",
    list_report_history "/{id}/history",
    list_report_warnings "/{id}/warnings",
}

crate::document::plain_routes! {
    tag: "reports", public_view: PublicReportView, title: "รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2566",
    /// A report in a list.
    ReportRowView;
    /// A published report in a list.
    PublicReportRowView;
    /// Lists the reports that the caller may see, oldest first.
    list_reports "";
    /// Lists published reports, oldest first.
    list_public_reports;
    /// Shows a published report as the bytes that were stored when it was published, or as a rendition if `Accept`
    /// requests one.
    get_public_report "/{id}";
}

crate::rendition::rendition_routes! {
    kind: Report,
    private {
        /// Renders the edition of a report that the caller sees as a PDF.
        ///
        /// A draft is watermarked, and shows what it would freeze if it were submitted now.
        get_report_pdf "/{id}.pdf" Pdf "application/pdf";
        /// Renders the edition of a report that the caller sees as an HTML page.
        ///
        /// A draft is marked as a draft.
        get_report_html "/{id}.html" Html "text/html";
        /// Renders the edition of a report that the caller sees as a DOCX.
        ///
        /// A draft is watermarked.
        get_report_docx "/{id}.docx" Docx
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    }
    public {
        /// Renders a published report as a PDF (PDF/A) with its verification code.
        get_public_report_pdf "/{id}.pdf" Pdf "application/pdf";
        /// Renders a published report as an accessible HTML page.
        get_public_report_html "/{id}.html" Html "text/html";
        /// Renders a published report as a DOCX, for organizations that need to edit it.
        get_public_report_docx "/{id}.docx" Docx
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    }
}

crate::public::public_edition_routes! {
    PublicReportView,
    list_public_report_editions "/{id}/editions",
    get_public_report_edition "/{id}/editions/{number}",
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
    cfg.service(create::create_report).service(edit::edit_report);
    common_routes(cfg);
}
