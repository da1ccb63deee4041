use super::{Block, Layout, Part, Signature, analysis, table};
use crate::kind::{self, poster};
use crate::paper::{Body, Paper, Plan, SignedDocument};
use crate::wording;

/// The parts of a paper.
pub(super) fn of(paper: &Paper<'_>) -> Vec<Part> {
    match &paper.body {
        Body::Plan(plan) => vec![plan_part(paper, plan)],
        Body::Document(document) => vec![kind::part(document, paper)],
        Body::Poster(announcement) => vec![poster(announcement, paper.template.numerals)],
        Body::YearBook(book) => [plan_part(paper, &book.plan)]
            .into_iter()
            .chain(book.documents.iter().map(|document| kind::part(document, paper)))
            .collect(),
    }
}

/// A title with `ประจำปีงบประมาณ พ.ศ. …` after it.
pub(crate) fn titled_of_year(title: &str, paper: &Paper<'_>) -> String {
    let year = paper.template.numerals.fiscal_year(paper.fiscal_year);
    format!("{title} {}{year}", wording::OF_YEAR)
}

/// The analysis and the plan table.
pub(crate) fn plan_part(paper: &Paper<'_>, plan: &Plan<'_>) -> Part {
    let mut blocks = Vec::new();
    match plan.analysis {
        Some(found) => analysis::blocks(found, paper, &mut blocks),
        // A single measure is put on paper without the year's analysis; a whole plan should have one.
        None if plan.measures.len() != 1 => blocks.push(Block::Note(wording::NO_ANALYSIS.to_owned())),
        None => {}
    }
    blocks.push(Block::Heading(1, wording::PLAN_TABLE.to_owned()));
    if plan.measures.is_empty() {
        blocks.push(Block::Note(wording::NO_MEASURE.to_owned()));
    } else {
        blocks.push(Block::Table(table::plan(plan.measures.iter().copied(), paper)));
    }
    let signatures = posts(paper);
    if !signatures.is_empty() {
        blocks.push(Block::Signatures(signatures));
    }
    Part {
        title: titled_of_year(wording::PLAN_TITLE, paper),
        layout: Layout::Tables,
        blocks,
    }
}

/// Who approved a document; the posts of the template where nobody did yet.
pub(crate) fn approvers(document: &SignedDocument<'_>, paper: &Paper<'_>) -> Vec<Signature> {
    let numerals = paper.template.numerals;
    let Some(position) = document.signatures.approver_position else {
        return posts(paper);
    };
    vec![Signature {
        position: numerals.text(position),
        role: Some(wording::APPROVER),
        closing: document
            .signatures
            .approved_at
            .map(|at| format!("{} {}", wording::APPROVED_ON, numerals.day_of(at))),
        ..Signature::default()
    }]
}

/// The posts that the template names, for papers that name none.
fn posts(paper: &Paper<'_>) -> Vec<Signature> {
    let numerals = paper.template.numerals;
    paper
        .template
        .signature_positions
        .iter()
        .map(|position| Signature {
            position: numerals.text(position),
            ..Signature::default()
        })
        .collect()
}
