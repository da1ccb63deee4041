use crate::outline::{Block, Outline};

use super::limits::bytes_of;

/// The largest number of units of a short rendition: a few pages, for which a renderer needs much less than a second.
const SHORT_UNITS: usize = 40;
/// The largest length of the texts of a short rendition, in bytes of UTF-8: ten thousand Thai letters, five pages.
const SHORT_BYTES: usize = 32 * 1024;

/// The size of a rendition, as it is known before its pages are set. It decides whether the process for short
/// renditions may make it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JobSize {
    /// The number of blocks and of rows of tables.
    pub units: usize,
    /// The length of the texts that people write without a tight limit, in bytes of UTF-8.
    pub bytes: usize,
}

impl JobSize {
    /// The size of a rendition.
    pub fn of(outline: &Outline) -> Self {
        let mut size = Self::default();
        for block in outline.parts.iter().flat_map(|part| &part.blocks) {
            size.units += match block {
                Block::Table(table) => 1 + table.groups.iter().map(|group| group.rows.len()).sum::<usize>(),
                Block::Facts(facts) => facts.len(),
                Block::Findings(findings) => findings.len(),
                _ => 1,
            };
            size.bytes += bytes_of(block);
        }
        size
    }

    /// Whether it is made in a time that nobody notices.
    pub const fn is_short(self) -> bool {
        self.units <= SHORT_UNITS && self.bytes <= SHORT_BYTES
    }
}
