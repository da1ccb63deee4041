use prongsai_rendering::html::{self, HtmlOptions, Link};
use prongsai_rendering::pdf::{self, Fonts, RenderError};
use prongsai_rendering::rendition::Rendition;
use prongsai_rendering::{csv, docx};
use serde::Serialize;

use crate::Error;

/// In which format a rendition is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Format {
    /// PDF/A, to be signed, posted and kept.
    Pdf,
    /// A page of its own.
    Html,
    /// For offices that must edit.
    Docx,
    /// The table of a document of its own, for spreadsheets.
    Csv,
    /// A table of a year, for spreadsheets.
    YearCsv(TableKind),
}

/// Which table of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum TableKind {
    /// The measures.
    Plan,
    /// What was done about them.
    Results,
}

impl Format {
    /// The end of a file's name, without the dot.
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

    /// Whether a browser saves it instead of showing it.
    pub const fn is_saved(self) -> bool {
        matches!(self, Self::Docx | Self::Csv | Self::YearCsv(_))
    }
}

/// What a page says beside the rendition. The addresses are ours, whole or within the site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct PageLinks {
    pub(super) canonical: Option<String>,
    /// Address and title.
    pub(super) downloads: Vec<(String, String)>,
    /// Address and title of the office's public page.
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

/// Makes a rendition in a format. It may take seconds; only a PDF needs fonts.
///
/// # Errors
/// [`Error::NoThaiFont`], [`Error::PaperTooLarge`], or what should not happen.
pub(super) fn render(
    format: Format,
    rendition: &Rendition<'_>,
    links: &PageLinks,
    fonts: Option<&Fonts>,
) -> Result<Vec<u8>, Error> {
    match format {
        Format::Pdf => pdf::render(rendition, fonts.ok_or(Error::NoThaiFont)?).map_err(|error| refused(&error)),
        Format::Html => Ok(html::page(rendition, &links.options()).into_bytes()),
        Format::Docx => docx::document(rendition).map_err(|error| Error::Internal(error.to_string())),
        Format::YearCsv(TableKind::Plan) => csv::plan(rendition).map_err(|error| Error::Internal(error.to_string())),
        Format::YearCsv(TableKind::Results) => {
            csv::results(rendition).map_err(|error| Error::Internal(error.to_string()))
        }
        Format::Csv => csv::document(rendition).map_err(|error| Error::Internal(error.to_string())),
    }
}

/// What a refusal of the renderer means to who asked.
pub(super) fn refused(error: &RenderError) -> Error {
    match error {
        RenderError::NoThaiFont => Error::NoThaiFont,
        RenderError::TooLarge(_) => Error::PaperTooLarge {
            message_th: error.message_th(),
            message_en: error.message_en(),
        },
        RenderError::Font { .. } | RenderError::Qr(_) | RenderError::Layout(_) => Error::Internal(error.to_string()),
    }
}
