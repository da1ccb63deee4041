use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits as DecoderLimits};

use super::layout::Layout;
use crate::{Kind, Refusal};

/// The bytes that a pixel may have: four channels of sixteen bits.
const PIXEL_MAX: u64 = 8;
/// What a decoder may need besides the pixels, in bytes.
const WORKSPACE: u64 = 64 * 1024 * 1024;

/// The pixels of a picture.
pub(crate) struct Picture {
    pub(crate) pixels: DynamicImage,
    /// Whether the metadata asked to turn it.
    pub(crate) is_turned: bool,
}

/// Decodes a picture whose size was checked, and turns it as its metadata says.
pub(crate) fn decode(bytes: &[u8], kind: Kind, layout: &Layout) -> Result<Picture, Refusal> {
    // The decoders compute with numbers of the file.
    let decoded = catch_unwind(AssertUnwindSafe(|| decode_checked(bytes, kind, layout)));
    match decoded {
        Ok(Ok(picture)) => Ok(picture),
        Ok(Err(_)) | Err(_) => Err(Refusal::Damaged),
    }
}

fn decode_checked(bytes: &[u8], kind: Kind, layout: &Layout) -> Result<Picture, ImageError> {
    let format = match kind {
        Kind::Png => ImageFormat::Png,
        Kind::Webp => ImageFormat::WebP,
        _ => ImageFormat::Jpeg,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = DecoderLimits::no_limits();
    limits.max_image_width = Some(layout.width);
    limits.max_image_height = Some(layout.height);
    let pixels = u64::from(layout.width) * u64::from(layout.height);
    limits.max_alloc = Some(pixels * PIXEL_MAX + WORKSPACE);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    // Metadata that cannot be read does not turn the picture.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut pixels = DynamicImage::from_decoder(decoder)?;
    let is_turned = orientation != Orientation::NoTransforms;
    if is_turned {
        pixels.apply_orientation(orientation);
    }
    Ok(Picture { pixels, is_turned })
}
