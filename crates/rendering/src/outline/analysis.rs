use prongsai_domain::analysis::{Analysis, FindingKind, Heading};

use super::part::Block;
use super::scores::scores as scores_table;
use super::table;
use super::title::title_with_year;
use crate::rendition::Rendition;
use crate::wording;

/// Appends the analysis: scores, findings by kind, and conclusions, in the order of [`Heading`]. A heading that
/// it covers is printed even without content, with a note that says so.
pub(crate) fn blocks(analysis: &Analysis, rendition: &Rendition<'_>, blocks: &mut Vec<Block>) {
    let numerals = rendition.template.numerals;
    blocks.push(Block::Heading(
        1,
        title_with_year(wording::ANALYSIS, analysis.assessed_fiscal_year, numerals),
    ));
    if let Some(scores) = &analysis.scores {
        if let Some(table) = scores_table(scores, rendition) {
            blocks.push(Block::Heading(2, wording::SCORES.to_owned()));
            blocks.push(Block::Table(table));
        }
        if let Some(level) = &scores.published_level {
            blocks.push(Block::Facts(vec![(wording::LEVEL.into(), numerals.text(level))]));
        }
    }
    for kind in [
        FindingKind::UrgentWeakness,
        FindingKind::NeedsDevelopment,
        FindingKind::Strength,
    ] {
        findings(analysis, kind, rendition, blocks);
    }
    for (heading, text) in [
        (Heading::PuttingIntoPractice, &analysis.putting_into_practice),
        (Heading::Recommendations, &analysis.recommendations),
    ] {
        if text.is_some() || analysis.covers.contains(&heading) {
            blocks.push(Block::Heading(2, wording::heading(heading).to_owned()));
            blocks.push(match text {
                Some(text) => Block::Paragraph(numerals.text(text)),
                None => Block::Note(wording::NOT_STATED.to_owned()),
            });
        }
    }
}

fn findings(analysis: &Analysis, kind: FindingKind, rendition: &Rendition<'_>, blocks: &mut Vec<Block>) {
    let numerals = rendition.template.numerals;
    let heading = wording::finding_heading(kind);
    let found: Vec<(String, Option<String>)> = analysis
        .findings
        .iter()
        .filter(|finding| finding.kind == kind)
        .map(|finding| {
            let description = finding.description.as_deref().map(|text| numerals.text(text));
            (table::indicator(finding.indicator, rendition), description)
        })
        .collect();
    if found.is_empty() && !analysis.covers.contains(&heading) {
        return;
    }
    blocks.push(Block::Heading(2, wording::heading(heading).to_owned()));
    blocks.push(if found.is_empty() {
        Block::Note(wording::NO_FINDING.to_owned())
    } else {
        Block::Findings(found)
    });
}
