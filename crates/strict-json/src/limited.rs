//! Refuses an array or a map with very many entries, and very long texts. The values would need many times the memory of
//! the JSON text: an empty text has two bytes in JSON and dozens in memory, and a text that is checked is copied.

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess};

use crate::shape::TOO_MANY;

/// The largest number of entries of an array or a map. No field accepts as many; each field has a smaller limit of its
/// own, which is reported with the other mistakes.
pub(crate) const ENTRIES_MAX: usize = 10_000;

/// The largest number of characters of a text. The longest text that a field accepts is a logo, which has 700,000.
pub(crate) const TEXT_MAX: usize = 1_000_000;
/// The largest number of characters of a key of a map. The longest key that a field accepts is the name of an indicator.
pub(crate) const KEY_MAX: usize = 1_000;

/// Refuses a text of more than `max` characters.
pub(crate) fn check_length<E: Error>(text: &str, max: usize) -> Result<(), E> {
    // A character has at least one byte.
    if text.len() <= max {
        return Ok(());
    }
    match text.chars().count() {
        length if length > max => Err(E::invalid_length(length, &format!("at most {max}").as_str())),
        _ => Ok(()),
    }
}

/// The entries of an array or a map, of which at most [`ENTRIES_MAX`] are read.
pub(crate) struct Limited<A> {
    entries: A,
    read: usize,
}

impl<A> Limited<A> {
    pub(crate) const fn new(entries: A) -> Self {
        Self { entries, read: 0 }
    }

    /// Counts an entry that was read.
    fn count<T, E: Error>(&mut self, entry: Option<T>) -> Result<Option<T>, E> {
        if entry.is_some() {
            self.read += 1;
        }
        if self.read > ENTRIES_MAX {
            return Err(E::custom(format_args!("{TOO_MANY}, expected at most {ENTRIES_MAX}")));
        }
        Ok(entry)
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Limited<A> {
    type Error = A::Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, A::Error> {
        let entry = self.entries.next_element_seed(seed)?;
        self.count(entry)
    }

    fn size_hint(&self) -> Option<usize> {
        self.entries.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Limited<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        let key = self.entries.next_key_seed(seed)?;
        self.count(key)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, A::Error> {
        self.entries.next_value_seed(seed)
    }

    fn size_hint(&self) -> Option<usize> {
        self.entries.size_hint()
    }
}
