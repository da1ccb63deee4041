//! The blocks of an outline, as data for the templates.

use prongsai_rendering::outline;
use prongsai_rendering::pdf::RenderError;
use prongsai_rendering::web_address::is_web_address;
use prongsai_rendering::wording::Label;

use super::data::{
    BlockData, CellItemData, FactData, FindingData, HeadCellData, QrData, RowGroupData, SignatureData, StepData,
    TableData,
};
use super::pictures::Pictures;
use super::text::{Column, Typesetter};

/// The width that the borders and the padding of a cell take from a column, in points: twice the inset of 5 pt in
/// table.typ, and the border.
const CELL_INSET: f64 = 11.0;
/// The width that the number of a step or the mark of a finding takes, in points. An estimate: typst sets two digits and the gaps of its
/// lists in less.
const LIST_INDENT: f64 = 26.0;
/// The longest address that is a link, in bytes. A longer one is only printed, because readers and
/// browsers limit the length of an address.
const LINK_MAX: usize = 2_000;

/// The size of small print, in points of the official typeface; `blocks.typ` has the same.
const SMALL_PRINT: f64 = 14.0;

/// The width of the text and the sizes of the letters on a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct PageSizes {
    /// Running text.
    text: Column,
    /// Size of the text in tables, in points of the official typeface.
    table_size: f64,
}

impl PageSizes {
    /// The width is in points, the sizes are in points of the official typeface.
    pub(super) const fn new(width: f64, text_size: f64, table_size: f64) -> Self {
        Self {
            text: Column { width, size: text_size },
            table_size,
        }
    }

    fn small(self) -> Column {
        Column {
            size: SMALL_PRINT,
            ..self.text
        }
    }

    fn cell(self, percent: u8) -> Column {
        Column {
            width: self.text.width * f64::from(percent) / 100.0 - CELL_INSET,
            size: self.table_size,
        }
    }
}

/// A block as data for the templates.
pub(super) fn block(
    block: &outline::Block,
    sizes: PageSizes,
    typesetter: &Typesetter<'_>,
    pictures: &mut Pictures,
) -> Result<BlockData, RenderError> {
    let text = sizes.text;
    Ok(match block {
        outline::Block::Heading(level, heading) => BlockData::Heading {
            level: *level,
            text: typesetter.line(heading, text),
        },
        // Unused: the composer puts the subject into `PartData`.
        outline::Block::Subject(subject) => BlockData::Paragraph {
            lines: typesetter.lines(subject, text),
        },
        outline::Block::Paragraph(paragraph) => BlockData::Paragraph {
            lines: typesetter.lines(paragraph, text),
        },
        outline::Block::Note(note) => BlockData::Note {
            lines: typesetter.lines(note, text),
        },
        outline::Block::SmallPrint(note) => BlockData::SmallPrint {
            lines: typesetter.lines(note, sizes.small()),
        },
        outline::Block::Facts(facts) => BlockData::Facts {
            facts: facts
                .iter()
                .map(|(label, value)| fact(label, value, text, typesetter))
                .collect(),
        },
        outline::Block::Findings(findings) => BlockData::Findings {
            findings: findings
                .iter()
                .map(|(name, more)| finding(name, more.as_deref(), text, typesetter))
                .collect(),
        },
        outline::Block::Table(whole) => BlockData::Table {
            table: table(whole, sizes, typesetter),
        },
        outline::Block::Signatures(signatures) => BlockData::Signatures {
            people: signatures.iter().map(|one| signature(one, text, typesetter)).collect(),
        },
        outline::Block::Qr(qr) => BlockData::Qr {
            qr: self::qr(qr, text, typesetter, pictures)?,
        },
    })
}

/// A QR code whose address is printed in the column.
pub(super) fn qr(
    qr: &outline::QrFigure,
    column: Column,
    typesetter: &Typesetter<'_>,
    pictures: &mut Pictures,
) -> Result<QrData, RenderError> {
    Ok(QrData {
        picture: pictures.qr_code(&qr.url)?,
        caption: qr.caption.clone(),
        shown: typesetter.line(&qr.url, column),
        href: link_target(&qr.url),
        alt: qr.alt.clone(),
    })
}

/// The target of a link; `None` when the address is only printed.
fn link_target(url: &str) -> Option<String> {
    (is_web_address(url) && url.len() <= LINK_MAX).then(|| url.to_owned())
}

fn fact(label: &Label, value: &str, column: Column, typesetter: &Typesetter<'_>) -> FactData {
    FactData {
        label: label.clone(),
        lines: typesetter.lines(value, column),
    }
}

fn finding(name: &str, more: Option<&str>, column: Column, typesetter: &Typesetter<'_>) -> FindingData {
    let column = indented(column);
    FindingData {
        name: typesetter.line(name, column),
        more: more.map(|text| typesetter.lines(text, column)).unwrap_or_default(),
    }
}

fn signature(signature: &outline::Signature, column: Column, typesetter: &Typesetter<'_>) -> SignatureData {
    // Two people sign next to each other.
    let column = Column {
        width: column.width / 2.0 - CELL_INSET,
        ..column
    };
    let line = |text: &String| typesetter.line(text, column);
    SignatureData {
        opening: signature.opening.as_ref().map(line),
        name: signature.name.as_ref().map(line),
        position: line(&signature.position),
        role: signature.role.clone(),
        closing: signature.closing.as_ref().map(line),
    }
}

fn indented(column: Column) -> Column {
    Column {
        width: column.width - LIST_INDENT,
        ..column
    }
}

fn table(table: &outline::Table, sizes: PageSizes, typesetter: &Typesetter<'_>) -> TableData {
    let cells: Vec<Column> = table.columns.iter().map(|column| sizes.cell(column.width)).collect();
    let groups = table.groups.iter().map(|group| RowGroupData {
        head: cells
            .first()
            .map(|column| items(&group.head, *column, typesetter))
            .unwrap_or_default(),
        rows: group
            .rows
            .iter()
            .map(|row| {
                let columns = cells.iter().skip(1);
                row.iter()
                    .zip(columns)
                    .map(|(cell, column)| items(cell, *column, typesetter))
                    .collect()
            })
            .collect(),
    });
    TableData {
        widths: table.columns.iter().map(|column| column.width).collect(),
        head: head(table),
        groups: groups.collect(),
    }
}

/// The rows of a table's head: one, or two when columns share a title.
fn head(table: &outline::Table) -> Vec<Vec<HeadCellData>> {
    let titles = outline::head_titles(&table.columns);
    let has_two_rows = titles.iter().any(|title| title.is_group);
    let upper = titles.iter().map(|title| HeadCellData {
        text: title.text.clone(),
        columns: title.columns,
        rows: if has_two_rows && !title.is_group { 2 } else { 1 },
    });
    let lower = table
        .columns
        .iter()
        .filter(|column| column.group.is_some())
        .map(|column| HeadCellData {
            text: column.title.clone(),
            columns: 1,
            rows: 1,
        });
    [upper.collect(), lower.collect::<Vec<_>>()]
        .into_iter()
        .filter(|row: &Vec<HeadCellData>| !row.is_empty())
        .collect()
}

fn items(cell: &[outline::CellItem], column: Column, typesetter: &Typesetter<'_>) -> Vec<CellItemData> {
    let item = |item: &outline::CellItem| match item {
        outline::CellItem::Text(text) => CellItemData::Text {
            lines: typesetter.lines(text, column),
        },
        outline::CellItem::Labelled(label, text) => CellItemData::Labelled {
            label: label.clone(),
            lines: typesetter.lines(text, column),
        },
        outline::CellItem::Steps(steps) => CellItemData::Steps {
            steps: steps
                .iter()
                .map(|one| step(one, indented(column), typesetter))
                .collect(),
        },
        outline::CellItem::Link { title, url } => CellItemData::Link {
            title: typesetter.lines(title, column),
            shown: typesetter.line(url, column),
            href: link_target(url),
        },
    };
    cell.iter().map(item).collect()
}

fn step(step: &outline::NumberedStep, column: Column, typesetter: &Typesetter<'_>) -> StepData {
    let notes = step
        .notes
        .iter()
        .map(|(label, value)| fact(label, value, column, typesetter));
    StepData {
        number: step.number.clone(),
        lines: typesetter.lines(&step.text, column),
        notes: notes.collect(),
    }
}
