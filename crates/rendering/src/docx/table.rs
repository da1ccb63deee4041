use std::io;

use super::builder::Builder;
use super::section::text_width;
use crate::outline::part::Layout;
use crate::outline::table::{Cell, CellItem, NumberedStep, RowGroup, Table, TableKind, head_titles};

/// The longest row that is kept on one page, in characters. A longer row may be higher than a page.
const UNSPLIT_MAX: usize = 1_200;

/// A table whose head repeats on each page.
pub(super) fn table(table: &Table, layout: Layout, builder: &mut Builder) -> io::Result<()> {
    let whole = match table.kind {
        TableKind::Plan | TableKind::Results => text_width(layout),
        // At full width a figure would be far from its label.
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
        // The first name of this style; the bytes of published renditions do not change.
        builder.value("w:tblStyle", "PaperTable")?;
        builder.empty("w:tblW", &[("w:w", &whole.to_string()), ("w:type", "dxa")])?;
        builder.empty("w:tblLayout", &[("w:type", "fixed")])?;
        // `w:val` has the three other attributes as bits: 0x0020, 0x0080 and 0x0400. Old programs read only it.
        builder.empty(
            "w:tblLook",
            &[
                ("w:val", "04A0"),
                ("w:firstRow", "1"),
                ("w:firstColumn", "1"),
                ("w:noVBand", "1"),
            ],
        )?;
        builder.value("w:tblCaption", &table.caption)
    })
}

fn head(table: &Table, widths: &[u32], builder: &mut Builder) -> io::Result<()> {
    let has_groups = table.columns.iter().any(|column| column.group.is_some());
    row(true, true, builder, |builder| {
        let mut widths = widths.iter();
        for title in head_titles(&table.columns) {
            let width = widths.by_ref().take(title.columns).sum();
            let merge = (has_groups && !title.is_group).then_some("restart");
            cell(width, title.columns, merge, builder, |builder| {
                builder.paragraph("TableHead", &title.text)
            })?;
        }
        Ok(())
    })?;
    if !has_groups {
        return Ok(());
    }
    row(true, true, builder, |builder| {
        for (column, width) in table.columns.iter().zip(widths) {
            let (merge, title) = match &column.group {
                Some(_) => (None, &*column.title),
                None => (Some("continue"), ""),
            };
            cell(*width, 1, merge, builder, |builder| {
                builder.paragraph("TableHead", title)
            })?;
        }
        Ok(())
    })
}

fn rows(group: &RowGroup, widths: &[u32], builder: &mut Builder) -> io::Result<()> {
    let has_rows_to_merge = group.rows.len() > 1;
    for (index, cells) in group.rows.iter().enumerate() {
        let length: usize = cells.iter().map(length).sum();
        let is_short = length + self::length(&group.head) <= UNSPLIT_MAX;
        row(false, is_short, builder, |builder| {
            let mut widths = widths.iter().copied();
            let merge = has_rows_to_merge.then_some(if index == 0 { "restart" } else { "continue" });
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
    is_unsplit: bool,
    builder: &mut Builder,
    content: impl FnOnce(&mut Builder) -> io::Result<()>,
) -> io::Result<()> {
    builder.element("w:tr", &[], |builder| {
        builder.element("w:trPr", &[], |builder| {
            if is_unsplit {
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

/// A cell over `span` columns. `merge` joins it with the cells below it: "restart" in the first of them, "continue" in
/// the others.
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
            CellItem::Text(text) => builder.paragraph(style, text)?,
            CellItem::Labelled(label, text) => builder.labelled(style, label, text)?,
            CellItem::Steps(steps) => list(steps, builder)?,
            CellItem::Link { title, url } => builder.within_paragraph(style, |builder| {
                builder.run(None, &format!("{title} "))?;
                builder.address(url)
            })?,
        }
    }
    // A cell without a paragraph makes the document invalid.
    if cell
        .iter()
        .all(|item| matches!(item, CellItem::Steps(steps) if steps.is_empty()))
    {
        builder.paragraph("TableText", "")?;
    }
    Ok(())
}

/// A numbered list that starts at 1.
fn list(steps: &[NumberedStep], builder: &mut Builder) -> io::Result<()> {
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
    let count = |text: &str| text.chars().count();
    cell.iter()
        .map(|item| match item {
            CellItem::Text(text) | CellItem::Labelled(_, text) => count(text),
            CellItem::Steps(steps) => steps.iter().map(|step| count(&step.text)).sum(),
            CellItem::Link { title, url } => count(title) + count(url),
        })
        .sum()
}
