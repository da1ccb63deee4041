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

use prongsai_domain::document::DocumentKind;
use prongsai_domain::for_each_kind;
use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use measure::routes_of_organizations;

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

/// The scope of the routes of a kind: a segment without parameters, so that those of the other kinds are not tried.
macro_rules! scope_of {
    ($kind:expr) => {
        scope(format!("/{}", $kind.plural()).as_str())
    };
}

macro_rules! mounted_kinds {
    ($($kind:ident $module:ident)+) => {
        /// Adds the routes below `/api/v1`, which need a token.
        pub(crate) fn routes(cfg: &mut ServiceConfig) {
            $(cfg.service(scope_of!(DocumentKind::$kind).configure($module::routes));)+
        }

        /// Adds the anonymous routes below `/public/v1`.
        pub(crate) fn public_routes(cfg: &mut ServiceConfig) {
            $(cfg.service(scope_of!(DocumentKind::$kind).configure($module::public_routes));)+
        }
    };
}

for_each_kind!(mounted_kinds);
