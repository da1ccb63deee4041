use std::io;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};
use prongsai_application::App;
use prongsai_http::{Server, ServerHandle, ServerOptions};
use tokio::task::{JoinError, JoinHandle};

use crate::listeners::Listeners;

/// Seconds that current requests have to finish when the servers stop.
pub(crate) const SHUTDOWN_SECONDS: u64 = 5;

/// The HTTP servers of the program, which start and stop together.
pub(crate) struct Servers {
    public: Running,
    operations: Option<Running>,
}

struct Running {
    handle: ServerHandle,
    task: JoinHandle<io::Result<()>>,
}

impl Running {
    fn new(server: Server) -> Self {
        Self {
            handle: server.handle(),
            task: tokio::spawn(server),
        }
    }
}

impl Servers {
    /// Starts a server on each listener.
    ///
    /// # Errors
    /// A server cannot be started.
    pub(crate) fn start(app: &App, options: ServerOptions, listeners: Listeners) -> Result<Self> {
        let operations = listeners.operations.map(|listener| {
            tracing::info!(address = %listener.local_addr()?, "listening for operators");
            let server = prongsai_http::start_operations(app.clone(), &options, listener);
            server.context("the server for operators cannot be started")
        });
        let operations = operations.transpose()?;
        let public = prongsai_http::start(app.clone(), options, listeners.public);
        let public = public.context("the server cannot be started")?;
        Ok(Self {
            public: Running::new(public),
            operations: operations.map(Running::new),
        })
    }

    /// Waits until one of the servers ends although nobody stopped it, and returns the reason.
    pub(crate) async fn ended(&mut self) -> anyhow::Error {
        let operations = async {
            match &mut self.operations {
                Some(operations) => (&mut operations.task).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            ended = &mut self.public.task => ended_by_itself("the HTTP server", ended),
            ended = operations => ended_by_itself("the HTTP server for operators", ended),
        }
    }

    /// Stops all servers at the same time. Waits for current requests if `gracefully`.
    pub(crate) async fn stop(self, gracefully: bool) {
        let all = [Some(self.public), self.operations].into_iter().flatten();
        // Each handle sends the request to stop when it is called; the rest is waiting.
        let stopping: Vec<_> = all.map(|server| server.handle.stop(gracefully)).collect();
        let stopped = async {
            for one in stopping {
                one.await;
            }
        };
        // The server itself ends requests that take longer than SHUTDOWN_SECONDS; a second more, in case it hangs.
        let limit = Duration::from_secs(SHUTDOWN_SECONDS + 1);
        if tokio::time::timeout(limit, stopped).await.is_err() {
            tracing::warn!("some connections did not end in time");
        }
    }
}

/// Why an HTTP server has ended although nobody stopped it.
fn ended_by_itself(name: &str, ended: Result<io::Result<()>, JoinError>) -> anyhow::Error {
    let by_itself = format!("{name} has ended by itself");
    match ended {
        Ok(Ok(())) => anyhow!(by_itself),
        Ok(Err(error)) => anyhow!(error).context(by_itself),
        Err(error) => anyhow!(error).context(by_itself),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_the_http_server_is_told_with_its_reason() {
        let ended = |ended| format!("{:#}", ended_by_itself("the HTTP server", ended));
        let error = ended(Ok(Err(io::Error::other("no more files"))));
        assert_eq!(error, "the HTTP server has ended by itself: no more files");
        assert_eq!(ended(Ok(Ok(()))), "the HTTP server has ended by itself");
    }
}
