//! A document as data for the templates, never as source text.

use serde::Serialize;

/// The data that the templates read.
#[derive(Serialize)]
pub(super) struct RenditionData {
    pub(super) title: String,
    pub(super) description: &'static str,
    pub(super) issuer: Vec<String>,
    pub(super) header_lines: Vec<String>,
    pub(super) fonts: Vec<String>,
    /// The factor of all sizes; see [`Fonts::scale`](super::Fonts::scale).
    pub(super) scale: f64,
    pub(super) has_thai_digits: bool,
    pub(super) is_book: bool,
    pub(super) draft: Option<DraftData>,
    pub(super) emblem: Option<EmblemData>,
    pub(super) words: Labels,
    pub(super) parts: Vec<PartData>,
    pub(super) verification: Option<VerificationData>,
}

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

#[derive(Serialize)]
pub(super) struct DraftData {
    pub(super) mark: &'static str,
    pub(super) note: &'static str,
}

#[derive(Serialize)]
pub(super) struct EmblemData {
    pub(super) alt: String,
}

#[derive(Serialize)]
pub(super) struct PartData {
    pub(super) title: String,
    pub(super) subject: Option<String>,
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
    pub(super) caption: &'static str,
    /// The address as printed, with break points.
    pub(super) shown: String,
    /// The address as a link; `None` when it is not a link.
    pub(super) href: Option<String>,
    pub(super) alt: String,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum BlockData {
    Heading { level: u8, text: String },
    Paragraph { lines: Vec<String> },
    Note { lines: Vec<String> },
    Facts { facts: Vec<FactData> },
    Findings { findings: Vec<FindingData> },
    Table { table: TableData },
    Signatures { people: Vec<SignatureData> },
    Qr { qr: QrData },
}

#[derive(Serialize)]
pub(super) struct FactData {
    pub(super) label: &'static str,
    pub(super) lines: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct FindingData {
    pub(super) name: String,
    pub(super) more: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct SignatureData {
    pub(super) opening: Option<String>,
    pub(super) name: Option<String>,
    pub(super) position: String,
    pub(super) role: Option<&'static str>,
    pub(super) closing: Option<String>,
}

#[derive(Serialize)]
pub(super) struct TableData {
    /// Shares of the width, in percent.
    pub(super) widths: Vec<u8>,
    /// Rows of the head.
    pub(super) head: Vec<Vec<HeadCellData>>,
    pub(super) groups: Vec<RowGroupData>,
    pub(super) is_wide: bool,
}

#[derive(Serialize)]
pub(super) struct HeadCellData {
    pub(super) text: &'static str,
    pub(super) columns: usize,
    pub(super) rows: usize,
}

#[derive(Serialize)]
pub(super) struct RowGroupData {
    pub(super) head: Vec<CellItemData>,
    pub(super) rows: Vec<Vec<Vec<CellItemData>>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum CellItemData {
    Text {
        lines: Vec<String>,
    },
    Labelled {
        label: &'static str,
        lines: Vec<String>,
    },
    Steps {
        steps: Vec<StepData>,
    },
    Link {
        title: Vec<String>,
        shown: String,
        href: Option<String>,
    },
}

#[derive(Serialize)]
pub(super) struct StepData {
    pub(super) number: String,
    pub(super) lines: Vec<String>,
    pub(super) notes: Vec<FactData>,
}
