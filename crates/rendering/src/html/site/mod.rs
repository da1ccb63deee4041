//! The public page of an organization that has no site of its own: one fiscal year with measures and their progress,
//! reports, announcements with their surveys, and the channels for reporting corruption.

mod announcement;
mod channels;

use jiff::Timestamp;
use maud::{Markup, html};
use prongsai_domain::calendar::{BuddhistDate, FiscalYear};
use prongsai_domain::document::{Content, DocumentKind};
use prongsai_domain::measure::Measure;
use prongsai_domain::organization::Channels;
use prongsai_domain::result::ResultStatus;

use super::frame::{self, links};
use super::{Link, picture};
use crate::kind;
use crate::outline::issuer_lines;
use crate::rendition::{Issuer, Numerals};
use crate::wording;

pub use announcement::WindowState;
pub(crate) use announcement::card as announcement_card;

/// An organization's public page of one fiscal year. All its data is published; the caller leaves out documents for
/// staff only.
#[derive(Clone, Debug)]
pub struct SitePage<'a> {
    /// The organization.
    pub issuer: Issuer<'a>,
    /// The organization's emblem as PNG.
    pub emblem_png: Option<&'a [u8]>,
    /// The digits of the page.
    pub numerals: Numerals,
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// The current day. It determines which surveys are open.
    pub today: BuddhistDate,
    /// The plan in its formats.
    pub plan: Vec<Link<'a>>,
    /// The documents: measures in order, the others newest first.
    pub documents: Vec<SiteDocument<'a>>,
    /// The channels to report corruption.
    pub whistle_blowing: &'a Channels,
    /// The contact channels.
    pub contact: &'a Channels,
    /// The pages of the organization's other years, newest first.
    pub other_years: Vec<Link<'a>>,
    /// The address of the page itself.
    pub canonical: Option<&'a str>,
    /// The address of the organization's Atom feed.
    pub feed: Option<&'a str>,
}

/// A document on the page.
#[derive(Clone, Debug)]
pub struct SiteDocument<'a> {
    /// The content.
    pub content: &'a Content,
    /// The address of the document.
    pub href: &'a str,
    /// When it was published, in UTC.
    pub published_at: Timestamp,
    /// The files.
    pub downloads: Vec<Link<'a>>,
    /// The progress of a measure, from the newest report.
    pub progress: Progress,
}

/// The progress of a measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The progress in percent.
    pub percent: Option<u8>,
    /// The state of the implementation.
    pub status: Option<ResultStatus>,
    /// The number of results.
    pub results: u64,
}

impl SiteDocument<'_> {
    /// The card of most kinds: title, additional data, day of publication, files.
    pub(crate) fn card(&self, title: &str, more: &Markup, numerals: Numerals) -> Markup {
        html! {
            h3 { a href=(self.href) { (numerals.text(title)) } }
            (more)
            p.note { (wording::PUBLISHED_ON) " " (numerals.day_of(self.published_at)) }
            (files(title, &self.downloads, numerals))
        }
    }
}

/// The page.
pub fn overview(page: &SitePage<'_>) -> String {
    let organization = issuer_lines(&page.issuer);
    let title = format!(
        "{} {}{}",
        wording::SITE_TITLE,
        wording::OF_YEAR,
        page.numerals.fiscal_year(page.fiscal_year)
    );
    let content = html! {
        div.masthead {
            @if let Some(emblem) = page.emblem_png { (picture::emblem(emblem, page.issuer.name_th)) }
            @for line in &organization { p.office { (line) } }
        }
        h1 { (title) }
        @for kind in order() {
            (section(kind.plural(), kind::section_title(kind), &documents(kind, page)))
        }
        (section("whistle-blowing", wording::WHISTLE_BLOWING, &channels::list(page.whistle_blowing, None)))
        (section("contact", wording::CONTACT, &channels::list(page.contact, page.issuer.website)))
        @if !page.other_years.is_empty() { (section("years", wording::YEARS, &years(page))) }
        @if let Some(feed) = page.feed { p { a href=(feed) { (wording::FEED) } } }
    };
    frame::document(&frame::Frame {
        title: &title,
        organization: organization.first().map_or("", String::as_str),
        canonical: page.canonical,
        feed: page.feed,
        home: None,
        downloads: &[],
        has_thai_numerals: page.numerals == Numerals::Thai,
        is_draft: false,
        content: &content,
    })
}

fn section(id: &str, title: &str, content: &Markup) -> Markup {
    html! {
        section.section aria-labelledby=(id) {
            h2 id=(id) { (title) }
            (content)
        }
    }
}

/// The kinds in the order of the page. Announcements come first, because their surveys are open only for some days.
fn order() -> impl Iterator<Item = DocumentKind> {
    let others = DocumentKind::ALL
        .into_iter()
        .filter(|kind| *kind != DocumentKind::Announcement);
    std::iter::once(DocumentKind::Announcement).chain(others)
}

fn documents(kind: DocumentKind, page: &SitePage<'_>) -> Markup {
    let of_kind = page.documents.iter().filter(|one| one.content.kind() == kind);
    let cards: Vec<Markup> = of_kind.map(|one| kind::card(one, page)).collect();
    kind::section(kind, &cards, page)
}

/// The plan in its formats.
pub(crate) fn plan_links(page: &SitePage<'_>) -> Markup {
    html! {
        @if !page.plan.is_empty() {
            nav aria-label=(wording::PLAN_TITLE) { (links(&page.plan)) }
        }
    }
}

/// A measure with its progress.
pub(crate) fn measure_card(measure: &Measure, one: &SiteDocument<'_>, numerals: Numerals) -> Markup {
    html! {
        h3 { a href=(one.href) { (numerals.text(&measure.title)) } }
        @if let Some(division) = &measure.division {
            p { span.label { (wording::RESPONSIBLE) ": " } (numerals.text(&division.name)) }
        }
        @if let Some(percent) = one.progress.percent {
            p.progress {
                span { (wording::PROGRESS) " " (numerals.percent(percent)) }
                progress aria-label=(wording::PROGRESS) max="100" value=(percent.min(100)) {}
            }
        }
        @if let Some(status) = one.progress.status {
            p { span.label { (wording::STATUS) ": " } (wording::result_status(status)) }
        }
        p.note { (wording::RESULT_COUNT) " " (numerals.number(one.progress.results)) " " (wording::ENTRIES) }
    }
}

/// The files of a document. The list is labelled with the document's name for screen readers.
fn files(of: &str, downloads: &[Link<'_>], numerals: Numerals) -> Markup {
    html! {
        @if !downloads.is_empty() {
            nav aria-label={ (wording::DOWNLOADS) ": " (numerals.text(of)) } { (links(downloads)) }
        }
    }
}

fn years(page: &SitePage<'_>) -> Markup {
    html! {
        nav.years aria-label=(wording::YEARS) {
            ul { @for year in &page.other_years { li { a href=(year.href) { (year.title) } } } }
        }
    }
}
