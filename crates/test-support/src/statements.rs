use std::future::Future;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};

/// The number of statements sent so far.
static STATEMENTS: AtomicUsize = AtomicUsize::new(0);

/// Counts the SQL statements that the servers of this process send. Call it before a server is started: it reaches only
/// connections that are opened later.
///
/// # Panics
/// Panics when the counter cannot be installed.
pub fn count_statements() {
    set_default_instrumentation(counter).expect("the counter is installed");
}

/// Runs `work`, and returns the number of statements sent meanwhile and the result of `work`. Other tests must not run
/// in the same process at the same time.
///
/// # Panics
/// Panics when no statement was counted: the counter does not reach the connections.
pub async fn statements_of<T>(work: impl Future<Output = T>) -> (usize, T) {
    let before = STATEMENTS.load(Ordering::SeqCst);
    let result = work.await;
    let count = STATEMENTS.load(Ordering::SeqCst) - before;
    assert!(count > 0, "no statement was counted");
    (count, result)
}

#[expect(clippy::unnecessary_wraps, reason = "the form that diesel takes")]
fn counter() -> Option<Box<dyn Instrumentation>> {
    Some(Box::new(|event: InstrumentationEvent<'_>| {
        if matches!(event, InstrumentationEvent::StartQuery { .. }) {
            STATEMENTS.fetch_add(1, Ordering::SeqCst);
        }
    }))
}
