use std::io;

use super::builder::Builder;
use crate::outline::part::QrFigure;
use crate::qr::{self, QrOptions};

/// English Metric Units, the unit of `DrawingML`, in a centimetre.
const EMU_PER_CM: u32 = 360_000;
/// Height of an emblem, in English Metric Units.
const EMBLEM_HEIGHT: u32 = 3 * EMU_PER_CM;
/// The largest width of an emblem, in English Metric Units.
const EMBLEM_WIDTH_MAX: u32 = 8 * EMU_PER_CM;

/// The QR code of an address; `None` when it cannot be drawn, which happens when the address is too long.
pub(super) fn draw(url: &str) -> Option<Vec<u8>> {
    qr::png(url, QrOptions::default()).ok()
}

/// A drawn QR code in a paragraph of its own.
pub(super) fn qr(figure: &QrFigure, png: Vec<u8>, centimetres: u32, builder: &mut Builder) -> io::Result<()> {
    let side = centimetres * EMU_PER_CM;
    centred(png, &figure.alt, side, side, builder)
}

/// The organization's emblem in a paragraph of its own; nothing when the bytes are not a PNG.
pub(super) fn emblem(png: &[u8], alt: &str, builder: &mut Builder) -> io::Result<()> {
    let reader = image::ImageReader::with_format(io::Cursor::new(png), image::ImageFormat::Png);
    let Ok((width, height)) = reader.into_dimensions() else {
        return Ok(());
    };
    // Keeps the proportions of the picture, within the box.
    let scaled = u64::from(EMBLEM_HEIGHT) * u64::from(width) / u64::from(height.max(1));
    let (width, height) = match u32::try_from(scaled) {
        Ok(scaled) if scaled <= EMBLEM_WIDTH_MAX => (scaled.max(1), EMBLEM_HEIGHT),
        _ => {
            let scaled = u64::from(EMBLEM_WIDTH_MAX) * u64::from(height) / u64::from(width.max(1));
            (EMBLEM_WIDTH_MAX, u32::try_from(scaled).unwrap_or(EMBLEM_HEIGHT).max(1))
        }
    };
    centred(png.to_vec(), alt, width, height, builder)
}

fn centred(png: Vec<u8>, alt: &str, width: u32, height: u32, builder: &mut Builder) -> io::Result<()> {
    let number = builder.add_picture(png).to_string();
    builder.within_paragraph("Picture", |builder| {
        builder.element("w:r", &[], |builder| {
            builder.element("w:drawing", &[], |builder| {
                inline(&number, alt, &width.to_string(), &height.to_string(), builder)
            })
        })
    })
}

/// A picture in the line, with its alternative text.
fn inline(number: &str, alt: &str, width: &str, height: &str, builder: &mut Builder) -> io::Result<()> {
    let name = format!("picture{number}");
    let distances = [("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")];
    let is_picture = [("uri", "http://schemas.openxmlformats.org/drawingml/2006/picture")];
    builder.element("wp:inline", &distances, |builder| {
        builder.empty("wp:extent", &[("cx", width), ("cy", height)])?;
        builder.empty("wp:docPr", &[("id", number), ("name", &name), ("descr", alt)])?;
        builder.element("a:graphic", &[], |builder| {
            builder.element("a:graphicData", &is_picture, |builder| {
                builder.element("pic:pic", &[], |builder| {
                    builder.element("pic:nvPicPr", &[], |builder| {
                        builder.empty("pic:cNvPr", &[("id", number), ("name", &name), ("descr", alt)])?;
                        builder.empty("pic:cNvPicPr", &[])
                    })?;
                    builder.element("pic:blipFill", &[], |builder| {
                        builder.empty("a:blip", &[("r:embed", &name)])?;
                        builder.element("a:stretch", &[], |builder| builder.empty("a:fillRect", &[]))
                    })?;
                    shape(width, height, builder)
                })
            })
        })
    })
}

fn shape(width: &str, height: &str, builder: &mut Builder) -> io::Result<()> {
    builder.element("pic:spPr", &[], |builder| {
        builder.element("a:xfrm", &[], |builder| {
            builder.empty("a:off", &[("x", "0"), ("y", "0")])?;
            builder.empty("a:ext", &[("cx", width), ("cy", height)])
        })?;
        builder.element("a:prstGeom", &[("prst", "rect")], |builder| {
            builder.empty("a:avLst", &[])
        })
    })
}
