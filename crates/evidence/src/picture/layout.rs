use std::ops::Range;

use crate::{Limits, Refusal, Removed};

/// What a picture consists of.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) is_animated: bool,
    /// Whether a channel has sixteen bits.
    pub(crate) is_deep: bool,
    /// Whether a WebP is lossless.
    pub(crate) is_lossless: bool,
    /// The bytes that the picture needs.
    pub(crate) kept: Vec<Range<usize>>,
    /// What the other bytes are.
    pub(crate) removed: Vec<Removed>,
}

impl Layout {
    pub(crate) fn keep(&mut self, range: Range<usize>) {
        match self.kept.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => self.kept.push(range),
        }
    }

    pub(crate) fn remove(&mut self, what: Removed) {
        if !self.removed.contains(&what) {
            self.removed.push(what);
        }
    }

    /// Notes bytes after the end of the picture.
    pub(crate) fn end_at(&mut self, end: usize, bytes: &[u8]) {
        if bytes.len() > end {
            self.remove(Removed::ExtraBytes);
        }
    }

    /// Checks the size in pixels, before anything is decoded.
    pub(crate) fn check(&self, limits: &Limits) -> Result<(), Refusal> {
        if self.is_animated {
            return Err(Refusal::PictureAnimated);
        }
        if self.width == 0 || self.height == 0 {
            return Err(Refusal::Damaged);
        }
        // A pixel of sixteen bits needs the memory of two.
        let pixels = u64::from(self.width) * u64::from(self.height) * if self.is_deep { 2 } else { 1 };
        if pixels > limits.pixels_max || self.width.max(self.height) > limits.side_max {
            return Err(Refusal::TooManyPixels {
                pixels_max: limits.pixels_max,
                side_max: limits.side_max,
            });
        }
        Ok(())
    }
}
