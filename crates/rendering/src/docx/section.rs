use std::io;

use super::builder::Builder;
use crate::outline::part::Layout;

// All sizes in this file are in twentieths of a point, the unit of DOCX.

/// The sides of A4.
const SHORT_SIDE: u32 = 11_906;
const LONG_SIDE: u32 = 16_838;
/// 1.8 cm on every side of a landscape page, as in a printed HTML page (style.css).
///
/// A PDF has 2 cm, and 2.5 cm at the bottom of a published one (frame.typ). The difference does no harm, because the
/// formats break pages at different places anyway. The PDF must not change: the hashes of published PDF files are
/// public.
const LANDSCAPE_MARGIN: u32 = 1_020;
/// 3 cm on the left of a portrait page, for the punch holes, and 2 cm on the other sides.
const LEFT_MARGIN: u32 = 1_701;
const MARGIN: u32 = 1_134;
/// 1 cm from the edge of the page to the header and to the footer.
const HEADER_DISTANCE: &str = "567";

/// Width of the text on a page.
pub(super) const fn text_width(layout: Layout) -> u32 {
    match layout {
        Layout::Tables => LONG_SIDE - 2 * LANDSCAPE_MARGIN,
        Layout::Letter | Layout::Poster => SHORT_SIDE - LEFT_MARGIN - MARGIN,
    }
}

/// Ends a section that is followed by another. DOCX states the pages of a section in its last paragraph.
pub(super) fn between(layout: Layout, builder: &mut Builder) -> io::Result<()> {
    builder.element("w:p", &[], |builder| {
        builder.element("w:pPr", &[], |builder| {
            builder.value("w:pStyle", "SectionEnd")?;
            last(layout, builder)
        })
    })
}

/// Writes the properties of a section: at the end of the document for the last one, otherwise inside its last paragraph
/// ([`between`]).
pub(super) fn last(layout: Layout, builder: &mut Builder) -> io::Result<()> {
    builder.element("w:sectPr", &[], |builder| {
        builder.empty("w:headerReference", &[("w:type", "default"), ("r:id", "header")])?;
        builder.empty("w:footerReference", &[("w:type", "default"), ("r:id", "footer")])?;
        builder.value("w:type", "nextPage")?;
        let (short, long) = (SHORT_SIDE.to_string(), LONG_SIDE.to_string());
        let (left, other) = if layout == Layout::Tables {
            builder.empty("w:pgSz", &[("w:w", &long), ("w:h", &short), ("w:orient", "landscape")])?;
            (LANDSCAPE_MARGIN.to_string(), LANDSCAPE_MARGIN.to_string())
        } else {
            builder.empty("w:pgSz", &[("w:w", &short), ("w:h", &long)])?;
            (LEFT_MARGIN.to_string(), MARGIN.to_string())
        };
        builder.empty(
            "w:pgMar",
            &[
                ("w:top", &other),
                ("w:right", &other),
                ("w:bottom", &other),
                ("w:left", &left),
                ("w:header", HEADER_DISTANCE),
                ("w:footer", HEADER_DISTANCE),
                ("w:gutter", "0"),
            ],
        )
    })
}
