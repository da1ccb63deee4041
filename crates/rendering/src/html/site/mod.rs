//! The public pages: the start page, the list of organizations, and the page of an organization. The last shows one fiscal
//! year: announcements and their surveys, measures and their progress, reports, complaint statistics, the channels for
//! reporting corruption, and how many people approve.

pub(crate) mod announcement;
mod approval_basis;
mod channels;
mod directory;
pub(crate) mod measure;
pub(crate) mod page;
mod start;

use maud::{Markup, html};
use prongsai_domain::channel::ChannelPurpose;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::organization::Channels;

use super::link::Link;
use super::{frame, picture};
use crate::kind;
use crate::outline::issuer::issuer_lines;
use crate::outline::title::title_with_year;
use crate::rendition::Numerals;
use crate::wording;

pub use directory::{DirectoryEntry, DirectoryPage, directory};
pub use page::{Progress, SiteDocument, SitePage};
pub use start::start;

/// Renders an organization's public page of one fiscal year.
pub fn overview(page: &SitePage<'_>) -> String {
    let organization = issuer_lines(&page.issuer);
    let title = title_with_year(wording::SITE_TITLE, page.fiscal_year, page.numerals);
    let content = html! {
        div.masthead {
            @if let Some(emblem) = page.emblem_png { (picture::emblem(emblem, page.issuer.name_th)) }
            @for line in &organization { p.office { (line) } }
        }
        h1 { (title) }
        @if let Some(successor) = &page.merged_into {
            p.note { (wording::MERGED_INTO) " " a href=(successor.href) { (successor.title) } }
        }
        @for kind in order() {
            (section(kind.plural(), kind::section_title(kind), &documents(kind, page)))
        }
        (section("whistle-blowing", wording::WHISTLE_BLOWING,
            &channels::list(page.whistle_blowing, None, &channels::of(page, ChannelPurpose::Corruption))))
        @let complaints = channels::of(page, ChannelPurpose::Complaint);
        @if !complaints.is_empty() {
            (section("complaints", wording::COMPLAINTS, &channels::list(&Channels::default(), None, &complaints)))
        }
        (section("contact", wording::CONTACT,
            &channels::list(page.contact, page.issuer.website, &channels::of(page, ChannelPurpose::Contact))))
        (section("approval-basis", wording::APPROVAL_BASIS, &approval_basis::facts(&page.approval_basis, page.numerals)))
        @if !page.other_years.is_empty() { (section("years", wording::YEARS, &pages(wording::YEARS, &page.other_years, page.numerals))) }
        @if !page.predecessors.is_empty() {
            (section("predecessors", wording::PREDECESSORS, &pages(wording::PREDECESSORS, &page.predecessors, page.numerals)))
        }
        @if let Some(feed) = page.feed { p { a href=(feed) { (wording::FEED) } } }
    };
    frame::document(&frame::Frame {
        title: &title,
        organization: organization.first().map_or("", String::as_str),
        canonical: page.canonical,
        more_style: None,
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
    let of_kind = page.documents.iter().filter(|document| document.content.kind() == kind);
    let cards: Vec<Markup> = of_kind.map(|document| kind::card(document, page)).collect();
    kind::section(kind, &cards, page)
}

/// Links to other pages of the site.
fn pages(label: &str, pages: &[Link<'_>], numerals: Numerals) -> Markup {
    html! {
        nav.years aria-label=(label) {
            ul { @for page in pages { li { a href=(page.href) { (numerals.text(page.title)) } } } }
        }
    }
}
