//! A rendition as parts and blocks, with every text in its final wording: what HTML and DOCX are both made from, so that
//! they have the same headings, tables and texts in the same order.

pub(crate) mod analysis;
pub(crate) mod parts;
pub(crate) mod table;

use crate::rendition::{Body, Office, Rendition, Standing, VerificationRecord};
use crate::wording::{self, Column, printable};

pub use table::{Cell, Group, Item, Step, Table, TableKind};

/// A rendition, ready to be written in any format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The title of the whole.
    pub title: String,
    /// Lines above it that the office chose.
    pub header_lines: Vec<String>,
    /// The office's name, and where it is.
    pub office: Vec<String>,
    /// Whether it must look like a draft.
    pub is_draft: bool,
    /// Whether it is a book of several parts, which begins with its contents.
    pub is_book: bool,
    /// What it consists of; a rendition that is no book has one part, under the same title.
    pub parts: Vec<Part>,
    /// How it is verified.
    pub verification: Option<VerificationRecord>,
}

/// A part of a book, or all of another rendition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its title.
    pub title: String,
    /// How its pages look.
    pub layout: Layout,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// How the pages of a part look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Wide tables, on landscape pages.
    Tables,
    /// The official form of an announcement, portrait.
    Letter,
    /// One page to be read from a wall, portrait.
    Poster,
}

/// A piece of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading: 1 stands directly under the part's title, 2 under that.
    Heading(u8, String),
    /// The subject of an announcement.
    Subject(String),
    /// A paragraph; its line ends are kept.
    Paragraph(String),
    /// A remark about the rendition rather than its content.
    Note(String),
    /// Labels with what they stand for.
    Facts(Vec<(&'static str, String)>),
    /// Findings: a name, and more in words.
    Findings(Vec<(String, Option<String>)>),
    /// A table.
    Table(Table),
    /// Where people sign, beside or below one another.
    Signatures(Vec<Signature>),
    /// A QR code with the address that it leads to.
    Qr(Qr),
}

/// Where somebody signs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// What stands above, e.g. the date of an announcement.
    pub opening: Option<String>,
    /// The name, where it is known.
    pub name: Option<String>,
    /// The post.
    pub position: String,
    /// In which role, e.g. ผู้จัดทำ.
    pub role: Option<&'static str>,
    /// What stands below, e.g. the date of an approval.
    pub closing: Option<String>,
}

/// A QR code with the address that it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// The address, to the letter.
    pub url: String,
    /// What stands above it.
    pub caption: &'static str,
    /// What it is, for who cannot see it.
    pub alt: String,
}

impl Outline {
    /// Puts a rendition into its parts.
    pub fn of(rendition: &Rendition<'_>) -> Self {
        let numerals = rendition.template.numerals;
        let parts = parts::of(rendition);
        let is_book = matches!(rendition.body, Body::YearBook(_));
        let title = match parts.first() {
            // A file without a title would be called by its address.
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
            office: office_lines(&rendition.office),
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
    /// The code of a survey's link.
    pub fn of_survey(url: &str) -> Self {
        let url = printable(url);
        Self {
            alt: format!("{} {url}", wording::SURVEY_QR_ALT),
            caption: wording::SCAN,
            url,
        }
    }

    /// The code at which a rendition is verified.
    pub fn of_verification(verification: &VerificationRecord) -> Self {
        let url = printable(&verification.url);
        Self {
            alt: format!("{} {url}", wording::VERIFICATION_QR_ALT),
            caption: wording::VERIFY_AT,
            url,
        }
    }
}

/// The office's name, then district and province.
pub fn office_lines(office: &Office<'_>) -> Vec<String> {
    let district = office
        .district_th
        .map(|name| prefixed("อำเภอ", name, &["อำเภอ", "เขต"]));
    let province = prefixed("จังหวัด", office.province_th, &["จังหวัด", "กรุงเทพ"]);
    let place: Vec<String> = district.into_iter().chain([province]).collect();
    vec![printable(office.name_th), printable(&place.join(" "))]
}

fn prefixed(word: &str, name: &str, already: &[&str]) -> String {
    if name.is_empty() || already.iter().any(|prefix| name.starts_with(prefix)) {
        name.to_owned()
    } else {
        format!("{word}{name}")
    }
}

/// The titles above a table's columns: each with the number of columns that it stands above, and whether it is the
/// title of a group.
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
