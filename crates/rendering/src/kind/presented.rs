use maud::{Markup, html};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::kind::Kind;

use crate::html::site::page::{SiteDocument, SitePage};
use crate::outline::part::Part;
use crate::rendition::{Rendition, SignedDocument};

/// How a kind of document is shown.
pub(crate) trait Presented: Kind {
    /// The name of its rendition; it cannot change: see [`Body::kind`](crate::rendition::Body::kind).
    const RENDITION_NAME: &'static str;
    /// The heading of its section on the public page.
    const SECTION: &'static str;
    /// The text of the section when nothing is published.
    const NONE_PUBLISHED: &'static str;

    /// The document in a rendition.
    fn part(&self, document: &SignedDocument<'_>, rendition: &Rendition<'_>) -> Part;

    /// Its entry on the public page.
    fn card(&self, document: &SiteDocument<'_>, page: &SitePage<'_>) -> Markup;

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

    /// Whether documents of this kind have a table for spreadsheets: true exactly if `sheet` returns one. The public page
    /// then links to it.
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
