//! The data that the typst templates read, in `rendition.json`. Texts are data there, so that typst never reads them as
//! markup or code.
//!
//! A change of a field name must also be made in `crates/renderer/templates`. The types correspond to those of
//! [`outline`](prongsai_rendering::outline), which describes them. Printed texts of people have passed through
//! [`Typesetter`](super::text::Typesetter): they contain its break points. `lines` are the lines of a text, because a
//! typst string does not break at a line end.

use prongsai_rendering::wording::Label;
use serde::Serialize;

/// A rendition.
#[derive(Serialize)]
pub(super) struct RenditionData {
    pub(super) title: String,
    /// The organization's name and place, one line each.
    pub(super) issuer: Vec<String>,
    pub(super) header_lines: Vec<String>,
    /// Font families in order of preference. A letter comes from the first family that has it.
    pub(super) fonts: Vec<String>,
    /// The factor of all sizes; see [`Fonts::scale`](super::Fonts::scale).
    pub(super) scale: f64,
    pub(super) has_thai_numerals: bool,
    pub(super) is_book: bool,
    pub(super) draft: Option<DraftData>,
    pub(super) emblem: Option<EmblemData>,
    pub(super) words: Labels,
    pub(super) parts: Vec<PartData>,
    pub(super) verification: Option<VerificationData>,
}

/// The fixed texts that the templates print themselves.
#[derive(Serialize)]
pub(super) struct Labels {
    pub(super) page: &'static str,
    pub(super) of_pages: &'static str,
    pub(super) contents: &'static str,
    pub(super) subject: &'static str,
    pub(super) signed: &'static str,
    pub(super) signature_line: &'static str,
    pub(super) or_open: &'static str,
}

/// The marks of a draft.
#[derive(Serialize)]
pub(super) struct DraftData {
    /// The watermark.
    pub(super) mark: &'static str,
    /// The text at the foot of each page.
    pub(super) note: &'static str,
}

/// The organization's emblem. Its picture is the file `/emblem.png`.
#[derive(Serialize)]
pub(super) struct EmblemData {
    /// The text alternative.
    pub(super) alt: String,
}

#[derive(Serialize)]
pub(super) struct PartData {
    pub(super) title: String,
    /// The subject of an announcement.
    pub(super) subject: Option<String>,
    /// `tables`, `letter` or `poster`.
    pub(super) layout: &'static str,
    pub(super) sections: Vec<SectionData>,
}

/// Blocks on pages of one orientation.
#[derive(Serialize)]
pub(super) struct SectionData {
    pub(super) is_landscape: bool,
    pub(super) blocks: Vec<BlockData>,
}

#[derive(Serialize)]
pub(super) struct VerificationData {
    pub(super) heading: &'static str,
    pub(super) code_label: &'static str,
    pub(super) code: String,
    pub(super) verify_at: &'static str,
    pub(super) hash_label: &'static str,
    pub(super) hash: String,
    pub(super) qr: QrData,
}

/// A QR code: the path of its picture, and its text.
#[derive(Serialize)]
pub(super) struct QrData {
    pub(super) picture: String,
    pub(super) caption: Label,
    /// The address as it is printed.
    pub(super) shown: String,
    /// The target of the link; `None` when the address is only printed.
    pub(super) href: Option<String>,
    pub(super) alt: String,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum BlockData {
    Heading { level: u8, text: String },
    Paragraph { lines: Vec<String> },
    Note { lines: Vec<String> },
    SmallPrint { lines: Vec<String> },
    Facts { facts: Vec<FactData> },
    Findings { findings: Vec<FindingData> },
    Table { table: TableData },
    Signatures { people: Vec<SignatureData> },
    Qr { qr: QrData },
}

#[derive(Serialize)]
pub(super) struct FactData {
    pub(super) label: Label,
    pub(super) lines: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct FindingData {
    /// The name of the indicator.
    pub(super) name: String,
    /// The lines of the description; empty without one.
    pub(super) more: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct SignatureData {
    pub(super) opening: Option<String>,
    pub(super) name: Option<String>,
    pub(super) position: String,
    pub(super) role: Option<Label>,
    pub(super) closing: Option<String>,
}

#[derive(Serialize)]
pub(super) struct TableData {
    /// The share of each column in the table's width, in percent.
    pub(super) widths: Vec<u8>,
    /// The one or two rows of the head.
    pub(super) head: Vec<Vec<HeadCellData>>,
    pub(super) groups: Vec<RowGroupData>,
}

#[derive(Serialize)]
pub(super) struct HeadCellData {
    pub(super) text: Label,
    /// The number of columns that the cell spans.
    pub(super) columns: usize,
    /// The number of rows that the cell spans.
    pub(super) rows: usize,
}

#[derive(Serialize)]
pub(super) struct RowGroupData {
    /// The items of the cell in the first column, which spans all rows of the group.
    pub(super) head: Vec<CellItemData>,
    /// Rows of cells of items.
    pub(super) rows: Vec<Vec<Vec<CellItemData>>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum CellItemData {
    Text {
        lines: Vec<String>,
    },
    Labelled {
        label: Label,
        lines: Vec<String>,
    },
    Steps {
        steps: Vec<StepData>,
    },
    Link {
        title: Vec<String>,
        /// The address as it is printed.
        shown: String,
        /// The target of the link; `None` when the address is only printed.
        href: Option<String>,
    },
}

#[derive(Serialize)]
pub(super) struct StepData {
    pub(super) number: String,
    pub(super) lines: Vec<String>,
    pub(super) notes: Vec<FactData>,
}
