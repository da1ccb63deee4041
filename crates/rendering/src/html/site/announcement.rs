use maud::{Markup, html};
use prongsai_domain::announcement::{Announcement, Survey};
use prongsai_domain::calendar::BuddhistDate;

use super::page::{SiteDocument, SitePage, files};
use crate::html::picture;
use crate::outline::part::QrFigure;
use crate::rendition::Numerals;
use crate::wording;

/// Whether a survey can be answered on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WindowState {
    /// The first day has not come yet.
    NotYetOpen,
    /// The survey can be answered. The first and the last day are included.
    Open,
    /// The last day has passed.
    Closed,
}

impl WindowState {
    /// The state of a survey on a day.
    fn of(survey: &Survey, today: BuddhistDate) -> Self {
        if today < survey.opens_on {
            Self::NotYetOpen
        } else if today <= survey.closes_on {
            Self::Open
        } else {
            Self::Closed
        }
    }

    fn sentence(self, survey: &Survey, numerals: Numerals) -> String {
        let (words, day) = match self {
            Self::NotYetOpen => (wording::WINDOW_BEFORE, survey.opens_on),
            Self::Open => (wording::WINDOW_OPEN, survey.closes_on),
            Self::Closed => (wording::WINDOW_CLOSED, survey.closes_on),
        };
        format!("{words} {}", numerals.date(day))
    }
}

/// An announcement. The QR code of its survey is shown while the survey is open.
pub(crate) fn card(announcement: &Announcement, document: &SiteDocument<'_>, page: &SitePage<'_>) -> Markup {
    let numerals = page.numerals;
    html! {
        h3 { a href=(document.href) { (numerals.text(&announcement.subject)) } }
        p {
            (wording::announcement_kind(announcement.kind)) " – " (wording::ISSUED_ON) " "
            (numerals.date(announcement.issued_on))
        }
        @if let Some(survey) = &announcement.survey {
            (self::survey(survey, WindowState::of(survey, page.today), numerals))
        }
        p.note { (wording::PUBLISHED_ON) " " (numerals.day_of(document.published_at)) }
        (document.override_note(numerals))
        (files(&announcement.subject, &document.downloads, numerals))
    }
}

fn survey(survey: &Survey, state: WindowState, numerals: Numerals) -> Markup {
    html! {
        p { (wording::instrument(survey.instrument)) " – " (wording::FOR_WHOM) (wording::audience(survey.audience)) }
        p.state.open[state == WindowState::Open].closed[state == WindowState::Closed] {
            (state.sentence(survey, numerals))
        }
        @if state == WindowState::Open { (picture::qr(&QrFigure::of_survey(&survey.url))) }
    }
}

#[cfg(test)]
mod tests {
    use prongsai_domain::announcement::Audience;
    use prongsai_domain::catalogue::InstrumentCode;

    use super::*;

    #[test]
    fn the_first_and_the_last_day_count() {
        let day = |text| BuddhistDate::parse(text).unwrap();
        let survey = Survey {
            instrument: InstrumentCode::Eit,
            audience: Audience::External,
            url: "https://itas.nacc.go.th/go/eit/abc123".to_owned(),
            opens_on: day("2566-01-03"),
            closes_on: day("2566-06-30"),
        };
        for (today, state) in [
            ("2566-01-02", WindowState::NotYetOpen),
            ("2566-01-03", WindowState::Open),
            ("2566-06-30", WindowState::Open),
            ("2566-07-01", WindowState::Closed),
        ] {
            assert_eq!(WindowState::of(&survey, day(today)), state, "{today}");
        }
    }
}
