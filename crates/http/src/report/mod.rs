//! Reports: drafting and editing them.

mod create;
mod edit;
mod list;
mod person;
mod view;

pub(crate) use person::{PatchPerson, PersonBody, PersonView};
pub(crate) use view::{ReportEditionView, ReportView};

crate::document::document_routes! {
    kind: Report, tag: "reports", view: ReportView, edition_view: ReportEditionView,
    get_report "/reports/{id}", delete_report,
    submit_report "/reports/{id}/submit", return_report "/reports/{id}/return",
    approve_report "/reports/{id}/approve", publish_report "/reports/{id}/publish",
    withdraw_report "/reports/{id}/withdraw", revise_report "/reports/{id}/revise",
    list_report_editions "/reports/{id}/editions", get_report_edition "/reports/{id}/editions/{number}",
    list_report_history "/reports/{id}/history",
}

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list::list_reports)
        .service(create::create_report)
        .service(edit::edit_report);
    common_routes(cfg);
}
