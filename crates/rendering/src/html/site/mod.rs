//! The public page of an office that has no site of its own: one fiscal year with measures and their progress, reports,
//! announcements with their surveys, and the channels for reporting corruption.

mod announcement;
mod channels;

use jiff::Timestamp;
use maud::{Markup, html};
use prongsai_domain::announcement::Announcement;
use prongsai_domain::calendar::{BuddhistDate, FiscalYear, ReportingRound};
use prongsai_domain::organization::Channels;
use prongsai_domain::result::ResultStatus;

use super::frame::{self, links};
use super::{Link, picture};
use crate::outline::office_lines;
use crate::paper::{Numerals, Office};
use crate::wording;

pub use announcement::WindowState;

/// An office's public page of one fiscal year. Everything on it is published; what is for the staff alone is left out
/// by the caller.
#[derive(Clone, Debug)]
pub struct SitePage<'a> {
    /// Whose it is.
    pub office: Office<'a>,
    /// The office's emblem as PNG.
    pub emblem_png: Option<&'a [u8]>,
    /// The digits of the page.
    pub numerals: Numerals,
    /// Of which year.
    pub fiscal_year: FiscalYear,
    /// The day on which it is read; says which surveys are open.
    pub today: BuddhistDate,
    /// The plan in its formats.
    pub plan: Vec<Link<'a>>,
    /// The measures in order.
    pub measures: Vec<SiteMeasure<'a>>,
    /// The reports, newest first.
    pub reports: Vec<SiteReport<'a>>,
    /// The announcements, newest first.
    pub announcements: Vec<SiteAnnouncement<'a>>,
    /// How to report corruption in it.
    pub whistle_blowing: &'a Channels,
    /// How to reach it.
    pub contact: &'a Channels,
    /// The pages of its other years, newest first.
    pub other_years: Vec<Link<'a>>,
    /// The address of the page itself.
    pub canonical: Option<&'a str>,
    /// The address of its Atom feed.
    pub feed: Option<&'a str>,
}

/// A measure on the page.
#[derive(Clone, Copy, Debug)]
pub struct SiteMeasure<'a> {
    /// Its title.
    pub title: &'a str,
    /// Where it is read.
    pub href: &'a str,
    /// Who is responsible.
    pub division: Option<&'a str>,
    /// How far it is, in percent.
    pub progress_percent: Option<u8>,
    /// How far it is, in a word.
    pub status: Option<ResultStatus>,
    /// How many results were entered.
    pub results: u64,
}

/// A report on the page.
#[derive(Clone, Debug)]
pub struct SiteReport<'a> {
    /// Its title.
    pub title: &'a str,
    /// Where it is read.
    pub href: &'a str,
    /// The round that it reports.
    pub round: ReportingRound,
    /// When it was published, in UTC.
    pub published_at: Timestamp,
    /// Its files.
    pub downloads: Vec<Link<'a>>,
}

/// An announcement on the page.
#[derive(Clone, Debug)]
pub struct SiteAnnouncement<'a> {
    /// What it says.
    pub announcement: &'a Announcement,
    /// Where it is read.
    pub href: &'a str,
    /// When it was published, in UTC.
    pub published_at: Timestamp,
    /// Its files.
    pub downloads: Vec<Link<'a>>,
}

/// The page.
pub fn overview(page: &SitePage<'_>) -> String {
    let office = office_lines(&page.office);
    let title = format!(
        "{} {}{}",
        wording::SITE_TITLE,
        wording::OF_YEAR,
        page.numerals.fiscal_year(page.fiscal_year)
    );
    let content = html! {
        div.masthead {
            @if let Some(emblem) = page.emblem_png { (picture::emblem(emblem, page.office.name_th)) }
            @for line in &office { p.office { (line) } }
        }
        h1 { (title) }
        (section("announcements", wording::ANNOUNCEMENTS, &announcements(page)))
        (section("measures", wording::MEASURES, &measures(page)))
        (section("reports", wording::REPORTS, &reports(page)))
        (section("whistle-blowing", wording::WHISTLE_BLOWING, &channels::list(page.whistle_blowing, None)))
        (section("contact", wording::CONTACT, &channels::list(page.contact, page.office.website)))
        @if !page.other_years.is_empty() { (section("years", wording::YEARS, &years(page))) }
        @if let Some(feed) = page.feed { p { a href=(feed) { (wording::FEED) } } }
    };
    frame::document(&frame::Frame {
        title: &title,
        office: office.first().map_or("", String::as_str),
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

fn measures(page: &SitePage<'_>) -> Markup {
    html! {
        @if page.measures.is_empty() {
            p.note { (wording::NO_MEASURE) }
        } @else {
            ol.cards {
                @for measure in &page.measures { li.card { (self::measure(measure, page.numerals)) } }
            }
        }
        @if !page.plan.is_empty() {
            nav aria-label=(wording::PLAN_TITLE) { (links(&page.plan)) }
        }
    }
}

fn measure(measure: &SiteMeasure<'_>, numerals: Numerals) -> Markup {
    html! {
        h3 { a href=(measure.href) { (numerals.text(measure.title)) } }
        @if let Some(division) = measure.division {
            p { span.label { (wording::RESPONSIBLE) ": " } (numerals.text(division)) }
        }
        @if let Some(percent) = measure.progress_percent {
            p.progress {
                span { (wording::PROGRESS) " " (numerals.percent(percent)) }
                progress aria-label=(wording::PROGRESS) max="100" value=(percent.min(100)) {}
            }
        }
        @if let Some(status) = measure.status {
            p { span.label { (wording::STATUS) ": " } (wording::result_status(status)) }
        }
        p.note { (wording::RESULT_COUNT) " " (numerals.number(measure.results)) " " (wording::ENTRIES) }
    }
}

fn reports(page: &SitePage<'_>) -> Markup {
    html! {
        @if page.reports.is_empty() {
            p.note { (wording::NO_REPORT) }
        } @else {
            ul.cards {
                @for report in &page.reports {
                    li.card {
                        h3 { a href=(report.href) { (page.numerals.text(report.title)) } }
                        p { (page.numerals.round(report.round)) }
                        p.note { (wording::PUBLISHED_ON) " " (page.numerals.day_of(report.published_at)) }
                        (files(report.title, &report.downloads, page.numerals))
                    }
                }
            }
        }
    }
}

fn announcements(page: &SitePage<'_>) -> Markup {
    html! {
        @if page.announcements.is_empty() {
            p.note { (wording::NO_ANNOUNCEMENT) }
        } @else {
            ul.cards {
                @for one in &page.announcements { li.card { (announcement::card(one, page)) } }
            }
        }
    }
}

/// The files of something, under its name for who hears the page.
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
