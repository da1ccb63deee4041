//! The stored form of contents. Each kind has one current schema version, and every earlier version stays readable.

use prongsai_domain::activity::Activity;
use prongsai_domain::analysis::Analysis;
use prongsai_domain::analysis::draft::Decisions;
use prongsai_domain::document::{Content, DocumentKind};
use prongsai_domain::for_each_kind;
use prongsai_domain::kind::Kind;
use prongsai_domain::result::ImplementationResult;
use prongsai_domain::score::YearScores;
use prongsai_domain::template::MeasureTemplate;
use serde::Serialize;

use crate::rows::corrupt;
use crate::{Canonical, StoreError, from_canonical};

/// A value in its stored form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// The name of its kind.
    pub kind: &'static str,
    /// The schema version of the kind in which it is written.
    pub schema_version: i16,
    /// The canonical bytes and their SHA-256.
    pub canonical: Canonical,
}

/// A value that is stored as content. Stored bytes never change, so a change of the form raises the schema version and
/// keeps the code that reads the previous one.
pub trait Stored: Serialize + Sized {
    /// The name of the kind in the table `kinds`.
    const KIND: &'static str;
    /// The schema version that is written now.
    const SCHEMA_VERSION: i16;

    /// Reads a body of a schema version.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the version is newer than this program, or the body is not of that version.
    fn decode(schema_version: i16, body: &str) -> Result<Self, StoreError>;

    /// Writes the value in the current schema version.
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

/// Implements [`Stored`] for values that are not documents and have had only one version.
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
    Activity: "activity",
    Analysis: "analysis",
    YearScores: "scores",
    Decisions: "analysis_draft",
    MeasureTemplate: "measure_template",
);

impl Stored for ImplementationResult {
    const KIND: &'static str = "result";
    const SCHEMA_VERSION: i16 = 3;

    fn decode(schema_version: i16, body: &str) -> Result<Self, StoreError> {
        match schema_version {
            // Version 1 has no files, and version 2 no reason for a percentage. Otherwise they have the same form.
            1..=3 => from_canonical(body),
            other => Err(unknown(Self::KIND, other)),
        }
    }
}

/// Implements [`Stored`] for every kind of document, and defines the functions that match on the kind.
macro_rules! stored_kinds {
    ($($kind:ident $module:ident)+) => {
        $(impl Stored for prongsai_domain::$module::$kind {
            const KIND: &'static str = DocumentKind::$kind.as_str();
            const SCHEMA_VERSION: i16 = <Self as Kind>::SCHEMA_VERSION;

            fn decode(schema_version: i16, body: &str) -> Result<Self, StoreError> {
                let mut deserializer = serde_json::Deserializer::from_str(body);
                let value = <Self as Kind>::read(schema_version, &mut deserializer).map_err(corrupt)?;
                let value = value.ok_or_else(|| unknown(<Self as Stored>::KIND, schema_version))?;
                // Refuses text after the value.
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
            /// Writes the content of a document.
            ///
            /// # Errors
            /// [`StoreError::Corrupt`] when the content has no form in the current schema version.
            pub fn of_document(content: &Content) -> Result<Self, StoreError> {
                match content {
                    $(Content::$kind(content) => content.encode(),)+
                }
            }
        }

        /// Reads the content of a document of this kind.
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
