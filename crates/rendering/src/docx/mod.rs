//! Renditions as DOCX (Office Open XML), for organizations that must edit them: real headings, tables whose heads
//! repeat on each page, real lists, Thai fonts and sizes for complex script, landscape pages for tables, pictures with
//! an alternative text.
//!
//! The same rendition gives the same bytes: files carry [`Rendition::dated`], and no number is random.

mod blocks;
mod builder;
mod error;
mod package;
mod picture;
mod section;
mod table;

use std::io;

use crate::outline::Outline;
use crate::outline::part::Part;
use crate::rendition::Rendition;
use crate::wording;
use builder::Builder;

pub use error::DocxError;

/// Renders a document as DOCX.
///
/// # Errors
/// [`DocxError`]; none in practice, because everything is written to memory.
pub fn document(rendition: &Rendition<'_>) -> Result<Vec<u8>, DocxError> {
    let outline = Outline::of(rendition);
    let mut builder = Builder::new(rendition.template.numerals)?;
    write_body(rendition, &outline, &mut builder)?;
    package::pack(rendition, &outline, builder.finish()?)
}

fn write_body(rendition: &Rendition<'_>, outline: &Outline, builder: &mut Builder) -> io::Result<()> {
    masthead(rendition, outline, builder)?;
    let level = if outline.is_book { 2 } else { 1 };
    if outline.is_book {
        cover(outline, builder)?;
    }
    let last = outline.parts.len().saturating_sub(1);
    for (index, part) in outline.parts.iter().enumerate() {
        write_part(part, index, level, builder)?;
        if index == last {
            if let Some(verification) = &outline.verification {
                blocks::verification(verification, level, builder)?;
            }
            section::last(part.layout, builder)?;
        } else {
            section::between(part.layout, builder)?;
        }
    }
    Ok(())
}

fn masthead(rendition: &Rendition<'_>, outline: &Outline, builder: &mut Builder) -> io::Result<()> {
    if let Some(png) = &rendition.template.logo_png {
        let name = outline.issuer.first().map_or("", String::as_str);
        picture::emblem(png, &format!("{}{name}", wording::EMBLEM_ALT), builder)?;
    }
    for line in outline.header_lines.iter().chain(&outline.issuer) {
        builder.paragraph("Masthead", line)?;
    }
    Ok(())
}

/// Title and table of contents of a book, on a page of their own.
fn cover(outline: &Outline, builder: &mut Builder) -> io::Result<()> {
    builder.paragraph("Heading1", &outline.title)?;
    builder.paragraph("Heading2", wording::CONTENTS)?;
    for (index, part) in outline.parts.iter().enumerate() {
        builder.within_paragraph("Contents", |builder| {
            let anchor = bookmark(index);
            let link = [("w:anchor", anchor.as_str()), ("w:history", "1")];
            builder.element("w:hyperlink", &link, |builder| {
                builder.run(Some("Hyperlink"), &part.title)
            })
        })?;
    }
    section::between(crate::outline::Layout::Letter, builder)
}

fn write_part(part: &Part, index: usize, level: u8, builder: &mut Builder) -> io::Result<()> {
    let (id, name) = (index.to_string(), bookmark(index));
    builder.within_paragraph(&format!("Heading{level}"), |builder| {
        builder.empty("w:bookmarkStart", &[("w:id", &id), ("w:name", &name)])?;
        builder.run(None, &part.title)?;
        builder.empty("w:bookmarkEnd", &[("w:id", &id)])
    })?;
    let context = blocks::PartContext {
        layout: part.layout,
        level,
    };
    part.blocks
        .iter()
        .try_for_each(|block| blocks::block(block, &context, builder))
}

/// The bookmark that the table of contents links to.
fn bookmark(index: usize) -> String {
    format!("part_{}", index + 1)
}
