//! The input of a rendition. Every format (PDF, HTML, DOCX, CSV) is made from the same value, so that all have the same
//! content.

mod measure;
mod template;

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::Timestamp;
use prongsai_domain::analysis::Analysis;
use prongsai_domain::announcement::Announcement;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::catalogue::IndicatorCode;
use prongsai_domain::document::Content;
use prongsai_domain::id::DocumentId;
use prongsai_domain::report::FrozenYear;
use serde::{Deserialize, Serialize};

pub use measure::ApprovedMeasure;
pub use template::{Numerals, Template};

/// The input of a rendition.
#[derive(Clone, Debug)]
pub struct Rendition<'a> {
    /// The organization that issues the rendition.
    pub issuer: Issuer<'a>,
    /// The organization's rendition template.
    pub template: &'a Template,
    /// The fiscal year of the content.
    pub fiscal_year: FiscalYear,
    /// The Thai names of the indicators, by code, from the catalogue of the year.
    pub indicators: &'a BTreeMap<IndicatorCode, String>,
    /// The content.
    pub body: Body<'a>,
    /// Whether it is published, or a draft that is marked as such.
    pub status: PublicationStatus,
    /// The date in the file, in UTC: the time of publication or, for a draft, of the last change. It does not depend on
    /// the time of rendering, so that the same edition always gives the same bytes.
    pub dated: Timestamp,
}

/// The data of the organization on its renditions.
#[derive(Clone, Debug)]
pub struct Issuer<'a> {
    /// Full Thai name.
    pub name_th: &'a str,
    /// The name of the district; `None` if the organization has no district. Renditions put the word อำเภอ before it,
    /// except in Bangkok.
    pub district_th: Option<&'a str>,
    /// The name of the province. Renditions put the word จังหวัด before it, except for Bangkok.
    pub province_th: &'a str,
    /// The address of the main website.
    pub website: Option<&'a str>,
}

/// The content of a rendition.
#[derive(Clone, Debug)]
pub enum Body<'a> {
    /// The analysis and the plan table of a year.
    Plan(Plan<'a>),
    /// A single document.
    Document(SignedDocument<'a>),
    /// An A4 poster with the QR code of an invitation.
    Poster(Poster<'a>),
    /// All documents of a year in one file, with a table of contents.
    YearBook(YearBook<'a>),
}

/// The analysis and the measures of a year.
#[derive(Clone, Debug)]
pub struct Plan<'a> {
    /// The analysis, if there is one.
    pub analysis: Option<&'a Analysis>,
    /// The reason for which an author approved the report that the analysis is taken from.
    pub analysis_override: Option<&'a str>,
    /// The measures, in the order in which they are numbered and printed.
    pub measures: Vec<ApprovedMeasure<'a>>,
}

/// The poster of an invitation.
#[derive(Clone, Copy, Debug)]
pub struct Poster<'a> {
    /// The invitation.
    pub announcement: &'a Announcement,
    /// The reason for an approval by an author.
    pub override_reason: Option<&'a str>,
}

/// The poster of an invitation without an override.
impl<'a> From<&'a Announcement> for Poster<'a> {
    fn from(announcement: &'a Announcement) -> Self {
        Self {
            announcement,
            override_reason: None,
        }
    }
}

/// A document with the data that a report shows, and with its signatures.
#[derive(Clone, Debug)]
pub struct SignedDocument<'a> {
    /// The content.
    pub content: Cow<'a, Content>,
    /// The data that a report shows of its year; `None` before the report is submitted.
    pub year: Option<&'a FrozenYear>,
    /// The reasons for which authors approved measures that a report shows, by measure.
    pub frozen_overrides: Option<&'a BTreeMap<DocumentId, String>>,
    /// The signatures in addition to those in the content.
    pub signatures: Signatures<'a>,
}

/// All documents of a year.
#[derive(Clone, Debug)]
pub struct YearBook<'a> {
    /// Analysis and measures.
    pub plan: Plan<'a>,
    /// The other documents, by kind.
    pub documents: Vec<SignedDocument<'a>>,
}

/// The signatures of a document in addition to those in its content.
#[derive(Clone, Debug, Default)]
pub struct Signatures<'a> {
    /// The post of the approver.
    pub approver_position: Option<&'a str>,
    /// The time of the approval, in UTC.
    pub approved_at: Option<Timestamp>,
    /// The reason for an approval by an author.
    pub override_reason: Option<&'a str>,
}

/// Whether a rendition is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicationStatus {
    /// Not published. Every page has the watermark ร่าง.
    Draft,
    /// Published; it can be verified.
    Published(VerificationRecord),
}

/// The data with which a published rendition can be verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerificationRecord {
    /// The short code that is printed on it.
    pub code: String,
    /// The address in its QR code.
    pub url: String,
    /// SHA-256 of the edition's content, in hexadecimal.
    pub content_sha256: String,
}

impl SignedDocument<'_> {
    /// A document without signatures and without data of its year.
    pub fn of(content: impl Into<Content>) -> Self {
        Self {
            content: Cow::Owned(content.into()),
            year: None,
            frozen_overrides: None,
            signatures: Signatures::default(),
        }
    }
}

impl Body<'_> {
    /// The rendition of a document without signatures and without data of its year.
    pub fn of(content: impl Into<Content>) -> Self {
        Self::Document(SignedDocument::of(content))
    }
}
