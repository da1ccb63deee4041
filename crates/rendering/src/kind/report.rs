use maud::{Markup, html};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::report::{FrozenYear, Report};

use super::presented::Presented;
use crate::html::site::page::{SiteDocument, SitePage};
use crate::outline::part::{Block, Layout, Part, Signature};
use crate::outline::reported::{ReportedMeasure, reported};
use crate::outline::signatures::approvers;
use crate::outline::{analysis, table};
use crate::rendition::{Numerals, Rendition, SignedDocument};
use crate::wording;

impl Presented for Report {
    const RENDITION_NAME: &'static str = "report";
    const SECTION: &'static str = wording::REPORTS;
    const NONE_PUBLISHED: &'static str = wording::NO_REPORT;

    fn part(&self, document: &SignedDocument<'_>, rendition: &Rendition<'_>) -> Part {
        report_part(self, document, rendition)
    }

    fn card(&self, document: &SiteDocument<'_>, page: &SitePage<'_>) -> Markup {
        let round = html! { p { (page.numerals.round(self.reporting_round_months)) } };
        document.card(&self.title, &round, page.numerals)
    }

    fn file_name(&self, organization: &str, _: FiscalYear) -> String {
        format!("{} {organization}", self.title)
    }
}

fn report_part(report: &Report, signed: &SignedDocument<'_>, rendition: &Rendition<'_>) -> Part {
    let numerals = rendition.template.numerals;
    let round = report.reporting_round_months;
    let covered = numerals.period(round.period(rendition.fiscal_year));
    let mut blocks = vec![Block::Facts(vec![(
        wording::ROUND.into(),
        format!("{} ({covered})", numerals.round(round)),
    )])];
    if let Some(preface) = &report.preface {
        blocks.push(Block::Heading(1, wording::PREFACE.to_owned()));
        blocks.push(Block::Paragraph(numerals.text(preface)));
    }
    match signed.year {
        Some(year) => year_blocks(year, &reported(signed), rendition, &mut blocks),
        None => blocks.push(Block::Note(wording::NOT_FROZEN.to_owned())),
    }
    blocks.push(Block::Signatures(report_signatures(
        report, signed, rendition, numerals,
    )));
    Part {
        title: numerals.text(&report.title),
        layout: Layout::Tables,
        blocks,
    }
}

fn year_blocks(
    year: &FrozenYear,
    reported: &[ReportedMeasure<'_>],
    rendition: &Rendition<'_>,
    blocks: &mut Vec<Block>,
) {
    if let Some(found) = &year.analysis {
        analysis::blocks(found, rendition, blocks);
    }
    blocks.push(Block::Heading(1, wording::PLAN_TABLE.to_owned()));
    if reported.is_empty() {
        blocks.push(Block::Note(wording::NO_MEASURE.to_owned()));
        return;
    }
    let measures = reported.iter().map(|one| one.measure);
    blocks.push(Block::Table(table::plan(measures, rendition)));
    blocks.push(Block::Heading(1, wording::RESULT_TABLE.to_owned()));
    blocks.push(Block::Table(table::results(reported, rendition)));
}

fn report_signatures(
    report: &Report,
    signed: &SignedDocument<'_>,
    rendition: &Rendition<'_>,
    numerals: Numerals,
) -> Vec<Signature> {
    let prepared_by = &report.preparer;
    let preparer = Signature {
        name: prepared_by.name.as_deref().map(|name| numerals.text(name)),
        position: numerals.text(&prepared_by.position),
        role: Some(wording::PREPARER.into()),
        ..Signature::default()
    };
    [preparer].into_iter().chain(approvers(signed, rendition)).collect()
}
