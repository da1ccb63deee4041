use super::bytes::be_u16;
use super::layout::Layout;
use crate::{Refusal, Removed};

const START: u8 = 0xD8;
const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;
const COMMENT: u8 = 0xFE;
/// The length of the segment of JFIF without a thumbnail, with its marker.
const JFIF: usize = 18;

/// Reads the segments of a JPEG.
pub(crate) fn scan(bytes: &[u8]) -> Result<Layout, Refusal> {
    let mut layout = Layout::default();
    layout.keep(0..2);
    let mut at = 2;
    loop {
        if bytes.get(at) != Some(&0xFF) {
            return Err(Refusal::Damaged);
        }
        let marker = *bytes.get(at + 1).ok_or(Refusal::Damaged)?;
        match marker {
            // A filling byte.
            0xFF => {
                at += 1;
                continue;
            }
            END => {
                layout.keep(at..at + 2);
                layout.end_at(at + 2, bytes);
                return Ok(layout);
            }
            0x00 | 0x01 | START | 0xD0..=0xD7 => return Err(Refusal::Damaged),
            _ => {}
        }
        let length = usize::from(be_u16(bytes, at + 2).ok_or(Refusal::Damaged)?);
        let end = at + 2 + length;
        if length < 2 || end > bytes.len() {
            return Err(Refusal::Damaged);
        }
        let segment = bytes.get(at..end).ok_or(Refusal::Damaged)?;
        if keeps(&mut layout, marker, segment) {
            layout.keep(at..end);
        }
        if is_frame(marker) {
            layout.height = u32::from(be_u16(segment, 5).ok_or(Refusal::Damaged)?);
            layout.width = u32::from(be_u16(segment, 7).ok_or(Refusal::Damaged)?);
        }
        at = end;
        if marker == SCAN {
            let after = end_of_scan(bytes, at)?;
            layout.keep(at..after);
            at = after;
        }
    }
}

/// Whether the segment says how the picture looks. Notes what it is otherwise.
fn keeps(layout: &mut Layout, marker: u8, segment: &[u8]) -> bool {
    let content = segment.get(4..).unwrap_or_default();
    match marker {
        0xE0 if content.starts_with(b"JFIF\0") && segment.len() == JFIF => true,
        // The kind of colours; no program shows the picture rightly without it.
        0xEE if content.starts_with(b"Adobe") && segment.len() == 16 => true,
        0xE2 if content.starts_with(b"ICC_PROFILE\0") => {
            layout.remove(Removed::ColourProfile);
            false
        }
        0xE0..=0xEF | COMMENT | 0xF0..=0xFD => {
            layout.remove(Removed::PictureMetadata);
            false
        }
        _ => true,
    }
}

const fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}

/// The place of the marker after the compressed data.
fn end_of_scan(bytes: &[u8], start: usize) -> Result<usize, Refusal> {
    let mut at = start;
    loop {
        let rest = bytes.get(at..).ok_or(Refusal::Damaged)?;
        at += rest.iter().position(|byte| *byte == 0xFF).ok_or(Refusal::Damaged)?;
        match bytes.get(at + 1).ok_or(Refusal::Damaged)? {
            0x00 | 0xD0..=0xD7 => at += 2,
            0xFF => at += 1,
            _ => return Ok(at),
        }
    }
}
