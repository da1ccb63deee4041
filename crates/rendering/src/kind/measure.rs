use maud::{Markup, html};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::measure::Measure;

use super::presented::Presented;
use crate::html::site::measure::{card as measure_card, plan_links};
use crate::html::site::page::{SiteDocument, SitePage};
use crate::outline::part::Part;
use crate::outline::plan::measure_part;
use crate::rendition::{Rendition, SignedDocument};
use crate::wording;

/// A single measure is shown as a plan with one measure.
impl Presented for Measure {
    const RENDITION_NAME: &'static str = "plan";
    const SECTION: &'static str = wording::MEASURES;
    const NONE_PUBLISHED: &'static str = wording::NO_MEASURE;

    fn part(&self, _: &SignedDocument<'_>, rendition: &Rendition<'_>) -> Part {
        // The document names its override at its end.
        measure_part(rendition, self.into())
    }

    fn card(&self, document: &SiteDocument<'_>, page: &SitePage<'_>) -> Markup {
        measure_card(self, document, page.numerals)
    }

    fn section(cards: &[Markup], page: &SitePage<'_>) -> Markup {
        html! {
            @if cards.is_empty() {
                p.note { (Self::NONE_PUBLISHED) }
            } @else {
                ol.cards { @for card in cards { li.card { (card) } } }
            }
            (plan_links(page))
        }
    }

    fn file_name(&self, _: &str, fiscal_year: FiscalYear) -> String {
        format!("มาตรการ {} {}", self.title, fiscal_year.get())
    }
}
