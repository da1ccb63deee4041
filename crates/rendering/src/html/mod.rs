//! Renditions and public pages as HTML. Each is one file with one embedded stylesheet, without scripts and without
//! external resources.
//!
//! The template engine escapes every text; text that a person wrote is never inserted as markup. The stylesheet is the
//! same on every page, so that [`content_security_policy`] can name it by its hash and forbid everything else.

mod block;
mod frame;
mod link;
mod picture;
mod problem;
pub mod site;
mod style;
mod table;
mod verification;

use maud::{Markup, html};

use crate::outline::Outline;
use crate::rendition::{Numerals, Rendition};
use crate::wording;

pub use link::Link;
pub use problem::{ProblemPage, problem};
pub use style::{STYLE, content_security_policy, directory_security_policy, style_hash};
pub use verification::{PdfFile, VerificationPage, VerifiedState, WithdrawnMeasure, verification};

/// The parts of a page in addition to the rendition.
#[derive(Clone, Debug, Default)]
pub struct HtmlOptions<'a> {
    /// The address of the page itself.
    pub canonical: Option<&'a str>,
    /// The same rendition in other formats.
    pub downloads: Vec<Link<'a>>,
    /// The organization's public page.
    pub home: Option<Link<'a>>,
}

/// A rendition as an accessible page.
pub fn page(rendition: &Rendition<'_>, options: &HtmlOptions<'_>) -> String {
    let outline = Outline::of(rendition);
    let content = html! {
        @if outline.is_draft { (draft_banner()) }
        (masthead(rendition, &outline))
        @if outline.is_book {
            h1 { (outline.title) }
            (contents(&outline))
        }
        @for (index, part) in outline.parts.iter().enumerate() {
            (block::part(part, index + 1, if outline.is_book { 2 } else { 1 }))
        }
        @if let Some(verification) = &outline.verification { (block::verification(verification, if outline.is_book { 2 } else { 1 })) }
    };
    frame::document(&frame::Frame {
        title: &outline.title,
        organization: outline.issuer.first().map_or("", String::as_str),
        canonical: options.canonical,
        more_style: None,
        feed: None,
        home: options.home,
        downloads: &options.downloads,
        has_thai_numerals: rendition.template.numerals == Numerals::Thai,
        is_draft: outline.is_draft,
        content: &content,
    })
}

fn draft_banner() -> Markup {
    html! {
        p.draft-note role="note" { strong { (wording::DRAFT) } " " (wording::DRAFT_NOTE) }
    }
}

/// The emblem, the header lines of the template, and the name and place of the organization.
// The classes of `p.office { … }` and `section.proof` keep their first names: the bytes of published renditions do not change.
fn masthead(rendition: &Rendition<'_>, outline: &Outline) -> Markup {
    html! {
        div.masthead {
            @if let Some(emblem) = &rendition.template.logo_png {
                (picture::emblem(emblem, rendition.issuer.name_th))
            }
            @for line in &outline.header_lines { p.header-line { (line) } }
            @for line in &outline.issuer { p.office { (line) } }
        }
    }
}

fn contents(outline: &Outline) -> Markup {
    html! {
        nav.contents aria-labelledby="contents" {
            h2 #contents { (wording::CONTENTS) }
            ol {
                @for (index, part) in outline.parts.iter().enumerate() {
                    li { a href={ "#part-" (index + 1) } { (part.title) } }
                }
            }
        }
    }
}
