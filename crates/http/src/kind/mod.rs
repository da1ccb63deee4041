//! The kinds of documents in the API: one module for each, with its routes and views.
//!
//! Each kind implements [`Exposed`](crate::document::Exposed) and has a module here. If a kind of the domain has no
//! module here, the crate does not compile.

mod announcement;
mod complaint_statistics;
mod measure;
mod person;
mod report;
#[cfg(test)]
mod tests;

use prongsai_domain::for_each_kind;
use utoipa_actix_web::service_config::ServiceConfig;

/// Name and description of each kind's tag in the OpenAPI document.
pub(crate) const TAGS: &[(&str, &str)] = &[
    (
        "measures",
        "มาตรการ — Measures: what an organization will do about an indicator.",
    ),
    ("reports", "รายงานผล — Reports on the measures of a year."),
    ("announcements", "ประกาศ — Announcements, with the QR code of a survey."),
    (
        "complaint-statistics",
        "สถิติเรื่องร้องเรียน — The number of complaints about corruption received, by channel.",
    ),
];

macro_rules! mounted_kinds {
    ($($kind:ident $module:ident)+) => {
        /// Adds the routes below `/api/v1`, which need a token.
        pub(crate) fn routes(cfg: &mut ServiceConfig) {
            $($module::routes(cfg);)+
        }

        /// Adds the anonymous routes below `/public/v1`.
        pub(crate) fn public_routes(cfg: &mut ServiceConfig) {
            $($module::public_routes(cfg);)+
        }
    };
}

for_each_kind!(mounted_kinds);
