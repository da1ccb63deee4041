use std::io::IsTerminal as _;

use anyhow::{Context as _, Result};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Sends the logs to standard error: as text on a terminal, as JSON lines otherwise. `default` is the filter when none
/// is set.
///
/// # Errors
/// The filter is not valid.
pub(crate) fn start(filter: Option<&str>, default: &str) -> Result<()> {
    let filter = parsed(filter, default)?;
    let registry = tracing_subscriber::registry().with(filter);
    let layer = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let started = if is_terminal() {
        registry.with(layer.with_target(false)).try_init()
    } else {
        registry
            .with(layer.json().flatten_event(true).with_span_list(false))
            .try_init()
    };
    started.context("the log cannot be started")
}

/// Checks the filter, if one is set.
///
/// # Errors
/// The filter is not valid.
pub(crate) fn check(filter: Option<&str>) -> Result<()> {
    parsed(filter, "info").map(drop)
}

fn parsed(filter: Option<&str>, default: &str) -> Result<EnvFilter> {
    let filter = filter.filter(|filter| !filter.trim().is_empty()).unwrap_or(default);
    EnvFilter::builder().parse(filter).with_context(|| {
        format!("\"{filter}\" is not a log filter; set RUST_LOG for example to info,prongsai_http=debug")
    })
}

/// Whether standard error is a terminal.
pub(crate) fn is_terminal() -> bool {
    std::io::stderr().is_terminal()
}
