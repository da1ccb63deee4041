use super::bytes::le_u32;
use super::layout::Layout;
use crate::{Refusal, Removed};

/// The length of `RIFF`, the size, and `WEBP`.
const HEADER: usize = 12;

/// Reads the chunks of a WebP.
pub(crate) fn scan(bytes: &[u8]) -> Result<Layout, Refusal> {
    let mut layout = Layout::default();
    let size = le_u32(bytes, 4).and_then(|size| usize::try_from(size).ok());
    let end = size.and_then(|size| size.checked_add(8)).ok_or(Refusal::Damaged)?;
    let content = bytes.get(..end).ok_or(Refusal::Damaged)?;
    layout.end_at(end, bytes);
    let mut at = HEADER;
    let mut canvas = None;
    let mut frame = None;
    while at < content.len() {
        let name = content.get(at..at + 4).ok_or(Refusal::Damaged)?;
        let length = le_u32(content, at + 4).and_then(|length| usize::try_from(length).ok());
        let length = length.ok_or(Refusal::Damaged)?;
        let data = (at + 8).checked_add(length).and_then(|end| content.get(at + 8..end));
        let data = data.ok_or(Refusal::Damaged)?;
        match name {
            b"VP8X" => {
                layout.is_animated |= data.first().is_some_and(|flags| flags & 0x02 != 0);
                canvas = Some((1 + le_u24(data, 4)?, 1 + le_u24(data, 7)?));
            }
            b"ANIM" | b"ANMF" => layout.is_animated = true,
            b"VP8 " => frame = Some(lossy_size(data)?),
            b"VP8L" => {
                frame = Some(lossless_size(data)?);
                layout.is_lossless = true;
            }
            b"ALPH" => {}
            b"ICCP" => layout.remove(Removed::ColourProfile),
            _ => layout.remove(Removed::PictureMetadata),
        }
        // A byte fills up an odd length. The last one may be missing.
        at += 8 + length + length % 2;
    }
    let size = if layout.is_animated { canvas } else { frame };
    (layout.width, layout.height) = size.ok_or(Refusal::Damaged)?;
    if canvas.is_some_and(|canvas| canvas != (layout.width, layout.height)) {
        return Err(Refusal::Damaged);
    }
    Ok(layout)
}

fn le_u24(bytes: &[u8], at: usize) -> Result<u32, Refusal> {
    match bytes.get(at..at + 3) {
        Some(&[low, middle, high]) => Ok(u32::from_le_bytes([low, middle, high, 0])),
        _ => Err(Refusal::Damaged),
    }
}

fn lossy_size(data: &[u8]) -> Result<(u32, u32), Refusal> {
    match data.get(3..10) {
        Some(&[0x9D, 0x01, 0x2A, w0, w1, h0, h1]) => {
            let width = u16::from_le_bytes([w0, w1]) & 0x3FFF;
            let height = u16::from_le_bytes([h0, h1]) & 0x3FFF;
            Ok((u32::from(width), u32::from(height)))
        }
        _ => Err(Refusal::Damaged),
    }
}

fn lossless_size(data: &[u8]) -> Result<(u32, u32), Refusal> {
    let bits = data.strip_prefix(b"\x2F").and_then(|data| le_u32(data, 0));
    let bits = bits.ok_or(Refusal::Damaged)?;
    Ok(((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1))
}
