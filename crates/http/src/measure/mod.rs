//! Measures: drafting and editing them, one by one and a whole year at once.

mod bulk;
mod create;
mod edit;
mod list;
mod step;
mod view;

use step::StepBody;
pub(crate) use view::{MeasureEditionView, MeasureView};

crate::document::document_routes! {
    kind: Measure, tag: "measures", view: MeasureView, edition_view: MeasureEditionView,
    get_measure "/measures/{id}", delete_measure,
    submit_measure "/measures/{id}/submit", return_measure "/measures/{id}/return",
    approve_measure "/measures/{id}/approve", publish_measure "/measures/{id}/publish",
    withdraw_measure "/measures/{id}/withdraw", revise_measure "/measures/{id}/revise",
    list_measure_editions "/measures/{id}/editions", get_measure_edition "/measures/{id}/editions/{number}",
    list_measure_history "/measures/{id}/history",
}

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list::list_measures)
        .service(create::create_measure)
        .service(edit::edit_measure);
    common_routes(cfg);
    cfg.service(bulk::submit_measures_of_year);
    cfg.service(bulk::approve_measures_of_year);
    cfg.service(bulk::publish_measures_of_year);
}
