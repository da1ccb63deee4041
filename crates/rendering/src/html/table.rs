use maud::{Markup, html};

use super::picture;
use crate::outline::table::{Cell, CellItem, RowGroup, Table, TableKind, head_titles};
use crate::wording::Column;

/// A table with caption and heads. On a phone the cells are below each other, and some browsers then drop the roles of
/// the elements. The roles are therefore written out.
pub(super) fn table(table: &Table) -> Markup {
    let class = match table.kind {
        TableKind::Plan => "plan",
        TableKind::Results => "results",
        // The name of the first table of this kind; the bytes of published renditions do not change.
        TableKind::Figures => "scores",
    };
    html! {
        table class=(class) role="table" {
            caption { (table.caption) }
            (head(&table.columns))
            @for group in &table.groups { (rows(group, &table.columns)) }
        }
    }
}

fn head(columns: &[Column]) -> Markup {
    let has_groups = columns.iter().any(|column| column.group.is_some());
    html! {
        thead role="rowgroup" {
            tr role="row" {
                @for title in head_titles(columns) {
                    @if title.is_group {
                        th scope="colgroup" role="columnheader" colspan=(title.columns) { (title.text) }
                    } @else if has_groups {
                        th scope="col" role="columnheader" rowspan="2" { (title.text) }
                    } @else {
                        th scope="col" role="columnheader" { (title.text) }
                    }
                }
            }
            @if has_groups {
                tr role="row" {
                    @for column in columns.iter().filter(|column| column.group.is_some()) {
                        th scope="col" role="columnheader" { (column.title) }
                    }
                }
            }
        }
    }
}

fn rows(group: &RowGroup, columns: &[Column]) -> Markup {
    let span = group.rows.len();
    html! {
        tbody role="rowgroup" {
            @for (index, row) in group.rows.iter().enumerate() {
                tr role="row" {
                    @if index == 0 {
                        @if span > 1 {
                            th scope="rowgroup" role="rowheader" rowspan=(span) { (cell(&group.head)) }
                        } @else {
                            th scope="row" role="rowheader" { (cell(&group.head)) }
                        }
                    }
                    @for (one, column) in row.iter().zip(columns.iter().skip(1)) {
                        td role="cell" data-label=(column.title) { (cell(one)) }
                    }
                }
            }
        }
    }
}

fn cell(items: &Cell) -> Markup {
    html! { @for one in items { (item(one)) } }
}

fn item(item: &CellItem) -> Markup {
    match item {
        CellItem::Text(text) => html! { p { (text) } },
        CellItem::Labelled(label, text) => html! { p { span.label { (label) ": " } (text) } },
        CellItem::Steps(steps) => html! {
            ol {
                @for step in steps {
                    li {
                        (step.text)
                        @for (label, text) in &step.notes { span.step-note { (label) " " (text) } }
                    }
                }
            }
        },
        CellItem::Link { title, url } => html! { p { (title) " " (picture::address(url)) } },
    }
}
