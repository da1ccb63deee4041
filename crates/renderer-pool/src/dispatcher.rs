use std::collections::HashMap;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use prongsai_rendering::pdf::Identity;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinSet;

use super::error::{Failure, PoolError};
use super::failed::FailedInputs;
use super::meter;
use super::options::PoolOptions;
use super::order::{Audience, Length, Made, Order, Place};
use super::process::Renderer;
use super::queue::{FairQueue, SlotKind};
use super::slot::{self, Finished, Task};

pub(crate) type Reply = oneshot::Sender<Result<Made, PoolError>>;

/// What the pool asks its dispatcher for.
pub(crate) enum Request {
    /// What the renderer is.
    Identify(Place, Reply),
    /// A PDF.
    Render(Order, Reply),
    /// The end of all processes.
    Stop(oneshot::Sender<()>),
}

/// What the last renderer was; `None` before the first one has started.
pub(crate) type Known = Arc<Mutex<Option<Arc<Identity>>>>;

/// Gives work to the processes. It runs on a thread of its own, whose end ends the processes.
pub(crate) struct Dispatcher {
    options: Arc<PoolOptions>,
    known: Known,
    queue: FairQueue<Waiting>,
    slots: Vec<Slot>,
    /// Who waits for a PDF, by the key of the order. Those who ask what the renderer is have an empty key.
    replies: HashMap<String, Vec<Reply>>,
    failed: FailedInputs,
    running: JoinSet<(usize, Waiting, Finished)>,
    stopping: watch::Sender<bool>,
    /// The last reason why no renderer was ready, so that it is logged once.
    not_ready: Option<String>,
}

/// A task that waits or runs.
struct Waiting {
    key: String,
    length: Length,
    task: Task,
    since: Instant,
}

struct Slot {
    kind: SlotKind,
    is_busy: bool,
    renderer: Option<Renderer>,
    /// When its last task ended.
    since: Instant,
}

impl Dispatcher {
    pub(crate) fn new(options: PoolOptions, known: Known) -> Self {
        let slots = match options.at_once {
            0 | 1 => vec![SlotKind::Any],
            // In the order in which `dispatch` asks them: the slot for all renditions takes a short one only if the other is busy.
            _ => vec![SlotKind::Short, SlotKind::Any],
        };
        Self {
            queue: FairQueue::new(options.queue),
            slots: slots.into_iter().map(Slot::new).collect(),
            options: Arc::new(options),
            known,
            replies: HashMap::new(),
            failed: FailedInputs::default(),
            running: JoinSet::new(),
            stopping: watch::Sender::new(false),
            not_ready: None,
        }
    }

    /// Works until the pool stops or is dropped.
    pub(crate) async fn run(mut self, mut requests: mpsc::UnboundedReceiver<Request>) {
        let stopped = loop {
            let idle = tokio::time::sleep(self.until_idle());
            tokio::select! {
                request = requests.recv() => match request {
                    Some(Request::Identify(place, reply)) => self.identify(place, reply),
                    Some(Request::Render(order, reply)) => self.order(order, reply),
                    Some(Request::Stop(stopped)) => break Some(stopped),
                    None => break None,
                },
                Some(finished) = self.running.join_next() => {
                    match finished {
                        Ok((index, waiting, finished)) => self.finished(index, &waiting, finished),
                        // Without this the slot of a task that panicked stays busy, and its callers wait without end.
                        // When this thread ends, they learn that the pool has stopped.
                        Err(error) => std::panic::resume_unwind(error.into_panic()),
                    }
                }
                () = idle => self.end_idle().await,
            }
            self.dispatch();
        };
        self.stop().await;
        if let Some(stopped) = stopped {
            let _ = stopped.send(());
        }
    }

    fn identify(&mut self, place: Place, reply: Reply) {
        self.enqueue(place, Length::Short, String::new(), Task::Identify, reply);
    }

    fn order(&mut self, order: Order, reply: Reply) {
        if self.failed.is_hopeless(&order.key, Instant::now()) {
            meter::refused("failed_before");
            let _ = reply.send(Err(PoolError::Failed(Failure::Again)));
            return;
        }
        let length = Length::of(order.size);
        let task = Task::Render {
            frames: order.frames,
            units: order.size.units,
            length,
        };
        self.enqueue(order.place, length, order.key, task, reply);
    }

    fn enqueue(&mut self, place: Place, length: Length, key: String, task: Task, reply: Reply) {
        if let Some(replies) = self.replies.get_mut(&key) {
            replies.push(reply);
            return;
        }
        let begins_at_once = self.slots.iter().any(|slot| !slot.is_busy && slot.kind.makes(length));
        let waiting = Waiting {
            key: key.clone(),
            length,
            task,
            since: Instant::now(),
        };
        if self.queue.push(place, length, waiting, begins_at_once).is_err() {
            meter::refused("full");
            let _ = reply.send(Err(PoolError::Full));
            return;
        }
        self.replies.insert(key, vec![reply]);
    }

    /// Gives tasks to all slots that are free.
    fn dispatch(&mut self) {
        for (index, slot) in self.slots.iter_mut().enumerate().filter(|(_, slot)| !slot.is_busy) {
            let Some(waiting) = self.queue.take(slot.kind) else {
                continue;
            };
            meter::waited(waiting.length, waiting.since.elapsed());
            slot.is_busy = true;
            let work = slot::run(
                slot.renderer.take(),
                waiting.task.clone(),
                Arc::clone(&self.options),
                self.stopping.subscribe(),
            );
            self.running.spawn(async move { (index, waiting, work.await) });
        }
        for audience in Audience::ALL {
            meter::waiting(audience, self.queue.len(audience));
        }
        let processes = self.slots.iter().filter(|slot| slot.is_busy || slot.renderer.is_some());
        meter::processes(processes.count());
    }

    fn finished(&mut self, index: usize, waiting: &Waiting, finished: Finished) {
        if let Some(slot) = self.slots.get_mut(index) {
            slot.is_busy = false;
            slot.renderer = finished.renderer;
            slot.since = Instant::now();
        }
        self.learn(&waiting.key, &finished.outcome);
        for reply in self.replies.remove(&waiting.key).unwrap_or_default() {
            // Who asked may no longer wait.
            let _ = reply.send(finished.outcome.clone());
        }
    }

    fn learn(&mut self, key: &str, outcome: &Result<Made, PoolError>) {
        match outcome {
            Ok(made) => {
                self.failed.remove(key);
                self.not_ready = None;
                let identity = Some(Arc::clone(&made.identity));
                *self.known.lock().unwrap_or_else(PoisonError::into_inner) = identity;
            }
            Err(PoolError::Failed(_)) => self.failed.add(key, Instant::now()),
            Err(PoolError::NotReady(reason)) => {
                meter::refused("not_ready");
                if self.not_ready.as_ref() != Some(reason) {
                    tracing::warn!(reason, "no PDFs can be made: the renderer is not ready");
                    self.not_ready = Some(reason.clone());
                }
            }
            Err(PoolError::Full | PoolError::Refused(_) | PoolError::Stopped) => {}
        }
    }

    /// The time until a process has been idle for too long.
    fn until_idle(&self) -> Duration {
        let idle = self.slots.iter().filter(|slot| slot.renderer.is_some());
        let left = idle.map(|slot| self.options.idle.saturating_sub(slot.since.elapsed()));
        // Without an idle process any time will do: the loop asks again after every event.
        left.min().unwrap_or(Duration::from_hours(1))
    }

    async fn end_idle(&mut self) {
        for slot in &mut self.slots {
            if slot.since.elapsed() >= self.options.idle
                && let Some(renderer) = slot.renderer.take()
            {
                renderer.stop().await;
                meter::ended("idle");
            }
        }
    }

    /// Ends all processes, and waits for their end.
    async fn stop(mut self) {
        self.stopping.send_replace(true);
        for renderer in self.slots.iter_mut().filter_map(|slot| slot.renderer.take()) {
            renderer.kill().await;
            meter::ended("stopped");
        }
        while let Some(finished) = self.running.join_next().await {
            // A task may have ended well in the meantime.
            if let Ok((
                _,
                _,
                Finished {
                    renderer: Some(renderer),
                    ..
                },
            )) = finished
            {
                renderer.kill().await;
                meter::ended("stopped");
            }
        }
        for reply in mem::take(&mut self.replies).into_values().flatten() {
            let _ = reply.send(Err(PoolError::Stopped));
        }
    }
}

impl Slot {
    fn new(kind: SlotKind) -> Self {
        Self {
            kind,
            is_busy: false,
            renderer: None,
            since: Instant::now(),
        }
    }
}
