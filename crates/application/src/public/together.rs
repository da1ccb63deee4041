use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::DocumentId;
use prongsai_persistence::{PublicBody, Store, StoreError};
use tokio::sync::oneshot;

/// The maximum number of other documents that a request reads with its own.
const AT_ONCE: usize = 63;
/// The maximum number of statements at the same time. One is enough for a database that answers; another one passes it when it
/// is slow.
const READERS: usize = 2;

type Key = (DocumentKind, DocumentId);

/// Reads public documents for all requests that wait at the same moment with one statement.
///
/// A request that is alone reads at once. Those that come while others read wait; then one of them reads for all.
#[derive(Clone, Default)]
pub struct ReadTogether {
    queue: Arc<Mutex<Queue>>,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Waiting>,
    readers: usize,
}

/// A request that waits.
struct Waiting {
    key: Key,
    tell: oneshot::Sender<Told>,
}

/// What a request that waits is told.
enum Told {
    /// Its document was read.
    Read(Option<PublicBody>),
    /// It is its turn to read.
    Turn(Turn),
}

/// The turn of one reader. It passes to a request that waits when it is dropped, also if the request that had it has gone.
struct Turn {
    of: ReadTogether,
    /// Whether a turn that nobody took was given back to the turn that passes it on. Dropping it then does nothing.
    has_passed: bool,
}

impl ReadTogether {
    /// What the public gets for a document; `None` when it is not, and was not, public. The statement begins after the call.
    pub(super) async fn find(&self, store: &Store, key: Key) -> Result<Option<PublicBody>, StoreError> {
        match self.join(key) {
            Ok(turn) => turn.read(store, key).await,
            Err(told) => match told.await {
                Ok(Told::Read(body)) => Ok(body),
                Ok(Told::Turn(turn)) => turn.read(store, key).await,
                // The request that read for this one has failed or gone.
                Err(_) => store.find_public_body(key.0, key.1).await,
            },
        }
    }

    /// Takes a turn; if all are taken, waits for what it will be told.
    fn join(&self, key: Key) -> Result<Turn, oneshot::Receiver<Told>> {
        let mut queue = self.lock();
        if queue.readers < READERS {
            queue.readers += 1;
            return Ok(Turn {
                of: self.clone(),
                has_passed: false,
            });
        }
        let (tell, told) = oneshot::channel();
        queue.waiting.push_back(Waiting { key, tell });
        Err(told)
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn {
    /// Reads a document, and those of requests that wait.
    async fn read(self, store: &Store, own: Key) -> Result<Option<PublicBody>, StoreError> {
        let others = self.take();
        let mut keys: Vec<Key> = others.iter().map(|waiting| waiting.key).collect();
        keys.push(own);
        let bodies: HashMap<Key, PublicBody> = store.find_public_bodies(&keys).await?.into_iter().collect();
        for Waiting { key, tell } in others {
            // The request may no longer wait.
            let _ = tell.send(Told::Read(bodies.get(&key).cloned()));
        }
        Ok(bodies.get(&own).cloned())
    }

    fn take(&self) -> Vec<Waiting> {
        let mut queue = self.of.lock();
        let count = queue.waiting.len().min(AT_ONCE);
        queue.waiting.drain(..count).collect()
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if self.has_passed {
            return;
        }
        loop {
            let mut queue = self.of.lock();
            let Some(next) = queue.waiting.pop_front() else {
                queue.readers -= 1;
                return;
            };
            drop(queue);
            let turn = Self {
                of: self.of.clone(),
                has_passed: false,
            };
            match next.tell.send(Told::Turn(turn)) {
                Err(Told::Turn(mut refused)) => refused.has_passed = true,
                _ => return,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: u128) -> Key {
        (DocumentKind::Measure, DocumentId::new(uuid::Uuid::from_u128(number)))
    }

    fn readers(together: &ReadTogether) -> usize {
        together.lock().readers
    }

    #[test]
    fn a_turn_takes_what_waits_and_passes_to_one_that_came_later() {
        let together = ReadTogether::default();
        let first = together.join(key(0)).ok().unwrap();
        let second = together.join(key(1)).ok().unwrap();
        let early: Vec<_> = (2..102)
            .map(|number| together.join(key(number)).err().unwrap())
            .collect();
        assert_eq!(first.take().len(), AT_ONCE);
        drop(first);
        let told: Vec<Told> = early.into_iter().filter_map(|mut told| told.try_recv().ok()).collect();
        assert!(
            matches!(told.as_slice(), [Told::Turn(_)]),
            "one of those that are left has the turn"
        );
        drop(told);
        assert_eq!(readers(&together), 1);
        drop(second);
        assert_eq!(readers(&together), 0);
        assert!(together.lock().waiting.is_empty());
    }

    #[test]
    fn a_request_that_has_gone_keeps_no_turn() {
        let together = ReadTogether::default();
        let turns = [together.join(key(0)).ok().unwrap(), together.join(key(1)).ok().unwrap()];
        let mut waits = together.join(key(2)).err().unwrap();
        drop(together.join(key(3)));
        let [first, second] = turns;
        drop(first);
        let turn = waits.try_recv().ok().unwrap();
        assert!(matches!(turn, Told::Turn(_)));
        // Its request goes away before it reads.
        drop((turn, waits, second));
        assert_eq!(readers(&together), 0);
        assert!(together.join(key(4)).is_ok());
    }
}
