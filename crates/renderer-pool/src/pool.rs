use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use prongsai_rendering::pdf::Identity;
use tokio::sync::{mpsc, oneshot};

use super::dispatcher::{Dispatcher, Known, Reply, Request};
use super::error::PoolError;
use super::options::PoolOptions;
use super::order::{Made, Order, Place};

/// The processes that make PDFs.
///
/// Nothing is started before the first order. When the pool is dropped, the processes end.
#[derive(Debug)]
pub struct Pool {
    options: PoolOptions,
    known: Known,
    dispatcher: Mutex<State>,
}

/// Whether the thread of the dispatcher runs.
#[derive(Debug)]
enum State {
    NotStarted,
    Running(mpsc::UnboundedSender<Request>),
    Stopped,
}

impl Pool {
    /// A pool that has started nothing.
    pub fn new(options: PoolOptions) -> Self {
        Self {
            options,
            known: Known::default(),
            dispatcher: Mutex::new(State::NotStarted),
        }
    }

    /// What the last renderer was; `None` before one has started.
    pub fn known(&self) -> Option<Arc<Identity>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What the renderer is. Starts one if none has started before.
    ///
    /// # Errors
    /// As [`render`](Self::render).
    pub async fn identity(&self, place: Place) -> Result<Arc<Identity>, PoolError> {
        if let Some(known) = self.known() {
            return Ok(known);
        }
        let made = self.ask(|reply| Request::Identify(place, reply)).await?;
        Ok(made.identity)
    }

    /// Makes a PDF. It takes its turn, and is made also if the caller no longer waits.
    ///
    /// # Errors
    /// The renderer is missing or failed, refuses the job, or too many wait.
    pub async fn render(&self, order: Order) -> Result<Made, PoolError> {
        self.ask(|reply| Request::Render(order, reply)).await
    }

    /// Ends all processes and waits until they have ended. Afterwards nothing is made any more.
    pub async fn stop(&self) {
        let (stopped, ended) = oneshot::channel();
        let state = std::mem::replace(&mut *self.lock(), State::Stopped);
        if let State::Running(requests) = state
            && requests.send(Request::Stop(stopped)).is_ok()
        {
            let _ = ended.await;
        }
    }

    async fn ask(&self, request: impl FnOnce(Reply) -> Request) -> Result<Made, PoolError> {
        let (reply, answer) = oneshot::channel();
        self.requests()?.send(request(reply)).map_err(|_| PoolError::Stopped)?;
        answer.await.map_err(|_| PoolError::Stopped)?
    }

    /// The way to the dispatcher, whose thread is started if it does not run.
    fn requests(&self) -> Result<mpsc::UnboundedSender<Request>, PoolError> {
        let mut state = self.lock();
        match &*state {
            State::Running(requests) => Ok(requests.clone()),
            State::Stopped => Err(PoolError::Stopped),
            State::NotStarted => {
                let requests = self.start()?;
                *state = State::Running(requests.clone());
                Ok(requests)
            }
        }
    }

    /// Starts the dispatcher. The kernel ends a renderer together with the thread that started it, so this thread starts
    /// all of them, and runs as long as the pool.
    fn start(&self) -> Result<mpsc::UnboundedSender<Request>, PoolError> {
        let failed = |error: std::io::Error| PoolError::NotReady(format!("no thread for renderers: {error}"));
        let (requests, received) = mpsc::unbounded_channel();
        let dispatcher = Dispatcher::new(self.options.clone(), Arc::clone(&self.known));
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(failed)?;
        thread::Builder::new()
            .name("renderers".to_owned())
            .spawn(move || runtime.block_on(dispatcher.run(received)))
            .map_err(failed)?;
        Ok(requests)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.dispatcher.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
