use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::link::Link;
use super::style::STYLE;
use crate::wording;

/// The content of a page and what is around it.
pub(super) struct Frame<'a> {
    /// The title of the page, in the browser's tab.
    pub(super) title: &'a str,
    /// The name of the organization, after the title; empty if there is none.
    pub(super) organization: &'a str,
    /// The address of the page itself, for search engines; `None` if it has no public address.
    pub(super) canonical: Option<&'a str>,
    /// A second stylesheet. The first is a part of the bytes of every rendition, so it stays as it is.
    pub(super) more_style: Option<&'static str>,
    /// The address of the Atom feed.
    pub(super) feed: Option<&'a str>,
    /// The link to the organization's public page.
    pub(super) home: Option<Link<'a>>,
    /// The links to the same content in other formats.
    pub(super) downloads: &'a [Link<'a>],
    /// Whether the browser numbers lists with Thai digits (๑ ๒ ๓).
    pub(super) has_thai_numerals: bool,
    /// Whether the page shows the watermark of a draft.
    pub(super) is_draft: bool,
    /// The content of the main part.
    pub(super) content: &'a Markup,
}

/// The whole HTML file.
pub(super) fn document(frame: &Frame<'_>) -> String {
    html! {
        (DOCTYPE)
        html lang="th" {
            (head(frame))
            body.thai-numerals[frame.has_thai_numerals].draft[frame.is_draft] {
                a.skip href="#content" { (wording::SKIP) }
                @if frame.home.is_some() || !frame.downloads.is_empty() { (top(frame)) }
                main #content tabindex="-1" { (frame.content) }
            }
        }
    }
    .into_string()
}

fn head(frame: &Frame<'_>) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            title {
                (frame.title)
                @if !frame.organization.is_empty() { " – " (frame.organization) }
            }
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="no-referrer";
            @if frame.is_draft { meta name="robots" content="noindex"; }
            @if let Some(address) = frame.canonical { link rel="canonical" href=(address); }
            @if let Some(feed) = frame.feed {
                link rel="alternate" type="application/atom+xml" title=(wording::FEED) href=(feed);
            }
            style { (PreEscaped(STYLE)) }
            @if let Some(style) = frame.more_style { style { (PreEscaped(style)) } }
        }
    }
}

fn top(frame: &Frame<'_>) -> Markup {
    html! {
        header.top {
            @if let Some(home) = &frame.home { a.home href=(home.href) { (home.title) } }
            @if !frame.downloads.is_empty() {
                nav aria-label=(wording::DOWNLOADS) { (links(frame.downloads)) }
            }
        }
    }
}

/// A list of links.
pub(super) fn links(links: &[Link<'_>]) -> Markup {
    html! {
        ul.links {
            @for link in links { li { a href=(link.href) { (link.title) } } }
        }
    }
}
