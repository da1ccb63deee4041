//! The kinds of documents at the API: one folder for each, with its routes and views.
//!
//! A kind implements [`Exposed`](crate::document::Exposed) and has a `mod` line and a line in [`mounted_kinds`]. A kind of
//! the domain without a module here does not compile.

mod announcement;
mod complaint_statistics;
mod measure;
mod report;
#[cfg(test)]
mod tests;

use prongsai_domain::for_each_kind;
use utoipa_actix_web::service_config::ServiceConfig;

/// Name and description of each kind's tag in the OpenAPI document.
pub(crate) const TAGS: &[(&str, &str)] = &[
    (
        "measures",
        "มาตรการ — What an organization will do: drafted, approved, published.",
    ),
    ("reports", "รายงานผล — Reports on the measures of a year."),
    ("announcements", "ประกาศ — Announcements, with the QR code of a survey."),
    (
        "complaint-statistics",
        "สถิติเรื่องร้องเรียน — How many complaints about corruption were received, by channel.",
    ),
];

macro_rules! mounted_kinds {
    ($($kind:ident $module:ident)+) => {
        /// With a token, below `/api/v1`.
        pub(crate) fn routes(cfg: &mut ServiceConfig) {
            $($module::routes(cfg);)+
        }

        /// Anonymous, below `/public/v1`.
        pub(crate) fn public_routes(cfg: &mut ServiceConfig) {
            $($module::public_routes(cfg);)+
        }
    };
}

for_each_kind!(mounted_kinds);
