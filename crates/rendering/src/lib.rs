//! Renders documents as HTML, DOCX and CSV, and makes Atom feeds and QR codes. For a PDF it makes the job ([`pdf::PdfJob`]);
//! the program `prongsai-renderer` makes the file.
//!
//! All output depends only on the input. There is no clock, no network and no file.

pub mod atom;
pub mod csv;
pub mod docx;
pub mod html;
pub mod kind;
pub mod outline;
pub mod pdf;
pub mod qr;
pub mod rendition;
pub mod web_address;
pub mod wording;
mod xml;
