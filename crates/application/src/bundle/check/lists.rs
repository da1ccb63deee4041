//! The lists of a bundle: every entry has a key, and no two have the same.

use prongsai_domain::announcement::Announcement;
use prongsai_domain::document::check_key;
use prongsai_domain::measure::MeasureRules;
use prongsai_domain::report::Report;
use prongsai_domain::violation::Checker;

use super::CheckedMeasure;
use super::announcement::{Office, check_announcement, check_report};
use super::choice::given;
use super::division::Divisions;
use super::measure;
use crate::bundle::wire::Bundle;

/// Most measures, and most announcements, of one bundle.
const DOCUMENTS_MAX: usize = 300;
/// Most reports of one bundle.
const REPORTS_MAX: usize = 20;

/// Checks the measures of a bundle at `measures`.
pub(super) fn check_measures(
    bundle: &Bundle,
    rules: MeasureRules<'_>,
    divisions: &mut Divisions<'_>,
    checker: &mut Checker,
) -> Vec<CheckedMeasure> {
    let mut measures = Vec::with_capacity(bundle.measures.len());
    let keys = bundle.measures.iter().map(|part| part.key.clone());
    each_keyed("measures", keys.collect(), DOCUMENTS_MAX, checker, |index, key, at| {
        let Some(part) = bundle.measures.get(index) else { return };
        match measure::check_measure(part, rules, divisions, at) {
            Some(content) => {
                let results = measure::check_results(&part.results, &content, at);
                measures.extend(key.map(|key| CheckedMeasure { key, content, results }));
            }
            None => measure::check_results_of_refused(&part.results, at),
        }
    });
    measures
}

/// Checks the reports of a bundle at `reports`, whichever way they are written; each comes with its key.
pub(super) fn check_reports(bundle: &Bundle, checker: &mut Checker) -> Vec<(String, Report)> {
    if bundle.report.is_some() && !bundle.reports.is_empty() {
        checker.at("reports", |at| {
            at.refuse(
                "either-or",
                "ระบุ report หรือ reports เพียงอย่างใดอย่างหนึ่ง",
                "give either report or reports, not both",
            );
        });
        return Vec::new();
    }
    let parts: Vec<_> = bundle.all_reports().collect();
    let keys = parts.iter().enumerate().map(|(index, part)| {
        given(part.key.as_ref()).unwrap_or_else(|| match index {
            0 => "report".to_owned(),
            later => format!("report-{}", later + 1),
        })
    });
    let mut reports = Vec::with_capacity(parts.len());
    each_keyed("reports", keys.collect(), REPORTS_MAX, checker, |index, key, at| {
        let report = parts.get(index).and_then(|part| check_report(part, at));
        reports.extend(key.zip(report));
    });
    reports
}

/// Checks the announcements of a bundle at `announcements`; each comes with its key.
pub(super) fn check_announcements(
    bundle: &Bundle,
    office: Office<'_>,
    checker: &mut Checker,
) -> Vec<(String, Announcement)> {
    let mut announcements = Vec::with_capacity(bundle.announcements.len());
    let keys = bundle.announcements.iter().map(|part| part.key.clone());
    each_keyed(
        "announcements",
        keys.collect(),
        DOCUMENTS_MAX,
        checker,
        |index, key, at| {
            let announcement = bundle
                .announcements
                .get(index)
                .and_then(|part| check_announcement(part, office, at));
            announcements.extend(key.zip(announcement));
        },
    );
    announcements
}

/// Walks a list whose entries have keys: each key is checked and may occur once. A refused key is `None`.
fn each_keyed(
    field: &str,
    keys: Vec<String>,
    max: usize,
    checker: &mut Checker,
    mut check: impl FnMut(usize, Option<String>, &mut Checker),
) {
    if !checker.limit_length(field, keys.len(), max) {
        return;
    }
    let mut seen: Vec<String> = Vec::with_capacity(keys.len());
    checker.at(field, |at| {
        for (index, raw) in keys.into_iter().enumerate() {
            at.at(index, |at| {
                let key = check_key("key", &raw, at);
                let repeated = key.as_ref().is_some_and(|key| seen.contains(key));
                if repeated {
                    at.at("key", |at| {
                        at.refuse("duplicate", "คีย์นี้ใช้ไปแล้ว", "this key is used before");
                    });
                }
                seen.extend(key.clone());
                check(index, key.filter(|_| !repeated), at);
            });
        }
    });
}
