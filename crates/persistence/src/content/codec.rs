//! How contents are written and read back: one schema version for each kind, and a way to read every earlier one.

use prongsai_domain::analysis::Analysis;
use prongsai_domain::announcement::Announcement;
use prongsai_domain::calendar::ReportingRound;
use prongsai_domain::document::{Content, DocumentKind};
use prongsai_domain::measure::Measure;
use prongsai_domain::report::{Frozen, FrozenYear, Person, Report};
use prongsai_domain::result::ImplementationResult;
use serde::{Deserialize, Serialize};

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
        Ok(Encoded {
            kind: Self::KIND,
            schema_version: Self::SCHEMA_VERSION,
            canonical: Canonical::of(self)?,
        })
    }
}

/// Kinds that have had one version only.
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
    Measure: DocumentKind::Measure.as_str(),
    Announcement: DocumentKind::Announcement.as_str(),
    ImplementationResult: "result",
    Analysis: "analysis",
);

/// Version 1 carries copies of what the report shows: measures, results and analysis of schema version 1. Version 2
/// names them.
impl Stored for Report {
    const KIND: &'static str = DocumentKind::Report.as_str();
    const SCHEMA_VERSION: i16 = 2;

    fn decode(schema_version: i16, body: &str) -> Result<Self, StoreError> {
        match schema_version {
            1 => from_canonical::<ReportVersion1>(body).map(Self::from),
            2 => from_canonical(body),
            other => Err(unknown(Self::KIND, other)),
        }
    }

    fn encode(&self) -> Result<Encoded, StoreError> {
        if matches!(self.frozen.as_deref(), Some(Frozen::Copies(_))) {
            return Err(StoreError::Corrupt(
                "a report of schema version 2 names what it shows".to_owned(),
            ));
        }
        Ok(Encoded {
            kind: Self::KIND,
            schema_version: Self::SCHEMA_VERSION,
            canonical: Canonical::of(self)?,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReportVersion1 {
    title: String,
    reporting_round_months: ReportingRound,
    preface: Option<String>,
    preparer: Person,
    frozen: Option<FrozenYear>,
}

impl From<ReportVersion1> for Report {
    fn from(old: ReportVersion1) -> Self {
        Self {
            title: old.title,
            reporting_round_months: old.reporting_round_months,
            preface: old.preface,
            preparer: old.preparer,
            frozen: old.frozen.map(|year| Box::new(Frozen::Copies(year))),
        }
    }
}

impl Encoded {
    /// Writes what a document says.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the content has no JSON form.
    pub fn of_document(content: &Content) -> Result<Self, StoreError> {
        match content {
            Content::Measure(measure) => measure.encode(),
            Content::Report(report) => report.encode(),
            Content::Announcement(announcement) => announcement.encode(),
        }
    }
}

/// Reads what a document of a kind says.
///
/// # Errors
/// [`StoreError::Corrupt`] when the version is newer than this program, or the body is not of that version.
pub fn read_document(kind: DocumentKind, schema_version: i16, body: &str) -> Result<Content, StoreError> {
    Ok(match kind {
        DocumentKind::Measure => Content::Measure(Box::new(Measure::decode(schema_version, body)?)),
        DocumentKind::Report => Content::Report(Box::new(Report::decode(schema_version, body)?)),
        DocumentKind::Announcement => Content::Announcement(Box::new(Announcement::decode(schema_version, body)?)),
    })
}

fn unknown(kind: &str, schema_version: i16) -> StoreError {
    StoreError::Corrupt(format!(
        "schema version {schema_version} of {kind} is not known to this program"
    ))
}
