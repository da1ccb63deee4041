//! A document as data for the templates, never as source text.

use serde::Serialize;

/// The data that the templates read.
#[derive(Serialize)]
pub(super) struct Data {
    pub(super) title: String,
    pub(super) description: &'static str,
    pub(super) issuer: Vec<String>,
    pub(super) header_lines: Vec<String>,
    pub(super) fonts: Vec<String>,
    /// The factor of all sizes; see [`Fonts::scale`](super::Fonts::scale).
    pub(super) scale: f64,
    pub(super) has_thai_digits: bool,
    pub(super) is_book: bool,
    pub(super) draft: Option<Draft>,
    pub(super) emblem: Option<Emblem>,
    pub(super) words: Words,
    pub(super) parts: Vec<Part>,
    pub(super) verification: Option<Verification>,
}

#[derive(Serialize)]
pub(super) struct Words {
    pub(super) page: &'static str,
    pub(super) of_pages: &'static str,
    pub(super) contents: &'static str,
    pub(super) subject: &'static str,
    pub(super) signed: &'static str,
    pub(super) signature_line: &'static str,
    pub(super) or_open: &'static str,
}

#[derive(Serialize)]
pub(super) struct Draft {
    pub(super) mark: &'static str,
    pub(super) note: &'static str,
}

#[derive(Serialize)]
pub(super) struct Emblem {
    pub(super) alt: String,
}

#[derive(Serialize)]
pub(super) struct Part {
    pub(super) title: String,
    pub(super) subject: Option<String>,
    pub(super) layout: &'static str,
    pub(super) sections: Vec<Section>,
}

/// Blocks on pages of one orientation.
#[derive(Serialize)]
pub(super) struct Section {
    pub(super) is_landscape: bool,
    pub(super) blocks: Vec<Block>,
}

#[derive(Serialize)]
pub(super) struct Verification {
    pub(super) heading: &'static str,
    pub(super) code_label: &'static str,
    pub(super) code: String,
    pub(super) verify_at: &'static str,
    pub(super) hash_label: &'static str,
    pub(super) hash: String,
    pub(super) qr: Qr,
}

/// A QR code: the path of its picture, and its text.
#[derive(Serialize)]
pub(super) struct Qr {
    pub(super) picture: String,
    pub(super) caption: &'static str,
    /// The address as printed, with break points.
    pub(super) shown: String,
    /// The address as a link; `None` when it is not a link.
    pub(super) href: Option<String>,
    pub(super) alt: String,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Block {
    Heading { level: u8, text: String },
    Paragraph { lines: Vec<String> },
    Note { lines: Vec<String> },
    Facts { facts: Vec<Fact> },
    Findings { findings: Vec<Finding> },
    Table { table: Table },
    Signatures { people: Vec<Person> },
    Qr { qr: Qr },
}

#[derive(Serialize)]
pub(super) struct Fact {
    pub(super) label: &'static str,
    pub(super) lines: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct Finding {
    pub(super) name: String,
    pub(super) more: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct Person {
    pub(super) opening: Option<String>,
    pub(super) name: Option<String>,
    pub(super) position: String,
    pub(super) role: Option<&'static str>,
    pub(super) closing: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Table {
    /// Shares of the width, in percent.
    pub(super) widths: Vec<u8>,
    /// Rows of the head.
    pub(super) head: Vec<Vec<HeadCell>>,
    pub(super) groups: Vec<Group>,
    pub(super) is_wide: bool,
}

#[derive(Serialize)]
pub(super) struct HeadCell {
    pub(super) text: &'static str,
    pub(super) columns: usize,
    pub(super) rows: usize,
}

#[derive(Serialize)]
pub(super) struct Group {
    pub(super) head: Vec<Item>,
    pub(super) rows: Vec<Vec<Vec<Item>>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Item {
    Text {
        lines: Vec<String>,
    },
    Labelled {
        label: &'static str,
        lines: Vec<String>,
    },
    Steps {
        steps: Vec<Step>,
    },
    Link {
        title: Vec<String>,
        shown: String,
        href: Option<String>,
    },
}

#[derive(Serialize)]
pub(super) struct Step {
    pub(super) number: String,
    pub(super) lines: Vec<String>,
    pub(super) notes: Vec<Fact>,
}
