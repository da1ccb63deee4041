use std::io::{self, Cursor, Write};

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ImageError, ImageResult};

use super::layout::Layout;
use crate::{Change, Failure, Kind};

/// The quality of JPEG, of 100.
const QUALITY: u8 = 88;

/// The format that a picture is written in. The encoder of WebP is lossless, and would make lossy pictures large.
pub(crate) fn target(kind: Kind, layout: &Layout, pixels: &DynamicImage) -> (Kind, Option<Change>) {
    match kind {
        Kind::Webp if layout.is_lossless => (Kind::Webp, None),
        Kind::Webp if is_transparent(pixels) => (Kind::Png, Some(Change::ConvertedToPng)),
        Kind::Webp => (Kind::Jpeg, Some(Change::ConvertedToJpeg)),
        other => (other, None),
    }
}

/// Whether a pixel is not opaque.
pub(crate) fn is_transparent(pixels: &DynamicImage) -> bool {
    match pixels {
        DynamicImage::ImageRgba8(pixels) => pixels.pixels().any(|pixel| pixel.0.last() != Some(&u8::MAX)),
        DynamicImage::ImageLumaA8(pixels) => pixels.pixels().any(|pixel| pixel.0.last() != Some(&u8::MAX)),
        other => other.color().has_alpha(),
    }
}

/// Writes the pixels.
pub(crate) fn write(pixels: DynamicImage, kind: Kind, out: &mut impl Write) -> Result<(), Failure> {
    let written = match kind {
        Kind::Png => {
            let encoder = PngEncoder::new_with_quality(&mut *out, CompressionType::Default, FilterType::Adaptive);
            pixels.write_with_encoder(encoder)
        }
        Kind::Webp if pixels.color().has_alpha() => {
            DynamicImage::from(pixels.into_rgba8()).write_with_encoder(WebPEncoder::new_lossless(&mut *out))
        }
        Kind::Webp => DynamicImage::from(pixels.into_rgb8()).write_with_encoder(WebPEncoder::new_lossless(&mut *out)),
        _ => jpeg(pixels, out),
    };
    written.map_err(failed)
}

fn jpeg(pixels: DynamicImage, out: &mut impl Write) -> ImageResult<()> {
    let pixels = match pixels {
        grey @ DynamicImage::ImageLuma8(_) => grey,
        colours @ DynamicImage::ImageRgb8(_) => colours,
        DynamicImage::ImageLuma16(_) | DynamicImage::ImageLumaA8(_) | DynamicImage::ImageLumaA16(_) => {
            DynamicImage::from(pixels.into_luma8())
        }
        other => DynamicImage::from(other.into_rgb8()),
    };
    pixels.write_with_encoder(JpegEncoder::new_with_quality(out, QUALITY))
}

/// A small picture as PNG if it is transparent, otherwise as JPEG.
pub(crate) fn to_vec(pixels: DynamicImage, kind: Kind) -> Result<Vec<u8>, Failure> {
    let mut bytes = Cursor::new(Vec::new());
    write(pixels, kind, &mut bytes)?;
    Ok(bytes.into_inner())
}

fn failed(error: ImageError) -> Failure {
    match error {
        ImageError::IoError(error) => Failure::Io(error),
        other => Failure::Io(io::Error::other(other)),
    }
}
