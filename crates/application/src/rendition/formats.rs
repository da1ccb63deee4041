use prongsai_rendering::html::{self, HtmlOptions, Link};
use prongsai_rendering::pdf::{LimitExceeded, RenderError};
use prongsai_rendering::rendition::Rendition;
use prongsai_rendering::{csv, docx};
use serde::Serialize;

use crate::Error;

/// The format of a rendition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Format {
    /// PDF/A, to sign, post and archive.
    Pdf,
    /// A complete HTML page.
    Html,
    /// A document that organizations can edit.
    Docx,
    /// The table of one document, for spreadsheets.
    Csv,
    /// A table of a year, for spreadsheets.
    YearCsv(TableKind),
}

/// The tables of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum TableKind {
    /// The measures.
    Plan,
    /// The results of the measures.
    Results,
}

impl Format {
    /// The file extension, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Csv | Self::YearCsv(_) => "csv",
        }
    }

    /// The media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Html => "text/html; charset=utf-8",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Csv | Self::YearCsv(_) => "text/csv; charset=utf-8; header=present",
        }
    }

    /// Whether a browser saves the file instead of showing it.
    pub const fn is_saved(self) -> bool {
        matches!(self, Self::Docx | Self::Csv | Self::YearCsv(_))
    }
}

/// The links of a page in addition to the rendition. The addresses belong to this site; they are absolute or begin with
/// a slash.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct PageLinks {
    pub(super) canonical: Option<String>,
    /// Address and title.
    pub(super) downloads: Vec<(String, String)>,
    /// Address and title of the organization's public page.
    pub(super) home: Option<(String, String)>,
}

impl PageLinks {
    fn options(&self) -> HtmlOptions<'_> {
        HtmlOptions {
            canonical: self.canonical.as_deref(),
            downloads: self.downloads.iter().map(link).collect(),
            home: self.home.as_ref().map(link),
        }
    }
}

pub(super) fn link((href, title): &(String, String)) -> Link<'_> {
    Link { href, title }
}

/// Makes a rendition in a format that needs no renderer process. This may take a second.
///
/// # Errors
/// [`Error::Internal`], also for a PDF.
pub(super) fn render(format: Format, rendition: &Rendition<'_>, links: &PageLinks) -> Result<Vec<u8>, Error> {
    let made = match format {
        Format::Pdf => return Err(Error::Internal("a PDF is made by a renderer process".to_owned())),
        Format::Html => return Ok(html::page(rendition, &links.options()).into_bytes()),
        Format::Docx => return docx::document(rendition).map_err(|error| Error::Internal(error.to_string())),
        Format::YearCsv(TableKind::Plan) => csv::plan(rendition),
        Format::YearCsv(TableKind::Results) => csv::results(rendition),
        Format::Csv => csv::document(rendition),
    };
    made.map_err(|error| Error::Internal(error.to_string()))
}

/// The error of a use case for an error of the renderer.
pub(super) fn refused(error: &RenderError) -> Error {
    match error {
        RenderError::NoThaiFont => Error::NoThaiFont,
        RenderError::Font { .. } | RenderError::Qr(_) | RenderError::Layout(_) | RenderError::Job(_) => {
            Error::Internal(error.to_string())
        }
    }
}

/// The error of a use case for a rendition that is larger than allowed.
pub(super) fn too_large(limit: LimitExceeded) -> Error {
    Error::RenditionTooLarge {
        message_th: limit.message_th(),
        message_en: limit.to_string(),
    }
}
