//! Every schema version that was ever written stays readable. The fixtures are bodies as 0.1 and 0.2 stored them.

use prongsai_domain::activity::Activity;
use prongsai_domain::analysis::Analysis;
use prongsai_domain::analysis::draft::Decisions;
use prongsai_domain::document::{Content, DocumentKind};
use prongsai_domain::measure::Measure;
use prongsai_domain::report::{Frozen, Report};
use prongsai_domain::result::ImplementationResult;
use prongsai_domain::score::YearScores;
use prongsai_domain::template::MeasureTemplate;

use super::*;
use crate::Canonical;

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("fixtures/", $name, ".json"))
    };
}

/// Kind, schema version and body of each released form: the files `fixtures/<kind>-<version>.json`.
fn shipped() -> Vec<(String, i16, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/content/fixtures");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let fixtures = files.map(|path| {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let (kind, version) = name.rsplit_once('-').unwrap();
        let body = std::fs::read_to_string(&path).unwrap();
        (kind.to_owned(), version.parse().unwrap(), body)
    });
    fixtures.collect()
}

/// Reads a body and writes it again.
fn written_again(kind: &str, version: i16, body: &str) -> Result<Encoded, crate::StoreError> {
    match kind {
        "result" => ImplementationResult::decode(version, body)?.encode(),
        "activity" => Activity::decode(version, body)?.encode(),
        "analysis" => Analysis::decode(version, body)?.encode(),
        "scores" => YearScores::decode(version, body)?.encode(),
        "analysis_draft" => Decisions::decode(version, body)?.encode(),
        "measure_template" => MeasureTemplate::decode(version, body)?.encode(),
        kind => Encoded::of_document(&read_document(kind.parse().unwrap(), version, body)?.thawed()),
    }
}

/// Every kind with its current schema version.
fn written_today() -> Vec<(&'static str, i16)> {
    macro_rules! versions {
        ($($kind:ident $module:ident)+) => {
            vec![$((DocumentKind::$kind.as_str(), <prongsai_domain::$module::$kind as Stored>::SCHEMA_VERSION)),+]
        };
    }
    let mut versions = prongsai_domain::for_each_kind!(versions);
    versions.push((ImplementationResult::KIND, ImplementationResult::SCHEMA_VERSION));
    versions.push((Activity::KIND, Activity::SCHEMA_VERSION));
    versions.push((Analysis::KIND, Analysis::SCHEMA_VERSION));
    versions.push((YearScores::KIND, YearScores::SCHEMA_VERSION));
    versions.push((Decisions::KIND, Decisions::SCHEMA_VERSION));
    versions.push((MeasureTemplate::KIND, MeasureTemplate::SCHEMA_VERSION));
    versions
}

#[test]
fn everything_that_ever_shipped_is_read() {
    for (kind, version, body) in shipped() {
        written_again(&kind, version, &body).unwrap_or_else(|error| panic!("{kind} {version}: {error}"));
        assert!(written_again(&kind, version + 1, "{}").is_err(), "{kind}");
    }
}

#[test]
fn there_is_a_fixture_of_each_version_that_is_written() {
    let shipped = shipped();
    for (kind, version) in written_today() {
        for wanted in 1..=version {
            let is_there = shipped.iter().any(|(of, number, _)| of == kind && *number == wanted);
            assert!(is_there, "{kind} {wanted}");
        }
    }
}

/// The current form equals the fixture of the newest version. A change of form requires a new version.
#[test]
fn what_is_written_has_the_form_of_its_version() {
    for (kind, version) in written_today() {
        let (_, _, body) = shipped()
            .into_iter()
            .find(|(of, number, _)| of == kind && *number == version)
            .unwrap();
        let content = match kind {
            "report" => Report::decode(version, &body).unwrap().encode().unwrap(),
            kind => written_again(kind, version, &body).unwrap(),
        };
        assert_eq!(content.canonical.text, body, "{kind}");
    }
}

#[test]
fn a_report_of_version_1_keeps_its_copies_and_is_never_written_again() {
    let report = Report::decode(1, fixture!("report-1")).unwrap();
    let Some(Frozen::Copies(year)) = report.frozen.as_deref() else {
        panic!("{report:?}");
    };
    assert!(!year.measures.is_empty());
    assert!(report.encode().is_err());
    let thawed = Content::Report(Box::new(report)).thawed();
    assert_eq!(Encoded::of_document(&thawed).unwrap().schema_version, 3);
}

/// A report without activities is written as version 2 wrote it, so that its hash stays.
#[test]
fn a_report_without_activities_keeps_its_bytes() {
    let report = Report::decode(2, fixture!("report-2")).unwrap();
    assert_eq!(report.encode().unwrap().canonical.text, fixture!("report-2"));
    let result = ImplementationResult::decode(2, fixture!("result-2")).unwrap();
    assert_eq!(result.encode().unwrap().canonical.text, fixture!("result-2"));
}

/// A body that is not JSON of its kind and version cannot be read. Even a valid measure is not read as a report.
#[test]
fn a_body_that_is_no_json_of_its_kind_is_corrupt() {
    for body in ["", "[]", "{\"title\":1}", fixture!("measure-1")] {
        assert!(read_document(DocumentKind::Report, 2, body).is_err(), "{body}");
    }
    assert_eq!(
        Canonical::of(&Measure::decode(1, fixture!("measure-1")).unwrap())
            .unwrap()
            .text,
        fixture!("measure-1")
    );
}
