use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use prongsai_evidence::{Kind, Limits, THUMBNAIL_SIDE};

use crate::make::{
    accepted, attempt_with, chunk, contains, encoded, exif, jpeg, jpeg_with, pixels, png, png_with, refused, segment,
};

#[test]
fn exif_with_a_place_is_removed_after_the_picture_was_turned() {
    let exif = [b"Exif\0\0".as_slice(), &exif(6)].concat();
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRET</x:xmpmeta>";
    let photo = jpeg_with(
        40,
        20,
        &[
            segment(0xE1, &exif),
            segment(0xE1, xmp),
            segment(0xED, b"Photoshop 3.0\08BIM SECRET"),
            segment(0xE2, b"ICC_PROFILE\0\x01\x01SECRET"),
            segment(0xFE, b"SECRET by somchai"),
        ],
    );
    let outcome = accepted("ภาพ.JPG", &photo);
    assert_eq!(outcome.removed(), ["picture-metadata", "colour-profile"]);
    assert_eq!(outcome.changes(), ["turned"]);
    let facts = outcome.cleaned.facts;
    assert_eq!((facts.width, facts.height), (Some(20), Some(40)));
    for gone in [b"GPS".as_slice(), b"SECRET", b"Exif", b"xmp", b"ICC"] {
        assert!(!contains(&outcome.bytes, gone));
    }
    let turned = image::load_from_memory(&outcome.bytes).unwrap();
    assert_eq!((turned.width(), turned.height()), (20, 40));
}

#[test]
fn texts_and_exif_of_a_png_are_removed_and_its_pixels_stay() {
    let dirty = png_with(&[
        chunk(*b"tEXt", b"Author\0SECRET"),
        chunk(*b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0SECRET"),
        chunk(*b"eXIf", &exif(1)),
        chunk(*b"tIME", &[7, 0xE8, 1, 1, 1, 1, 1]),
        chunk(*b"prVt", b"SECRET"),
    ]);
    let outcome = accepted("a.png", &dirty);
    assert_eq!(outcome.removed(), ["picture-metadata"]);
    assert!(!contains(&outcome.bytes, b"SECRET") && !contains(&outcome.bytes, b"GPS"));
    let (before, after) = (png(8, 8), outcome.bytes);
    assert_eq!(
        image::load_from_memory(&before).unwrap(),
        image::load_from_memory(&after).unwrap()
    );
}

#[test]
fn a_lossless_webp_stays_and_its_metadata_goes() {
    let plain = encoded(&pixels(16, 9), ImageFormat::WebP);
    // `VP8X` with the flag of EXIF, the picture, and `EXIF`.
    let canvas = [8, 0, 0, 0, 15, 0, 0, 8, 0, 0];
    let mut body = b"WEBPVP8X\x0A\0\0\0".to_vec();
    body.extend(canvas);
    body.extend(&plain[12..]);
    let exif = exif(1);
    body.extend(b"EXIF");
    body.extend(u32::try_from(exif.len()).unwrap().to_le_bytes());
    body.extend(&exif);
    let mut dirty = b"RIFF".to_vec();
    dirty.extend(u32::try_from(body.len()).unwrap().to_le_bytes());
    dirty.extend(&body);
    let outcome = accepted("a.webp", &dirty);
    assert_eq!(outcome.removed(), ["picture-metadata"]);
    assert_eq!(outcome.cleaned.kind, Kind::Webp);
    assert!(!contains(&outcome.bytes, b"GPS") && !contains(&outcome.bytes, b"EXIF"));
    assert_eq!(image::load_from_memory(&outcome.bytes).unwrap(), pixels(16, 9));
    // An animated one, and sizes that lie.
    let mut animated = dirty.clone();
    animated[20] |= 2;
    assert_eq!(refused("a.webp", &animated), "picture-animated");
    let mut larger = dirty.clone();
    larger[24] = 0xFF;
    assert_eq!(refused("a.webp", &larger), "file-is-damaged");
    let mut beyond = plain.clone();
    beyond[4] = 0xFF;
    assert_eq!(refused("a.webp", &beyond), "file-is-damaged");
    let mut chunk = plain;
    chunk[19] = 0x7F;
    assert_eq!(refused("a.webp", &chunk), "file-is-damaged");
}

/// A lossy WebP of one grey pixel row, as `cwebp` writes it.
const LOSSY: &[u8] = &[
    0x52, 0x49, 0x46, 0x46, 0x24, 0x00, 0x00, 0x00, 0x57, 0x45, 0x42, 0x50, 0x56, 0x50, 0x38, 0x20, 0x18, 0x00, 0x00,
    0x00, 0x30, 0x01, 0x00, 0x9D, 0x01, 0x2A, 0x01, 0x00, 0x01, 0x00, 0x02, 0x00, 0x34, 0x25, 0xA4, 0x00, 0x03, 0x70,
    0x00, 0xFE, 0xFB, 0xFD, 0x50, 0x00,
];

#[test]
fn a_lossy_webp_becomes_jpeg() {
    let outcome = accepted("a.webp", LOSSY);
    assert_eq!(outcome.cleaned.kind, Kind::Jpeg);
    assert_eq!(outcome.changes(), ["converted-to-jpeg"]);
    assert_eq!(outcome.cleaned.media_type(), "image/jpeg");
    assert!(outcome.bytes.starts_with(b"\xFF\xD8"));
}

#[test]
fn animated_pngs_are_refused() {
    let animated = png_with(&[chunk(*b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0])]);
    assert_eq!(refused("a.png", &animated), "picture-animated");
}

/// The header alone decides: nothing is reserved for pixels that the file only states.
#[test]
fn huge_dimensions_are_refused_before_anything_is_decoded() {
    for (width, height) in [(65_535_u32, 65_535_u32), (u32::MAX, 1), (20_001, 1), (10_000, 5_001)] {
        let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
        let signature = b"\x89PNG\r\n\x1A\n".to_vec();
        let bomb = [
            signature,
            chunk(*b"IHDR", &header),
            chunk(*b"IDAT", &[0]),
            chunk(*b"IEND", b""),
        ]
        .concat();
        assert_eq!(refused("a.png", &bomb), "too-many-pixels", "{width} x {height}");
    }
    let mut large = jpeg(8, 8);
    let frame = large.windows(2).position(|it| it == [0xFF, 0xC0]).unwrap();
    large[frame + 5..frame + 9].fill(0xFF);
    assert_eq!(refused("a.jpg", &large), "too-many-pixels");
    // A picture of few bytes and allowed dimensions fails while it is decoded.
    large[frame + 5..frame + 9].copy_from_slice(&[0x10, 0, 0x10, 0]);
    assert_eq!(
        refused("a.jpg", &[&large[..frame + 40], &[0xFF, 0xD9]].concat()),
        "file-is-damaged"
    );
    let few = Limits {
        pixels_max: 63,
        ..Limits::default()
    };
    assert_eq!(
        attempt_with("a.png", &png(8, 8), &few).err().unwrap().code(),
        "too-many-pixels"
    );
}

#[test]
fn thumbnails_are_small_and_keep_transparency() {
    let outcome = accepted("a.jpg", &jpeg(1_000, 400));
    let thumbnail = outcome.cleaned.thumbnail.unwrap();
    assert_eq!((thumbnail.width, thumbnail.height), (THUMBNAIL_SIDE, 128));
    assert_eq!(thumbnail.kind, Kind::Jpeg);
    assert_eq!(
        image::load_from_memory(&thumbnail.bytes).unwrap().width(),
        THUMBNAIL_SIDE
    );
    let clear = DynamicImage::from(RgbaImage::from_pixel(10, 20, Rgba([1, 2, 3, 99])));
    let outcome = accepted("a.png", &encoded(&clear, ImageFormat::Png));
    let thumbnail = outcome.cleaned.thumbnail.unwrap();
    assert_eq!((thumbnail.kind, thumbnail.width, thumbnail.height), (Kind::Png, 10, 20));
    assert_eq!(image::load_from_memory(&outcome.bytes).unwrap(), clear);
}
