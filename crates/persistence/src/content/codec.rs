//! How contents are written and read back: one schema version for each kind, and a way to read every earlier one.

use prongsai_domain::analysis::Analysis;
use prongsai_domain::document::{Content, DocumentKind};
use prongsai_domain::for_each_kind;
use prongsai_domain::kind::Kind;
use prongsai_domain::result::ImplementationResult;
use serde::Serialize;

use crate::rows::corrupt;
use crate::{Canonical, StoreError, from_canonical};

/// A value in the form in which it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// Name of its kind.
    pub kind: &'static str,
    /// Version of the kind's schema that it is written in.
    pub schema_version: i16,
    /// The canonical bytes and their SHA-256.
    pub canonical: Canonical,
}

/// A value that is kept as content. A change of its form raises the schema version and leaves a way to read what was
/// written before: stored bytes never change.
pub trait Stored: Serialize + Sized {
    /// Name of the kind, as the table `kinds` has it.
    const KIND: &'static str;
    /// The version that is written today.
    const SCHEMA_VERSION: i16;

    /// Reads a body that was written in some version.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the version is newer than this program, or the body is not of that version.
    fn decode(schema_version: i16, body: &str) -> Result<Self, StoreError>;

    /// Writes the value in the version of today.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the value has no JSON form.
    fn encode(&self) -> Result<Encoded, StoreError> {
        Encoded::new(self)
    }
}

impl Encoded {
    fn new<T: Stored>(value: &T) -> Result<Self, StoreError> {
        Ok(Self {
            kind: T::KIND,
            schema_version: T::SCHEMA_VERSION,
            canonical: Canonical::of(value)?,
        })
    }
}

/// Values that are no documents and have had one version only.
macro_rules! stored_in_version_1 {
    ($($value:ty: $kind:expr),+ $(,)?) => {$(
        impl Stored for $value {
            const KIND: &'static str = $kind;
            const SCHEMA_VERSION: i16 = 1;

            fn decode(schema_version: i16, body: &str) -> Result<Self, StoreError> {
                match schema_version {
                    1 => from_canonical(body),
                    other => Err(unknown(Self::KIND, other)),
                }
            }
        }
    )+};
}

stored_in_version_1!(
    ImplementationResult: "result",
    Analysis: "analysis",
);

/// Reads and writes what documents say: one implementation for each kind in the list.
macro_rules! stored_kinds {
    ($($kind:ident $module:ident)+) => {
        $(impl Stored for prongsai_domain::$module::$kind {
            const KIND: &'static str = DocumentKind::$kind.as_str();
            const SCHEMA_VERSION: i16 = <Self as Kind>::SCHEMA_VERSION;

            fn decode(schema_version: i16, body: &str) -> Result<Self, StoreError> {
                let mut deserializer = serde_json::Deserializer::from_str(body);
                let value = <Self as Kind>::read(schema_version, &mut deserializer).map_err(corrupt)?;
                let value = value.ok_or_else(|| unknown(<Self as Stored>::KIND, schema_version))?;
                deserializer.end().map_err(corrupt)?;
                Ok(value)
            }

            fn encode(&self) -> Result<Encoded, StoreError> {
                if !self.is_writable() {
                    return Err(StoreError::Corrupt(format!(
                        "this {} has no form in schema version {}",
                        <Self as Stored>::KIND,
                        <Self as Stored>::SCHEMA_VERSION,
                    )));
                }
                Encoded::new(self)
            }
        })+

        impl Encoded {
            /// Writes what a document says.
            ///
            /// # Errors
            /// [`StoreError::Corrupt`] when the content has no form in the version of today.
            pub fn of_document(content: &Content) -> Result<Self, StoreError> {
                match content {
                    $(Content::$kind(content) => content.encode(),)+
                }
            }
        }

        /// Reads what a document of a kind says.
        ///
        /// # Errors
        /// [`StoreError::Corrupt`] when the version is newer than this program, or the body is not of that version.
        pub fn read_document(kind: DocumentKind, schema_version: i16, body: &str) -> Result<Content, StoreError> {
            Ok(match kind {
                $(DocumentKind::$kind => {
                    <prongsai_domain::$module::$kind as Stored>::decode(schema_version, body)?.into()
                })+
            })
        }
    };
}

for_each_kind!(stored_kinds);

fn unknown(kind: &str, schema_version: i16) -> StoreError {
    StoreError::Corrupt(format!(
        "schema version {schema_version} of {kind} is not known to this program"
    ))
}
