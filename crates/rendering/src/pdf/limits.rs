use crate::outline::Outline;
use crate::outline::part::Block;
use crate::outline::table::{CellItem, RowGroup, TableKind};

/// The largest rendition that is made as PDF. These limits bound memory and time. They do not stop a rendition that has
/// begun: the caller limits the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RenderLimits {
    /// The largest number of measures in one table.
    pub max_measures: usize,
    /// The largest total length of the texts that people write without a tight limit, in bytes of UTF-8.
    pub max_bytes: usize,
}

/// A document is larger than allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LimitExceeded {
    /// A table has too many measures.
    #[error("the rendition has a table of {actual} measures; at most {max} are put into one file")]
    Measures {
        /// The actual number.
        actual: usize,
        /// The allowed number.
        max: usize,
    },
    /// The texts that count are too long together; see [`RenderLimits::max_bytes`].
    #[error("the rendition has {actual} bytes of text; at most {max} are put into one file")]
    Bytes {
        /// The actual number of bytes.
        actual: usize,
        /// The allowed number of bytes.
        max: usize,
    },
}

impl Default for RenderLimits {
    fn default() -> Self {
        Self {
            // Far above what an organization writes in a year. Larger files need too much time and memory.
            max_measures: 2_000,
            max_bytes: 16 * 1024 * 1024,
        }
    }
}

impl RenderLimits {
    /// Refuses a document that is larger than allowed.
    pub(super) fn check(&self, outline: &Outline) -> Result<(), LimitExceeded> {
        let mut size = Size::default();
        for block in outline.parts.iter().flat_map(|part| &part.blocks) {
            size.add(block);
        }
        if size.measures > self.max_measures {
            return Err(LimitExceeded::Measures {
                actual: size.measures,
                max: self.max_measures,
            });
        }
        if size.bytes > self.max_bytes {
            return Err(LimitExceeded::Bytes {
                actual: size.bytes,
                max: self.max_bytes,
            });
        }
        Ok(())
    }
}

impl LimitExceeded {
    /// The error, in Thai.
    pub fn message_th(self) -> String {
        match self {
            Self::Measures { actual, max } => {
                format!("ตารางในเอกสารมี {actual} มาตรการ จัดทำเป็นไฟล์เดียวได้ไม่เกิน {max} มาตรการ")
            }
            Self::Bytes { actual, max } => {
                format!("เอกสารมีข้อความ {actual} ไบต์ จัดทำเป็นไฟล์เดียวได้ไม่เกิน {max} ไบต์")
            }
        }
    }
}

/// The size of a rendition, as it is compared with the limits.
#[derive(Default)]
struct Size {
    /// The number of measures in the largest table.
    measures: usize,
    /// The length of all texts that people write without a tight limit, in bytes.
    bytes: usize,
}

impl Size {
    fn add(&mut self, block: &Block) {
        self.bytes += bytes_of(block);
        // In a table of figures, a group of rows is not a measure.
        if let Block::Table(table) = block
            && table.kind != TableKind::Figures
        {
            self.measures = self.measures.max(table.groups.len());
        }
    }
}

/// The length of the texts of a block that people write without a tight limit, in bytes.
pub(super) fn bytes_of(block: &Block) -> usize {
    match block {
        Block::Heading(_, text)
        | Block::Subject(text)
        | Block::Paragraph(text)
        | Block::Note(text)
        | Block::SmallPrint(text) => text.len(),
        Block::Facts(facts) => facts.iter().map(|(_, text)| text.len()).sum(),
        Block::Findings(findings) => findings
            .iter()
            .map(|(name, more)| name.len() + more.as_ref().map_or(0, String::len))
            .sum(),
        Block::Table(table) => table.groups.iter().map(bytes_of_group).sum(),
        // Names, posts and links are short: the domain limits their number and length.
        Block::Signatures(_) | Block::Qr(_) => 0,
    }
}

fn bytes_of_group(group: &RowGroup) -> usize {
    let cells = group.rows.iter().flatten();
    cells.chain([&group.head]).flatten().map(length).sum()
}

fn length(item: &CellItem) -> usize {
    match item {
        CellItem::Text(text) | CellItem::Labelled(_, text) => text.len(),
        // The notes of a step are short.
        CellItem::Steps(steps) => steps.iter().map(|step| step.text.len()).sum(),
        CellItem::Link { title, url } => title.len() + url.len(),
    }
}
