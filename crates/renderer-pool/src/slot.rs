use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use tokio::sync::watch;

use super::error::{Failure, PoolError};
use super::meter;
use super::options::PoolOptions;
use super::order::{Length, Made};
use super::process::{Renderer, ends_after};
use super::program;

/// What a slot does.
#[derive(Clone, Debug)]
pub(crate) enum Task {
    /// Only starts a renderer, to find out what it is.
    Identify,
    /// Makes a PDF.
    Render {
        /// The frames of the job.
        frames: Bytes,
        /// The blocks and rows of the rendition.
        units: usize,
        /// Its length.
        length: Length,
    },
}

/// The outcome of a task, with the renderer for the next one.
pub(crate) struct Finished {
    pub(crate) renderer: Option<Renderer>,
    pub(crate) outcome: Result<Made, PoolError>,
}

/// Does a task with the renderer of the slot, or with a new one. Ends it when the pool stops.
pub(crate) async fn run(
    renderer: Option<Renderer>,
    task: Task,
    options: Arc<PoolOptions>,
    mut stopping: watch::Receiver<bool>,
) -> Finished {
    let renderer = if let Some(renderer) = usable(renderer, &options).await {
        Ok(renderer)
    } else {
        let started = Renderer::start(&options, stopped(&mut stopping)).await;
        started.inspect(|_| meter::started())
    };
    let mut renderer = match renderer {
        Ok(renderer) => renderer,
        Err(error) => {
            return Finished {
                renderer: None,
                outcome: Err(error),
            };
        }
    };
    let identity = Arc::clone(&renderer.identity);
    let made = match task {
        Task::Identify => Ok(Bytes::new()),
        Task::Render { frames, units, length } => {
            let begun = Instant::now();
            renderer.units = renderer.units.saturating_add(units);
            let made = tokio::select! {
                made = renderer.render(&frames, options.deadline) => made,
                () = stopped(&mut stopping) => Err(PoolError::Stopped),
            };
            meter::made(length, begun.elapsed());
            made
        }
    };
    match made {
        Ok(pdf) => Finished {
            renderer: kept(renderer, &options).await,
            outcome: Ok(Made { pdf, identity }),
        },
        Err(error) => after(renderer, error, &options).await,
    }
}

/// Waits until the pool stops, or is dropped.
async fn stopped(stopping: &mut watch::Receiver<bool>) {
    let _ = stopping.wait_for(|stops| *stops).await;
}

/// The renderer, if it still runs and no other program has taken its place on disk. While the file is missing, the renderer
/// stays.
async fn usable(renderer: Option<Renderer>, options: &PoolOptions) -> Option<Renderer> {
    let mut renderer = renderer?;
    let present = program::path(options.program.as_deref()).and_then(|path| program::stamp(&path));
    if !renderer.is_alive() {
        tracing::warn!("a renderer ended while it was idle; another one is started");
        let failure = renderer.failed(Failure::Crashed).await;
        meter::ended(failure.as_str());
        return None;
    } else if present.is_ok_and(|stamp| stamp != renderer.stamp) {
        meter::ended("replaced");
    } else {
        return Some(renderer);
    }
    renderer.stop().await;
    None
}

/// The renderer, unless it has made so much that another one takes its place.
async fn kept(renderer: Renderer, options: &PoolOptions) -> Option<Renderer> {
    if renderer.units < options.recycle_units {
        return Some(renderer);
    }
    renderer.stop().await;
    meter::ended("recycled");
    None
}

async fn after(renderer: Renderer, error: PoolError, options: &PoolOptions) -> Finished {
    let (renderer, outcome) = match error {
        PoolError::Failed(failure) => {
            let failure = renderer.failed(failure).await;
            meter::ended(failure.as_str());
            (None, PoolError::Failed(failure))
        }
        PoolError::Refused(refusal) if !ends_after(&refusal) => {
            (kept(renderer, options).await, PoolError::Refused(refusal))
        }
        PoolError::Refused(refusal) => {
            renderer.stop().await;
            // The renderer was built from other sources than the server.
            (None, PoolError::NotReady(refusal.to_string()))
        }
        other => {
            renderer.kill().await;
            meter::ended("stopped");
            (None, other)
        }
    };
    Finished {
        renderer,
        outcome: Err(outcome),
    }
}
