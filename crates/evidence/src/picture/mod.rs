//! Pictures. They are decoded, and written again from their pixels.

mod bytes;
mod decode;
mod jpeg;
mod layout;
mod png;
mod thumbnail;
mod webp;
mod write;

use std::io::{Read, Seek, Write};

use crate::track::read_all;
use crate::{Change, Cleaned, Failure, Kind, Limits, Refusal, Removed};

/// Writes a picture again without anything but its pixels.
pub(crate) fn clean(
    source: &mut (impl Read + Seek),
    kind: Kind,
    limits: &Limits,
    out: &mut impl Write,
) -> Result<Cleaned, Failure> {
    let bytes = read_all(source, limits.bytes_max)?;
    let layout = scan(&bytes, kind)?;
    layout.check(limits)?;
    let picture = decode::decode(&bytes, kind, &layout)?;
    drop(bytes);
    let (kind, change) = write::target(kind, &layout, &picture.pixels);
    let mut cleaned = Cleaned::new(kind);
    cleaned.changes.extend(change);
    if picture.is_turned {
        cleaned.changes.push(Change::Turned);
    }
    for what in &layout.removed {
        cleaned.remove(*what);
    }
    cleaned.facts.width = Some(picture.pixels.width());
    cleaned.facts.height = Some(picture.pixels.height());
    cleaned.thumbnail = Some(thumbnail::thumbnail(&picture.pixels)?);
    write::write(picture.pixels, kind, out)?;
    Ok(cleaned)
}

fn scan(bytes: &[u8], kind: Kind) -> Result<layout::Layout, Refusal> {
    match kind {
        Kind::Png => png::scan(bytes),
        Kind::Webp => webp::scan(bytes),
        _ => jpeg::scan(bytes),
    }
}

/// Removes everything but the picture from a PNG or JPEG within a document. Its pixels stay as they are: the document
/// says how the picture is turned.
///
/// # Errors
/// [`Refusal::Damaged`], [`Refusal::TooManyPixels`] or [`Refusal::PictureAnimated`].
pub(crate) fn strip(bytes: &[u8], kind: Kind, limits: &Limits) -> Result<(Vec<u8>, Vec<Removed>), Refusal> {
    let layout = scan(bytes, kind)?;
    layout.check(limits)?;
    let kept = layout.kept.iter().filter_map(|range| bytes.get(range.clone()));
    let kept = kept.flatten().copied().collect();
    Ok((kept, layout.removed))
}
