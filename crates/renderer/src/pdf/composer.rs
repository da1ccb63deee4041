use prongsai_rendering::outline::{self, Outline};
use prongsai_rendering::pdf::{PdfJob, RenderError};
use prongsai_rendering::rendition::VerificationRecord;
use prongsai_rendering::wording;

use super::Fonts;
use super::blocks::{self, PageSizes};
use super::data::{DraftData, EmblemData, Labels, PartData, RenditionData, SectionData, VerificationData};
use super::pictures::Pictures;
use super::text::{Column, Typesetter};

// The templates set the sizes and margins of the pages; the composer repeats them, because it decides before the layout
// which words are too wide for their line.

/// Width of the text on a portrait page in points: A4 with the margins of frame.typ, 3 cm on the left and 2 cm on the
/// right.
const PORTRAIT_WIDTH: f64 = 595.27 - 85.04 - 56.70;
/// Width of the text on a landscape page in points: A4 with the margins of frame.typ, 2 cm on both sides.
const LANDSCAPE_WIDTH: f64 = 841.89 - 2.0 * 56.70;
/// Size of running text, in points of the official typeface.
const TEXT_SIZE: f64 = 16.0;
/// Size of the text in tables, in points of the official typeface.
const TABLE_SIZE: f64 = 14.0;
/// Size of the title of a part with tables, in points of the official typeface.
const TITLE_SIZE: f64 = 18.0;
/// Sizes on a poster, in points of the official typeface: the organization, the title, all other text.
const POSTER_ISSUER_SIZE: f64 = 30.0;
const POSTER_TITLE_SIZE: f64 = 36.0;
const POSTER_TEXT_SIZE: f64 = 24.0;
/// Sizes on the cover of a book, in points of the official typeface: the title, the organization.
const COVER_TITLE_SIZE: f64 = 28.0;
const COVER_ISSUER_SIZE: f64 = 22.0;
/// Size of the text at the foot of a page, in points of the official typeface.
const FOOT_SIZE: f64 = 12.0;
/// Width of the QR code on the left of the foot with the gap beside it, in points: 17 mm, rounded up.
const FOOT_QR_WIDTH: f64 = 50.0;

/// Turns an outline into data for the templates.
pub(super) struct Composer<'a> {
    typesetter: Typesetter<'a>,
    pub(super) pictures: Pictures,
}

impl<'a> Composer<'a> {
    pub(super) fn new(fonts: &'a Fonts) -> Self {
        Self {
            typesetter: Typesetter::new(fonts),
            pictures: Pictures::default(),
        }
    }

    /// The rendition as data; its pictures are in [`Self::pictures`].
    pub(super) fn compose(&mut self, job: &PdfJob, fonts: &Fonts) -> Result<RenditionData, RenderError> {
        let outline = &job.outline;
        let (issuer_size, header_size, title_size) = head_sizes(outline);
        let one = |text: &String, size| self.typesetter.line(text, portrait(size));
        let issuer = outline.issuer.iter().map(|text| one(text, issuer_size));
        let issuer: Vec<String> = issuer.filter(|line| !line.is_empty()).collect();
        let header_lines = outline.header_lines.iter().map(|text| one(text, header_size)).collect();
        let title = one(&outline.title, title_size);
        let emblem = self.emblem(job);
        let parts: Result<Vec<PartData>, RenderError> = outline.parts.iter().map(|part| self.part(part)).collect();
        let verification = outline
            .verification
            .as_ref()
            .map(|verification| self.verification(verification))
            .transpose()?;
        Ok(RenditionData {
            title,
            issuer,
            header_lines,
            fonts: fonts.families().map(str::to_owned).collect(),
            scale: fonts.scale(),
            has_thai_numerals: job.has_thai_numerals,
            is_book: outline.is_book,
            draft: outline.is_draft.then_some(DraftData {
                mark: wording::DRAFT,
                note: wording::DRAFT_NOTE,
            }),
            emblem,
            words: LABELS,
            parts: parts?,
            verification,
        })
    }

    fn emblem(&mut self, job: &PdfJob) -> Option<EmblemData> {
        let emblem = job.emblem.as_ref()?;
        self.pictures.add_emblem(emblem.png.clone());
        Some(EmblemData {
            alt: emblem.alt.clone(),
        })
    }

    fn part(&mut self, part: &outline::Part) -> Result<PartData, RenderError> {
        let (title_size, text_size) = match part.layout {
            outline::Layout::Tables => (TITLE_SIZE, TEXT_SIZE),
            outline::Layout::Letter => (TEXT_SIZE, TEXT_SIZE),
            outline::Layout::Poster => (POSTER_TITLE_SIZE, POSTER_TEXT_SIZE),
        };
        let subject = part.blocks.iter().find_map(|block| match block {
            outline::Block::Subject(text) => Some(self.typesetter.line(text, portrait(text_size))),
            _ => None,
        });
        let mut sections: Vec<SectionData> = Vec::new();
        for (index, block) in part.blocks.iter().enumerate() {
            // What follows a wide table stays on its page: its notes and the signatures.
            let is_landscape = is_wide(&part.blocks, index) || sections.last().is_some_and(|last| last.is_landscape);
            if matches!(block, outline::Block::Subject(_)) {
                continue;
            }
            let sizes = if is_landscape {
                PageSizes::new(LANDSCAPE_WIDTH, text_size, TABLE_SIZE)
            } else {
                PageSizes::new(PORTRAIT_WIDTH, text_size, TABLE_SIZE)
            };
            let block = blocks::block(block, sizes, &self.typesetter, &mut self.pictures)?;
            match sections.last_mut() {
                Some(last) if last.is_landscape == is_landscape => last.blocks.push(block),
                _ => sections.push(SectionData {
                    is_landscape,
                    blocks: vec![block],
                }),
            }
        }
        Ok(PartData {
            title: self.typesetter.line(&part.title, portrait(title_size)),
            subject,
            layout: match part.layout {
                outline::Layout::Tables => "tables",
                outline::Layout::Letter => "letter",
                outline::Layout::Poster => "poster",
            },
            sections,
        })
    }

    fn verification(&mut self, verification: &VerificationRecord) -> Result<VerificationData, RenderError> {
        let foot = Column {
            width: PORTRAIT_WIDTH - FOOT_QR_WIDTH,
            size: FOOT_SIZE,
        };
        Ok(VerificationData {
            heading: wording::VERIFICATION,
            code_label: wording::CODE,
            code: self.typesetter.line(&verification.code, foot),
            verify_at: wording::VERIFY_AT,
            hash_label: wording::CONTENT_HASH,
            hash: self.typesetter.line(&verification.content_sha256, foot),
            qr: blocks::qr(
                &outline::QrFigure::of_verification(verification),
                foot,
                &self.typesetter,
                &mut self.pictures,
            )?,
        })
    }
}

/// The column of a text that is as wide as a portrait page.
const fn portrait(size: f64) -> Column {
    Column {
        width: PORTRAIT_WIDTH,
        size,
    }
}

/// The sizes of the texts before the parts: the organization, the lines of the header, the title of the whole.
fn head_sizes(outline: &Outline) -> (f64, f64, f64) {
    let is_poster = |part: &outline::Part| part.layout == outline::Layout::Poster;
    if outline.is_book {
        (COVER_ISSUER_SIZE, TEXT_SIZE, COVER_TITLE_SIZE)
    } else if outline.parts.iter().any(is_poster) {
        (POSTER_ISSUER_SIZE, POSTER_TEXT_SIZE, POSTER_TITLE_SIZE)
    } else {
        (TEXT_SIZE, TEXT_SIZE, TITLE_SIZE)
    }
}

const LABELS: Labels = Labels {
    page: wording::PAGE,
    of_pages: wording::OF_PAGES,
    contents: wording::CONTENTS,
    subject: wording::SUBJECT,
    signed: wording::SIGNED,
    signature_line: wording::SIGNATURE_LINE,
    or_open: wording::OR_OPEN,
};

/// Whether the block is a table with many columns, or a heading directly above one.
fn is_wide(blocks: &[outline::Block], index: usize) -> bool {
    match (blocks.get(index), blocks.get(index + 1)) {
        (Some(outline::Block::Heading(..)), Some(outline::Block::Table(table)))
        | (Some(outline::Block::Table(table)), _) => table.kind != outline::TableKind::Figures,
        _ => false,
    }
}
