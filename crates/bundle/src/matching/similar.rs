use std::collections::HashMap;

use super::likeness::Likeness;

/// Two texts are similar if they share so many of a thousand of their pairs of neighbouring letters; docs/bundle.md states
/// the number.
const SIMILAR_MIN: usize = 700;
/// A text contains another one if it has so many of a thousand of its pairs.
const CONTAINED_MIN: usize = 950;
/// A shorter text, in pairs of letters, may be contained in another one by chance.
const CONTAINED_LENGTH_MIN: usize = 8;
/// Of a long text, so many letters from its beginning and from its end are compared.
const COMPARED_MAX: usize = 200;
/// Each entry is compared with so many stored ones of its group, so that the time is linear.
const PEERS_MAX: usize = 50;

/// The pairs of neighbouring letters of a folded text, sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sketch(Box<[(char, char)]>);

impl Sketch {
    pub(super) fn new(folded: &str) -> Self {
        let length = folded.chars().count();
        let tail = length.saturating_sub(COMPARED_MAX).max(COMPARED_MAX);
        let letters = folded.chars().enumerate();
        let compared = letters.filter(|(at, _)| *at < COMPARED_MAX || *at >= tail);
        let mut previous = ' ';
        let mut pairs: Vec<(char, char)> = compared
            .map(|(_, letter)| (std::mem::replace(&mut previous, letter), letter))
            .collect();
        pairs.sort_unstable();
        Self(pairs.into_boxed_slice())
    }

    /// How similar two texts are, from 0 to 1,000: the share of the pairs that both have.
    fn similarity(&self, other: &Self) -> usize {
        let both = self.0.len() + other.0.len();
        if both == 0 {
            return 1_000;
        }
        let common = self.common(other);
        let shorter = self.0.len().min(other.0.len());
        let share = 2 * common * 1_000 / both;
        if shorter >= CONTAINED_LENGTH_MIN && common * 1_000 >= CONTAINED_MIN * shorter {
            share.max(SIMILAR_MIN)
        } else {
            share
        }
    }

    fn common(&self, other: &Self) -> usize {
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut common = 0;
        while let (Some(one), Some(two)) = (left.peek(), right.peek()) {
            match one.cmp(two) {
                std::cmp::Ordering::Less => _ = left.next(),
                std::cmp::Ordering::Greater => _ = right.next(),
                std::cmp::Ordering::Equal => {
                    common += 1;
                    _ = (left.next(), right.next());
                }
            }
        }
        common
    }
}

/// The pairs of an entry and a stored entry that are similar, the most similar first. The order does not depend on the
/// order of the entries.
pub(super) fn pairs(entries: &[(usize, &Likeness)], stored: &[(usize, &Likeness)]) -> Vec<(usize, usize)> {
    let mut groups: HashMap<u64, Vec<(usize, &Likeness)>> = HashMap::new();
    for (at, likeness) in stored {
        let group = groups.entry(likeness.group()).or_default();
        if group.len() < PEERS_MAX {
            group.push((*at, likeness));
        }
    }
    let mut found = Vec::new();
    for (entry, likeness) in entries {
        for (at, peer) in groups.get(&likeness.group()).into_iter().flatten() {
            let similarity = likeness.sketch().similarity(peer.sketch());
            if similarity >= SIMILAR_MIN {
                found.push((std::cmp::Reverse(similarity), *at, likeness.exact(), *entry));
            }
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(_, at, _, entry)| (entry, at)).collect()
}
