//! How each kind of document is shown: as a rendition, as a table, and on the public page of its organization.
//!
//! A kind implements `Presented` in a module of this folder. The functions here dispatch over the list of the domain;
//! a kind without an implementation does not compile.

mod announcement;
mod complaint_statistics;
mod measure;
mod report;

use maud::{Markup, html};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Content, DocumentKind};
use prongsai_domain::for_each_kind;
use prongsai_domain::kind::Kind;

pub(crate) use announcement::poster;

use crate::html::site::{SiteDocument, SitePage};
use crate::outline::Part;
use crate::rendition::{Rendition, SignedDocument};

/// How a kind of document is shown.
pub(crate) trait Presented: Kind {
    /// The name of its rendition in the properties of a file.
    const RENDITION_NAME: &'static str;
    /// The heading of its section on the public page.
    const SECTION: &'static str;
    /// The text of the section when nothing is published.
    const NONE_PUBLISHED: &'static str;

    /// The document in a rendition.
    fn part(&self, document: &SignedDocument<'_>, rendition: &Rendition<'_>) -> Part;

    /// Its entry on the public page.
    fn card(&self, one: &SiteDocument<'_>, page: &SitePage<'_>) -> Markup;

    /// The file name in Thai, without the extension.
    fn file_name(&self, organization: &str, fiscal_year: FiscalYear) -> String;

    /// The section of the public page.
    fn section(cards: &[Markup], _page: &SitePage<'_>) -> Markup {
        html! {
            @if cards.is_empty() {
                p.note { (Self::NONE_PUBLISHED) }
            } @else {
                ul.cards { @for card in cards { li.card { (card) } } }
            }
        }
    }

    /// Whether documents of this kind have a table for spreadsheets.
    const HAS_SHEET: bool = false;

    /// The document as a table for spreadsheets, if its kind has one.
    fn sheet(&self, _rendition: &Rendition<'_>) -> Option<Sheet> {
        None
    }
}

/// A table for spreadsheets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Names of the columns: English, without spaces.
    pub columns: &'static [&'static str],
    /// The rows. Each row has one cell per column.
    pub rows: Vec<Vec<String>>,
}

macro_rules! presented_kinds {
    ($($kind:ident $module:ident)+) => {
        /// The name of a document's rendition in the properties of a file.
        pub(crate) fn rendition_name(content: &Content) -> &'static str {
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
        pub(crate) fn card(one: &SiteDocument<'_>, page: &SitePage<'_>) -> Markup {
            match one.content { $(Content::$kind(content) => content.card(one, page),)+ }
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
