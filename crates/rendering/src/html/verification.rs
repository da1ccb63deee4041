use jiff::Timestamp;
use maud::{Markup, html};

use super::frame;
use super::link::Link;
use crate::outline::issuer::issuer_lines;
use crate::outline::overrides::{document_note, measure_note};
use crate::rendition::{Issuer, Numerals};
use crate::wording::{self, printable};

/// The answer to a request by verification code.
#[derive(Clone, Debug)]
pub struct VerificationPage<'a> {
    /// The organization that the rendition belongs to.
    pub issuer: Issuer<'a>,
    /// The digits of the page.
    pub numerals: Numerals,
    /// The requested code.
    pub code: &'a str,
    /// The rendition's title.
    pub title: &'a str,
    /// The number of the edition; `None` for a plan or year book, which is made from several editions.
    pub edition: Option<u32>,
    /// When it was published, in UTC.
    pub published_at: Timestamp,
    /// The state of the rendition.
    pub state: VerifiedState<'a>,
    /// The reason for an approval by an author.
    pub override_reason: Option<&'a str>,
    /// The measures that the rendition shows and that were withdrawn since.
    pub withdrawn_measures: Vec<WithdrawnMeasure<'a>>,
    /// SHA-256 of the edition's content, in hexadecimal.
    pub content_sha256: &'a str,
    /// The PDF files that have been made, oldest first.
    pub pdf_files: Vec<PdfFile<'a>>,
    /// The rendition in its formats; empty when it was withdrawn.
    pub downloads: Vec<Link<'a>>,
}

/// A PDF file of a rendition.
#[derive(Clone, Copy, Debug)]
pub struct PdfFile<'a> {
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: &'a str,
    /// Whether it is the poster of an invitation.
    pub is_poster: bool,
}

/// A measure that a rendition shows and that was withdrawn since.
#[derive(Clone, Copy, Debug)]
pub struct WithdrawnMeasure<'a> {
    /// Its title in the rendition.
    pub title: &'a str,
    /// The time of the withdrawal, in UTC.
    pub at: Timestamp,
    /// The reason for which an author approved it.
    pub override_reason: Option<&'a str>,
}

/// The state of a published rendition.
#[derive(Clone, Copy, Debug)]
pub enum VerifiedState<'a> {
    /// Public and in force.
    Live,
    /// Replaced by a newer edition.
    Superseded {
        /// The time of the replacement, in UTC, if known.
        at: Option<Timestamp>,
        /// The address of the edition in force, if there is one.
        successor: Option<&'a str>,
    },
    /// Withdrawn from the public.
    Withdrawn {
        /// The time of the withdrawal, in UTC.
        at: Timestamp,
        /// The public reason.
        reason: &'a str,
    },
}

/// The page that shows whether a rendition is genuine and in force.
pub fn verification(page: &VerificationPage<'_>) -> String {
    let organization = issuer_lines(&page.issuer);
    let content = html! {
        h1 { (wording::VERIFICATION_TITLE) }
        div.masthead { @for line in &organization { p.office { (line) } } }
        dl.facts {
            (fact(wording::CODE, &html! { code { (printable(page.code)) } }))
            (fact(wording::DOCUMENT, &html! { (page.numerals.text(page.title)) }))
            @if let Some(edition) = page.edition {
                (fact(wording::EDITION, &html! { (page.numerals.number(u64::from(edition))) }))
            }
            (fact(wording::PUBLISHED_ON, &html! { (page.numerals.day_of(page.published_at)) }))
            (state(page))
            @if let Some(reason) = page.override_reason {
                (fact(wording::APPROVAL, &html! { (document_note(reason, page.numerals)) }))
            }
            @for measure in &page.withdrawn_measures {
                (fact(wording::WITHDRAWN_MEASURE, &withdrawn(measure, page.numerals)))
            }
            (fact(wording::CONTENT_HASH, &html! { code { (printable(page.content_sha256)) } }))
            @for file in &page.pdf_files {
                (fact(hash_label(file), &html! { code { (printable(file.sha256)) } }))
            }
        }
        p.note { (wording::HASH_NOTE) }
    };
    frame::document(&frame::Frame {
        title: wording::VERIFICATION_TITLE,
        organization: organization.first().map_or("", String::as_str),
        canonical: None,
        more_style: None,
        feed: None,
        home: None,
        downloads: &page.downloads,
        has_thai_numerals: page.numerals == Numerals::Thai,
        is_draft: false,
        content: &content,
    })
}

const fn hash_label(file: &PdfFile<'_>) -> &'static str {
    if file.is_poster {
        wording::POSTER_HASH
    } else {
        wording::PDF_HASH
    }
}

fn withdrawn(measure: &WithdrawnMeasure<'_>, numerals: Numerals) -> Markup {
    html! {
        (numerals.text(measure.title)) " (" (numerals.day_of(measure.at)) ")"
        @if let Some(reason) = measure.override_reason { " – " (measure_note(reason, numerals)) }
    }
}

fn state(page: &VerificationPage<'_>) -> Markup {
    let since = |at| fact(wording::SINCE, &html! { (page.numerals.day_of(at)) });
    match page.state {
        VerifiedState::Live => fact(wording::STATE, &html! { span.state.open { (wording::LIVE) } }),
        VerifiedState::Superseded { at, successor } => html! {
            (fact(wording::STATE, &html! {
                span.state.bad { (wording::SUPERSEDED) }
                @if let Some(href) = successor { " " a href=(href) { (wording::SUCCESSOR) } }
            }))
            @if let Some(at) = at { (since(at)) }
        },
        VerifiedState::Withdrawn { at, reason } => html! {
            (fact(wording::STATE, &html! { span.state.bad { (wording::WITHDRAWN) } }))
            (since(at))
            (fact(wording::REASON, &html! { (page.numerals.text(reason)) }))
        },
    }
}

/// A label with its value.
pub(super) fn fact(label: &str, value: &Markup) -> Markup {
    html! { div { dt { (label) } dd { (value) } } }
}
