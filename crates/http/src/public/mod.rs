//! What anybody may read: published content only, cacheable, as the bytes that were kept when it was published.

mod announcement;
mod answer;
mod list;
mod measure;
mod report;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(measure::get_public_measure)
        .service(measure::list_public_measures);
    cfg.service(report::get_public_report)
        .service(report::list_public_reports);
    cfg.service(announcement::get_public_announcement)
        .service(announcement::list_public_announcements);
    cfg.service(announcement::get_public_qr_svg)
        .service(announcement::get_public_qr_png);
}
