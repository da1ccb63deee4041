use std::borrow::Cow;

use prongsai_domain::catalogue::IndicatorCode;
use prongsai_domain::measure::Measure;
use serde::{Deserialize, Serialize};

use super::overrides::measure_note;
use super::reported::ReportedMeasure;
use super::reported_row::{activity_row, result_row};
use crate::rendition::{ApprovedMeasure, Numerals, Rendition};
use crate::wording::{self, Column, Label, PLAN_COLUMNS, RESULT_COLUMNS};

/// A table whose rows are grouped. In a plan and in a table of results, each group is a measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The kind of table.
    pub kind: TableKind,
    /// The caption.
    pub caption: Label,
    /// The columns. The first column has the heads of the groups.
    pub columns: Cow<'static, [Column]>,
    /// The groups of rows.
    pub groups: Vec<RowGroup>,
}

/// The kinds of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TableKind {
    /// The plan: one row for each measure, with its steps.
    Plan,
    /// The results: one row for each result of a measure, and one for each activity.
    Results,
    /// A table of figures with few columns. In a PDF it needs no landscape page.
    Figures,
}

/// Rows that belong together, at least one. A PDF does not split a group that fits on one page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowGroup {
    /// The cell in the first column, which spans all rows.
    pub head: Cell,
    /// The rows, each with its cells in the other columns.
    pub rows: Vec<Vec<Cell>>,
}

/// The items of a cell, below each other.
pub type Cell = Vec<CellItem>;

/// An item of a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CellItem {
    /// A text. Line ends are kept.
    Text(String),
    /// A label with its value.
    Labelled(Label, String),
    /// Steps, numbered from 1.
    Steps(Vec<NumberedStep>),
    /// A link with its title.
    Link {
        /// The title.
        title: String,
        /// The address.
        url: String,
    },
}

/// A numbered step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberedStep {
    /// The number, in the template's digits.
    pub number: String,
    /// The text of the step.
    pub text: String,
    /// The cadence and the due date, each with its label.
    pub notes: Vec<(Label, String)>,
}

/// A cell in the first row of a table's head: the title of a column, or the common title of neighbouring columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadTitle {
    /// The title.
    pub text: Label,
    /// The number of columns below it.
    pub columns: usize,
    /// Whether the columns below it have titles of their own, in a second row.
    pub is_group: bool,
}

/// The titles in the first row of a table's head. Neighbouring columns with the same group share one title.
pub fn head_titles(columns: &[Column]) -> Vec<HeadTitle> {
    let mut titles: Vec<HeadTitle> = Vec::new();
    for column in columns {
        match (&column.group, titles.last_mut()) {
            (Some(group), Some(last)) if last.is_group && last.text == *group => last.columns += 1,
            (group, _) => titles.push(HeadTitle {
                text: group.as_ref().unwrap_or(&column.title).clone(),
                columns: 1,
                is_group: group.is_some(),
            }),
        }
    }
    titles
}

/// The plan table of measures.
pub(crate) fn plan<'m>(measures: impl Iterator<Item = ApprovedMeasure<'m>>, rendition: &Rendition<'_>) -> Table {
    Table {
        kind: TableKind::Plan,
        caption: wording::PLAN_TABLE.into(),
        columns: Cow::Borrowed(&PLAN_COLUMNS),
        groups: (1..)
            .zip(measures)
            .map(|(number, measure)| RowGroup {
                head: measure_head(number, measure, rendition),
                rows: vec![plan_row(measure.content, rendition.template.numerals)],
            })
            .collect(),
    }
}

fn plan_row(measure: &Measure, numerals: Numerals) -> Vec<Cell> {
    let mut guideline = vec![CellItem::Text(numerals.text(&measure.guideline))];
    if let Some(target) = &measure.target {
        guideline.push(CellItem::Labelled(wording::TARGET.into(), numerals.text(target)));
    }
    if let Some(baht) = measure.budget_baht {
        guideline.push(CellItem::Labelled(wording::BUDGET.into(), numerals.budget(baht)));
    }
    let steps = (1..)
        .zip(&measure.steps)
        .map(|(number, step)| {
            let cadence = step
                .cadence
                .map(|one| (wording::CADENCE.into(), numerals.text(wording::cadence(one))));
            let due = step.due_on.map(|date| (wording::DUE.into(), numerals.date(date)));
            NumberedStep {
                number: numerals.number(number),
                text: numerals.text(&step.text),
                notes: cadence.into_iter().chain(due).collect(),
            }
        })
        .collect();
    let division = measure.division.as_ref().map(|division| division.name.as_str());
    let monitoring = match &measure.monitoring {
        Some(text) => CellItem::Text(numerals.text(text)),
        None => CellItem::Labelled(wording::ROUND.into(), numerals.round(measure.reporting_round_months)),
    };
    vec![
        guideline,
        vec![CellItem::Steps(steps)],
        text_cell(division, numerals),
        vec![monitoring],
    ]
}

/// The result table of a report's measures: the results of each measure, then its activities. A measure without either has a row.
pub(crate) fn results(measures: &[ReportedMeasure<'_>], rendition: &Rendition<'_>) -> Table {
    let numerals = rendition.template.numerals;
    let groups = (1..).zip(measures).map(|(number, reported)| {
        let ReportedMeasure {
            measure,
            results,
            activities,
        } = reported;
        let results = results
            .iter()
            .map(|result| result_row(&result.content, measure.content, numerals));
        let activities = activities
            .iter()
            .map(|activity| activity_row(&activity.content, measure.content, numerals));
        let mut rows: Vec<Vec<Cell>> = results.chain(activities).collect();
        if rows.is_empty() {
            // The first column is the head of the group, not a cell of the row.
            let empty = || vec![CellItem::Text(wording::EMPTY.to_owned())];
            let mut row = vec![vec![CellItem::Text(wording::NO_RESULT.to_owned())]];
            row.resize_with(RESULT_COLUMNS.len() - 1, empty);
            rows.push(row);
        }
        RowGroup {
            head: measure_head(number, *measure, rendition),
            rows,
        }
    });
    Table {
        kind: TableKind::Results,
        caption: wording::RESULT_TABLE.into(),
        columns: Cow::Borrowed(&RESULT_COLUMNS),
        groups: groups.collect(),
    }
}

/// The name of an indicator in the year's catalogue, or its code if the catalogue does not have it.
pub(crate) fn indicator(code: IndicatorCode, rendition: &Rendition<'_>) -> String {
    match rendition.indicators.get(&code) {
        Some(name) => rendition.template.numerals.text(name),
        None => code.to_string(),
    }
}

/// The number and title of a measure, its indicators, and a note if one of its authors approved it. A title that is the
/// name of an indicator is not printed twice.
fn measure_head(number: u64, approved: ApprovedMeasure<'_>, rendition: &Rendition<'_>) -> Cell {
    let measure = approved.content;
    let numerals = rendition.template.numerals;
    let names: Vec<String> = measure
        .indicators
        .iter()
        .map(|code| indicator(*code, rendition))
        .filter(|name| *name != numerals.text(&measure.title))
        .collect();
    let mut head = vec![CellItem::Text(format!(
        "{}. {}",
        numerals.number(number),
        numerals.text(&measure.title)
    ))];
    if !names.is_empty() {
        head.push(CellItem::Labelled(wording::INDICATOR.into(), names.join(", ")));
    }
    let note = |reason| CellItem::Labelled(wording::APPROVAL.into(), measure_note(reason, numerals));
    head.extend(approved.override_reason.map(note));
    head
}

/// A cell with one text; a dash without a text.
pub(super) fn text_cell(text: Option<&str>, numerals: Numerals) -> Cell {
    let text = text.map_or_else(|| wording::EMPTY.to_owned(), |text| numerals.text(text));
    vec![CellItem::Text(text)]
}
