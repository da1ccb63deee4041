use std::cmp::Reverse;
use std::collections::HashMap;

use super::likeness::Likeness;

/// Each entry is compared with this many stored ones of its group, so that the time is linear. In a larger group they are
/// those around its own place in the group.
const PEERS_MAX: usize = 50;

/// The pairs of an entry and a stored entry that are similar, the most similar first, then in the order of both lists.
pub(super) fn pairs(entries: &[(usize, &Likeness)], stored: &[(usize, &Likeness)]) -> Vec<(usize, usize)> {
    let mut groups: HashMap<u64, Group<'_>> = HashMap::new();
    for (at, likeness) in stored {
        let group = groups.entry(likeness.group()).or_default();
        group.stored.push((*at, likeness));
    }
    let mut found = Vec::new();
    for (entry, likeness) in entries {
        let Some(group) = groups.get_mut(&likeness.group()) else {
            continue;
        };
        for (at, peer) in group.next_peers() {
            if let Some(similarity) = likeness.sketch().similarity_if_similar(peer.sketch()) {
                let rest = likeness.rest().similarity(peer.rest());
                found.push((Reverse((similarity, rest)), *at, *entry));
            }
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(_, at, entry)| (entry, at)).collect()
}

/// The stored entries of a group.
#[derive(Default)]
struct Group<'a> {
    stored: Vec<(usize, &'a Likeness)>,
    /// The number of entries of the group that were compared.
    compared: usize,
}

impl<'a> Group<'a> {
    /// The stored entries with which the next entry of the group is compared.
    fn next_peers(&mut self) -> &[(usize, &'a Likeness)] {
        let last_begin = self.stored.len().saturating_sub(PEERS_MAX);
        let begin = self.compared.saturating_sub(PEERS_MAX / 2).min(last_begin);
        self.compared += 1;
        let end = self.stored.len().min(begin + PEERS_MAX);
        self.stored.get(begin..end).unwrap_or_default()
    }
}
