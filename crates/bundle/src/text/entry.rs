use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use prongsai_strict_json::JsonError;
use serde::Deserialize;
use serde::Deserializer;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::wire::{MeasurePart, ResultPart};

/// A value whose shape was checked and which was then dropped. A list of them takes no memory.
pub(super) struct ShapeOf<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ShapeOf<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(|_| Self(PhantomData))
    }
}

/// An entry of a list of a bundle, as its part of the text. The shape of the text was checked, so that it is a `T`.
pub struct Entry<T> {
    text: Bytes,
    of: PhantomData<fn() -> T>,
}

impl<T> Entry<T> {
    /// The entry with this text, which is a part of `whole`.
    pub(super) fn within(whole: &Bytes, text: &RawValue) -> Self {
        Self {
            text: whole.slice_ref(text.get().as_bytes()),
            of: PhantomData,
        }
    }

    /// The length of its text, in bytes.
    pub fn size(&self) -> usize {
        self.text.len()
    }
}

impl<T: DeserializeOwned> Entry<T> {
    /// Reads the entry.
    pub fn read(&self) -> T {
        known_shape(serde_json::from_slice(&self.text))
    }
}

impl Entry<MeasurePart> {
    /// Reads the measure without its results, which stay entries.
    pub fn read_without_results(&self) -> MeasurePart<Entry<ResultPart>> {
        let measure: MeasurePart<&RawValue> = known_shape(serde_json::from_slice(&self.text));
        measure.map_results(|result| Entry::within(&self.text, result))
    }
}

impl<T> Clone for Entry<T> {
    fn clone(&self) -> Self {
        Self {
            text: self.text.clone(),
            of: PhantomData,
        }
    }
}

/// The text is long, so only its length is shown.
impl<T> fmt::Debug for Entry<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Entry({} bytes)", self.size())
    }
}

#[expect(clippy::expect_used, reason = "the shape was checked when the bundle was read")]
pub(super) fn known_shape<T>(read: serde_json::Result<T>) -> T {
    read.expect("a checked shape")
}

/// Checks that a text is a `T`, and keeps nothing of it.
///
/// # Errors
/// The first mistake.
pub(super) fn check_shape<T: DeserializeOwned>(text: &[u8]) -> Result<(), JsonError> {
    prongsai_strict_json::read::<T>(text).map(drop)
}
