use serde::{Deserialize, Serialize};

/// An organization's template for renditions. Every field has a safe default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Template {
    /// The printed digits.
    pub numerals: Numerals,
    /// The organization's emblem: a PNG that was checked and re-encoded at upload. Never an SVG or HTML.
    #[serde(skip)]
    pub logo_png: Option<Vec<u8>>,
    /// Lines above the title of every rendition, e.g. the name of a division.
    pub header_lines: Vec<String>,
    /// Posts of the signatories, for renditions that name none.
    pub signature_positions: Vec<String>,
}

/// The printed digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Numerals {
    /// 0–9.
    #[default]
    Arabic,
    /// ๐–๙ in text and dates, but not in addresses and codes.
    Thai,
}
