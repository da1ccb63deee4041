//! Conversion of stored values to their form in a bundle: years and dates of the Buddhist Era, and all keys. Absent values
//! are left out.

use prongsai_domain::analysis::{Analysis, Finding, ScoreCard};
use prongsai_domain::calendar::BuddhistDate;
use prongsai_domain::catalogue::Score;
use prongsai_domain::measure::{DivisionRef, Measure, Step};
use prongsai_domain::organization::Division;
use prongsai_domain::result::{Evidence, ImplementationResult};

use crate::wire::{
    AnalysisPart, EvidencePart, FilePart, FindingPart, MeasurePart, ResultPart, ScorePart, StepFields, StepPart,
};

/// The bundle form of an analysis, with its revision.
pub fn analysis(analysis: &Analysis, revision: Option<u64>) -> AnalysisPart {
    AnalysisPart {
        revision,
        assessed_fiscal_year: analysis.assessed_fiscal_year.get(),
        covers: analysis
            .covers
            .iter()
            .map(|heading| heading.as_str().to_owned())
            .collect(),
        scores: analysis.scores.as_ref().map(scores),
        findings: analysis.findings.iter().map(finding).collect(),
        putting_into_practice: analysis.putting_into_practice.clone(),
        recommendations: analysis.recommendations.clone(),
    }
}

fn scores(scores: &ScoreCard) -> ScorePart {
    ScorePart {
        total: scores.total.map(Score::as_number),
        iit: scores.iit.map(Score::as_number),
        eit: scores.eit.map(Score::as_number),
        eit_part_1: scores.eit_part_1.map(Score::as_number),
        eit_part_2: scores.eit_part_2.map(Score::as_number),
        oit: scores.oit.map(Score::as_number),
        indicators: scores
            .indicators
            .iter()
            .map(|(code, score)| (code.to_string(), score.as_number()))
            .collect(),
        sub_indicators: scores
            .sub_indicators
            .iter()
            .map(|(code, score)| (code.clone(), score.as_number()))
            .collect(),
        items: scores
            .items
            .iter()
            .map(|(code, score)| (code.to_string(), score.as_number()))
            .collect(),
        published_level: scores.published_level.clone(),
    }
}

fn finding(finding: &Finding) -> FindingPart {
    FindingPart {
        key: Some(finding.key.clone()),
        kind: finding.kind.as_str().to_owned(),
        indicator: finding.indicator.to_string(),
        description: finding.description.clone(),
    }
}

/// The bundle form of a measure with its revision, its results and the current names of the divisions.
pub fn measure(
    (key, revision): (String, Option<u64>),
    measure: &Measure,
    results: Vec<ResultPart>,
    divisions: &[Division],
) -> MeasurePart {
    // A single indicator is written in the field `indicator`, as people write it.
    let mut indicators: Vec<String> = measure.indicators.iter().map(ToString::to_string).collect();
    let indicator = if indicators.len() == 1 { indicators.pop() } else { None };
    MeasurePart {
        key,
        revision,
        title: measure.title.clone(),
        indicator,
        indicators,
        findings: measure.findings.clone(),
        guideline: measure.guideline.clone(),
        steps: measure.steps.iter().map(step).collect(),
        responsible_division: measure
            .division
            .as_ref()
            .map(|division| division_name(division, divisions)),
        monitoring: measure.monitoring.clone(),
        reporting_round_months: measure.reporting_round_months.months(),
        budget_baht: measure.budget_baht,
        target: measure.target.clone(),
        results,
    }
}

/// The current name of a division. An import finds the division by it.
fn division_name(division: &DivisionRef, divisions: &[Division]) -> String {
    let present = divisions.iter().find(|known| known.id == division.id);
    present.map_or_else(|| division.name.clone(), |known| known.name_th.clone())
}

/// The bundle form of a step. It always has the key: when an older export is imported again, the key names the stored step,
/// also if its text has changed since.
fn step(step: &Step) -> StepPart {
    StepPart::Full(full_step(step))
}

/// A step with all its fields.
pub(crate) fn full_step(step: &Step) -> StepFields {
    StepFields {
        key: Some(step.key.clone()),
        text: step.text.clone(),
        cadence: step.cadence.map(|cadence| cadence.as_str().to_owned()),
        due_on: step.due_on.map(BuddhistDate::buddhist_iso),
    }
}

/// The bundle form of a result, with its revision.
pub fn result(key: String, revision: Option<u64>, content: &ImplementationResult) -> ResultPart {
    ResultPart {
        key: Some(key),
        revision,
        details: content.details.clone(),
        period: content.period.buddhist_iso(),
        output: content.output.clone(),
        outcome: content.outcome.clone(),
        remarks: content.remarks.clone(),
        status: content.status.map(|status| status.as_str().to_owned()),
        progress_percent: content.progress_percent.map(u16::from),
        progress_reason: content.progress_reason.clone(),
        step: content.answers.written(),
        evidence: content.evidence.iter().map(evidence).collect(),
    }
}

fn evidence(evidence: &Evidence) -> EvidencePart {
    let file = evidence.file.as_ref().map(|file| FilePart {
        id: file.id.get(),
        version: file.version,
        sha256: file.sha256.clone(),
        name: file.name.clone(),
    });
    EvidencePart {
        url: file.is_none().then(|| evidence.url.clone()),
        title: evidence.title.clone(),
        file,
    }
}
