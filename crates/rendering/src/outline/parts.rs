use super::{Block, Layout, Part, Signature, analysis, table};
use crate::kind::{self, poster};
use crate::rendition::{Body, Plan, Rendition, SignedDocument};
use crate::wording;

/// The parts of a rendition.
pub(super) fn of(rendition: &Rendition<'_>) -> Vec<Part> {
    match &rendition.body {
        Body::Plan(plan) => vec![plan_part(rendition, plan)],
        Body::Document(document) => vec![kind::part(document, rendition)],
        Body::Poster(announcement) => vec![poster(announcement, rendition.template.numerals)],
        Body::YearBook(book) => [plan_part(rendition, &book.plan)]
            .into_iter()
            .chain(book.documents.iter().map(|document| kind::part(document, rendition)))
            .collect(),
    }
}

/// A title with `ประจำปีงบประมาณ พ.ศ. …` after it.
pub(crate) fn titled_of_year(title: &str, rendition: &Rendition<'_>) -> String {
    let year = rendition.template.numerals.fiscal_year(rendition.fiscal_year);
    format!("{title} {}{year}", wording::OF_YEAR)
}

/// The analysis and the plan table.
pub(crate) fn plan_part(rendition: &Rendition<'_>, plan: &Plan<'_>) -> Part {
    let mut blocks = Vec::new();
    match plan.analysis {
        Some(found) => analysis::blocks(found, rendition, &mut blocks),
        // The rendition of a single measure does not need the year's analysis; a whole plan should have one.
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
        title: titled_of_year(wording::PLAN_TITLE, rendition),
        layout: Layout::Tables,
        blocks,
    }
}

/// The approvers of a document. If it is not approved yet, these are the posts of the template.
pub(crate) fn approvers(document: &SignedDocument<'_>, rendition: &Rendition<'_>) -> Vec<Signature> {
    let numerals = rendition.template.numerals;
    let Some(position) = document.signatures.approver_position else {
        return posts(rendition);
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

/// The posts of the template, for renditions that name no signatory.
fn posts(rendition: &Rendition<'_>) -> Vec<Signature> {
    let numerals = rendition.template.numerals;
    rendition
        .template
        .signature_positions
        .iter()
        .map(|position| Signature {
            position: numerals.text(position),
            ..Signature::default()
        })
        .collect()
}
