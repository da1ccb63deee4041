use std::io;

use super::builder::Builder;
use super::{picture, table};
use crate::outline::part::{Block, Layout, QrFigure, Signature};
use crate::rendition::VerificationRecord;
use crate::wording;

/// The part that a block belongs to.
pub(super) struct PartContext {
    /// The layout of its part.
    pub(super) layout: Layout,
    /// The level of its part's heading.
    pub(super) level: u8,
}

/// Writes a block.
pub(super) fn block(block: &Block, part: &PartContext, builder: &mut Builder) -> io::Result<()> {
    match block {
        Block::Heading(depth, text) => builder.paragraph(&format!("Heading{}", part.level + depth), text),
        Block::Subject(text) => builder.paragraph("Subject", &format!("{} {text}", wording::SUBJECT)),
        Block::Paragraph(text) => builder.paragraph(paragraph_style(part.layout), text),
        Block::Note(text) | Block::SmallPrint(text) => builder.paragraph("Note", text),
        Block::Facts(facts) => facts
            .iter()
            .try_for_each(|(label, value)| builder.labelled("Fact", label, value)),
        Block::Findings(findings) => findings.iter().try_for_each(|(name, description)| {
            builder.within_paragraph("Finding", |builder| {
                builder.run(Some("Label"), name)?;
                match description {
                    Some(text) => builder.run(None, &format!("\n{text}")),
                    None => Ok(()),
                }
            })
        }),
        Block::Table(one) => table::table(one, part.layout, builder),
        Block::Signatures(signatures) => signatures.iter().try_for_each(|one| signature(one, builder)),
        Block::Qr(code) => qr(code, part.layout, builder),
    }
}

const fn paragraph_style(layout: Layout) -> &'static str {
    match layout {
        Layout::Letter => "LetterText",
        Layout::Tables => "BodyText",
        Layout::Poster => "PosterText",
    }
}

/// The lines of a signature stay on one page. A PDF omits the line of a signature with an opening, and leaves room for a missing
/// name; it cannot change, because the hashes of published PDFs are public.
fn signature(signature: &Signature, builder: &mut Builder) -> io::Result<()> {
    let line = format!("{} {}", wording::SIGNED, wording::SIGNATURE_LINE);
    let name = signature.name.as_ref().map(|name| format!("({name})"));
    let lines = signature
        .opening
        .iter()
        .map(String::as_str)
        .chain([line.as_str()])
        .chain(name.as_deref())
        .chain([signature.position.as_str()])
        .chain(signature.role.as_deref())
        .chain(signature.closing.as_deref());
    let lines: Vec<&str> = lines.collect();
    let last = lines.len().saturating_sub(1);
    for (index, text) in lines.iter().enumerate() {
        let style = match index {
            0 => "SignatureFirst",
            _ if index == last => "SignatureLast",
            _ => "SignatureLine",
        };
        builder.paragraph(style, text)?;
    }
    Ok(())
}

/// A QR code, with its caption above and its address below.
fn qr(figure: &QrFigure, layout: Layout, builder: &mut Builder) -> io::Result<()> {
    // A poster is read from a distance.
    let centimetres = if layout == Layout::Poster { 11 } else { 4 };
    if let Some(png) = picture::draw(&figure.url) {
        builder.paragraph("QrCaption", &figure.caption)?;
        picture::qr(figure, png, centimetres, builder)?;
    }
    builder.within_paragraph("QrAddress", |builder| {
        builder.run(None, &format!("{} ", wording::OR_OPEN))?;
        builder.address(&figure.url)
    })
}

/// The block about verification, under a heading one level below the given level.
pub(super) fn verification(verification: &VerificationRecord, level: u8, builder: &mut Builder) -> io::Result<()> {
    builder.paragraph(&format!("Heading{}", level + 1), wording::VERIFICATION)?;
    qr(&QrFigure::of_verification(verification), Layout::Letter, builder)?;
    builder.labelled("Fact", wording::CODE, &verification.code)?;
    builder.labelled("Fact", wording::CONTENT_HASH, &verification.content_sha256)
}
