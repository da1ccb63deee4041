use super::decision::{Decided, Decisions};
use crate::analysis::content::Finding;
use crate::analysis::input::{AnalysisInput, FindingInput};
use crate::catalogue::Catalogue;
use crate::measure::FINDINGS_MAX;
use crate::text::fold;

/// What applying decisions did, by the ids of the proposals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Findings that were appended.
    pub added: Vec<String>,
    /// Findings that took the place of those of an earlier decision.
    pub replaced: Vec<String>,
    /// Findings that were not applied, because the analysis has them, or people changed what they would replace.
    pub present: Vec<String>,
    /// Findings that were not applied, because the analysis has as many findings as it may have.
    pub no_room: Vec<String>,
}

impl Decisions {
    /// Adds the accepted and edited findings to an analysis. What was applied before is not added again, so applying
    /// twice changes nothing. A rejection removes nothing. `catalogue` is that of the assessed year.
    pub fn apply(&self, analysis: &mut AnalysisInput, catalogue: &Catalogue) -> Applied {
        let mut applied = Applied::default();
        for decided in self.iter() {
            let Some(finding) = decided.decision.finding() else {
                continue;
            };
            let list = match place(decided, finding, &analysis.findings, catalogue) {
                Place::Taken => &mut applied.present,
                Place::Replaces(index) => {
                    if let Some(old) = analysis.findings.get_mut(index) {
                        *old = as_input(finding);
                    }
                    &mut applied.replaced
                }
                Place::New if analysis.findings.len() >= FINDINGS_MAX => &mut applied.no_room,
                Place::New => {
                    analysis.findings.push(as_input(finding));
                    &mut applied.added
                }
            };
            list.push(decided.proposal.id.clone());
        }
        applied
    }
}

/// The findings of an analysis with these decisions applied; see [`Decisions::apply`]. The others stay as they are.
pub fn with_decisions(findings: &[Finding], decisions: &Decisions, catalogue: &Catalogue) -> (Vec<Finding>, Applied) {
    let mut input = AnalysisInput {
        findings: findings.iter().map(as_input).collect(),
        ..AnalysisInput::default()
    };
    let applied = decisions.apply(&mut input, catalogue);
    let decided = || decisions.iter().filter_map(|decided| decided.decision.finding());
    let findings = input.findings.into_iter().filter_map(|finding| {
        let mut known = findings.iter().chain(decided());
        known.find(|known| as_input(known) == finding).cloned()
    });
    (findings.collect(), applied)
}

enum Place {
    New,
    Replaces(usize),
    Taken,
}

fn place(decided: &Decided, finding: &Finding, present: &[FindingInput], catalogue: &Catalogue) -> Place {
    let same_key = present
        .iter()
        .position(|other| other.key.as_deref() == Some(finding.key.as_str()));
    if let Some(index) = same_key {
        let says = |finding: &Finding| {
            let present = present.get(index);
            present.is_some_and(|present| says_the_same(present, finding, catalogue))
        };
        return if decided.replaces.iter().any(says) && !says(finding) {
            Place::Replaces(index)
        } else {
            Place::Taken
        };
    }
    if present.iter().any(|other| says_the_same(other, finding, catalogue)) {
        Place::Taken
    } else {
        Place::New
    }
}

fn says_the_same(present: &FindingInput, finding: &Finding, catalogue: &Catalogue) -> bool {
    let text = |text: Option<&String>| fold(text.map_or("", String::as_str));
    present.kind == finding.kind
        && catalogue
            .find_indicator(&present.indicator)
            .is_some_and(|indicator| indicator.code == finding.indicator)
        && text(present.description.as_ref()) == text(finding.description.as_ref())
}

fn as_input(finding: &Finding) -> FindingInput {
    FindingInput {
        key: Some(finding.key.clone()),
        kind: finding.kind,
        indicator: finding.indicator.to_string(),
        description: finding.description.clone(),
    }
}
