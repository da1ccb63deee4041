//! Reads QR codes.

/// The text of the only QR code in a PNG image.
#[track_caller]
pub(crate) fn decode_png(bytes: &[u8]) -> String {
    let codes = decode_all_png(bytes);
    assert_eq!(codes.len(), 1, "one QR code");
    codes.into_iter().next().expect("the QR code is readable")
}

/// The texts of all readable QR codes in a PNG image.
#[track_caller]
pub(crate) fn decode_all_png(bytes: &[u8]) -> Vec<String> {
    let picture = image::load_from_memory_with_format(bytes, image::ImageFormat::Png)
        .expect("a PNG picture")
        .to_luma8();
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        picture
            .get_pixel(u32::try_from(x).unwrap(), u32::try_from(y).unwrap())
            .0[0]
    });
    let grids = prepared.detect_grids();
    grids
        .iter()
        .filter_map(|grid| grid.decode().ok())
        .map(|(_, text)| text)
        .collect()
}

/// Width and height of a PNG image, in pixels.
pub(crate) fn size_of_png(bytes: &[u8]) -> (u32, u32) {
    let picture = image::load_from_memory_with_format(bytes, image::ImageFormat::Png).expect("a PNG picture");
    (picture.width(), picture.height())
}
