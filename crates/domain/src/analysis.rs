//! The analysis of an assessment's result (การวิเคราะห์ผลการประเมิน): the scores, and the conclusions from them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::calendar::FiscalYear;
use crate::catalogue::{Catalogue, IndicatorCode, Score};
use crate::document::{check_key, complete_keys};
use crate::measure::{FINDINGS_MAX, TEXT_MAX, check_indicator};
use crate::named::named_enum;
use crate::violation::Checker;

/// The maximum number of headings that an analysis states to cover. There are five headings. A list may name one twice,
/// so the limit is larger.
const COVERS_MAX: usize = 10;
/// The maximum number of scores by indicator. A catalogue has about ten indicators. A list may name one twice, so the
/// limit is larger.
const SCORES_MAX: usize = 100;
/// Longest published level, in characters.
const LEVEL_MAX: usize = 100;

/// The analysis on which an organization's measures of one fiscal year are based.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Analysis {
    /// The year whose result is analysed. It is normally the year before that of the measures.
    pub assessed_fiscal_year: FiscalYear,
    /// The headings that the analysis states to cover.
    pub covers: Vec<Heading>,
    /// The scores, if known.
    pub scores: Option<ScoreCard>,
    /// The points that the result shows.
    pub findings: Vec<Finding>,
    /// การนำผลการวิเคราะห์ไปสู่การปฏิบัติ (putting into practice).
    pub putting_into_practice: Option<String>,
    /// ข้อเสนอแนะ (recommendations).
    pub recommendations: Option<String>,
}

named_enum! {
    /// A heading of an analysis.
    pub enum Heading {
        /// ข้อบกพร่องหรือจุดอ่อนที่จะต้องแก้ไขโดยเร่งด่วน.
        UrgentWeaknesses = "urgent_weaknesses",
        /// ประเด็นที่จะต้องพัฒนาให้ดีขึ้น.
        NeedsDevelopment = "needs_development",
        /// จุดแข็ง.
        Strengths = "strengths",
        /// แนวทางการนำผลการวิเคราะห์ไปสู่การปฏิบัติ.
        PuttingIntoPractice = "putting_into_practice",
        /// ข้อเสนอแนะ.
        Recommendations = "recommendations",
    }
}

named_enum! {
    /// The kinds of findings.
    pub enum FindingKind {
        /// A weakness that must be corrected at once.
        UrgentWeakness = "urgent_weakness",
        /// A point to be improved.
        NeedsDevelopment = "needs_development",
        /// A strength that should be kept.
        Strength = "strength",
    }
}

impl FindingKind {
    /// Whether a finding of this kind needs a measure.
    pub(crate) const fn needs_measure(self) -> bool {
        matches!(self, Self::UrgentWeakness | Self::NeedsDevelopment)
    }
}

/// One point that the assessment's result shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// The key of the finding, unique within its analysis.
    pub key: String,
    /// The kind of the finding.
    pub kind: FindingKind,
    /// The indicator in which the point was found.
    pub indicator: IndicatorCode,
    /// The finding in words.
    pub description: Option<String>,
}

/// The known scores of an assessment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreCard {
    /// The weighted total score.
    pub total: Option<Score>,
    /// The score of the internal instrument (IIT).
    pub iit: Option<Score>,
    /// The score of the external instrument (EIT).
    pub eit: Option<Score>,
    /// The score of the open-data instrument (OIT).
    pub oit: Option<Score>,
    /// The scores of the indicators.
    pub indicators: BTreeMap<IndicatorCode, Score>,
    /// The level as it was published.
    pub published_level: Option<String>,
}

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

/// Scores as sent. Each is a number from 0 to 100 with at most two decimals.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScoreCardInput {
    /// See [`ScoreCard::total`].
    pub total: Option<f64>,
    /// See [`ScoreCard::iit`].
    pub iit: Option<f64>,
    /// See [`ScoreCard::eit`].
    pub eit: Option<f64>,
    /// See [`ScoreCard::oit`].
    pub oit: Option<f64>,
    /// Scores by indicator code, name or alias.
    pub indicators: BTreeMap<String, f64>,
    /// See [`ScoreCard::published_level`].
    pub published_level: Option<String>,
}

// Scores come from JSON, which has no NaN.
impl Eq for ScoreCardInput {}

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

impl ScoreCardInput {
    fn check(self, catalogue: &Catalogue, checker: &mut Checker) -> Option<ScoreCard> {
        let before = checker.count();
        let total = check_score("total", self.total, checker);
        let iit = check_score("iit", self.iit, checker);
        let eit = check_score("eit", self.eit, checker);
        let oit = check_score("oit", self.oit, checker);
        let published_level = checker.optional_line("published_level", self.published_level.as_deref(), LEVEL_MAX);
        if !checker.limit_length("indicators", self.indicators.len(), SCORES_MAX) {
            return None;
        }
        let mut indicators = BTreeMap::new();
        checker.at("indicators", |at| {
            for (name, value) in self.indicators {
                let code = at.at(&name, |at| check_indicator(&name, catalogue, at));
                let score = check_score(&name, Some(value), at);
                let replaced = code.zip(score).and_then(|(code, score)| indicators.insert(code, score));
                if replaced.is_some() {
                    at.at(&name, |at| {
                        at.refuse("duplicate", "ระบุตัวชี้วัดนี้ซ้ำ", "this indicator is named twice");
                    });
                }
            }
        });
        if checker.count() > before {
            return None;
        }
        Some(ScoreCard {
            total,
            iit,
            eit,
            oit,
            indicators,
            published_level: published_level?,
        })
    }
}

fn check_score(field: &str, raw: Option<f64>, checker: &mut Checker) -> Option<Score> {
    let raw = raw?;
    let score = Score::from_number(raw);
    if score.is_none() {
        checker.at(field, |at| {
            at.refuse(
                "not-a-score",
                "คะแนนต้องอยู่ระหว่าง 0 ถึง 100 และมีทศนิยมไม่เกิน 2 ตำแหน่ง",
                "a score is a number from 0 to 100 with at most two decimals",
            );
        });
    }
    score
}
