//! Finds measures that share something with an earlier one.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, Hash, RandomState};

use super::year::ReviewedYear;
use crate::measure::Measure;

/// The measures whose `property` equals that of an earlier one: the index of the measure, and the number (from 1) of the
/// first such measure with the measure itself. The properties are as long as the measures, so only their hashes are
/// kept; a property is made again when its hash is found.
pub(crate) fn copies<T: Hash + PartialEq>(
    year: &ReviewedYear,
    property: impl Fn(&Measure) -> T,
) -> Vec<(usize, usize, &Measure)> {
    let hashes = RandomState::new();
    let mut seen: HashMap<u64, Vec<(usize, &Measure)>> = HashMap::new();
    let mut copies = Vec::new();
    for (index, measure, _) in year.measures() {
        let value = property(measure);
        let alike = seen.entry(hashes.hash_one(&value)).or_default();
        match alike.iter().find(|(_, earlier)| property(earlier) == value) {
            Some((number, earlier)) => copies.push((index, *number, *earlier)),
            None => alike.push((index + 1, measure)),
        }
    }
    copies
}

/// The text without words that are written twice in a row, which is a slip of copying.
pub(crate) fn without_repeats(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    words.dedup();
    words.join(" ")
}
