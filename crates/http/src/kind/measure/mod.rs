//! Measures: drafting, editing, and steps for single measures and for a whole year.

mod bulk;
mod create;
mod edit;
mod list;
pub(super) mod public;
mod selection;
mod step;
mod view;

use step::StepBody;
use view::MeasureContent;

use prongsai_domain::measure::Measure;

crate::document::document_routes! {
    kind: Measure, tag: "measures", content: MeasureContent,
    /// A measure, with the edition that the caller sees.
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
    private {
        /// Renders the edition of a measure that the caller sees as a PDF.
        ///
        /// A draft is watermarked.
        get_measure_pdf "/measures/{id}.pdf" Pdf "application/pdf";
        /// Renders the edition of a measure that the caller sees as an HTML page.
        ///
        /// A draft is marked as a draft.
        get_measure_html "/measures/{id}.html" Html "text/html";
        /// Renders the edition of a measure that the caller sees as a DOCX.
        ///
        /// A draft is watermarked.
        get_measure_docx "/measures/{id}.docx" Docx
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    }
    public {
        /// Renders a published measure as a PDF (PDF/A) with its verification code.
        get_public_measure_pdf "/measures/{id}.pdf" Pdf "application/pdf";
        /// Renders a published measure as an accessible HTML page.
        get_public_measure_html "/measures/{id}.html" Html "text/html";
        /// Renders a published measure as a DOCX, for organizations that need to edit it.
        get_public_measure_docx "/measures/{id}.docx" Docx
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    }
}

crate::public::public_edition_routes! {
    public::PublicMeasureView,
    list_public_measure_editions "/measures/{id}/editions",
    get_public_measure_edition "/measures/{id}/editions/{number}",
}

pub(crate) fn public_routes(cfg: &mut ServiceConfig) {
    // The renditions are first, because the `{id}` of a document would also match `….pdf`.
    public_rendition_routes(cfg);
    cfg.service(public::get_public_measure)
        .service(public::list_public_measures);
    public_edition_routes(cfg);
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
