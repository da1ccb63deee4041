use super::overrides::analysis_note;
use super::part::{Block, Layout, Part};
use super::signatures::posts;
use super::table;
use super::title::title_with_year;
use crate::rendition::{ApprovedMeasure, Plan, Rendition};
use crate::wording;

/// The analysis of a year and its plan table.
pub(crate) fn plan_part(rendition: &Rendition<'_>, plan: &Plan<'_>) -> Part {
    let mut blocks = Vec::new();
    match plan.analysis {
        Some(analysis) => {
            super::analysis::blocks(analysis, rendition, &mut blocks);
            let note = |reason| Block::Note(analysis_note(reason, rendition.template.numerals));
            blocks.extend(plan.analysis_override.map(note));
        }
        None => blocks.push(Block::Note(wording::NO_ANALYSIS.to_owned())),
    }
    table_part(blocks, &plan.measures, rendition)
}

/// The plan table of one measure, which does not need the analysis of the year.
pub(crate) fn measure_part(rendition: &Rendition<'_>, measure: ApprovedMeasure<'_>) -> Part {
    table_part(Vec::new(), &[measure], rendition)
}

/// The plan table, after other blocks.
fn table_part(mut blocks: Vec<Block>, measures: &[ApprovedMeasure<'_>], rendition: &Rendition<'_>) -> Part {
    blocks.push(Block::Heading(1, wording::PLAN_TABLE.to_owned()));
    if measures.is_empty() {
        blocks.push(Block::Note(wording::NO_MEASURE.to_owned()));
    } else {
        blocks.push(Block::Table(table::plan(measures.iter().copied(), rendition)));
    }
    let signatures = posts(rendition);
    if !signatures.is_empty() {
        blocks.push(Block::Signatures(signatures));
    }
    Part {
        title: title_with_year(wording::PLAN_TITLE, rendition.fiscal_year, rendition.template.numerals),
        layout: Layout::Tables,
        blocks,
    }
}
