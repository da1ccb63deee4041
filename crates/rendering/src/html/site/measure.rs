use maud::{Markup, html};
use prongsai_domain::measure::Measure;

use super::page::{SiteDocument, SitePage};
use crate::html::frame::links;
use crate::rendition::Numerals;
use crate::wording;

/// A measure with its progress.
pub(crate) fn card(measure: &Measure, document: &SiteDocument<'_>, numerals: Numerals) -> Markup {
    html! {
        h3 { a href=(document.href) { (numerals.text(&measure.title)) } }
        @if let Some(division) = &measure.division {
            p { span.label { (wording::RESPONSIBLE) ": " } (numerals.text(&division.name)) }
        }
        @if let Some(percent) = document.progress.percent {
            p.progress {
                span { (wording::PROGRESS) " " (numerals.percent(percent)) }
                progress aria-label=(wording::PROGRESS) max="100" value=(percent.min(100)) {}
            }
        }
        @if let Some(status) = document.progress.status {
            p { span.label { (wording::STATUS) ": " } (wording::result_status(status)) }
        }
        p.note { (wording::RESULT_COUNT) " " (numerals.number(document.progress.results)) " " (wording::ENTRIES) }
        (document.override_note(numerals))
    }
}

/// The plan in its formats.
pub(crate) fn plan_links(page: &SitePage<'_>) -> Markup {
    html! {
        @if !page.plan.is_empty() {
            nav aria-label=(wording::PLAN_TITLE) { (links(&page.plan)) }
        }
    }
}
