//! The blocks of an outline, as data for the templates.

use super::data::{Block, Fact, Finding, Group, HeadCell, Item, Person, Qr, Step, Table};
use super::error::RenderError;
use super::pictures::Pictures;
use super::text::{Column, Typesetter};
use crate::outline;

/// The width that the borders and the padding of a cell take from a column, in points.
const CELL_INSET: f64 = 11.0;
/// The width of the number of a step, in points.
const STEP_INDENT: f64 = 26.0;
/// Longest address that is a link; a longer one is only printed.
const FOLLOWED_MAX: usize = 2_000;

/// Sizes on a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measures {
    /// Running text.
    text: Column,
    /// Size of the text in tables, in points.
    table_size: f64,
}

impl Measures {
    /// Width of the text, size of running text and of tables, in points.
    pub(super) const fn new(width: f64, text_size: f64, table_size: f64) -> Self {
        Self {
            text: Column { width, size: text_size },
            table_size,
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
    measures: Measures,
    setter: &Typesetter<'_>,
    pictures: &mut Pictures,
) -> Result<Block, RenderError> {
    let text = measures.text;
    Ok(match block {
        outline::Block::Heading(level, heading) => Block::Heading {
            level: *level,
            text: setter.line(heading, text),
        },
        outline::Block::Subject(subject) => Block::Paragraph {
            lines: setter.lines(subject, text),
        },
        outline::Block::Paragraph(paragraph) => Block::Paragraph {
            lines: setter.lines(paragraph, text),
        },
        outline::Block::Note(note) => Block::Note {
            lines: setter.lines(note, text),
        },
        outline::Block::Facts(facts) => Block::Facts {
            facts: facts
                .iter()
                .map(|(label, value)| fact(label, value, text, setter))
                .collect(),
        },
        outline::Block::Findings(findings) => Block::Findings {
            findings: findings
                .iter()
                .map(|(name, more)| finding(name, more.as_deref(), text, setter))
                .collect(),
        },
        outline::Block::Table(whole) => Block::Table {
            table: table(whole, measures, setter),
        },
        outline::Block::Signatures(signatures) => Block::Signatures {
            people: signatures.iter().map(|one| person(one, text, setter)).collect(),
        },
        outline::Block::Qr(qr) => Block::Qr {
            qr: self::qr(qr, text, setter, pictures)?,
        },
    })
}

/// A QR code whose address is printed in the column.
pub(super) fn qr(
    qr: &outline::Qr,
    column: Column,
    setter: &Typesetter<'_>,
    pictures: &mut Pictures,
) -> Result<Qr, RenderError> {
    Ok(Qr {
        picture: pictures.code(&qr.url)?,
        caption: qr.caption,
        shown: setter.line(&qr.url, column),
        href: followed(&qr.url),
        alt: qr.alt.clone(),
    })
}

/// The address, if it may be a link.
fn followed(url: &str) -> Option<String> {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    (is_web && url.len() <= FOLLOWED_MAX).then(|| url.to_owned())
}

fn fact(label: &'static str, value: &str, column: Column, setter: &Typesetter<'_>) -> Fact {
    Fact {
        label,
        lines: setter.lines(value, column),
    }
}

fn finding(name: &str, more: Option<&str>, column: Column, setter: &Typesetter<'_>) -> Finding {
    let column = indented(column);
    Finding {
        name: setter.line(name, column),
        more: more.map(|text| setter.lines(text, column)).unwrap_or_default(),
    }
}

fn person(signature: &outline::Signature, column: Column, setter: &Typesetter<'_>) -> Person {
    // Two people sign next to each other.
    let column = Column {
        width: column.width / 2.0 - CELL_INSET,
        ..column
    };
    let line = |text: &String| setter.line(text, column);
    Person {
        opening: signature.opening.as_ref().map(line),
        name: signature.name.as_ref().map(line),
        position: line(&signature.position),
        role: signature.role,
        closing: signature.closing.as_ref().map(line),
    }
}

fn indented(column: Column) -> Column {
    Column {
        width: column.width - STEP_INDENT,
        ..column
    }
}

fn table(table: &outline::Table, measures: Measures, setter: &Typesetter<'_>) -> Table {
    let cells: Vec<Column> = table.columns.iter().map(|column| measures.cell(column.width)).collect();
    let groups = table.groups.iter().map(|group| Group {
        head: cells
            .first()
            .map(|column| items(&group.head, *column, setter))
            .unwrap_or_default(),
        rows: group
            .rows
            .iter()
            .map(|row| {
                let columns = cells.iter().skip(1);
                row.iter()
                    .zip(columns)
                    .map(|(cell, column)| items(cell, *column, setter))
                    .collect()
            })
            .collect(),
    });
    Table {
        widths: table.columns.iter().map(|column| column.width).collect(),
        head: head(table),
        groups: groups.collect(),
        is_wide: table.kind != outline::TableKind::Figures,
    }
}

/// The rows of a table's head: one, or two when columns share a title.
fn head(table: &outline::Table) -> Vec<Vec<HeadCell>> {
    let groups = outline::column_groups(table.columns);
    let has_two_rows = groups.iter().any(|(_, _, is_group)| *is_group);
    let upper = groups.iter().map(|(text, columns, is_group)| HeadCell {
        text,
        columns: *columns,
        rows: if has_two_rows && !is_group { 2 } else { 1 },
    });
    let lower = table
        .columns
        .iter()
        .filter(|column| column.group.is_some())
        .map(|column| HeadCell {
            text: column.title,
            columns: 1,
            rows: 1,
        });
    [upper.collect(), lower.collect::<Vec<_>>()]
        .into_iter()
        .filter(|row: &Vec<HeadCell>| !row.is_empty())
        .collect()
}

fn items(cell: &[outline::Item], column: Column, setter: &Typesetter<'_>) -> Vec<Item> {
    let item = |item: &outline::Item| match item {
        outline::Item::Text(text) => Item::Text {
            lines: setter.lines(text, column),
        },
        outline::Item::Labelled(label, text) => Item::Labelled {
            label,
            lines: setter.lines(text, column),
        },
        outline::Item::Steps(steps) => Item::Steps {
            steps: steps.iter().map(|one| step(one, indented(column), setter)).collect(),
        },
        outline::Item::Link { title, url } => Item::Link {
            title: setter.lines(title, column),
            shown: setter.line(url, column),
            href: followed(url),
        },
    };
    cell.iter().map(item).collect()
}

fn step(step: &outline::Step, column: Column, setter: &Typesetter<'_>) -> Step {
    let notes = step
        .notes
        .iter()
        .map(|(label, value)| fact(label, value, column, setter));
    Step {
        number: step.number.clone(),
        lines: setter.lines(&step.text, column),
        notes: notes.collect(),
    }
}
