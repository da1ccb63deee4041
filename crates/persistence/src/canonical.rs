//! Canonical JSON (RFC 8785): the stored bytes are the bytes that are hashed and served.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::StoreError;

/// A value as canonical JSON, with its SHA-256.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canonical {
    /// The JSON text.
    pub text: String,
    /// SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal.
    pub sha256: String,
}

impl Canonical {
    /// Serialises a value.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the value has no JSON form (for example a map whose keys are not texts).
    pub fn of(value: &impl Serialize) -> Result<Self, StoreError> {
        let text =
            serde_json_canonicalizer::to_string(value).map_err(|error| StoreError::Corrupt(error.to_string()))?;
        let sha256 = hex::encode(Sha256::digest(text.as_bytes()));
        Ok(Self { text, sha256 })
    }
}

/// Parses a value from stored JSON: a canonical text, or JSON that PostgreSQL built. The form is not checked.
///
/// # Errors
/// [`StoreError::Corrupt`] when the text is not such a value.
pub fn from_canonical<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Corrupt(error.to_string()))
}
