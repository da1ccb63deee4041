use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::proposal::ProposedFinding;
use crate::analysis::content::{Finding, FindingKind};
use crate::measure::TEXT_MAX;
use crate::violation::Checker;

/// The maximum number of earlier findings that a decision remembers.
const REPLACED_MAX: usize = 20;

/// What was decided about a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case", deny_unknown_fields)]
pub enum Decision {
    /// The finding enters the analysis as proposed.
    Accepted {
        /// The finding, whose key is the id of the proposal.
        finding: Finding,
    },
    /// The finding enters the analysis with other words or as another kind.
    Edited {
        /// The finding, whose key is the id of the proposal.
        finding: Finding,
    },
    /// The finding does not enter the analysis.
    Rejected {
        /// The reason.
        reason: String,
    },
}

impl Decision {
    /// The finding that enters the analysis.
    pub const fn finding(&self) -> Option<&Finding> {
        match self {
            Self::Accepted { finding } | Self::Edited { finding } => Some(finding),
            Self::Rejected { .. } => None,
        }
    }
}

/// A decision as sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecisionInput {
    /// Accept as proposed.
    Accept,
    /// Accept with other words or as another kind; the indicator stays.
    Edit {
        /// The kind.
        kind: FindingKind,
        /// The finding in words.
        description: String,
    },
    /// Reject.
    Reject {
        /// The reason.
        reason: String,
    },
}

impl DecisionInput {
    /// Checks the fields; pointers are `/description` and `/reason`.
    pub fn check(self, proposal: &ProposedFinding, checker: &mut Checker) -> Option<Decision> {
        let finding = |kind, description| Finding {
            key: proposal.id.clone(),
            kind,
            indicator: proposal.indicator,
            description: Some(description),
        };
        Some(match self {
            Self::Accept => Decision::Accepted {
                finding: finding(proposal.kind, proposal.description.clone()),
            },
            Self::Edit { kind, description } => Decision::Edited {
                finding: finding(kind, checker.lines("description", &description, TEXT_MAX)?),
            },
            Self::Reject { reason } => Decision::Rejected {
                reason: checker.lines("reason", &reason, TEXT_MAX)?,
            },
        })
    }
}

/// A decision with what it was about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    /// The proposal as it was.
    pub proposal: ProposedFinding,
    /// The decision.
    pub decision: Decision,
    /// The findings of earlier decisions, the latest last. The new finding takes the place of any of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaces: Vec<Finding>,
}

/// The decisions about the proposals of one analysis, by the id of the proposal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Decisions(BTreeMap<String, Decided>);

impl Decisions {
    /// Records a decision in place of an earlier one about the same proposal.
    pub fn decide(&mut self, proposal: ProposedFinding, decision: Decision) {
        // Any of the earlier findings may be in the analysis: a decision need not have been applied.
        let mut replaces = self.0.remove(&proposal.id).map_or_else(Vec::new, |before| {
            let finding = before.decision.finding().cloned();
            before.replaces.into_iter().chain(finding).collect()
        });
        replaces.drain(..replaces.len().saturating_sub(REPLACED_MAX));
        let decided = Decided {
            proposal,
            decision,
            replaces,
        };
        self.0.insert(decided.proposal.id.clone(), decided);
    }

    /// Takes a decision back; returns whether there was one.
    pub fn reopen(&mut self, id: &str) -> bool {
        self.0.remove(id).is_some()
    }

    /// The decision about one proposal alone, for [`apply`](Self::apply): findings of others that people removed since do
    /// not come back.
    #[must_use]
    pub fn only(&self, id: &str) -> Self {
        let found = self.0.get_key_value(id);
        Self(
            found
                .map(|(id, decided)| (id.clone(), decided.clone()))
                .into_iter()
                .collect(),
        )
    }

    /// The decision about a proposal.
    pub fn get(&self, id: &str) -> Option<&Decided> {
        self.0.get(id)
    }

    /// All decisions, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Decided> {
        self.0.values()
    }

    /// The proposals that wait for a decision: those without one, and those whose figures changed since.
    pub fn open<'a>(&self, proposals: &'a [ProposedFinding]) -> Vec<&'a ProposedFinding> {
        let waits = |proposal: &&ProposedFinding| {
            self.0
                .get(&proposal.id)
                .is_none_or(|decided| decided.proposal.reasons != proposal.reasons)
        };
        proposals.iter().filter(waits).collect()
    }
}
