//! Matching of entries without keys with the stored ones, by what they say and never by their place.
//!
//! An entry with a key is the stored entry with that key. The others are matched in this order: the same content, the same
//! content apart from spelling ([`fold`](prongsai_domain::text::fold)), a similar content. What is left over is new,
//! except as [`LeftOver`] says. No two entries are matched with one stored entry.

mod likeness;
mod lists;
mod similar;
mod sketch;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet, VecDeque};

pub use likeness::{Likeness, of_finding, of_report, of_result, of_step};
pub use lists::{KeyMap, Moved, match_findings, match_steps};

/// An entry of a list in a bundle.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// The key that the bundle states.
    pub key: Option<String>,
    /// What the entry says.
    pub likeness: Likeness,
}

/// An entry of the stored list.
#[derive(Clone, Debug)]
pub struct StoredEntry {
    /// Its key.
    pub key: String,
    /// What the entry says.
    pub likeness: Likeness,
}

/// What becomes of an entry that is similar to no stored entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOver {
    /// It is new.
    IsNew,
    /// It is the stored entry of its group if both are the only ones of the group that are left, otherwise it is new.
    IsOnlyOneOfGroup,
}

/// The key of an entry of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched {
    /// The key under which the entry is stored.
    pub key: String,
    /// The index of the stored entry; `None` for a new one.
    pub stored: Option<usize>,
}

/// Finds the key of each entry of a list, in order. `default_key` makes the key for a number that counts from 1. A new
/// entry without a key gets the number of its place, or the next one whose key is free in the bundle and in the store.
/// Keys that are stated or stored occur once.
pub fn match_entries(
    entries: &[Incoming],
    stored: &[StoredEntry],
    left_over: LeftOver,
    default_key: impl Fn(usize) -> String,
) -> Vec<Matched> {
    let mut matching = Matching::new(entries, stored);
    matching.pair_equal(Likeness::exact);
    matching.pair_equal(Likeness::folded);
    matching.pair_similar();
    match left_over {
        LeftOver::IsNew => {}
        LeftOver::IsOnlyOneOfGroup => matching.pair_only_ones(),
    }
    matching.into_keys(default_key)
}

struct Matching<'a> {
    entries: &'a [Incoming],
    stored: &'a [StoredEntry],
    /// For each entry, the index of the stored entry with which it is matched.
    found: Vec<Option<usize>>,
    /// For each stored entry, whether an entry is matched with it.
    is_taken: Vec<bool>,
}

impl<'a> Matching<'a> {
    fn new(entries: &'a [Incoming], stored: &'a [StoredEntry]) -> Self {
        let places: HashMap<&str, usize> = stored
            .iter()
            .enumerate()
            .map(|(at, one)| (one.key.as_str(), at))
            .collect();
        let found: Vec<Option<usize>> = entries
            .iter()
            .map(|entry| places.get(entry.key.as_deref()?).copied())
            .collect();
        let mut is_taken = vec![false; stored.len()];
        for at in found.iter().flatten() {
            if let Some(taken) = is_taken.get_mut(*at) {
                *taken = true;
            }
        }
        Self {
            entries,
            stored,
            found,
            is_taken,
        }
    }

    fn pair(&mut self, entry: usize, stored: usize) {
        if let (Some(found), Some(taken)) = (self.found.get_mut(entry), self.is_taken.get_mut(stored)) {
            *found = Some(stored);
            *taken = true;
        }
    }

    /// The entries without keys that are not matched yet.
    fn open(&self) -> impl Iterator<Item = (usize, &'a Likeness)> {
        let entries = self.entries.iter().zip(&self.found).enumerate();
        entries
            .filter(|(_, (entry, found))| entry.key.is_none() && found.is_none())
            .map(|(at, (entry, _))| (at, &entry.likeness))
    }

    /// The stored entries that are not matched yet.
    fn free(&self) -> impl Iterator<Item = (usize, &'a Likeness)> {
        let stored = self.stored.iter().zip(&self.is_taken).enumerate();
        stored
            .filter(|(_, (_, is_taken))| !**is_taken)
            .map(|(at, (stored, _))| (at, &stored.likeness))
    }

    /// Pairs entries with the same digest, in the order of both lists.
    fn pair_equal(&mut self, digest: fn(&Likeness) -> u64) {
        let mut free: HashMap<u64, VecDeque<usize>> = HashMap::new();
        for (at, likeness) in self.free() {
            free.entry(digest(likeness)).or_default().push_back(at);
        }
        let open: Vec<(usize, u64)> = self.open().map(|(at, likeness)| (at, digest(likeness))).collect();
        for (entry, digest) in open {
            if let Some(stored) = free.get_mut(&digest).and_then(VecDeque::pop_front) {
                self.pair(entry, stored);
            }
        }
    }

    /// Pairs similar entries, the most similar first.
    fn pair_similar(&mut self) {
        let open: Vec<_> = self.open().collect();
        let free: Vec<_> = self.free().collect();
        for (entry, stored) in similar::pairs(&open, &free) {
            let is_open = self.found.get(entry).is_some_and(Option::is_none);
            if is_open && self.is_taken.get(stored) == Some(&false) {
                self.pair(entry, stored);
            }
        }
    }

    /// Pairs as [`LeftOver::IsOnlyOneOfGroup`] says. In the maps, `None` is a group with several entries.
    fn pair_only_ones(&mut self) {
        let only = |likenesses: &mut dyn Iterator<Item = (usize, &Likeness)>| {
            let mut by_group: HashMap<u64, Option<usize>> = HashMap::new();
            for (at, likeness) in likenesses {
                by_group
                    .entry(likeness.group())
                    .and_modify(|only| *only = None)
                    .or_insert(Some(at));
            }
            by_group
        };
        let (open, free) = (only(&mut self.open()), only(&mut self.free()));
        for (group, entry) in open {
            if let (Some(entry), Some(Some(stored))) = (entry, free.get(&group)) {
                self.pair(entry, *stored);
            }
        }
    }

    fn into_keys(self, default_key: impl Fn(usize) -> String) -> Vec<Matched> {
        let stated = self.entries.iter().filter_map(|entry| entry.key.as_deref());
        let taken: HashSet<&str> = self.stored.iter().map(|one| one.key.as_str()).chain(stated).collect();
        // The number that was given last. All numbers from the place of its entry up to it are taken.
        let mut last = 0;
        let mut next_free = |place: usize| {
            last = last.max(place);
            loop {
                last += 1;
                let key = default_key(last);
                if !taken.contains(key.as_str()) {
                    return key;
                }
            }
        };
        let entries = self.entries.iter().zip(self.found).enumerate();
        entries
            .map(|(place, (entry, stored))| {
                let known = stored.and_then(|at| self.stored.get(at)).map(|one| one.key.clone());
                let key = known.or_else(|| entry.key.clone()).unwrap_or_else(|| next_free(place));
                Matched { key, stored }
            })
            .collect()
    }
}
