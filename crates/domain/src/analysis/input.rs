use super::content::{Analysis, Finding, FindingKind, Heading};
use crate::calendar::FiscalYear;
use crate::catalogue::Catalogue;
use crate::document::{check_key, complete_keys};
use crate::measure::{FINDINGS_MAX, TEXT_MAX, check_indicator};
use crate::score::ScoreCardInput;
use crate::violation::Checker;

/// The maximum number of headings that an analysis states to cover. There are five headings. A list may name one twice,
/// so the limit is larger.
const COVERS_MAX: usize = 10;

/// An analysis as sent, not yet checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnalysisInput {
    /// A B.E. year.
    pub assessed_fiscal_year: u16,
    /// See [`Analysis::covers`].
    pub covers: Vec<Heading>,
    /// See [`Analysis::scores`].
    pub scores: Option<ScoreCardInput>,
    /// See [`Analysis::findings`].
    pub findings: Vec<FindingInput>,
    /// See [`Analysis::putting_into_practice`].
    pub putting_into_practice: Option<String>,
    /// See [`Analysis::recommendations`].
    pub recommendations: Option<String>,
}

/// A finding as sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingInput {
    /// The finding's key. A finding without one gets a key of [`finding_keys`].
    pub key: Option<String>,
    /// See [`Finding::kind`].
    pub kind: FindingKind,
    /// A code, name or alias of an indicator.
    pub indicator: String,
    /// See [`Finding::description`].
    pub description: Option<String>,
}

impl AnalysisInput {
    /// Checks all fields and collects the field errors. `fiscal_year` is that of the measures, `catalogue` is that of
    /// the assessed year.
    pub fn check(self, fiscal_year: FiscalYear, catalogue: &Catalogue, checker: &mut Checker) -> Option<Analysis> {
        let assessed = check_assessed_year(self.assessed_fiscal_year, fiscal_year, checker);
        checker.limit_length("covers", self.covers.len(), COVERS_MAX);
        let scores = match self.scores {
            Some(scores) => checker.at("scores", |at| scores.check(catalogue, at)).map(Some),
            None => Some(None),
        };
        let findings = check_findings(self.findings, catalogue, checker);
        let practice = checker.optional_lines("putting_into_practice", self.putting_into_practice.as_deref(), TEXT_MAX);
        let recommendations = checker.optional_lines("recommendations", self.recommendations.as_deref(), TEXT_MAX);
        Some(Analysis {
            assessed_fiscal_year: assessed?,
            covers: self.covers,
            scores: scores?,
            findings: findings?,
            putting_into_practice: practice?,
            recommendations: recommendations?,
        })
    }
}

fn check_assessed_year(raw: u16, fiscal_year: FiscalYear, checker: &mut Checker) -> Option<FiscalYear> {
    let assessed = checker.fiscal_year("assessed_fiscal_year", raw)?;
    if assessed <= fiscal_year {
        return Some(assessed);
    }
    let year = fiscal_year.get();
    checker.at("assessed_fiscal_year", |at| {
        at.refuse_with(
            "year-in-the-future",
            format!("ผลการประเมินของปี {raw} ยังไม่มีเมื่อจัดทำมาตรการของปี {year}"),
            format!("the result of {raw} cannot be known when the measures of {year} are made"),
            fiscal_year.previous().map(|year| year.get().to_string()),
        );
    });
    None
}

/// The keys of the findings of an analysis, of which these are stated.
pub fn finding_keys(stated: &[Option<String>]) -> Vec<String> {
    complete_keys("finding", stated)
}

fn check_findings(raw: Vec<FindingInput>, catalogue: &Catalogue, checker: &mut Checker) -> Option<Vec<Finding>> {
    if !checker.limit_length("findings", raw.len(), FINDINGS_MAX) {
        return None;
    }
    let stated: Vec<Option<String>> = raw.iter().map(|finding| finding.key.clone()).collect();
    let mut findings: Vec<Finding> = Vec::with_capacity(raw.len());
    checker.at("findings", |at| {
        for (index, (finding, key)) in raw.into_iter().zip(finding_keys(&stated)).enumerate() {
            at.at(index, |at| {
                let key = check_key("key", &key, at);
                let indicator = at.at("indicator", |at| check_indicator(&finding.indicator, catalogue, at));
                let description = at.optional_lines("description", finding.description.as_deref(), TEXT_MAX);
                if key
                    .as_ref()
                    .is_some_and(|key| findings.iter().any(|other| other.key == *key))
                {
                    at.at("key", |at| {
                        at.refuse("duplicate", "คีย์ของประเด็นซ้ำกัน", "another finding has this key");
                    });
                }
                if let (Some(key), Some(indicator), Some(description)) = (key, indicator, description) {
                    findings.push(Finding {
                        key,
                        kind: finding.kind,
                        indicator,
                        description,
                    });
                }
            });
        }
    });
    Some(findings)
}
