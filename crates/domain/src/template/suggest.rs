use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::content::MeasureTemplate;
use crate::analysis::{Finding, FindingKind};
use crate::calendar::FiscalYear;
use crate::geography::OrganizationKind;
use crate::text::fold;

/// What an organization needs templates for.
#[derive(Clone, Copy, Debug)]
pub struct Need<'a> {
    /// The findings of the year's analysis.
    pub findings: &'a [Finding],
    /// The kind of the organization.
    pub kind: OrganizationKind,
    /// The fiscal year of the measures.
    pub fiscal_year: FiscalYear,
    /// The titles of the measures that the year has already.
    pub titles: &'a [String],
}

/// A template that answers findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion<'a> {
    /// The template.
    pub template: &'a MeasureTemplate,
    /// The keys of the findings that it answers, in the order of the analysis; at least one.
    pub findings: Vec<&'a str>,
}

/// The templates that answer findings which need a measure: those of the nearest owner first, then those that answer an
/// urgent weakness, then those that answer more findings, then by key. A template whose title a measure of the year has
/// is left out, and so is one whose title a nearer owner's template has.
pub fn suggest<'a>(templates: &'a [MeasureTemplate], need: Need<'a>) -> Vec<Suggestion<'a>> {
    let needs_answer = || need.findings.iter().filter(|finding| finding.kind.needs_measure());
    let mut found: Vec<(bool, Suggestion<'_>)> = Vec::new();
    for template in templates {
        if !template.applies_to(need.kind, need.fiscal_year) {
            continue;
        }
        let answered: Vec<&Finding> = needs_answer()
            .filter(|finding| template.indicators.contains(&finding.indicator))
            .collect();
        if answered.is_empty() {
            continue;
        }
        let urgent = answered
            .iter()
            .any(|finding| finding.kind == FindingKind::UrgentWeakness);
        let findings = answered.iter().map(|finding| finding.key.as_str()).collect();
        found.push((urgent, Suggestion { template, findings }));
    }
    found.sort_by(|(left_urgent, left), (right_urgent, right)| {
        let rank = |urgent: bool, it: &Suggestion<'a>| (it.template.owner, Reverse(urgent), Reverse(it.findings.len()));
        rank(*left_urgent, left)
            .cmp(&rank(*right_urgent, right))
            .then_with(|| left.template.key.cmp(&right.template.key))
    });
    let mut titles: BTreeSet<String> = need.titles.iter().map(|title| fold(title)).collect();
    found.retain(|(_, suggestion)| titles.insert(fold(&suggestion.template.title)));
    found.into_iter().map(|(_, suggestion)| suggestion).collect()
}
