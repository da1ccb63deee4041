//! Refuses a map that has a key twice. serde itself keeps the last value and drops the others silently.

use std::collections::BTreeSet;

use prongsai_domain::violation::NAME_MAX;
use serde::de::value::StringDeserializer;
use serde::de::{DeserializeSeed, Error, IntoDeserializer, MapAccess};

use crate::limited::{KEY_MAX, check_length};

/// The entries of an object that is read into a map. Its keys are texts.
pub(crate) struct Unique<A> {
    entries: A,
    seen: BTreeSet<String>,
}

impl<A> Unique<A> {
    pub(crate) fn new(entries: A) -> Self {
        Self {
            entries,
            seen: BTreeSet::new(),
        }
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Unique<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        let Some(key) = self.entries.next_key::<String>()? else {
            return Ok(None);
        };
        check_length(&key, KEY_MAX)?;
        if !self.seen.insert(key.clone()) {
            // The client chooses the key. The pointer of the error repeats no more of it either.
            let shown: String = key.chars().take(NAME_MAX).collect();
            // The words of serde for a field of a struct, which `ShapeError::parse` reads.
            return Err(A::Error::custom(format_args!("duplicate field `{shown}`")));
        }
        let key: StringDeserializer<A::Error> = key.into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, A::Error> {
        self.entries.next_value_seed(seed)
    }

    fn size_hint(&self) -> Option<usize> {
        self.entries.size_hint()
    }
}
