use maud::{Markup, html};

use super::picture;
use super::table::table;
use crate::outline::part::{Block, Layout, Part, QrFigure, Signature};
use crate::rendition::VerificationRecord;
use crate::wording::{self, printable};

/// A part, with its title as a heading of a level.
pub(super) fn part(part: &Part, number: usize, level: u8) -> Markup {
    let class = match part.layout {
        Layout::Tables => "part wide",
        Layout::Letter => "part letter",
        Layout::Poster => "part poster",
    };
    let id = format!("part-{number}");
    html! {
        article class=(class) aria-labelledby=(id) {
            (heading(level, Some(&id), &part.title))
            @for block in &part.blocks { (self::block(block, level)) }
        }
    }
}

/// A text of several lines, with an element `br` at each line end. A rule of the stylesheet that keeps line ends would change
/// the bytes of every page.
pub(super) fn lines(text: &str) -> Markup {
    html! { @for (index, line) in text.split('\n').enumerate() { @if index > 0 { br; } (line) } }
}

fn block(block: &Block, level: u8) -> Markup {
    match block {
        Block::Heading(depth, text) => heading(level + depth, None, text),
        Block::Subject(text) => html! { p.subject { (wording::SUBJECT) " " (text) } },
        Block::Paragraph(text) => html! { p.text { (text) } },
        Block::Note(text) | Block::SmallPrint(text) => html! { p.note { (lines(text)) } },
        Block::Facts(facts) => html! {
            dl.facts {
                @for (label, value) in facts { div { dt { (label) } dd { (value) } } }
            }
        },
        Block::Findings(findings) => html! {
            ul.findings {
                @for (name, description) in findings {
                    li {
                        strong { (name) }
                        @if let Some(text) = description { p.text { (text) } }
                    }
                }
            }
        },
        Block::Table(one) => table(one),
        Block::Signatures(signatures) => html! {
            div.signatures { @for one in signatures { (signature(one)) } }
        },
        Block::Qr(code) => picture::qr(code),
    }
}

/// A heading of a level from 1 to 6.
pub(super) fn heading(level: u8, id: Option<&str>, text: &str) -> Markup {
    match level {
        0 | 1 => html! { h1 id=[id] { (text) } },
        2 => html! { h2 id=[id] { (text) } },
        3 => html! { h3 id=[id] { (text) } },
        4 => html! { h4 id=[id] { (text) } },
        5 => html! { h5 id=[id] { (text) } },
        _ => html! { h6 id=[id] { (text) } },
    }
}

fn signature(signature: &Signature) -> Markup {
    html! {
        div.signature {
            @if let Some(opening) = &signature.opening { p { (opening) } }
            p.line { (wording::SIGNED) " " span aria-hidden="true" { (wording::SIGNATURE_LINE) } }
            @if let Some(name) = &signature.name { p { "(" (name) ")" } }
            p { (signature.position) }
            @if let Some(role) = &signature.role { p { (role) } }
            @if let Some(closing) = &signature.closing { p { (closing) } }
        }
    }
}

/// The verification of the rendition, under a heading one level below `level`.
pub(super) fn verification(verification: &VerificationRecord, level: u8) -> Markup {
    html! {
        section.proof aria-labelledby="verification" {
            (heading(level + 1, Some("verification"), wording::VERIFICATION))
            (picture::qr(&QrFigure::of_verification(verification)))
            dl.facts {
                div { dt { (wording::CODE) } dd { code { (printable(&verification.code)) } } }
                div { dt { (wording::CONTENT_HASH) } dd { code { (printable(&verification.content_sha256)) } } }
            }
        }
    }
}
