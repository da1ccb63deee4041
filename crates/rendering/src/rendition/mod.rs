//! What is put in a rendition: one value that every format (PDF, HTML, DOCX, CSV) is made from, so that they cannot differ in
//! what they say.

mod template;

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::Timestamp;
use prongsai_domain::analysis::Analysis;
use prongsai_domain::announcement::Announcement;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::catalogue::IndicatorCode;
use prongsai_domain::document::Content;
use prongsai_domain::measure::Measure;
use prongsai_domain::report::FrozenYear;

use crate::kind;

pub use template::{Numerals, Template};

/// Something to be put in a rendition.
#[derive(Clone, Debug)]
pub struct Rendition<'a> {
    /// Whose it is.
    pub office: Office<'a>,
    /// How the office wants its renditions.
    pub template: &'a Template,
    /// Of which fiscal year.
    pub fiscal_year: FiscalYear,
    /// Names of the indicators of the year's catalogue.
    pub indicators: &'a BTreeMap<IndicatorCode, String>,
    /// What it says.
    pub body: Body<'a>,
    /// Whether it is public, or a draft that must look like one.
    pub standing: Standing,
    /// The date that the file carries, fixed: the same edition gives the same bytes whenever it is made. The moment of
    /// publication, or of the last change of a draft, in UTC.
    pub dated: Timestamp,
}

/// The office on its renditions.
#[derive(Clone, Debug)]
pub struct Office<'a> {
    /// Full Thai name.
    pub name_th: &'a str,
    /// อำเภอ…, where it has one.
    pub district_th: Option<&'a str>,
    /// จังหวัด….
    pub province_th: &'a str,
    /// Main website.
    pub website: Option<&'a str>,
}

/// What a rendition says.
#[derive(Clone, Debug)]
pub enum Body<'a> {
    /// The analysis and the plan table of a year.
    Plan(Plan<'a>),
    /// A document of its own.
    Document(SignedDocument<'a>),
    /// An A4 poster with the QR code of an invitation.
    Poster(&'a Announcement),
    /// All of a year in one file, with contents.
    YearBook(YearBook<'a>),
}

/// The analysis and the measures of a year.
#[derive(Clone, Debug)]
pub struct Plan<'a> {
    /// The analysis, where there is one.
    pub analysis: Option<&'a Analysis>,
    /// The measures, in order.
    pub measures: Vec<&'a Measure>,
}

/// A document, with what it shows of its year and who signs it.
#[derive(Clone, Debug)]
pub struct SignedDocument<'a> {
    /// What it says.
    pub content: Cow<'a, Content>,
    /// What a report shows of its year; nothing before it is submitted.
    pub year: Option<&'a FrozenYear>,
    /// Who signs it, in addition to those whom the content names.
    pub signatures: Signatures<'a>,
}

/// All of a year.
#[derive(Clone, Debug)]
pub struct YearBook<'a> {
    /// Analysis and measures.
    pub plan: Plan<'a>,
    /// The other documents, by kind.
    pub documents: Vec<SignedDocument<'a>>,
}

/// Who signs a document, in addition to those whom it names.
#[derive(Clone, Debug, Default)]
pub struct Signatures<'a> {
    /// Post of the approver.
    pub approver_position: Option<&'a str>,
    /// When it was approved, in UTC.
    pub approved_at: Option<Timestamp>,
}

/// Whether a rendition is public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Not public: watermarked ร่าง on every page.
    Draft,
    /// Published, and can be verified.
    Published(VerificationRecord),
}

/// How a published rendition can be verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerificationRecord {
    /// The short code printed on it.
    pub code: String,
    /// The address that its QR code says.
    pub url: String,
    /// SHA-256 of the edition's content, in hexadecimal.
    pub content_sha256: String,
}

impl SignedDocument<'_> {
    /// A document that nobody signed and that shows nothing of its year.
    pub fn of(content: impl Into<Content>) -> Self {
        Self {
            content: Cow::Owned(content.into()),
            year: None,
            signatures: Signatures::default(),
        }
    }
}

impl Body<'_> {
    /// The rendition of a document that nobody signed and that shows nothing of its year.
    pub fn of(content: impl Into<Content>) -> Self {
        Self::Document(SignedDocument::of(content))
    }

    /// The name of the kind of rendition, as it stands in the properties of a file.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Plan(_) => "plan",
            Self::Document(document) => kind::rendition_name(&document.content),
            Self::Poster(_) => "poster",
            Self::YearBook(_) => "yearbook",
        }
    }
}
