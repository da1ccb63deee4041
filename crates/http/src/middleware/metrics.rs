use std::sync::{Arc, OnceLock};
use std::time::Duration;

use actix_web::http::{Method, StatusCode};
use metrics::SharedString;
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};

const REQUESTS: &str = "http_requests_total";
/// Counted by `prongsai-persistence`.
const REPEATS: &str = "transaction_repeats_total";
/// Counted by `rate_limit`.
const RATE_LIMITED: &str = "rate_limited_requests_total";
const DURATION: &str = "http_request_duration_seconds";
/// Set by the program `prongsai`.
const UNSETTLED: &str = "audit_trail_unsettled_seconds";
/// The upper bounds of the histogram of durations, in seconds.
const BUCKETS: &[f64] = &[
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
];
/// The interval at which samples are put into their buckets. They use memory until then.
const UPKEEP: Duration = Duration::from_secs(5);

static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Starts the counters, once per process, for any number of servers.
pub(crate) fn install() {
    RECORDER.get_or_init(|| match start() {
        Ok(handle) => Some(handle),
        Err(error) => {
            tracing::warn!(%error, "no metrics: another recorder is in place");
            None
        }
    });
}

/// All metrics so far, in the format of Prometheus.
pub(crate) fn render() -> Option<String> {
    RECORDER.get().and_then(Option::as_ref).map(PrometheusHandle::render)
}

fn start() -> Result<PrometheusHandle, BuildError> {
    let handle = PrometheusBuilder::new().set_buckets(BUCKETS)?.install_recorder()?;
    metrics::describe_counter!(REQUESTS, "Requests by method, route template and class of status.");
    metrics::describe_counter!(
        REPEATS,
        "Transactions that conflicted with another one and were repeated, by name."
    );
    metrics::describe_counter!(
        RATE_LIMITED,
        "Requests that were refused because too many came, by class."
    );
    metrics::describe_histogram!(DURATION, metrics::Unit::Seconds, "Time to answer, by route template.");
    metrics::describe_gauge!(
        UNSETTLED,
        metrics::Unit::Seconds,
        "Time for which the oldest row of the audit trail waits for an open transaction."
    );
    describe_renderers();
    let upkeep = handle.clone();
    let spawned = std::thread::Builder::new()
        .name("metrics-upkeep".to_owned())
        .spawn(move || {
            loop {
                std::thread::sleep(UPKEEP);
                upkeep.run_upkeep();
            }
        });
    if let Err(error) = spawned {
        tracing::warn!(%error, "the metrics are updated only when they are read");
    }
    Ok(handle)
}

/// Describes what `prongsai-renderer-pool` counts.
fn describe_renderers() {
    metrics::describe_gauge!(
        "renderer_queue_length",
        "PDFs that wait for a renderer, for the public and for organizations."
    );
    metrics::describe_gauge!("renderer_processes", "Renderer processes that run.");
    metrics::describe_counter!("renderer_starts_total", "Renderer processes that were started.");
    metrics::describe_counter!("renderer_ends_total", "Renderer processes that ended, by reason.");
    metrics::describe_counter!("renderer_refusals_total", "PDFs that got no renderer, by reason.");
    metrics::describe_histogram!(
        "renderer_wait_seconds",
        metrics::Unit::Seconds,
        "Time that a PDF waited for a renderer."
    );
    metrics::describe_histogram!(
        "renderer_duration_seconds",
        metrics::Unit::Seconds,
        "Time for which a renderer worked on a PDF."
    );
}

/// Counts one answer.
pub(super) fn count(method: &Method, route: Option<Arc<str>>, status: StatusCode, took: Duration) {
    let route = route.map_or(SharedString::const_str("-"), SharedString::from_shared);
    metrics::counter!(REQUESTS, "method" => method_label(method), "route" => route.clone(), "status" => class(status))
        .increment(1);
    metrics::histogram!(DURATION, "route" => route).record(took);
}

/// Only the known methods become labels, so that a client cannot create new time series.
fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() {
        100..=199 => "1xx",
        200..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    }
}
