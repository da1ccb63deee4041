//! Reports: drafting and editing them.

mod create;
mod edit;
mod person;
pub(super) mod public;
mod view;

pub(crate) use person::{PatchPerson, PersonBody, PersonView};
use public::PublicReportView;
use view::ReportContent;

use prongsai_domain::report::Report;

crate::document::document_routes! {
    kind: Report, tag: "reports", content: ReportContent,
    /// A report, with the edition that the caller is shown.
    ReportView,
    /// One edition of a report.
    ReportEditionView,
    get_report "/reports/{id}", delete_report,
    submit_report "/reports/{id}/submit", return_report "/reports/{id}/return",
    approve_report "/reports/{id}/approve", publish_report "/reports/{id}/publish",
    withdraw_report "/reports/{id}/withdraw", revise_report "/reports/{id}/revise",
    list_report_editions "/reports/{id}/editions", get_report_edition "/reports/{id}/editions/{number}",
    list_report_history "/reports/{id}/history",
}

crate::document::plain_routes! {
    tag: "reports", public_view: PublicReportView, title: "รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2566",
    /// A report in a list.
    ReportRowView;
    /// A published report in a list.
    PublicReportRowView;
    /// Lists the reports that the caller may see, oldest first.
    list_reports "/reports";
    /// Lists published reports, oldest first.
    list_public_reports;
    /// Shows a published report, as the bytes that were kept when it was published; or, where `Accept` asks for one, as a
    /// rendition.
    get_public_report "/reports/{id}";
}

crate::rendition::rendition_routes! {
    kind: Report,
    own {
        /// Makes the edition of a report that the caller is shown into a PDF. A draft is watermarked, and shows what it would
        /// freeze if it were submitted now.
        get_report_pdf "/reports/{id}.pdf" Pdf "application/pdf";
        /// Shows the edition of a report that the caller is shown as a page; a draft says that it is one.
        get_report_html "/reports/{id}.html" Html "text/html";
        /// Makes the edition of a report that the caller is shown into a DOCX; a draft is watermarked.
        get_report_docx "/reports/{id}.docx" Docx
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    }
    public {
        /// Makes a published report into a PDF (PDF/A), with its verification code.
        get_public_report_pdf "/reports/{id}.pdf" Pdf "application/pdf";
        /// Shows a published report as an accessible page.
        get_public_report_html "/reports/{id}.html" Html "text/html";
        /// Makes a published report into a DOCX, for offices that must edit.
        get_public_report_docx "/reports/{id}.docx" Docx
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    }
}

pub(crate) fn public_routes(cfg: &mut ServiceConfig) {
    // Renditions first: the `{id}` of a document would take `….pdf` too.
    public_rendition_routes(cfg);
    public_plain_routes(cfg);
}

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    rendition_routes(cfg);
    plain_routes(cfg);
    cfg.service(create::create_report).service(edit::edit_report);
    common_routes(cfg);
}
