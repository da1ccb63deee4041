//! Support for the acceptance tests in `tests/`: each test gets a database, a real server and a client for each role.
//! [`TestApp`] is the entry point.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, and says why"
)]
#![allow(
    clippy::missing_panics_doc,
    reason = "every function here panics when its expectation fails"
)]

mod answer;
mod app;
mod client;
mod clock;
mod connection;
mod database;
mod document;
mod logs;
mod organization;
mod problem;
mod proxy;
mod raw;
mod renderer;
mod restore;
pub mod sample;
mod server;
mod statements;
mod template;
mod work;

pub use answer::Answer;
pub use app::TestApp;
pub use client::{Client, Request, http_client};
pub use clock::TestClock;
pub use database::{Fingerprint, TestDatabase};
pub use document::{Document, acknowledgements};
pub use logs::Logs;
pub use organization::{TestOrganization, membership};
pub use problem::{FieldError, PROBLEM_MEMBERS, Refusal, assert_any_problem, assert_problem, is_thai};
pub use prongsai_application::Quotas;
pub use prongsai_application::mail::MailOptions;
pub use prongsai_application::rate_limit::{RateLimitOptions, RatePolicy};
pub use prongsai_application::rendition::{RendererOptions, RenditionOptions};
pub use prongsai_application::{Loopback, VisitOptions};
pub use prongsai_domain::access::Role;
pub use prongsai_domain::document::DocumentKind;
pub use prongsai_domain::id::DocumentId;
pub use prongsai_http::{MetricsAccess, ProxyHeader, ServerOptions, TrustedProxies};
pub use prongsai_persistence::{Recorded, StoreError};
pub use raw::read_answer;
pub use renderer::{renderer_processes, renderer_program};
pub use server::{Limits, PASSWORD, Server};
pub use statements::{count_statements, statements_of};

use sha2::{Digest as _, Sha256};

/// SHA-256 of some bytes, in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
