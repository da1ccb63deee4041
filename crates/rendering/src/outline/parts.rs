use prongsai_domain::report::FrozenYear;

use super::announcement::{letter, poster};
use super::{Block, Layout, Part, Signature, analysis, table};
use crate::paper::{Body, Numerals, Paper, Plan, ReportPaper};
use crate::wording;

/// The parts of a paper.
pub(super) fn of(paper: &Paper<'_>) -> Vec<Part> {
    let numerals = paper.template.numerals;
    match &paper.body {
        Body::Plan(plan) => vec![plan_part(paper, plan)],
        Body::Report(signed) => vec![report_part(paper, signed)],
        Body::Announcement(announcement) => vec![letter(announcement, numerals)],
        Body::Poster(announcement) => vec![poster(announcement, numerals)],
        Body::YearBook(book) => [plan_part(paper, &book.plan)]
            .into_iter()
            .chain(book.reports.iter().map(|signed| report_part(paper, signed)))
            .chain(book.announcements.iter().map(|one| letter(one, numerals)))
            .collect(),
    }
}

/// A title with `ประจำปีงบประมาณ พ.ศ. …` after it.
pub(super) fn titled_of_year(title: &str, paper: &Paper<'_>) -> String {
    let year = paper.template.numerals.fiscal_year(paper.fiscal_year);
    format!("{title} {}{year}", wording::OF_YEAR)
}

fn plan_part(paper: &Paper<'_>, plan: &Plan<'_>) -> Part {
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

fn report_part(paper: &Paper<'_>, signed: &ReportPaper<'_>) -> Part {
    let report = signed.report;
    let numerals = paper.template.numerals;
    let round = report.reporting_round_months;
    let covered = numerals.period(round.period(paper.fiscal_year));
    let mut blocks = vec![Block::Facts(vec![(
        wording::ROUND,
        format!("{} ({covered})", numerals.round(round)),
    )])];
    if let Some(preface) = &report.preface {
        blocks.push(Block::Heading(1, wording::PREFACE.to_owned()));
        blocks.push(Block::Paragraph(numerals.text(preface)));
    }
    match signed.year {
        Some(year) => year_blocks(year, paper, &mut blocks),
        None => blocks.push(Block::Note(wording::NOT_FROZEN.to_owned())),
    }
    blocks.push(Block::Signatures(report_signatures(paper, signed, numerals)));
    Part {
        title: numerals.text(&report.title),
        layout: Layout::Tables,
        blocks,
    }
}

fn year_blocks(year: &FrozenYear, paper: &Paper<'_>, blocks: &mut Vec<Block>) {
    if let Some(found) = &year.analysis {
        analysis::blocks(found, paper, blocks);
    }
    blocks.push(Block::Heading(1, wording::PLAN_TABLE.to_owned()));
    if year.measures.is_empty() {
        blocks.push(Block::Note(wording::NO_MEASURE.to_owned()));
        return;
    }
    let measures = year.measures.iter().map(|measure| &measure.content);
    blocks.push(Block::Table(table::plan(measures, paper)));
    blocks.push(Block::Heading(1, wording::RESULT_TABLE.to_owned()));
    blocks.push(Block::Table(table::results(&year.measures, paper)));
}

fn report_signatures(paper: &Paper<'_>, signed: &ReportPaper<'_>, numerals: Numerals) -> Vec<Signature> {
    let (prepared_by, signatures) = (&signed.report.preparer, &signed.signatures);
    let preparer = Signature {
        name: prepared_by.name.as_deref().map(|name| numerals.text(name)),
        position: numerals.text(&prepared_by.position),
        role: Some(wording::PREPARER),
        ..Signature::default()
    };
    let approvers = match signatures.approver_position {
        Some(position) => vec![Signature {
            position: numerals.text(position),
            role: Some(wording::APPROVER),
            closing: signatures
                .approved_at
                .map(|at| format!("{} {}", wording::APPROVED_ON, numerals.day_of(at))),
            ..Signature::default()
        }],
        None => posts(paper),
    };
    [preparer].into_iter().chain(approvers).collect()
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
