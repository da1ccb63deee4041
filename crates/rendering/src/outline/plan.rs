use super::overrides::analysis_note;
use super::part::{Block, Layout, Part};
use super::signatures::posts;
use super::table;
use super::title::title_with_year;
use crate::rendition::{Plan, Rendition};
use crate::wording;

/// The analysis and the plan table.
pub(crate) fn plan_part(rendition: &Rendition<'_>, plan: &Plan<'_>) -> Part {
    let mut blocks = Vec::new();
    match plan.analysis {
        Some(analysis) => {
            super::analysis::blocks(analysis, rendition, &mut blocks);
            let note = |reason| Block::Note(analysis_note(reason, rendition.template.numerals));
            blocks.extend(plan.analysis_override.map(note));
        }
        // A plan of exactly one measure is the rendition of that measure, which does not need the year's analysis.
        None if plan.measures.len() != 1 => blocks.push(Block::Note(wording::NO_ANALYSIS.to_owned())),
        None => {}
    }
    blocks.push(Block::Heading(1, wording::PLAN_TABLE.to_owned()));
    if plan.measures.is_empty() {
        blocks.push(Block::Note(wording::NO_MEASURE.to_owned()));
    } else {
        blocks.push(Block::Table(table::plan(plan.measures.iter().copied(), rendition)));
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
