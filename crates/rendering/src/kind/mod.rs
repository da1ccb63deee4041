//! How each kind of document is shown: as a rendition, as a table, and on the public page of its organization.
//!
//! A kind implements `Presented` in a module of this folder. The functions here dispatch over the list of the domain;
//! a kind without an implementation does not compile.

mod announcement;
mod complaint_statistics;
mod measure;
mod presented;
mod report;

use maud::Markup;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Content, DocumentKind};
use prongsai_domain::for_each_kind;

use crate::html::site::page::{SiteDocument, SitePage};
use crate::outline::part::Part;
use crate::rendition::{Body, Rendition, SignedDocument};
use presented::Presented;

pub(crate) use announcement::poster;
pub use presented::Sheet;

macro_rules! presented_kinds {
    ($($kind:ident $module:ident)+) => {
        /// See [`Presented::RENDITION_NAME`].
        fn rendition_name(content: &Content) -> &'static str {
            match content { $(Content::$kind(_) => <prongsai_domain::$module::$kind as Presented>::RENDITION_NAME,)+ }
        }

        /// The heading of a kind's section on the public page.
        pub fn section_title(kind: DocumentKind) -> &'static str {
            match kind { $(DocumentKind::$kind => <prongsai_domain::$module::$kind as Presented>::SECTION,)+ }
        }

        /// The file name of the document in Thai, without the extension.
        pub fn file_name(content: &Content, organization: &str, fiscal_year: FiscalYear) -> String {
            match content { $(Content::$kind(content) => content.file_name(organization, fiscal_year),)+ }
        }

        /// The document in a rendition.
        pub(crate) fn part(document: &SignedDocument<'_>, rendition: &Rendition<'_>) -> Part {
            match document.content.as_ref() { $(Content::$kind(content) => content.part(document, rendition),)+ }
        }

        /// Whether documents of a kind have a table for spreadsheets.
        pub fn has_sheet(kind: DocumentKind) -> bool {
            match kind { $(DocumentKind::$kind => <prongsai_domain::$module::$kind as Presented>::HAS_SHEET,)+ }
        }

        /// The document as a table for spreadsheets, if its kind has one.
        pub(crate) fn sheet(content: &Content, rendition: &Rendition<'_>) -> Option<Sheet> {
            match content { $(Content::$kind(content) => content.sheet(rendition),)+ }
        }

        /// The entry of a document on the public page.
        pub(crate) fn card(document: &SiteDocument<'_>, page: &SitePage<'_>) -> Markup {
            match document.content { $(Content::$kind(content) => content.card(document, page),)+ }
        }

        /// The section of a kind on the public page.
        pub(crate) fn section(kind: DocumentKind, cards: &[Markup], page: &SitePage<'_>) -> Markup {
            match kind {
                $(DocumentKind::$kind => <prongsai_domain::$module::$kind as Presented>::section(cards, page),)+
            }
        }
    };
}

for_each_kind!(presented_kinds);

/// The name of the poster of an invitation among the kinds of rendition.
pub const POSTER: &str = "poster";

impl Body<'_> {
    /// The name of the kind of rendition. It cannot change, because it is part of the identifier of a PDF, is stored in
    /// the table `renderings`, and is shown in the verify answer.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Plan(_) => "plan",
            Self::Document(document) => rendition_name(&document.content),
            Self::Poster(_) => POSTER,
            Self::YearBook(_) => "yearbook",
        }
    }
}
