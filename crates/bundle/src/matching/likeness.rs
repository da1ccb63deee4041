use std::hash::{DefaultHasher, Hash, Hasher};

use prongsai_domain::analysis::Finding;
use prongsai_domain::calendar::BuddhistDate;
use prongsai_domain::measure::{Cadence, Step};
use prongsai_domain::report::Report;
use prongsai_domain::result::{ImplementationResult, ResultStatus};
use prongsai_domain::text::fold;

use super::sketch::Sketch;

/// What an entry says, in the form in which entries are compared. It has a constant size, so that those of many entries
/// fit into the memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    exact: u64,
    folded: u64,
    group: u64,
    sketch: Sketch,
    rest: Sketch,
}

impl Likeness {
    /// A digest of everything that the entry says.
    pub(super) const fn exact(&self) -> u64 {
        self.exact
    }

    /// A digest of everything that the entry says, with folded texts.
    pub(super) const fn folded(&self) -> u64 {
        self.folded
    }

    /// A digest of the fields that are the same in similar entries.
    pub(super) const fn group(&self) -> u64 {
        self.group
    }

    /// The text that is similar in similar entries.
    pub(super) const fn sketch(&self) -> &Sketch {
        &self.sketch
    }

    /// The other texts, which decide between equally similar entries.
    pub(super) const fn rest(&self) -> &Sketch {
        &self.rest
    }

    /// `texts` are all texts of an entry, the first of which is compared; `others` is the rest of what it says.
    fn new(group: impl Hash, others: impl Hash, texts: &[&str]) -> Self {
        let group = digest(group);
        let folded: Vec<String> = texts.iter().map(|text| fold(text)).collect();
        Self {
            exact: digest((group, &others, texts)),
            folded: digest((group, &others, &folded)),
            group,
            sketch: Sketch::new(folded.first().map_or("", String::as_str)),
            rest: Sketch::new(&folded.iter().skip(1).map(String::as_str).collect::<Vec<_>>().join("\n")),
        }
    }
}

/// Equal for equal values, because `DefaultHasher::new` has no random keys. Digests are compared within one import and are
/// not stored: another release of Rust may compute others.
fn digest(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// A result. Similar results have the same period and answer the same step.
pub fn of_result(result: &ImplementationResult) -> Likeness {
    let ImplementationResult {
        details,
        period,
        output,
        outcome,
        remarks,
        status,
        progress_percent,
        progress_reason,
        answers,
        evidence,
    } = result;
    let mut texts = vec![details.as_str()];
    texts.extend([output, outcome, remarks, progress_reason].map(|text| text.as_deref().unwrap_or_default()));
    for one in evidence {
        texts.extend([one.url.as_str(), one.title.as_deref().unwrap_or_default()]);
    }
    let group = (period, answers.written());
    let others = (status.map(ResultStatus::as_str), progress_percent);
    Likeness::new(group, others, &texts)
}

/// A step of a measure.
pub fn of_step(step: &Step) -> Likeness {
    let due_on = step.due_on.map(BuddhistDate::iso);
    Likeness::new((), (step.cadence.map(Cadence::as_str), due_on), &[&step.text])
}

/// A finding of an analysis. Similar findings are of the same kind and about the same indicator.
pub fn of_finding(finding: &Finding) -> Likeness {
    let group = (finding.kind.as_str(), finding.indicator.to_string());
    Likeness::new(group, (), &[finding.description.as_deref().unwrap_or_default()])
}

/// A report. Similar reports are of the same reporting round.
pub fn of_report(report: &Report) -> Likeness {
    let preparer = &report.preparer;
    let texts = [
        report.title.as_str(),
        report.preface.as_deref().unwrap_or_default(),
        &preparer.position,
        preparer.name.as_deref().unwrap_or_default(),
    ];
    Likeness::new(report.reporting_round_months.months(), report.preliminary, &texts)
}
