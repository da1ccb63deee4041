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
    get_measure "/{id}", delete_measure,
    submit_measure "/{id}/submit", return_measure "/{id}/return",
    approve_measure "/{id}/approve", publish_measure "/{id}/publish",
    withdraw_measure "/{id}/withdraw", revise_measure "/{id}/revise",
    list_measure_editions "/{id}/editions", get_measure_edition "/{id}/editions/{number}",
    list_measure_history "/{id}/history",
    list_measure_warnings "/{id}/warnings",
}

crate::rendition::rendition_routes! {
    kind: Measure,
    private {
        /// Renders the edition of a measure that the caller sees as a PDF.
        ///
        /// A draft is watermarked.
        get_measure_pdf "/{id}.pdf" Pdf "application/pdf";
        /// Renders the edition of a measure that the caller sees as an HTML page.
        ///
        /// A draft is marked as a draft.
        get_measure_html "/{id}.html" Html "text/html";
        /// Renders the edition of a measure that the caller sees as a DOCX.
        ///
        /// A draft is watermarked.
        get_measure_docx "/{id}.docx" Docx
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    }
    public {
        /// Renders a published measure as a PDF (PDF/A) with its verification code.
        get_public_measure_pdf "/{id}.pdf" Pdf "application/pdf";
        /// Renders a published measure as an accessible HTML page.
        get_public_measure_html "/{id}.html" Html "text/html";
        /// Renders a published measure as a DOCX, for organizations that need to edit it.
        get_public_measure_docx "/{id}.docx" Docx
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    }
}

crate::public::public_edition_routes! {
    public::PublicMeasureView,
    list_public_measure_editions "/{id}/editions",
    get_public_measure_edition "/{id}/editions/{number}",
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
    crate::result::routes(cfg);
    crate::activity::routes(cfg);
}

/// Adds the steps of all measures of a year, below `/api/v1/organizations`.
pub(crate) fn routes_of_organizations(cfg: &mut ServiceConfig) {
    cfg.service(bulk::submit_measures_of_year)
        .service(bulk::approve_measures_of_year)
        .service(bulk::publish_measures_of_year);
}
