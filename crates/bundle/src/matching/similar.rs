use std::collections::HashMap;

use super::likeness::Likeness;

/// Each entry is compared with so many stored ones of its group, so that the time is linear.
const PEERS_MAX: usize = 50;

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
            if let Some(similarity) = likeness.sketch().similarity_if_similar(peer.sketch()) {
                found.push((std::cmp::Reverse(similarity), *at, likeness.exact(), *entry));
            }
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(_, at, _, entry)| (entry, at)).collect()
}
