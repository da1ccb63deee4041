//! QR codes of survey links and of verification addresses, as SVG and PNG.
//!
//! The code contains exactly the given text, byte for byte. Modules are squares of whole pixels. The quiet zone around
//! them has four modules, as readers need. A printed code can therefore be read from a distance.

use std::fmt::Write as _;
use std::io::Cursor;

use image::{GrayImage, ImageFormat, Luma};
use qrcode::types::Color;
use qrcode::{EcLevel, QrCode};

/// Light modules around the code on each side, as ISO/IEC 18004 requires.
const QUIET_ZONE: u32 = 4;

/// Smallest size, in pixels.
pub const SIZE_MIN: u32 = 64;
/// The largest size, in pixels.
pub const SIZE_MAX: u32 = 2_048;

/// Options of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QrOptions {
    /// The error correction level.
    pub error_correction: ErrorCorrection,
    /// Width and height in pixels, [`SIZE_MIN`] to [`SIZE_MAX`]. The picture has the largest size up to it whose
    /// modules are whole pixels (or one pixel per module if even that is larger).
    pub size: u32,
}

impl Default for QrOptions {
    fn default() -> Self {
        Self {
            error_correction: ErrorCorrection::Medium,
            size: 512,
        }
    }
}

/// How much of a code may be damaged without making it unreadable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ErrorCorrection {
    /// About 7 %.
    Low,
    /// About 15 %.
    #[default]
    Medium,
    /// About 25 %.
    Quartile,
    /// About 30 %.
    High,
}

/// The reason why a code cannot be drawn.
#[derive(Debug, thiserror::Error)]
pub enum QrError {
    /// The size is out of range.
    #[error("a QR code is {SIZE_MIN} to {SIZE_MAX} pixels wide, not {0}")]
    Size(u32),
    /// The text is too long for a code.
    #[error("the text does not fit into a QR code")]
    TooLong,
    /// The picture could not be written.
    #[error("the picture could not be written: {0}")]
    Picture(#[from] image::ImageError),
}

/// Draws a code as an SVG document.
///
/// # Errors
/// [`QrError::Size`] and [`QrError::TooLong`].
pub fn svg(text: &str, options: QrOptions) -> Result<String, QrError> {
    let drawing = Drawing::of(text, options)?;
    let (modules, pixels) = (drawing.modules(), drawing.pixels());
    let mut path = String::new();
    for (column, row, length) in drawing.runs() {
        let _ = write!(path, "M{column} {row}h{length}v1h-{length}z");
    }
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{pixels}\" height=\"{pixels}\" \
         viewBox=\"0 0 {modules} {modules}\" shape-rendering=\"crispEdges\">\
         <rect width=\"{modules}\" height=\"{modules}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>\n"
    ))
}

/// Draws a code as a PNG file with eight bits of grey.
///
/// # Errors
/// [`QrError`].
pub fn png(text: &str, options: QrOptions) -> Result<Vec<u8>, QrError> {
    let drawing = Drawing::of(text, options)?;
    let pixels = drawing.pixels();
    let picture = GrayImage::from_fn(pixels, pixels, |x, y| {
        Luma([if drawing.is_dark(x / drawing.scale, y / drawing.scale) {
            0
        } else {
            255
        }])
    });
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, ImageFormat::Png)?;
    Ok(file.into_inner())
}

struct Drawing {
    colors: Vec<Color>,
    /// Modules of the code in a row, without the quiet zone.
    width: u32,
    /// Pixels of a module.
    scale: u32,
}

impl Drawing {
    fn of(text: &str, options: QrOptions) -> Result<Self, QrError> {
        if !(SIZE_MIN..=SIZE_MAX).contains(&options.size) {
            return Err(QrError::Size(options.size));
        }
        let level = match options.error_correction {
            ErrorCorrection::Low => EcLevel::L,
            ErrorCorrection::Medium => EcLevel::M,
            ErrorCorrection::Quartile => EcLevel::Q,
            ErrorCorrection::High => EcLevel::H,
        };
        let code = QrCode::with_error_correction_level(text, level).map_err(|_| QrError::TooLong)?;
        let width = u32::try_from(code.width()).map_err(|_| QrError::TooLong)?;
        let scale = (options.size / (width + 2 * QUIET_ZONE)).max(1);
        Ok(Self {
            colors: code.into_colors(),
            width,
            scale,
        })
    }

    /// Modules in a row, with the quiet zone.
    const fn modules(&self) -> u32 {
        self.width + 2 * QUIET_ZONE
    }

    const fn pixels(&self) -> u32 {
        self.modules() * self.scale
    }

    /// Whether the module at this place, counted from the edge of the quiet zone, is dark.
    fn is_dark(&self, column: u32, row: u32) -> bool {
        let inner = |place: u32| place.checked_sub(QUIET_ZONE).filter(|place| *place < self.width);
        let (Some(column), Some(row)) = (inner(column), inner(row)) else {
            return false;
        };
        let index = usize::try_from(row * self.width + column).ok();
        index.and_then(|index| self.colors.get(index)) == Some(&Color::Dark)
    }

    /// The dark modules in rows: column, row, length.
    fn runs(&self) -> Vec<(u32, u32, u32)> {
        let mut runs: Vec<(u32, u32, u32)> = Vec::new();
        for row in 0..self.modules() {
            for column in (0..self.modules()).filter(|column| self.is_dark(*column, row)) {
                match runs.last_mut() {
                    Some((begin, of, length)) if *of == row && *begin + *length == column => *length += 1,
                    _ => runs.push((column, row, 1)),
                }
            }
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "https://itas.nacc.go.th/go/eit/h9unqk";
    const LEVELS: [ErrorCorrection; 4] = [
        ErrorCorrection::Low,
        ErrorCorrection::Medium,
        ErrorCorrection::Quartile,
        ErrorCorrection::High,
    ];

    fn decode(picture: &GrayImage) -> (usize, String) {
        let pixel = |x: usize, y: usize| {
            let place = (u32::try_from(x).unwrap(), u32::try_from(y).unwrap());
            picture.get_pixel(place.0, place.1).0[0]
        };
        let mut prepared =
            rqrr::PreparedImage::prepare_from_greyscale(picture.width() as usize, picture.height() as usize, |x, y| {
                pixel(x, y)
            });
        let grids = prepared.detect_grids();
        assert_eq!(grids.len(), 1);
        let (meta, text) = grids[0].decode().unwrap();
        (usize::from(meta.ecc_level), text)
    }

    #[test]
    fn the_decoded_text_is_exactly_the_link() {
        // The two bits that identify a level in the code are not in the order of the levels.
        let levels = LEVELS
            .into_iter()
            .zip([1, 0, 3, 2])
            .map(|(level, bits)| (level, bits, 200));
        let sizes = [SIZE_MIN, 512, SIZE_MAX].map(|size| (ErrorCorrection::Medium, 0, size));
        for (error_correction, bits, size) in levels.chain(sizes) {
            let file = png(LINK, QrOptions { error_correction, size }).unwrap();
            let picture = image::load_from_memory(&file).unwrap().into_luma8();
            assert_eq!(picture.width(), picture.height());
            assert!(
                picture.width() <= size,
                "{error_correction:?} {size}: {}",
                picture.width()
            );
            assert_eq!(decode(&picture), (bits, LINK.to_owned()), "{error_correction:?} {size}");
        }
    }

    #[test]
    fn the_svg_shows_the_same_modules_as_the_png() {
        let options = QrOptions::default();
        let drawing = Drawing::of(LINK, options).unwrap();
        let modules = drawing.modules();
        let mut painted = GrayImage::from_pixel(modules * 4, modules * 4, Luma([255]));
        let document = svg(LINK, options).unwrap();
        let path = document.split("d=\"").nth(1).unwrap().split('"').next().unwrap();
        for run in path.split('M').skip(1) {
            let (column, rest) = run.split_once(' ').unwrap();
            let (row, rest) = rest.split_once('h').unwrap();
            let length: u32 = rest.split('v').next().unwrap().parse().unwrap();
            let (column, row): (u32, u32) = (column.parse().unwrap(), row.parse().unwrap());
            for x in column * 4..(column + length) * 4 {
                for y in row * 4..(row + 1) * 4 {
                    painted.put_pixel(x, y, Luma([0]));
                }
            }
        }
        assert_eq!(decode(&painted).1, LINK);
    }

    #[test]
    fn a_qr_code_has_a_quiet_zone_of_four_modules() {
        let drawing = Drawing::of(LINK, QrOptions::default()).unwrap();
        let last = drawing.modules() - 1;
        for near in 0..QUIET_ZONE {
            for along in 0..=last {
                for (column, row) in [(near, along), (along, near), (last - near, along), (along, last - near)] {
                    assert!(!drawing.is_dark(column, row), "{column} {row}");
                }
            }
        }
        assert!(drawing.is_dark(QUIET_ZONE, QUIET_ZONE));
    }

    #[test]
    fn sizes_and_lengths_out_of_range_are_refused() {
        for size in [0, SIZE_MIN - 1, SIZE_MAX + 1] {
            assert!(matches!(
                svg(
                    LINK,
                    QrOptions {
                        size,
                        ..QrOptions::default()
                    }
                ),
                Err(QrError::Size(_))
            ));
        }
        assert!(matches!(
            png(&"x".repeat(5_000), QrOptions::default()),
            Err(QrError::TooLong)
        ));
    }
}
