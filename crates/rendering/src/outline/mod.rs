//! A rendition as parts and blocks with all texts in their final wording. PDF, HTML and DOCX are made from it, so that
//! their parts have the same headings, tables and texts in the same order. Each format arranges the letterhead and the
//! lines for signatures itself.

pub(crate) mod analysis;
pub(crate) mod issuer;
pub(crate) mod overrides;
pub(crate) mod part;
pub(crate) mod plan;
pub(crate) mod reported;
mod reported_row;
pub(crate) mod scores;
pub(crate) mod signatures;
pub(crate) mod table;
pub(crate) mod title;

use serde::{Deserialize, Serialize};

use crate::kind::{self, poster};
use crate::rendition::{Body, PublicationStatus, Rendition, SignedDocument, VerificationRecord};
use crate::wording;
use issuer::issuer_lines;
use overrides::document_note;
use plan::plan_part;
use title::title_with_year;

pub use part::{Block, Layout, Part, QrFigure, Signature};
pub use table::{Cell, CellItem, HeadTitle, NumberedStep, RowGroup, Table, TableKind, head_titles};

/// A rendition, ready to be written in any format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// The title of the rendition.
    pub title: String,
    /// The header lines of the organization's template.
    pub header_lines: Vec<String>,
    /// The organization's name and place.
    pub issuer: Vec<String>,
    /// Whether it is marked as a draft.
    pub is_draft: bool,
    /// Whether it is a book: several parts after a table of contents.
    pub is_book: bool,
    /// The parts. A rendition that is not a book has one part with the same title.
    pub parts: Vec<Part>,
    /// How the rendition can be verified, if it is published.
    pub verification: Option<VerificationRecord>,
}

impl Outline {
    /// Divides a rendition into its parts.
    pub fn of(rendition: &Rendition<'_>) -> Self {
        let numerals = rendition.template.numerals;
        let parts = parts(rendition);
        let is_book = matches!(rendition.body, Body::YearBook(_));
        let title = match parts.first() {
            // Without a title, programs would show the file name or the address instead.
            Some(part) if !is_book && part.title.trim().is_empty() => wording::DOCUMENT.to_owned(),
            Some(part) if !is_book => part.title.clone(),
            _ => title_with_year(wording::YEAR_BOOK_TITLE, rendition.fiscal_year, numerals),
        };
        Self {
            title,
            header_lines: rendition
                .template
                .header_lines
                .iter()
                .map(|line| numerals.text(line))
                .collect(),
            issuer: issuer_lines(&rendition.issuer),
            is_draft: rendition.status == PublicationStatus::Draft,
            is_book,
            parts,
            verification: match &rendition.status {
                PublicationStatus::Draft => None,
                PublicationStatus::Published(verification) => Some(verification.clone()),
            },
        }
    }
}

/// A document, with the note on its approval if it needs one.
fn document_part(document: &SignedDocument<'_>, rendition: &Rendition<'_>) -> Part {
    let mut part = kind::part(document, rendition);
    let reason = document.signatures.override_reason;
    let note = reason.map(|reason| Block::Note(document_note(reason, rendition.template.numerals)));
    part.blocks.extend(note);
    part
}

fn parts(rendition: &Rendition<'_>) -> Vec<Part> {
    match &rendition.body {
        Body::Plan(plan) => vec![plan_part(rendition, plan)],
        Body::Document(document) => vec![document_part(document, rendition)],
        Body::Poster(one) => vec![poster(one, rendition)],
        Body::YearBook(book) => [plan_part(rendition, &book.plan)]
            .into_iter()
            .chain(book.documents.iter().map(|document| document_part(document, rendition)))
            .collect(),
    }
}
