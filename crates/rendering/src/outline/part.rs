use serde::{Deserialize, Serialize};

use super::table::Table;
use crate::rendition::VerificationRecord;
use crate::wording::{self, Label, printable};

/// A part of a book, or the whole of another rendition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The title.
    pub title: String,
    /// The layout of the pages.
    pub layout: Layout,
    /// The content.
    pub blocks: Vec<Block>,
}

/// The layout of the pages of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Layout {
    /// Tables. In a PDF, wide ones and what follows them are on landscape pages; in DOCX and in printed HTML the whole
    /// part is.
    Tables,
    /// The official form of an announcement, on portrait pages.
    Letter,
    /// A poster on one portrait page.
    Poster,
}

/// A block of a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A heading. Level 1 is directly below the part's title, level 2 below level 1.
    Heading(u8, String),
    /// The subject of an announcement.
    Subject(String),
    /// A paragraph. Line ends are kept.
    Paragraph(String),
    /// A note: about the rendition, or about the survey of an announcement.
    Note(String),
    /// A note in small letters, where the other texts are large.
    SmallPrint(String),
    /// Labels with their values.
    Facts(Vec<(Label, String)>),
    /// Findings: a name and, if present, a description.
    Findings(Vec<(String, Option<String>)>),
    /// A table.
    Table(Table),
    /// Signatures, next to or below each other.
    Signatures(Vec<Signature>),
    /// A QR code with its address.
    Qr(QrFigure),
}

/// A signature.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Text above the signature, e.g. the date of an announcement.
    pub opening: Option<String>,
    /// The name, if known.
    pub name: Option<String>,
    /// The post.
    pub position: String,
    /// The role of the signatory, e.g. ผู้จัดทำ.
    pub role: Option<Label>,
    /// Text below the signature, e.g. the date of an approval.
    pub closing: Option<String>,
}

/// A QR code with its address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QrFigure {
    /// The address, exactly as encoded.
    pub url: String,
    /// The text above the code.
    pub caption: Label,
    /// The text alternative for readers who cannot see the code.
    pub alt: String,
}

impl QrFigure {
    /// The QR code of a survey link.
    pub(crate) fn of_survey(url: &str) -> Self {
        let url = printable(url);
        Self {
            alt: format!("{} {url}", wording::SURVEY_QR_ALT),
            caption: wording::SCAN.into(),
            url,
        }
    }

    /// The QR code for the verification of a rendition.
    pub fn of_verification(verification: &VerificationRecord) -> Self {
        let url = printable(&verification.url);
        Self {
            alt: format!("{} {url}", wording::VERIFICATION_QR_ALT),
            caption: wording::VERIFY_AT.into(),
            url,
        }
    }
}
