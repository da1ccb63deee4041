use std::io::Cursor;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::codecs::png::{CompressionType, FilterType, PngDecoder, PngEncoder};
use image::{DynamicImage, ImageDecoder as _, ImageEncoder as _, Limits};
use prongsai_domain::violation::Checker;

/// Largest logo in bytes, as it is sent and as it is stored. Constraints of `rendition_templates` and the OpenAPI document
/// (`http`) repeat it, and the largest text of a body (`strict-json`) must be longer than the logo in base64.
pub const LOGO_BYTES_MAX: usize = 512 * 1024;
/// Longest side of a logo, in pixels.
const SIDE_MAX: u32 = 2_000;
/// Memory limit for decoding, in bytes: twice four bytes for each pixel.
const DECODING_MAX: u64 = 32_000_000;
/// Longest base64 text of a logo.
const TEXT_MAX: usize = LOGO_BYTES_MAX.div_ceil(3) * 4;

/// Converts a PNG in base64 to the logo that is stored. It is decoded within limits and encoded again, so that only the
/// pixels are left. Returns `None` if the logo is refused; the violation is at the checker's present place.
pub(super) fn check_logo(base64: &str, checker: &mut Checker) -> Option<Vec<u8>> {
    match reencoded(base64) {
        Ok(png) => Some(png),
        Err(refusal) => {
            let (code, message_th, message_en) = refusal.code_and_messages();
            checker.refuse(code, message_th, message_en);
            None
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refusal {
    TooLarge,
    NotBase64,
    NotPng,
    TooManyPixels,
}

impl Refusal {
    /// The code, the message in Thai and the message in English.
    const fn code_and_messages(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::TooLarge => (
                "logo-too-large",
                "ไฟล์ตราหน่วยงานใหญ่เกิน 512 kB โปรดย่อขนาดภาพ",
                "the logo is larger than 512 kB; make the picture smaller",
            ),
            Self::NotBase64 => (
                "not-base64",
                "ต้องเป็นไฟล์ PNG ที่เข้ารหัส base64 (ไม่มี data: นำหน้า และไม่ขึ้นบรรทัดใหม่)",
                "it must be a PNG file in base64, without data: before it and without line breaks",
            ),
            Self::NotPng => (
                "not-a-png",
                "ต้องเป็นไฟล์ภาพ PNG ที่สมบูรณ์ ไม่รับ SVG, JPEG หรือชนิดอื่น",
                "it must be a complete PNG picture; SVG, JPEG and other formats are not accepted",
            ),
            Self::TooManyPixels => (
                "logo-too-many-pixels",
                "ตราหน่วยงานกว้างและสูงได้ไม่เกิน 2,000 พิกเซล",
                "a logo is at most 2,000 pixels wide and high",
            ),
        }
    }
}

fn reencoded(base64: &str) -> Result<Vec<u8>, Refusal> {
    if base64.len() > TEXT_MAX {
        return Err(Refusal::TooLarge);
    }
    let bytes = STANDARD.decode(base64).map_err(|_| Refusal::NotBase64)?;
    if bytes.len() > LOGO_BYTES_MAX {
        return Err(Refusal::TooLarge);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(DECODING_MAX);
    let decoder = PngDecoder::with_limits(Cursor::new(bytes), limits).map_err(|error| refusal_of(&error))?;
    let (width, height) = decoder.dimensions();
    if width > SIDE_MAX || height > SIDE_MAX {
        return Err(Refusal::TooManyPixels);
    }
    let picture = DynamicImage::from_decoder(decoder)
        .map_err(|error| refusal_of(&error))?
        .to_rgba8();
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Best, FilterType::Adaptive)
        .write_image(picture.as_raw(), width, height, image::ExtendedColorType::Rgba8)
        .map_err(|_| Refusal::NotPng)?;
    if png.len() > LOGO_BYTES_MAX {
        return Err(Refusal::TooLarge);
    }
    Ok(png)
}

fn refusal_of(error: &image::ImageError) -> Refusal {
    match error {
        image::ImageError::Limits(_) => Refusal::TooManyPixels,
        _ => Refusal::NotPng,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn byte(number: u32) -> u8 {
        u8::try_from(number % 256).unwrap()
    }

    fn png(width: u32, height: u32) -> Vec<u8> {
        let picture = image::RgbaImage::from_fn(width, height, |x, y| image::Rgba([byte(x), byte(y), 7, 255]));
        let mut bytes = Vec::new();
        picture
            .write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png)
            .unwrap();
        bytes
    }

    /// The picture with a text chunk before its last chunk.
    fn with_text(png: &[u8], text: &[u8]) -> Vec<u8> {
        let mut chunk = u32::try_from(text.len()).unwrap().to_be_bytes().to_vec();
        let data = [b"tEXt", text].concat();
        chunk.extend(&data);
        chunk.extend(crc32(&data).to_be_bytes());
        let end = png.len() - 12;
        [&png[..end], &chunk, &png[end..]].concat()
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 }
            })
        })
    }

    #[test]
    fn pixels_stay_and_nothing_else_does() {
        let sent = with_text(&png(8, 5), b"Comment\0<script>secret of the camera</script>");
        assert!(sent.windows(6).any(|part| part == b"secret"));
        let kept = reencoded(&STANDARD.encode(&sent)).unwrap();
        assert!(!kept.windows(6).any(|part| part == b"secret"));
        let before = image::load_from_memory(&sent).unwrap().to_rgba8();
        assert_eq!(image::load_from_memory(&kept).unwrap().to_rgba8(), before);
        assert_eq!(
            reencoded(&STANDARD.encode(&kept)).unwrap(),
            kept,
            "what is sent back stays as it is"
        );
    }

    #[test]
    fn what_is_no_small_png_is_refused() {
        let svg = STANDARD.encode("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
        let truncated = STANDARD.encode(&png(8, 5)[..40]);
        for (sent, refusal) in [
            ("ก".to_owned(), Refusal::NotBase64),
            ("data:image/png;base64,AAAA".to_owned(), Refusal::NotBase64),
            (svg, Refusal::NotPng),
            (truncated, Refusal::NotPng),
            (String::new(), Refusal::NotPng),
            ("A".repeat(TEXT_MAX + 4), Refusal::TooLarge),
            (STANDARD.encode(png(2_001, 1)), Refusal::TooManyPixels),
        ] {
            assert_eq!(
                reencoded(&sent),
                Err(refusal),
                "{}",
                sent.chars().take(40).collect::<String>()
            );
        }
    }
}
