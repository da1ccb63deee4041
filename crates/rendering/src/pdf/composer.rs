use super::Fonts;
use super::blocks::{self, Measures};
use super::data::{Data, Draft, Emblem, Part, Section, Verification, Words};
use super::error::RenderError;
use super::pictures::Pictures;
use super::text::{Column, Typesetter};
use crate::outline::{self, Outline};
use crate::rendition::{Numerals, Rendition, VerificationRecord};
use crate::wording;

/// Width of the text on a portrait page in points: A4 with 3 cm on the left and 2 cm on the right.
const PORTRAIT: f64 = 595.27 - 85.04 - 56.70;
/// Width of the text on a landscape page in points: A4 with 2 cm on both sides.
const LANDSCAPE: f64 = 841.89 - 2.0 * 56.70;
/// Size of running text, in points of the official typeface.
const TEXT_SIZE: f64 = 16.0;
/// Size of the text in tables, in points of the official typeface.
const TABLE_SIZE: f64 = 14.0;
/// Size of the text at the foot of a page, in points of the official typeface.
const FOOT_SIZE: f64 = 12.0;

/// The word before the number of a page.
const PAGE: &str = "หน้า";
/// The word before the number of pages.
const OF_PAGES: &str = "จาก";

/// Prepares the data to print.
pub(super) struct Composer<'a> {
    setter: Typesetter<'a>,
    pub(super) pictures: Pictures,
}

impl<'a> Composer<'a> {
    pub(super) fn new(fonts: &'a Fonts) -> Self {
        Self {
            setter: Typesetter::new(fonts),
            pictures: Pictures::default(),
        }
    }

    /// The document as data; its pictures are stored separately.
    pub(super) fn compose(
        &mut self,
        outline: &Outline,
        rendition: &Rendition<'_>,
        fonts: &Fonts,
    ) -> Result<Data, RenderError> {
        let page = Column {
            width: PORTRAIT,
            size: TEXT_SIZE,
        };
        let one = |text: &String| self.setter.line(text, page);
        let issuer: Vec<String> = outline.issuer.iter().map(one).filter(|line| !line.is_empty()).collect();
        let header_lines = outline.header_lines.iter().map(one).collect();
        let title = self.setter.line(&outline.title, page);
        let emblem = self.emblem(rendition);
        let parts: Result<Vec<Part>, RenderError> = outline.parts.iter().map(|part| self.part(part)).collect();
        let verification = outline
            .verification
            .as_ref()
            .map(|verification| self.verification(verification))
            .transpose()?;
        Ok(Data {
            title,
            description: rendition.body.kind(),
            issuer,
            header_lines,
            fonts: fonts.families().map(str::to_owned).collect(),
            scale: fonts.scale(),
            has_thai_digits: rendition.template.numerals == Numerals::Thai,
            is_book: outline.is_book,
            draft: outline.is_draft.then_some(Draft {
                mark: wording::DRAFT,
                note: wording::DRAFT_NOTE,
            }),
            emblem,
            words: WORDS,
            parts: parts?,
            verification,
        })
    }

    fn emblem(&mut self, rendition: &Rendition<'_>) -> Option<Emblem> {
        let picture = rendition.template.logo_png.as_ref()?;
        self.pictures.add_emblem(picture.clone());
        Some(Emblem {
            alt: format!("{}{}", wording::EMBLEM_ALT, rendition.issuer.name_th),
        })
    }

    fn part(&mut self, part: &outline::Part) -> Result<Part, RenderError> {
        let page = Column {
            width: PORTRAIT,
            size: TEXT_SIZE + 2.0,
        };
        let subject = part.blocks.iter().find_map(|block| match block {
            outline::Block::Subject(text) => Some(self.setter.line(text, page)),
            _ => None,
        });
        let mut sections: Vec<Section> = Vec::new();
        for (index, block) in part.blocks.iter().enumerate() {
            let is_landscape = is_wide(&part.blocks, index) || sections.last().is_some_and(|last| last.is_landscape);
            if matches!(block, outline::Block::Subject(_)) {
                continue;
            }
            let measures = if is_landscape {
                Measures::new(LANDSCAPE, TABLE_SIZE, TABLE_SIZE)
            } else {
                Measures::new(PORTRAIT, TEXT_SIZE, TABLE_SIZE)
            };
            let block = blocks::block(block, measures, &self.setter, &mut self.pictures)?;
            match sections.last_mut() {
                Some(last) if last.is_landscape == is_landscape => last.blocks.push(block),
                _ => sections.push(Section {
                    is_landscape,
                    blocks: vec![block],
                }),
            }
        }
        Ok(Part {
            title: self.setter.line(&part.title, page),
            subject,
            layout: match part.layout {
                outline::Layout::Tables => "tables",
                outline::Layout::Letter => "letter",
                outline::Layout::Poster => "poster",
            },
            sections,
        })
    }

    fn verification(&mut self, verification: &VerificationRecord) -> Result<Verification, RenderError> {
        // The foot has a QR code on its left.
        let foot = Column {
            width: PORTRAIT - 50.0,
            size: FOOT_SIZE,
        };
        Ok(Verification {
            heading: wording::VERIFICATION,
            code_label: wording::CODE,
            code: self.setter.line(&verification.code, foot),
            verify_at: wording::VERIFY_AT,
            hash_label: wording::CONTENT_HASH,
            hash: self.setter.line(&verification.content_sha256, foot),
            qr: blocks::qr(
                &outline::Qr::of_verification(verification),
                foot,
                &self.setter,
                &mut self.pictures,
            )?,
        })
    }
}

const WORDS: Words = Words {
    page: PAGE,
    of_pages: OF_PAGES,
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
