//! Renders documents as PDF, HTML, DOCX and CSV, and makes Atom feeds and QR codes.
//!
//! All output depends only on the input. There is no clock and no network. The only files are the fonts, which
//! [`pdf::Fonts`] loads once.

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
