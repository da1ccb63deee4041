use std::future::Future;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};

static STATEMENTS: AtomicUsize = AtomicUsize::new(0);

/// Counts the SQL statements that servers of this process send from now on. Call it before a server is started.
///
/// # Panics
/// Panics when the counter cannot be installed.
pub fn count_statements() {
    set_default_instrumentation(counter).expect("the counter is installed");
}

/// Runs some work; returns the number of statements sent in the meantime and the result of the work.
pub async fn statements_of<T>(work: impl Future<Output = T>) -> (usize, T) {
    let before = STATEMENTS.load(Ordering::SeqCst);
    let answer = work.await;
    (STATEMENTS.load(Ordering::SeqCst) - before, answer)
}

#[expect(clippy::unnecessary_wraps, reason = "the form that diesel takes")]
fn counter() -> Option<Box<dyn Instrumentation>> {
    Some(Box::new(|event: InstrumentationEvent<'_>| {
        if matches!(event, InstrumentationEvent::StartQuery { .. }) {
            STATEMENTS.fetch_add(1, Ordering::SeqCst);
        }
    }))
}
