use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use tracing_subscriber::EnvFilter;

static WRITTEN: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Everything that this process logs from now on, as the server would write it, with more detail than it would.
pub struct Logs;

struct Pen;

impl Write for Pen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        WRITTEN
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Logs {
    /// Begins to listen. Threads of one process share what is heard.
    pub fn capture() -> Self {
        let filter = EnvFilter::new("debug,prongsai_http=trace,prongsai_application=trace,prongsai_persistence=trace");
        let subscriber = tracing_subscriber::fmt()
            .json()
            .with_env_filter(filter)
            .with_writer(|| Pen);
        // Another test of this process may have begun before.
        let _ = subscriber.try_init();
        Self
    }

    /// What was written so far.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&WRITTEN.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}
