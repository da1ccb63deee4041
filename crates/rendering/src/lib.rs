//! Turns a document into what a reader holds: PDF, page, text document, table, feed and QR code.
//!
//! Everything here is a function of its input: no clock, no network, and no files but the fonts that are
//! loaded once, by [`pdf::Fonts`].

pub mod atom;
pub mod csv;
pub mod docx;
pub mod html;
pub mod kind;
pub mod outline;
pub mod pdf;
pub mod qr;
pub mod rendition;
pub mod wording;
mod xml;
