//! Counts what the runs tried, by step, right and transition.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use prongsai_domain::access::Action;
use prongsai_domain::workflow::Transition;

use crate::done::Done;
use crate::plan::{Setting, What};

/// What needs a second person, other than an approval.
const USES: [&str; 5] = [
    "override",
    "override in a report",
    "internal survey",
    Setting::Override.name(),
    Setting::Internal.name(),
];

/// How often something succeeded and was refused.
#[derive(Clone, Debug, Default)]
pub(crate) struct Coverage {
    counts: BTreeMap<String, (u32, u32)>,
}

impl Coverage {
    /// Counts a step.
    pub(crate) fn count(&mut self, what: &What, done: &Done) {
        if done.answer.is_none() {
            return;
        }
        let succeeded = done.succeeded();
        self.add(format!("step {}", what.name()), succeeded);
        if !succeeded {
            self.add(format!("refusal {}", done.code()), false);
        }
        let reads = done
            .actions
            .iter()
            .filter(|action| matches!(action, Action::ReadDrafts | Action::ReadSubmitted));
        for action in reads {
            self.add(format!("right {}", action.as_str()), true);
        }
        let others = done
            .actions
            .iter()
            .filter(|action| !matches!(action, Action::ReadDrafts | Action::ReadSubmitted));
        for action in what.actions().iter().chain(others) {
            self.add(format!("right {}", action.as_str()), succeeded);
        }
        if let Some(transition) = what.transition() {
            self.add(format!("transition {}", transition.as_str()), succeeded);
        }
        for used in &done.used {
            self.add(format!("use {used}"), true);
        }
        if done.superseded {
            self.add(format!("transition {}", Transition::Supersede.as_str()), true);
        }
    }

    /// Counts a case of the threat model that was tried and refused.
    pub(crate) fn reached(&mut self, case: &str) {
        self.add(format!("case {case}"), false);
    }

    fn add(&mut self, name: String, succeeded: bool) {
        let (successes, refusals) = self.counts.entry(name).or_default();
        *(if succeeded { successes } else { refusals }) += 1;
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        for (name, (successes, refusals)) in &other.counts {
            let here = self.counts.entry(name.clone()).or_default();
            *here = (here.0 + successes, here.1 + refusals);
        }
    }

    /// The rights and transitions of the domain, and the uses of what two people allowed, that never succeeded.
    pub(crate) fn missing(&self) -> Vec<String> {
        let rights = Action::ALL
            .into_iter()
            .map(|action| format!("right {}", action.as_str()));
        let transitions = Transition::ALL
            .into_iter()
            .map(|one| format!("transition {}", one.as_str()));
        let is_missing = |name: &String| self.counts.get(name).is_none_or(|(successes, _)| *successes == 0);
        let uses = USES.map(|one| format!("use {one}"));
        rights.chain(transitions).chain(uses).filter(is_missing).collect()
    }

    /// The cases of the threat model that were never tried.
    pub(crate) fn missing_cases(&self) -> Vec<String> {
        let cases = ["P1", "P2", "P3"].map(|case| format!("case {case}"));
        cases
            .into_iter()
            .filter(|case| !self.counts.contains_key(case))
            .collect()
    }

    /// The table for people.
    pub(crate) fn table(&self) -> String {
        let mut table = format!("{:<32}{:>10}{:>10}\n", "", "succeeded", "refused");
        for (name, (successes, refusals)) in &self.counts {
            let _ = writeln!(table, "{name:<32}{successes:>10}{refusals:>10}");
        }
        table
    }
}
