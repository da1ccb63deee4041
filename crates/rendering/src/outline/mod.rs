//! A rendition as parts and blocks with all texts in their final wording. HTML and DOCX are both made from it, so that
//! they have the same headings, tables and texts in the same order.

pub(crate) mod analysis;
pub(crate) mod parts;
pub(crate) mod table;

use crate::rendition::{Body, Issuer, Rendition, Standing, VerificationRecord};
use crate::wording::{self, Column, printable};

pub use table::{Cell, Group, Item, Step, Table, TableKind};

/// A rendition, ready to be written in any format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The title of the rendition.
    pub title: String,
    /// The header lines of the organization's template.
    pub header_lines: Vec<String>,
    /// The organization's name and place.
    pub issuer: Vec<String>,
    /// Whether it is marked as a draft.
    pub is_draft: bool,
    /// Whether it is a book: several parts after a table of contents.
    pub is_book: bool,
    /// The parts. A rendition that is not a book has one part with the same title.
    pub parts: Vec<Part>,
    /// How the rendition can be verified, if it is published.
    pub verification: Option<VerificationRecord>,
}

/// A part of a book, or the whole of another rendition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The title.
    pub title: String,
    /// The layout of the pages.
    pub layout: Layout,
    /// The content.
    pub blocks: Vec<Block>,
}

/// The layout of the pages of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Wide tables, on landscape pages.
    Tables,
    /// The official form of an announcement, on portrait pages.
    Letter,
    /// A poster on one portrait page.
    Poster,
}

/// A block of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading. Level 1 is directly below the part's title, level 2 below level 1.
    Heading(u8, String),
    /// The subject of an announcement.
    Subject(String),
    /// A paragraph. Line ends are kept.
    Paragraph(String),
    /// A note about the rendition, not part of its content.
    Note(String),
    /// Labels with their values.
    Facts(Vec<(&'static str, String)>),
    /// Findings: a name and, if present, a description.
    Findings(Vec<(String, Option<String>)>),
    /// A table.
    Table(Table),
    /// Signatures, next to or below each other.
    Signatures(Vec<Signature>),
    /// A QR code with its address.
    Qr(Qr),
}

/// A signature.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// Text above the signature, e.g. the date of an announcement.
    pub opening: Option<String>,
    /// The name, if known.
    pub name: Option<String>,
    /// The post.
    pub position: String,
    /// The role of the signatory, e.g. ผู้จัดทำ.
    pub role: Option<&'static str>,
    /// Text below the signature, e.g. the date of an approval.
    pub closing: Option<String>,
}

/// A QR code with its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// The address, exactly as encoded.
    pub url: String,
    /// The text above the code.
    pub caption: &'static str,
    /// The text alternative for readers who cannot see the code.
    pub alt: String,
}

impl Outline {
    /// Divides a rendition into its parts.
    pub fn of(rendition: &Rendition<'_>) -> Self {
        let numerals = rendition.template.numerals;
        let parts = parts::of(rendition);
        let is_book = matches!(rendition.body, Body::YearBook(_));
        let title = match parts.first() {
            // Without a title, programs would show the file name or the address instead.
            Some(part) if !is_book && part.title.trim().is_empty() => wording::DOCUMENT.to_owned(),
            Some(part) if !is_book => part.title.clone(),
            _ => parts::titled_of_year(wording::YEAR_BOOK_TITLE, rendition),
        };
        Self {
            title,
            header_lines: rendition
                .template
                .header_lines
                .iter()
                .map(|line| numerals.text(line))
                .collect(),
            issuer: issuer_lines(&rendition.issuer),
            is_draft: rendition.standing == Standing::Draft,
            is_book,
            parts,
            verification: match &rendition.standing {
                Standing::Draft => None,
                Standing::Published(verification) => Some(verification.clone()),
            },
        }
    }
}

impl Qr {
    /// The QR code of a survey link.
    pub fn of_survey(url: &str) -> Self {
        let url = printable(url);
        Self {
            alt: format!("{} {url}", wording::SURVEY_QR_ALT),
            caption: wording::SCAN,
            url,
        }
    }

    /// The QR code for the verification of a rendition.
    pub fn of_verification(verification: &VerificationRecord) -> Self {
        let url = printable(&verification.url);
        Self {
            alt: format!("{} {url}", wording::VERIFICATION_QR_ALT),
            caption: wording::VERIFY_AT,
            url,
        }
    }
}

/// The organization's name, and a line with district and province.
pub fn issuer_lines(organization: &Issuer<'_>) -> Vec<String> {
    let district = organization
        .district_th
        .map(|name| prefixed("อำเภอ", name, &["อำเภอ", "เขต"]));
    let province = prefixed("จังหวัด", organization.province_th, &["จังหวัด", "กรุงเทพ"]);
    let place: Vec<String> = district.into_iter().chain([province]).collect();
    vec![printable(organization.name_th), printable(&place.join(" "))]
}

fn prefixed(word: &str, name: &str, already: &[&str]) -> String {
    if name.is_empty() || already.iter().any(|prefix| name.starts_with(prefix)) {
        name.to_owned()
    } else {
        format!("{word}{name}")
    }
}

/// The titles above a table's columns. Each has the number of columns below it, and whether it is the title of a group.
pub fn column_groups(columns: &'static [Column]) -> Vec<(&'static str, usize, bool)> {
    let mut groups: Vec<(&'static str, usize, bool)> = Vec::new();
    for column in columns {
        match (column.group, groups.last_mut()) {
            (Some(group), Some((title, span, true))) if *title == group => *span += 1,
            (Some(group), _) => groups.push((group, 1, true)),
            (None, _) => groups.push((column.title, 1, false)),
        }
    }
    groups
}
