use image::DynamicImage;

use super::write::{is_transparent, to_vec};
use crate::{Failure, Kind, THUMBNAIL_SIDE, Thumbnail};

/// A picture of which no side is longer than [`THUMBNAIL_SIDE`].
pub(crate) fn thumbnail(pixels: &DynamicImage) -> Result<Thumbnail, Failure> {
    let is_small = pixels.width().max(pixels.height()) <= THUMBNAIL_SIDE;
    let small = if is_small {
        pixels.clone()
    } else {
        pixels.thumbnail(THUMBNAIL_SIDE, THUMBNAIL_SIDE)
    };
    let (kind, small) = if is_transparent(&small) {
        (Kind::Png, DynamicImage::from(small.into_rgba8()))
    } else {
        (Kind::Jpeg, small)
    };
    Ok(Thumbnail {
        kind,
        width: small.width(),
        height: small.height(),
        bytes: to_vec(small, kind)?,
    })
}
