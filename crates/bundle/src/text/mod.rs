//! The text of a bundle, whose entries are read one at a time.

mod entry;
mod written;

use bytes::Bytes;
use prongsai_domain::violation::Violation;
use prongsai_strict_json::JsonError;
use prongsai_strict_json::encoding::{self, Encoding, EncodingError};
use serde_json::value::RawValue;

pub use entry::Entry;
use entry::{ShapeOf, check_shape, known_shape};
pub use written::Written;

use crate::kind::{AnnouncementPart, Bundle, ComplaintStatisticsPart, ReportPart};
use crate::wire::{MeasurePart, ResultPart};

/// A bundle whose lists have only checked shapes.
type Shape = Bundle<
    ShapeOf<MeasurePart<ShapeOf<ResultPart>>>,
    ShapeOf<ReportPart>,
    ShapeOf<AnnouncementPart>,
    ShapeOf<ComplaintStatisticsPart>,
>;

/// A bundle whose lists have only the places of their entries in the text.
pub type Outline =
    Bundle<Entry<MeasurePart>, Entry<ReportPart>, Entry<AnnouncementPart>, Entry<ComplaintStatisticsPart>>;

/// A bundle as its text, whose shape was checked. The values of a bundle take several times the memory of its text, so
/// they are never in memory together: the entries are read when they are needed, and dropped.
#[derive(Clone, Debug)]
pub struct BundleText {
    text: Bytes,
    /// The fields of the bundle. The text is held once, and the entries are parts of it.
    pub outline: Outline,
}

impl BundleText {
    /// Reads a bundle. It checks only the shape: fields, their types, the length of lists and texts. The first mistake
    /// of shape ends the reading.
    ///
    /// # Errors
    /// The text is not JSON in UTF-8, or was encoded twice, or a field is unknown, missing, repeated, too long or of a wrong type.
    pub fn read(mut text: Bytes) -> Result<Self, JsonError> {
        match encoding::detect(&text).skipped() {
            Ok(mark) => text = text.slice(mark..),
            // The reader refuses it and names the place of the wrong byte.
            Err(error) if error.encoding() == Encoding::Other => {}
            Err(error) => return Err(other_encoding(error)),
        }
        check_shape::<Shape>(&text)?;
        let outline: Bundle<&RawValue, &RawValue, &RawValue, &RawValue> = known_shape(serde_json::from_slice(&text));
        let outline = outline_within(&text, outline);
        Ok(Self { text, outline })
    }

    /// The whole bundle in memory. It is meant for small bundles.
    pub fn whole(&self) -> Bundle {
        known_shape(serde_json::from_slice(&self.text))
    }
}

/// The refusal of a text in another encoding. One that was encoded twice is JSON in UTF-8 with unreadable texts, so its refusal
/// is a violation and not malformed JSON.
fn other_encoding(error: EncodingError) -> JsonError {
    let (message_th, message_en) = (error.message_th(), error.message_en());
    if error.encoding() != Encoding::TwiceEncodedUtf8 {
        return JsonError::Malformed { message_th, message_en };
    }
    JsonError::Shape(Violation {
        pointer: String::new(),
        code: error.code().to_owned(),
        message_th,
        message_en,
        suggestion: error.suggestion(),
    })
}

fn outline_within(text: &Bytes, outline: Bundle<&RawValue, &RawValue, &RawValue, &RawValue>) -> Outline {
    Bundle {
        format: outline.format,
        organization: outline.organization,
        fiscal_year: outline.fiscal_year,
        analysis: outline.analysis,
        measures: within(text, outline.measures),
        report: outline.report.map(|report| Entry::within(text, report)),
        reports: within(text, outline.reports),
        announcements: within(text, outline.announcements),
        complaint_statistics: within(text, outline.complaint_statistics),
    }
}

fn within<T>(text: &Bytes, entries: Vec<&RawValue>) -> Vec<Entry<T>> {
    entries.into_iter().map(|entry| Entry::within(text, entry)).collect()
}

/// Reads a bundle from a file, as [`BundleText::read`].
///
/// # Errors
/// One violation, if the bytes are not JSON in UTF-8, or if a field is unknown, missing, repeated, too long or of a
/// wrong type.
pub fn parse(bytes: impl Into<Bytes>) -> Result<BundleText, Vec<Violation>> {
    BundleText::read(bytes.into()).map_err(|error| match error {
        JsonError::Shape(violation) => vec![violation],
        JsonError::Malformed { message_th, message_en } => vec![Violation {
            pointer: String::new(),
            code: "malformed-json".to_owned(),
            message_th,
            message_en,
            suggestion: None,
        }],
    })
}

#[cfg(test)]
mod tests;
