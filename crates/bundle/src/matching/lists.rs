use std::collections::HashMap;

use prongsai_domain::analysis::Finding;
use prongsai_domain::measure::Step;
use prongsai_domain::result::Answers;

use super::{Incoming, LeftOver, Matched, StoredEntry, match_entries, of_finding, of_step};

/// The keys under which the entries of a list are stored, by the keys that they have in the bundle. Only those that are
/// different are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyMap(HashMap<String, String>);

impl KeyMap {
    /// The stored key for a key of the bundle.
    pub fn stored<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// Replaces a key of the bundle by the stored one.
    pub fn replace(&self, key: &mut String) {
        if let Some(stored) = self.0.get(key.as_str()) {
            key.clone_from(stored);
        }
    }

    /// Replaces the key of the step that a result answers.
    pub fn replace_answer(&self, answers: &mut Answers) {
        if let Answers::Step(key) = answers {
            self.replace(key);
        }
    }
}

/// An entry without a key that stands at another place of its list than the stored one. Places count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The key under which it is stored.
    pub key: String,
    /// Its place in the stored list.
    pub from: usize,
    /// Its place in the list of the bundle.
    pub to: usize,
}

impl Moved {
    /// The entries that moved.
    pub fn of(entries: &[Incoming], matched: &[Matched]) -> Vec<Self> {
        let both = entries.iter().zip(matched).enumerate();
        both.filter(|(_, (entry, _))| entry.key.is_none())
            .filter_map(|(at, (_, matched))| {
                let stored = matched.stored?;
                (stored != at).then(|| Self {
                    key: matched.key.clone(),
                    from: stored + 1,
                    to: at + 1,
                })
            })
            .collect()
    }
}

/// Gives steps without stated keys the keys of the stored steps that they are. `is_stated` says of each step whether the
/// bundle states its key.
pub fn match_steps(steps: &mut [Step], is_stated: &[bool], stored: &[Step]) -> (KeyMap, Vec<Moved>) {
    let list = List {
        prefix: "step",
        key: |step: &mut Step| &mut step.key,
        likeness: of_step,
        left_over: LeftOver::IsNew,
    };
    list.settle(steps, is_stated, stored)
}

/// Gives findings without stated keys the keys of the stored findings that they are; see [`match_steps`].
pub fn match_findings(findings: &mut [Finding], is_stated: &[bool], stored: &[Finding]) -> (KeyMap, Vec<Moved>) {
    let list = List {
        prefix: "finding",
        key: |finding: &mut Finding| &mut finding.key,
        likeness: of_finding,
        left_over: LeftOver::IsOnlyOneOfGroup,
    };
    list.settle(findings, is_stated, stored)
}

/// A list within a content.
struct List<T> {
    prefix: &'static str,
    key: fn(&mut T) -> &mut String,
    likeness: fn(&T) -> super::Likeness,
    left_over: LeftOver,
}

impl<T: Clone> List<T> {
    fn settle(&self, entries: &mut [T], is_stated: &[bool], stored: &[T]) -> (KeyMap, Vec<Moved>) {
        if stored.is_empty() || is_stated.iter().all(|is_stated| *is_stated) {
            return (KeyMap::default(), Vec::new());
        }
        let known: Vec<StoredEntry> = stored
            .iter()
            .map(|one| StoredEntry {
                key: (self.key)(&mut one.clone()).clone(),
                likeness: (self.likeness)(one),
            })
            .collect();
        let incoming: Vec<Incoming> = entries
            .iter_mut()
            .zip(is_stated)
            .map(|(one, is_stated)| Incoming {
                likeness: (self.likeness)(one),
                key: is_stated.then(|| (self.key)(one).clone()),
            })
            .collect();
        let default_key = |number: usize| format!("{}-{number}", self.prefix);
        let matched = match_entries(&incoming, &known, self.left_over, default_key);
        let moved = Moved::of(&incoming, &matched);
        let mut map = HashMap::new();
        for (entry, matched) in entries.iter_mut().zip(matched) {
            let key = (self.key)(entry);
            if *key != matched.key {
                map.insert(std::mem::replace(key, matched.key.clone()), matched.key);
            }
        }
        (KeyMap(map), moved)
    }
}
