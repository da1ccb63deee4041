use super::bytes::be_u32;
use super::layout::Layout;
use crate::{Refusal, Removed};

/// The length of the signature.
const SIGNATURE: usize = 8;
/// The chunks that say how a picture looks.
const KEPT: [&[u8; 4]; 10] = [
    b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs",
];

/// Reads the chunks of a PNG.
pub(crate) fn scan(bytes: &[u8]) -> Result<Layout, Refusal> {
    let mut layout = Layout::default();
    layout.keep(0..SIGNATURE);
    let mut at = SIGNATURE;
    loop {
        let length = be_u32(bytes, at).ok_or(Refusal::Damaged)?;
        let length = usize::try_from(length).map_err(|_| Refusal::Damaged)?;
        let name = bytes.get(at + 4..at + 8).ok_or(Refusal::Damaged)?;
        let end = at.checked_add(length).and_then(|end| end.checked_add(12));
        let end = end.filter(|end| *end <= bytes.len()).ok_or(Refusal::Damaged)?;
        if at == SIGNATURE {
            if name != b"IHDR" || length != 13 {
                return Err(Refusal::Damaged);
            }
            layout.width = be_u32(bytes, at + 8).ok_or(Refusal::Damaged)?;
            layout.height = be_u32(bytes, at + 12).ok_or(Refusal::Damaged)?;
            layout.is_deep = bytes.get(at + 16) == Some(&16);
        }
        if KEPT.iter().any(|kept| kept.as_slice() == name) {
            layout.keep(at..end);
        } else if name == b"acTL" || name == b"fdAT" || name == b"fcTL" {
            layout.is_animated = true;
        } else if name == b"iCCP" {
            layout.remove(Removed::ColourProfile);
        } else {
            layout.remove(Removed::PictureMetadata);
        }
        at = end;
        if name == b"IEND" {
            layout.end_at(at, bytes);
            return Ok(layout);
        }
    }
}
