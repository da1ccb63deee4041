//! The layers around every request, from the outside in: a root span with the request's id, then the frame (normal form of
//! the path, problem documents, headers, metrics, the line in the log), then cross-origin rules, the limits of the rate of
//! requests, and compression.

mod access_log;
mod frame;
mod headers;
mod metrics;
mod normal_path;
mod problem_context;
mod rate_class;
mod rate_limit;
mod refusal;
mod request_facts;
mod size;
mod span;
mod strict_transport;

pub(crate) use frame::frame;
pub(crate) use metrics::{install as install_metrics, render as render_metrics};
pub(crate) use rate_limit::{RateLimiter, limit_rate, take_claims};
pub(crate) use request_facts::{note_actor, origin, request_id};
pub(crate) use size::leave_small_answers_uncompressed;
pub(crate) use span::RequestSpan;
pub(crate) use strict_transport::SecureHost;
