use prongsai_domain::analysis::{Analysis, AnalysisInput, FindingInput, FindingKind, ScoreCardInput};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::catalogue::Catalogue;
use prongsai_domain::violation::Checker;

use crate::choice::{NAMES_MAX, choose, non_empty};
use crate::wire::{AnalysisPart, FindingPart, ScorePart};

/// Checks an analysis at the current place, against the catalogue of the assessed year.
pub(super) fn check_analysis(
    part: &AnalysisPart,
    fiscal_year: FiscalYear,
    catalogue: &Catalogue,
    checker: &mut Checker,
) -> Option<Analysis> {
    let before = checker.count();
    let covers = checker.at("covers", |at| {
        let covers = part.covers.iter().take(NAMES_MAX).enumerate();
        covers
            .filter_map(|(index, name)| at.at(index, |at| choose(name, at)))
            .collect::<Vec<_>>()
    });
    let kinds: Vec<Option<FindingKind>> = checker.at("findings", |at| {
        let findings = part.findings.iter().take(NAMES_MAX).enumerate();
        findings
            .map(|(index, finding)| at.at(index, |at| at.at("kind", |at| choose(&finding.kind, at))))
            .collect()
    });
    let input = AnalysisInput {
        assessed_fiscal_year: part.assessed_fiscal_year,
        covers,
        scores: part.scores.as_ref().map(scores),
        findings: part
            .findings
            .iter()
            .zip(kinds.into_iter().chain(std::iter::repeat(None)))
            // When the kind is unknown, the analysis is refused below, so this value is not used.
            .map(|(finding, kind)| finding_input(finding, kind.unwrap_or(FindingKind::NeedsDevelopment)))
            .collect(),
        putting_into_practice: part.putting_into_practice.clone(),
        recommendations: part.recommendations.clone(),
    };
    let analysis = input.check(fiscal_year, catalogue, checker);
    analysis.filter(|_| checker.count() == before)
}

fn finding_input(part: &FindingPart, kind: FindingKind) -> FindingInput {
    FindingInput {
        key: non_empty(part.key.as_ref()),
        kind,
        indicator: part.indicator.clone(),
        description: part.description.clone(),
    }
}

fn scores(part: &ScorePart) -> ScoreCardInput {
    ScoreCardInput {
        total: part.total,
        iit: part.iit,
        eit: part.eit,
        eit_part_1: part.eit_part_1,
        eit_part_2: part.eit_part_2,
        oit: part.oit,
        indicators: part.indicators.clone(),
        sub_indicators: part.sub_indicators.clone(),
        items: part.items.clone(),
        published_level: part.published_level.clone(),
    }
}
