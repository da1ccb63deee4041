use std::collections::{HashMap, VecDeque};

use uuid::Uuid;

use super::order::{Audience, Length, Place};

/// What a process makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SlotKind {
    /// Every rendition.
    Any,
    /// Only short ones.
    Short,
}

impl SlotKind {
    /// Whether the process makes renditions of this length.
    pub(crate) fn makes(self, length: Length) -> bool {
        self == Self::Any || length == Length::Short
    }
}

/// What waits for a process.
///
/// The public and organizations take turns, and among each of them the organizations whose documents wait. Short and long
/// renditions take turns as well, where a process makes both. What an organization waits for keeps its order.
#[derive(Debug)]
pub(crate) struct FairQueue<T> {
    /// By length and audience.
    lanes: [[Lane<T>; 2]; 2],
    /// The length whose turn is next where a process makes both: an index of `lanes`.
    next_length: usize,
    /// The audience whose turn is next, by length: an index of the lanes of that length.
    next_audience: [usize; 2],
    limit: usize,
}

#[derive(Debug)]
struct Lane<T> {
    /// The organizations with something that waits, in the order of their turns.
    turns: VecDeque<Uuid>,
    waiting: HashMap<Uuid, VecDeque<T>>,
}

const LENGTHS: [Length; 2] = [Length::Short, Length::Long];

const fn of_length(length: Length) -> usize {
    match length {
        Length::Short => 0,
        Length::Long => 1,
    }
}

const fn of_audience(audience: Audience) -> usize {
    match audience {
        Audience::Organization => 0,
        Audience::Public => 1,
    }
}

impl<T> FairQueue<T> {
    /// A queue with this many places for each audience. One organization has at most half of them.
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            lanes: [[Lane::new(), Lane::new()], [Lane::new(), Lane::new()]],
            next_length: 0,
            next_audience: [0, 0],
            limit,
        }
    }

    /// Puts something into the queue. With `begins_at_once` a process is free for it, so that it needs no place.
    ///
    /// # Errors
    /// Returns it if all places are taken, or too many by its organization.
    pub(crate) fn push(&mut self, place: Place, length: Length, item: T, begins_at_once: bool) -> Result<(), T> {
        let audience = of_audience(place.audience);
        let of_organization: usize = self
            .lanes_of(audience)
            .map(|lane| lane.len_of(place.organization))
            .sum();
        let is_full = self.len(place.audience) >= self.limit || of_organization >= (self.limit / 2).max(1);
        if is_full && !begins_at_once {
            return Err(item);
        }
        let [short, long] = &mut self.lanes;
        let lanes = match length {
            Length::Short => short,
            Length::Long => long,
        };
        let [organizations, public] = lanes;
        let lane = match place.audience {
            Audience::Organization => organizations,
            Audience::Public => public,
        };
        lane.push(place.organization, item);
        Ok(())
    }

    /// Takes what a process makes next.
    pub(crate) fn take(&mut self, kind: SlotKind) -> Option<T> {
        for turn in 0..LENGTHS.len() {
            let index = (self.next_length + turn) % LENGTHS.len();
            let length = *LENGTHS.get(index)?;
            if !kind.makes(length) {
                continue;
            }
            if let Some(item) = self.take_of(length) {
                // A slot for short renditions takes no turn of the slot for both.
                if kind == SlotKind::Any {
                    self.next_length = (index + 1) % LENGTHS.len();
                }
                return Some(item);
            }
        }
        None
    }

    /// The number of renditions that wait.
    pub(crate) fn len(&self, audience: Audience) -> usize {
        self.lanes_of(of_audience(audience)).map(Lane::len).sum()
    }

    fn take_of(&mut self, length: Length) -> Option<T> {
        let index = of_length(length);
        let lanes = self.lanes.get_mut(index)?;
        let next = self.next_audience.get_mut(index)?;
        for turn in 0..lanes.len() {
            let audience = (*next + turn) % lanes.len();
            if let Some(item) = lanes.get_mut(audience).and_then(Lane::take) {
                *next = (audience + 1) % lanes.len();
                return Some(item);
            }
        }
        None
    }

    fn lanes_of(&self, audience: usize) -> impl Iterator<Item = &Lane<T>> {
        self.lanes.iter().filter_map(move |lanes| lanes.get(audience))
    }
}

impl<T> Lane<T> {
    fn new() -> Self {
        Self {
            turns: VecDeque::new(),
            waiting: HashMap::new(),
        }
    }

    fn push(&mut self, organization: Uuid, item: T) {
        let waiting = self.waiting.entry(organization).or_default();
        if waiting.is_empty() {
            self.turns.push_back(organization);
        }
        waiting.push_back(item);
    }

    fn take(&mut self) -> Option<T> {
        let organization = self.turns.pop_front()?;
        let waiting = self.waiting.get_mut(&organization)?;
        let item = waiting.pop_front();
        if waiting.is_empty() {
            self.waiting.remove(&organization);
        } else {
            self.turns.push_back(organization);
        }
        item
    }

    fn len(&self) -> usize {
        self.waiting.values().map(VecDeque::len).sum()
    }

    fn len_of(&self, organization: Uuid) -> usize {
        self.waiting.get(&organization).map_or(0, VecDeque::len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn place(audience: Audience, organization: u128) -> Place {
        Place {
            audience,
            organization: Uuid::from_u128(organization),
        }
    }

    fn add(queue: &mut FairQueue<String>, audience: Audience, organization: u128, length: Length, names: &[&str]) {
        for name in names {
            queue
                .push(place(audience, organization), length, (*name).to_owned(), false)
                .unwrap();
        }
    }

    fn all(queue: &mut FairQueue<String>, kind: SlotKind) -> String {
        let names: Vec<String> = std::iter::from_fn(|| queue.take(kind)).collect();
        names.join(" ")
    }

    #[test]
    fn organizations_take_turns_and_keep_their_order() {
        let mut queue = FairQueue::new(32);
        add(
            &mut queue,
            Audience::Public,
            1,
            Length::Short,
            &["a1", "a2", "a3", "a4"],
        );
        add(&mut queue, Audience::Public, 2, Length::Short, &["b1"]);
        add(&mut queue, Audience::Public, 3, Length::Short, &["c1", "c2"]);
        assert_eq!(all(&mut queue, SlotKind::Any), "a1 b1 c1 a2 c2 a3 a4");
    }

    #[test]
    fn the_public_and_organizations_take_turns() {
        let mut queue = FairQueue::new(32);
        add(&mut queue, Audience::Public, 1, Length::Short, &["p1", "p2", "p3"]);
        add(&mut queue, Audience::Organization, 1, Length::Short, &["o1", "o2"]);
        assert_eq!(all(&mut queue, SlotKind::Any), "o1 p1 o2 p2 p3");
    }

    #[test]
    fn a_slot_for_short_renditions_takes_no_long_one() {
        let mut queue = FairQueue::new(32);
        add(&mut queue, Audience::Public, 1, Length::Long, &["book1", "book2"]);
        add(&mut queue, Audience::Public, 1, Length::Short, &["notice1", "notice2"]);
        assert_eq!(all(&mut queue, SlotKind::Short), "notice1 notice2");
        assert_eq!(all(&mut queue, SlotKind::Any), "book1 book2");
    }

    #[test]
    fn no_length_keeps_the_other_from_the_slot_for_both() {
        let mut queue = FairQueue::new(32);
        add(&mut queue, Audience::Public, 1, Length::Long, &["l1", "l2", "l3"]);
        add(&mut queue, Audience::Public, 2, Length::Short, &["s1", "s2", "s3"]);
        assert_eq!(all(&mut queue, SlotKind::Any), "s1 l1 s2 l2 s3 l3");
    }

    #[test]
    fn the_places_are_limited_for_each_audience_and_organization() {
        let mut queue = FairQueue::new(4);
        let mut push = |audience, organization, begins| {
            queue
                .push(place(audience, organization), Length::Short, String::new(), begins)
                .is_ok()
        };
        assert!(push(Audience::Public, 1, false) && push(Audience::Public, 1, false));
        assert!(!push(Audience::Public, 1, false), "half of the places");
        assert!(push(Audience::Public, 2, false) && push(Audience::Public, 3, false));
        assert!(!push(Audience::Public, 4, false), "all places");
        assert!(push(Audience::Organization, 1, false), "places of its own");
        assert!(push(Audience::Public, 4, true), "it begins at once");
        assert_eq!((queue.len(Audience::Public), queue.len(Audience::Organization)), (5, 1));
    }

    #[test]
    fn without_places_only_what_begins_at_once_is_accepted() {
        let mut queue = FairQueue::new(0);
        assert!(queue.push(place(Audience::Public, 1), Length::Long, 1, false).is_err());
        assert!(queue.push(place(Audience::Public, 1), Length::Long, 2, true).is_ok());
        assert_eq!(queue.take(SlotKind::Any), Some(2));
        assert_eq!(queue.take(SlotKind::Any), None);
    }
}
