use anyhow::{Context as _, Result};
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Receives the request of people (Ctrl-C) and of service managers (SIGTERM) to stop.
#[derive(Debug)]
pub(crate) struct StopSignal {
    interrupt: Signal,
    terminate: Signal,
}

impl StopSignal {
    /// Listens from now on. A request to stop that arrives before a call of [`requested`](Self::requested) is not lost.
    ///
    /// # Errors
    /// The system does not let the program listen.
    pub(crate) fn listen() -> Result<Self> {
        let failed = "cannot listen for signals";
        Ok(Self {
            interrupt: signal(SignalKind::interrupt()).context(failed)?,
            terminate: signal(SignalKind::terminate()).context(failed)?,
        })
    }

    /// Waits for the request to stop.
    pub(crate) async fn requested(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}
