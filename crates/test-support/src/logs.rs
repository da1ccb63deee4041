use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use tracing_subscriber::EnvFilter;

static WRITTEN: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// The log of this process from now on, as JSON lines, at a more detailed level than that of the server. The lines that
/// `prongsai` writes are flattened; these are not.
pub struct Logs;

/// Appends to the log of the process.
struct LogWriter;

impl Write for LogWriter {
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
    /// Starts to capture. The threads of one process share the log.
    pub fn capture() -> Self {
        let filter = EnvFilter::new("debug,prongsai_http=trace,prongsai_application=trace,prongsai_persistence=trace");
        let subscriber = tracing_subscriber::fmt()
            .json()
            .with_env_filter(filter)
            .with_writer(|| LogWriter);
        // Another test of this process may have started the capture before.
        let _ = subscriber.try_init();
        Self
    }

    /// The log so far.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&WRITTEN.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}
