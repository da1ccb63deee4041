use jiff::Timestamp;
use maud::{Markup, html};
use prongsai_domain::approval_basis::ApprovalBasis;
use prongsai_domain::calendar::{BuddhistDate, FiscalYear};
use prongsai_domain::channel::ChannelContent;
use prongsai_domain::document::Content;
use prongsai_domain::organization::Channels;
use prongsai_domain::result::ResultStatus;

use crate::html::block::lines;
use crate::html::frame::links;
use crate::html::link::Link;
use crate::outline::overrides::document_note;
use crate::rendition::{Issuer, Numerals};
use crate::wording;

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
    /// The channels of the organization, those for reports of corruption first; the page shows each under the heading of its purpose.
    pub channels: Vec<&'a ChannelContent>,
    /// The channels to report corruption.
    pub whistle_blowing: &'a Channels,
    /// The contact channels.
    pub contact: &'a Channels,
    /// How many people the organization's approvals rest on, in all years.
    pub approval_basis: ApprovalBasis,
    /// The page of the organization that goes on, if this one was merged into it.
    pub merged_into: Option<Link<'a>>,
    /// The pages of the organizations that were merged into this one, or from which it was raised or split.
    pub predecessors: Vec<Link<'a>>,
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
    /// The reason for an approval by an author.
    pub override_reason: Option<&'a str>,
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
            (self.override_note(numerals))
            (files(title, &self.downloads, numerals))
        }
    }

    /// The note on an approval by an author, if there was one.
    pub(super) fn override_note(&self, numerals: Numerals) -> Markup {
        html! { @if let Some(reason) = self.override_reason { p.note { (lines(&document_note(reason, numerals))) } } }
    }
}

/// The files of a document. The list is labelled with the document's name for screen readers.
pub(super) fn files(of: &str, downloads: &[Link<'_>], numerals: Numerals) -> Markup {
    html! {
        @if !downloads.is_empty() {
            nav aria-label={ (wording::DOWNLOADS) ": " (numerals.text(of)) } { (links(downloads)) }
        }
    }
}
