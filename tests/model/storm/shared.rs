//! What the clients of a storm share, and what they note of answers.

use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;

use prongsai_test_support::{Answer, Client, Request};

use crate::plan::Draft;
use crate::world::World;

/// What the clients share.
#[derive(Default)]
pub(crate) struct Shared {
    pub(super) people: Vec<Client>,
    pub(super) ids: Vec<String>,
    /// The organization of the first role of each person.
    pub(super) homes: Vec<usize>,
    pub(super) organizations: Vec<String>,
    /// Kind and path of each document that was drafted, also of those that are deleted.
    pub(super) docs: Mutex<Vec<(Draft, String)>>,
    /// The path of each result that was recorded, also of those that are deleted.
    pub(super) results: Mutex<Vec<String>>,
    /// How many requests succeeded with each entity tag of each address.
    won: Mutex<HashMap<(String, String), u32>>,
    /// How many answers had each status.
    statuses: Mutex<BTreeMap<u16, u32>>,
}

/// A request, and what it is conditional on.
pub(super) type Conditional = (Request, Option<(String, String)>);

impl Shared {
    pub(crate) fn new(world: &World) -> Self {
        Self {
            people: world.people.iter().map(|person| person.client.clone()).collect(),
            ids: world.people.iter().map(|person| person.id.clone()).collect(),
            homes: world
                .people
                .iter()
                .map(|person| person.held.first().map_or(0, |((_, place), _)| *place))
                .collect(),
            organizations: world.organizations.iter().map(|one| one.id.clone()).collect(),
            ..Self::default()
        }
    }

    /// Entity tags with which more than one request succeeded.
    pub(crate) fn contested(&self) -> Vec<(String, String)> {
        let won = self.won.lock().unwrap();
        won.iter()
            .filter(|(_, count)| **count > 1)
            .map(|(tag, _)| tag.clone())
            .collect()
    }

    /// How many answers had each status.
    pub(crate) fn statuses(&self) -> BTreeMap<u16, u32> {
        self.statuses.lock().unwrap().clone()
    }

    pub(super) fn note(&self, answer: &Answer, condition: Option<(String, String)>) {
        *self.statuses.lock().unwrap().entry(answer.status).or_default() += 1;
        let (line, text) = (&answer.request_line, answer.text());
        let may_be_busy = answer.status == 503 && answer.header("retry-after").is_some();
        assert!(answer.status < 500 || may_be_busy, "{line}: {} {text}", answer.status);
        if let Some(condition) = condition.filter(|_| answer.status < 300) {
            *self.won.lock().unwrap().entry(condition).or_default() += 1;
        }
    }
}
