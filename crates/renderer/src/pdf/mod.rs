//! Renditions as PDF: PDF/A-2a (for archives) and PDF/UA-1 (for screen readers), set by typst.
//!
//! A PDF depends only on the document and the font files: it uses no clock, no network, and no file except the fonts,
//! which are read before. The same document always gives the same bytes. Texts are passed to the templates as data, so
//! that markup and code in them are printed.

mod blocks;
mod composer;
mod data;
mod fonts;
mod pictures;
mod text;
mod world;

use jiff::Timestamp;
use jiff::tz::Offset;
use prongsai_rendering::pdf::{PdfJob, RenderError};
use typst::comemo;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use composer::Composer;
use world::RenditionWorld;

pub use fonts::Fonts;

/// The stack size of the thread that renders, in bytes. The layout of nested tables needs deep recursion.
pub const STACK_SIZE: usize = 16 * 1024 * 1024;
/// The largest data of a rendition, in bytes, whose layout results stay cached. Those of larger renditions would take
/// too much memory.
const CACHED_BYTES_MAX: usize = 512 * 1024;
/// Layout results that the last renditions did not use are removed after this number of renditions.
const CACHED_RENDITIONS: usize = 8;

/// Makes the PDF of a job.
///
/// It may take seconds for a large year book, and needs a thread with a large stack ([`STACK_SIZE`]).
///
/// # Errors
/// [`RenderError::Qr`] for a link that is too long for a QR code, and [`RenderError::Layout`] for a defect of the
/// templates.
pub fn render(job: PdfJob, fonts: &Fonts) -> Result<Vec<u8>, RenderError> {
    let options = options(&job)?;
    let mut composer = Composer::new(fonts);
    let data = composer.compose(&job, fonts)?;
    drop(job);
    let json = serde_json::to_vec(&data).map_err(|error| RenderError::Layout(error.to_string()))?;
    drop(data);
    let is_large = json.len() > CACHED_BYTES_MAX;
    let mut files = composer.pictures.into_files();
    files.insert(world::DATA.to_owned(), Bytes::new(json));
    let world = RenditionWorld::new(fonts, files).ok_or_else(|| RenderError::Layout("no templates".to_owned()))?;
    let pdf = typeset(&world, &options);
    comemo::evict(if is_large { 0 } else { CACHED_RENDITIONS });
    pdf
}

fn typeset(world: &RenditionWorld<'_>, options: &PdfOptions) -> Result<Vec<u8>, RenderError> {
    let compiled = typst::compile::<PagedDocument>(world);
    let document = compiled.output.map_err(|errors| layout_error(&errors))?;
    // A warning means a defect of the templates: something in the document is not printed. Such a file must not get a
    // verification code.
    if !compiled.warnings.is_empty() {
        return Err(layout_error(&compiled.warnings));
    }
    typst_pdf::pdf(&document, options).map_err(|errors| layout_error(&errors))
}

fn options(job: &PdfJob) -> Result<PdfOptions, RenderError> {
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| RenderError::Layout(error.message().to_string()))?;
    Ok(PdfOptions {
        ident: job.identifier.clone().map_or(Smart::Auto, Smart::Custom),
        creator: Smart::Custom(Some("Prongsai".to_owned())),
        timestamp: datetime(job.dated).map(typst_pdf::Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    })
}

fn datetime(at: Timestamp) -> Option<Datetime> {
    let moment = Offset::UTC.to_datetime(at);
    Datetime::from_ymd_hms(
        i32::from(moment.year()),
        moment.month().unsigned_abs(),
        moment.day().unsigned_abs(),
        moment.hour().unsigned_abs(),
        moment.minute().unsigned_abs(),
        moment.second().unsigned_abs(),
    )
}

fn layout_error(errors: &[SourceDiagnostic]) -> RenderError {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    RenderError::Layout(messages.join("; "))
}
