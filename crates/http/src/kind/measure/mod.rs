//! Measures: drafting and editing them, one by one and a whole year at once.

mod bulk;
mod create;
mod edit;
mod list;
pub(super) mod public;
mod step;
mod view;

use step::StepBody;
use view::MeasureContent;

use prongsai_domain::measure::Measure;

crate::document::document_routes! {
    kind: Measure, tag: "measures", content: MeasureContent,
    /// A measure, with the edition that the caller is shown.
    MeasureView,
    /// One edition of a measure.
    MeasureEditionView,
    get_measure "/measures/{id}", delete_measure,
    submit_measure "/measures/{id}/submit", return_measure "/measures/{id}/return",
    approve_measure "/measures/{id}/approve", publish_measure "/measures/{id}/publish",
    withdraw_measure "/measures/{id}/withdraw", revise_measure "/measures/{id}/revise",
    list_measure_editions "/measures/{id}/editions", get_measure_edition "/measures/{id}/editions/{number}",
    list_measure_history "/measures/{id}/history",
}

crate::rendition::rendition_routes! {
    kind: Measure,
    own {
        /// Makes the edition of a measure that the caller is shown into a PDF; a draft is watermarked.
        get_measure_pdf "/measures/{id}.pdf" Pdf "application/pdf";
        /// Shows the edition of a measure that the caller is shown as a page; a draft says that it is one.
        get_measure_html "/measures/{id}.html" Html "text/html";
        /// Makes the edition of a measure that the caller is shown into a DOCX; a draft is watermarked.
        get_measure_docx "/measures/{id}.docx" Docx
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    }
    public {
        /// Makes a published measure into a PDF (PDF/A), with its verification code.
        get_public_measure_pdf "/measures/{id}.pdf" Pdf "application/pdf";
        /// Shows a published measure as an accessible page.
        get_public_measure_html "/measures/{id}.html" Html "text/html";
        /// Makes a published measure into a DOCX, for offices that must edit.
        get_public_measure_docx "/measures/{id}.docx" Docx
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    }
}

pub(crate) fn public_routes(cfg: &mut ServiceConfig) {
    // Renditions first: the `{id}` of a document would take `….pdf` too.
    public_rendition_routes(cfg);
    cfg.service(public::get_public_measure)
        .service(public::list_public_measures);
}

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    rendition_routes(cfg);
    cfg.service(list::list_measures)
        .service(create::create_measure)
        .service(edit::edit_measure);
    common_routes(cfg);
    cfg.service(bulk::submit_measures_of_year);
    cfg.service(bulk::approve_measures_of_year);
    cfg.service(bulk::publish_measures_of_year);
}
