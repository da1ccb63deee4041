use maud::Markup;
use prongsai_domain::announcement::{Announcement, Survey};
use prongsai_domain::calendar::FiscalYear;

use super::presented::Presented;
use crate::html::site::announcement::card as announcement_card;
use crate::html::site::page::{SiteDocument, SitePage};
use crate::outline::overrides::document_note;
use crate::outline::part::{Block, Layout, Part, QrFigure, Signature};
use crate::rendition::{Numerals, Poster, Rendition, SignedDocument};
use crate::wording;

impl Presented for Announcement {
    const RENDITION_NAME: &'static str = "announcement";
    const SECTION: &'static str = wording::ANNOUNCEMENTS;
    const NONE_PUBLISHED: &'static str = wording::NO_ANNOUNCEMENT;

    fn part(&self, _: &SignedDocument<'_>, rendition: &Rendition<'_>) -> Part {
        letter(self, rendition.template.numerals)
    }

    fn card(&self, document: &SiteDocument<'_>, page: &SitePage<'_>) -> Markup {
        announcement_card(self, document, page)
    }

    fn file_name(&self, _: &str, _: FiscalYear) -> String {
        format!("ประกาศ {}", self.subject)
    }
}

/// An announcement in the official form: issuing body, subject, reason and content, date and signature, then the QR
/// code.
fn letter(announcement: &Announcement, numerals: Numerals) -> Part {
    let mut blocks = vec![Block::Subject(numerals.text(&announcement.subject))];
    let paragraphs = announcement.body.iter();
    blocks.extend(paragraphs.map(|paragraph| Block::Paragraph(numerals.text(paragraph))));
    blocks.push(Block::Signatures(vec![Signature {
        opening: Some(format!(
            "{} {}",
            wording::ISSUED_ON,
            numerals.date(announcement.issued_on)
        )),
        name: announcement.signatory.name.as_deref().map(|name| numerals.text(name)),
        position: numerals.text(&announcement.signatory.position),
        ..Signature::default()
    }]));
    if let Some(survey) = &announcement.survey {
        blocks.push(Block::Qr(QrFigure::of_survey(&survey.url)));
        blocks.push(Block::Note(window(survey, numerals)));
    }
    Part {
        title: numerals.text(&announcement.title),
        layout: Layout::Letter,
        blocks,
    }
}

/// A poster of an invitation. Without a survey it shows only the title and the subject; the application makes no such
/// poster.
pub(crate) fn poster(poster: &Poster<'_>, rendition: &Rendition<'_>) -> Part {
    let Poster {
        announcement,
        override_reason,
    } = *poster;
    let numerals = rendition.template.numerals;
    let note = override_reason.map(|reason| Block::SmallPrint(document_note(reason, numerals)));
    let subject = numerals.text(&announcement.subject);
    let Some(survey) = &announcement.survey else {
        return Part {
            title: numerals.text(&announcement.title),
            layout: Layout::Poster,
            blocks: [Block::Subject(subject)].into_iter().chain(note).collect(),
        };
    };
    let blocks = [
        Block::Subject(subject),
        Block::Qr(QrFigure::of_survey(&survey.url)),
        Block::Facts(vec![(
            wording::FOR_WHOM.into(),
            wording::audience(survey.audience).to_owned(),
        )]),
        Block::Paragraph(window(survey, numerals)),
        Block::Note(wording::THANKS.to_owned()),
    ];
    Part {
        title: format!("{}{}", wording::INVITATION, wording::instrument(survey.instrument)),
        layout: Layout::Poster,
        blocks: blocks.into_iter().chain(note).collect(),
    }
}

/// The days on which a survey is open.
pub(crate) fn window(survey: &Survey, numerals: Numerals) -> String {
    format!(
        "{} {} {} {}",
        wording::OPEN_FROM,
        numerals.date(survey.opens_on),
        wording::UNTIL,
        numerals.date(survey.closes_on)
    )
}
