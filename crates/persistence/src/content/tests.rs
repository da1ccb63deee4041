//! Every schema version that was ever written stays readable. The fixtures are bodies as 0.1 and 0.2 stored them.

use prongsai_domain::analysis::Analysis;
use prongsai_domain::announcement::Announcement;
use prongsai_domain::document::{Content, DocumentKind};
use prongsai_domain::measure::Measure;
use prongsai_domain::report::{Frozen, Report};
use prongsai_domain::result::ImplementationResult;

use super::*;
use crate::Canonical;

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("fixtures/", $name, ".json"))
    };
}

/// Kind, schema version and body of everything that ever shipped.
const SHIPPED: [(&str, i16, &str); 6] = [
    ("measure", 1, fixture!("measure-1")),
    ("announcement", 1, fixture!("announcement-1")),
    ("result", 1, fixture!("result-1")),
    ("analysis", 1, fixture!("analysis-1")),
    ("report", 1, fixture!("report-1")),
    ("report", 2, fixture!("report-2")),
];

fn read(kind: &str, version: i16, body: &str) -> Result<(), crate::StoreError> {
    match kind {
        "measure" => Measure::decode(version, body).map(drop),
        "announcement" => Announcement::decode(version, body).map(drop),
        "result" => ImplementationResult::decode(version, body).map(drop),
        "analysis" => Analysis::decode(version, body).map(drop),
        "report" => Report::decode(version, body).map(drop),
        other => panic!("{other}"),
    }
}

#[test]
fn everything_that_ever_shipped_is_read() {
    for (kind, version, body) in SHIPPED {
        read(kind, version, body).unwrap_or_else(|error| panic!("{kind} {version}: {error}"));
        assert!(read(kind, version + 1, "{}").is_err(), "{kind}");
    }
}

#[test]
fn there_is_a_fixture_of_each_version_that_is_written() {
    for (kind, version) in [
        (Measure::KIND, Measure::SCHEMA_VERSION),
        (Announcement::KIND, Announcement::SCHEMA_VERSION),
        (ImplementationResult::KIND, ImplementationResult::SCHEMA_VERSION),
        (Analysis::KIND, Analysis::SCHEMA_VERSION),
        (Report::KIND, Report::SCHEMA_VERSION),
    ] {
        for wanted in 1..=version {
            let is_there = SHIPPED.iter().any(|(of, number, _)| (*of, *number) == (kind, wanted));
            assert!(is_there, "{kind} {wanted}");
        }
    }
}

/// What is written today is written as the fixture of the newest version: a change of form needs a new version.
#[test]
fn what_is_written_has_the_form_of_its_version() {
    let written = [
        Measure::decode(1, fixture!("measure-1")).unwrap().encode().unwrap(),
        Announcement::decode(1, fixture!("announcement-1"))
            .unwrap()
            .encode()
            .unwrap(),
        ImplementationResult::decode(1, fixture!("result-1"))
            .unwrap()
            .encode()
            .unwrap(),
        Analysis::decode(1, fixture!("analysis-1")).unwrap().encode().unwrap(),
        Report::decode(2, fixture!("report-2")).unwrap().encode().unwrap(),
    ];
    for encoded in written {
        let fixture = SHIPPED
            .iter()
            .find(|(kind, version, _)| (*kind, *version) == (encoded.kind, encoded.schema_version));
        let (_, _, body) = fixture.expect("a fixture");
        assert_eq!(encoded.canonical.text, *body, "{}", encoded.kind);
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
    assert_eq!(Encoded::of_document(&thawed).unwrap().schema_version, 2);
}

/// The parts in a report of version 1 are parts of version 1.
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
