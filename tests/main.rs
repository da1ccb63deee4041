//! The acceptance tests: the real server over HTTP, each test with a database of its own.
//!
//! The folders follow the URLs; tests of all endpoints are in files of their own next to them. Run
//! them with `make test`, or `target/debug/with-postgres cargo nextest run -p prongsai-acceptance`.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, and says why"
)]

mod activities;
mod analyses;
mod announcements;
mod audit;
mod authorization;
mod authors;
mod availability;
mod blobs;
mod bundles;
mod canary;
mod catalogues;
mod channels;
mod complaint_statistics;
mod concurrency;
mod contract;
mod database;
mod database_roles;
mod doctor;
mod doors;
mod encoded_paths;
mod files;
mod idempotency;
mod imports;
mod jobs;
mod journeys;
mod limits;
mod links;
mod logs;
mod measure_templates;
mod measures;
mod openapi;
mod organizations;
mod outbox;
mod paging;
mod preconditions;
mod problems;
mod protocol;
mod public;
mod qr;
mod query_plans;
mod refusal_events;
mod renditions;
mod repeats;
mod reports;
mod results;
mod revocation;
mod scores;
mod second_factor;
mod security_events;
mod service_tokens;
mod sessions;
mod sign_in_refusals;
mod sqlstate;
mod statements;
mod strictness;
mod trail_filters;
mod trail_followers;
mod trail_titles;
mod upgrade;
mod users;
mod visibility;
mod warnings;
