//! The metrics of the pool; `middleware/metrics.rs` of `http` describes them.

use std::time::Duration;

use super::order::{Audience, Length};

pub(crate) fn waiting(audience: Audience, length: usize) {
    metrics::gauge!("renderer_queue_length", "audience" => audience.as_str()).set(as_number(length));
}

pub(crate) fn processes(count: usize) {
    metrics::gauge!("renderer_processes").set(as_number(count));
}

pub(crate) fn started() {
    metrics::counter!("renderer_starts_total").increment(1);
}

/// Counts an end: `idle`, `recycled`, `replaced`, `stopped`, or a word of a [`Failure`](crate::Failure).
pub(crate) fn ended(reason: &'static str) {
    metrics::counter!("renderer_ends_total", "reason" => reason).increment(1);
}

/// Counts an order that got no process: `full`, `not_ready` or `failed_before`.
pub(crate) fn refused(reason: &'static str) {
    metrics::counter!("renderer_refusals_total", "reason" => reason).increment(1);
}

pub(crate) fn waited(length: Length, time: Duration) {
    metrics::histogram!("renderer_wait_seconds", "length" => length.as_str()).record(time);
}

pub(crate) fn made(length: Length, time: Duration) {
    metrics::histogram!("renderer_duration_seconds", "length" => length.as_str()).record(time);
}

/// A count as a gauge takes it. Every count is small.
fn as_number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}
