use serde::{Deserialize, Serialize};

/// How an office wants its renditions; every field has a safe default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Template {
    /// Which digits are printed.
    pub numerals: Numerals,
    /// The office's emblem: a PNG, checked and re-encoded when it was taken in. Never an SVG or HTML.
    #[serde(skip)]
    pub logo_png: Option<Vec<u8>>,
    /// Lines above the title of every rendition, e.g. the name of a division.
    pub header_lines: Vec<String>,
    /// Posts under which renditions are signed, where the rendition itself names none.
    pub signature_positions: Vec<String>,
}

/// Which digits are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Numerals {
    /// 0–9.
    #[default]
    Arabic,
    /// ๐–๙, in text and dates; never in addresses, codes and numbers of tables' columns.
    Thai,
}
