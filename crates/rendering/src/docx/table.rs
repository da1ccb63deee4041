use std::io;

use super::builder::Builder;
use super::section::text_width;
use crate::outline::part::Layout;
use crate::outline::table::{Cell, Group, Item, Step, Table, TableKind, column_groups};

/// Longest row, in characters, that stays on one page; a longer one may be higher than a page.
const UNBROKEN_MAX: usize = 1_200;

/// A table whose head repeats on each page.
pub(super) fn table(table: &Table, layout: Layout, builder: &mut Builder) -> io::Result<()> {
    let whole = match table.kind {
        TableKind::Plan | TableKind::Results => text_width(layout),
        TableKind::Figures => text_width(layout) * 3 / 5,
    };
    let widths: Vec<u32> = table
        .columns
        .iter()
        .map(|column| whole * u32::from(column.width) / 100)
        .collect();
    builder.element("w:tbl", &[], |builder| {
        properties(table, whole, builder)?;
        builder.element("w:tblGrid", &[], |builder| {
            widths
                .iter()
                .try_for_each(|width| builder.empty("w:gridCol", &[("w:w", &width.to_string())]))
        })?;
        head(table, &widths, builder)?;
        table.groups.iter().try_for_each(|group| rows(group, &widths, builder))
    })?;
    // Two tables without a paragraph between them would be merged.
    builder.paragraph("AfterTable", "")
}

fn properties(table: &Table, whole: u32, builder: &mut Builder) -> io::Result<()> {
    builder.element("w:tblPr", &[], |builder| {
        builder.value("w:tblStyle", "PaperTable")?;
        builder.empty("w:tblW", &[("w:w", &whole.to_string()), ("w:type", "dxa")])?;
        builder.empty("w:tblLayout", &[("w:type", "fixed")])?;
        builder.empty(
            "w:tblLook",
            &[
                ("w:val", "04A0"),
                ("w:firstRow", "1"),
                ("w:firstColumn", "1"),
                ("w:noVBand", "1"),
            ],
        )?;
        builder.value("w:tblCaption", table.caption)
    })
}

fn head(table: &Table, widths: &[u32], builder: &mut Builder) -> io::Result<()> {
    let has_groups = table.columns.iter().any(|column| column.group.is_some());
    row(true, true, builder, |builder| {
        let mut widths = widths.iter();
        for (title, span, is_group) in column_groups(table.columns) {
            let width = widths.by_ref().take(span).sum();
            let merge = (has_groups && !is_group).then_some("restart");
            cell(width, span, merge, builder, |builder| {
                builder.paragraph("TableHead", title)
            })?;
        }
        Ok(())
    })?;
    if !has_groups {
        return Ok(());
    }
    row(true, true, builder, |builder| {
        for (column, width) in table.columns.iter().zip(widths) {
            let (merge, title) = match column.group {
                Some(_) => (None, column.title),
                None => (Some("continue"), ""),
            };
            cell(*width, 1, merge, builder, |builder| {
                builder.paragraph("TableHead", title)
            })?;
        }
        Ok(())
    })
}

fn rows(group: &Group, widths: &[u32], builder: &mut Builder) -> io::Result<()> {
    let is_divided = group.rows.len() > 1;
    for (index, cells) in group.rows.iter().enumerate() {
        let length: usize = cells.iter().map(length).sum();
        let is_short = length + self::length(&group.head) <= UNBROKEN_MAX;
        row(false, is_short, builder, |builder| {
            let mut widths = widths.iter().copied();
            let merge = is_divided.then_some(if index == 0 { "restart" } else { "continue" });
            cell(
                widths.next().unwrap_or_default(),
                1,
                merge,
                builder,
                |builder| match index {
                    0 => items(&group.head, "TableRowHead", builder),
                    _ => builder.paragraph("TableText", ""),
                },
            )?;
            for (content, width) in cells.iter().zip(widths) {
                cell(width, 1, None, builder, |builder| items(content, "TableText", builder))?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn row(
    is_head: bool,
    is_unbroken: bool,
    builder: &mut Builder,
    content: impl FnOnce(&mut Builder) -> io::Result<()>,
) -> io::Result<()> {
    builder.element("w:tr", &[], |builder| {
        builder.element("w:trPr", &[], |builder| {
            if is_unbroken {
                builder.empty("w:cantSplit", &[])?;
            }
            if is_head {
                builder.empty("w:tblHeader", &[])?;
            }
            Ok(())
        })?;
        content(builder)
    })
}

fn cell(
    width: u32,
    span: usize,
    merge: Option<&str>,
    builder: &mut Builder,
    content: impl FnOnce(&mut Builder) -> io::Result<()>,
) -> io::Result<()> {
    builder.element("w:tc", &[], |builder| {
        builder.element("w:tcPr", &[], |builder| {
            builder.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")])?;
            if span > 1 {
                builder.value("w:gridSpan", &span.to_string())?;
            }
            match merge {
                Some(merge) => builder.value("w:vMerge", merge),
                None => Ok(()),
            }
        })?;
        content(builder)
    })
}

/// The items of a cell; the first has a style of its own, so that a measure's title stands out.
fn items(cell: &Cell, first_style: &str, builder: &mut Builder) -> io::Result<()> {
    for (index, item) in cell.iter().enumerate() {
        let style = if index == 0 { first_style } else { "TableText" };
        match item {
            Item::Text(text) => builder.paragraph(style, text)?,
            Item::Labelled(label, text) => builder.labelled(style, label, text)?,
            Item::Steps(steps) => list(steps, builder)?,
            Item::Link { title, url } => builder.within_paragraph(style, |builder| {
                builder.run(None, &format!("{title} "))?;
                builder.address(url)
            })?,
        }
    }
    // A cell without a paragraph makes the document invalid.
    if cell
        .iter()
        .all(|item| matches!(item, Item::Steps(steps) if steps.is_empty()))
    {
        builder.paragraph("TableText", "")?;
    }
    Ok(())
}

/// A numbered list that starts at 1.
fn list(steps: &[Step], builder: &mut Builder) -> io::Result<()> {
    let number = builder.add_list().to_string();
    for step in steps {
        builder.element("w:p", &[], |builder| {
            builder.element("w:pPr", &[], |builder| {
                builder.value("w:pStyle", "TableStep")?;
                builder.element("w:numPr", &[], |builder| {
                    builder.value("w:ilvl", "0")?;
                    builder.value("w:numId", &number)
                })
            })?;
            builder.run(None, &step.text)?;
            step.notes
                .iter()
                .try_for_each(|(label, text)| builder.run(Some("Faint"), &format!("\n{label} {text}")))
        })?;
    }
    Ok(())
}

/// The number of characters in a cell.
fn length(cell: &Cell) -> usize {
    let of = |text: &str| text.chars().count();
    cell.iter()
        .map(|item| match item {
            Item::Text(text) | Item::Labelled(_, text) => of(text),
            Item::Steps(steps) => steps.iter().map(|step| of(&step.text)).sum(),
            Item::Link { title, url } => of(title) + of(url),
        })
        .sum()
}
