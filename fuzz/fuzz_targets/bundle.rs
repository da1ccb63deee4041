//! Reads any text as a bundle, and the example with any text at any of its places. What is accepted is exported and read back
//! the same; what is refused names its place.
//!
//! An input that begins with `{` is a bundle. Otherwise its first two bytes choose a value of the example, and the rest
//! replaces it: as JSON if it is JSON, else as a text.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use prongsai_bundle::check::{CheckContext, Geography, Reviewer, check, default_result_key, read_result};
use prongsai_bundle::{Bundle, CheckedBundle, parse, part};
use prongsai_domain::analysis::Analysis;
use prongsai_domain::catalogue::Catalogue;
use prongsai_domain::document::Content;
use prongsai_domain::doubt::Doubt;
use prongsai_domain::geography::{District, Province};
use prongsai_domain::id::DivisionId;
use prongsai_domain::measure::Measure;
use prongsai_domain::violation::Violation;
use serde_json::Value;
use uuid::Uuid;

static EXAMPLE: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../examples/than-hinghoi-2567.json")).expect("the example is JSON")
});

struct Reference {
    catalogue: Catalogue,
    assessed: Catalogue,
    provinces: Vec<Province>,
    districts: Vec<District>,
}

static REFERENCE: LazyLock<Reference> = LazyLock::new(|| Reference {
    catalogue: json(include_str!("../../reference/catalogues/nacc-ita-2567.json")),
    assessed: json(include_str!("../../reference/catalogues/nacc-ita-2566.json")),
    provinces: json(include_str!("../../reference/provinces.json")),
    districts: json(include_str!("../../reference/districts.json")),
});

fuzz_target!(|input: &[u8]| {
    let bytes = if input.first() == Some(&b'{') { input.to_vec() } else { changed(input) };
    let Ok((checked, doubts)) = examine(&bytes) else { return };
    for doubt in &doubts {
        assert!(doubt.pointer.starts_with('/') && !doubt.message_th.is_empty(), "{doubt:?}");
    }
    for document in &checked.documents {
        for text in document.content.public_texts() {
            assert!(!text.text.contains(['\u{fffd}', '\u{200b}']), "{text:?}");
        }
    }
    let exported = export(&bytes, &checked);
    let (again, doubts_again) = examine(&exported).expect("what is exported is accepted");
    assert_eq!(contents(&again), contents(&checked));
    assert_eq!(doubts_again.len(), doubts.len(), "{doubts:?} {doubts_again:?}");
    assert_eq!(export(&exported, &again), exported);
});

/// What is stored of a bundle, apart from the results, which the check reads again from the text.
fn contents(checked: &CheckedBundle) -> (Option<&Analysis>, Vec<Measure>, Vec<&Content>) {
    let measures = checked.measures.iter().map(|one| Measure {
        // The ids of new divisions are not part of a bundle.
        division: None,
        ..one.content.clone()
    });
    (
        checked.analysis.as_ref().map(|one| &one.content),
        measures.collect(),
        checked.documents.iter().map(|one| &one.content).collect(),
    )
}

/// The bundle that an export writes.
fn export(bytes: &[u8], checked: &CheckedBundle) -> Vec<u8> {
    let outline = parse(bytes.to_vec()).expect("it was parsed before").outline;
    let mut bundle = Bundle::empty(outline.organization.clone(), checked.fiscal_year.get());
    bundle.analysis = checked.analysis.as_ref().map(|one| part::analysis(&one.content, None));
    for (measure, entry) in checked.measures.iter().zip(&outline.measures) {
        let written = entry.read_without_results().results;
        let results = written.iter().enumerate().map(|(index, one)| {
            let read = read_result(one, &measure.content, checked.fiscal_year).expect("it was checked");
            let key = read.stated_key.unwrap_or_else(|| default_result_key(index + 1));
            part::result(key, None, &read.content)
        });
        let key = (measure.key.clone(), None);
        bundle.measures.push(part::measure(key, &measure.content, results.collect(), &[]));
    }
    for document in &checked.documents {
        bundle.push(document.key.clone(), None, &document.content);
    }
    serde_json::to_vec(&bundle).expect("a bundle is JSON")
}

/// The example with another value at one place.
fn changed(input: &[u8]) -> Vec<u8> {
    let (place, value) = input.split_at(input.len().min(2));
    let place = place.iter().fold(0_usize, |sum, byte| sum * 256 + usize::from(*byte));
    let text = String::from_utf8_lossy(value).into_owned();
    let value = serde_json::from_str(&text).unwrap_or(Value::String(text));
    let mut example = EXAMPLE.clone();
    let count = leaves(&mut example, &mut |_| ());
    let mut at = 0;
    leaves(&mut example, &mut |leaf| {
        if at == place % count {
            *leaf = value.clone();
        }
        at += 1;
    });
    example.to_string().into_bytes()
}

/// Visits the values that are neither arrays nor objects, and counts them.
fn leaves(value: &mut Value, visit: &mut dyn FnMut(&mut Value)) -> usize {
    match value {
        Value::Array(list) => list.iter_mut().map(|one| leaves(one, visit)).sum(),
        Value::Object(fields) => fields.iter_mut().map(|(_, one)| leaves(one, visit)).sum(),
        leaf => {
            visit(leaf);
            1
        }
    }
}

fn examine(bytes: &[u8]) -> Result<(CheckedBundle, Vec<Doubt>), Vec<Violation>> {
    let Ok(bundle) = parse(bytes.to_vec()) else { return Err(Vec::new()) };
    let reference = &*REFERENCE;
    let context = CheckContext {
        catalogue: &reference.catalogue,
        assessed_catalogue: &reference.assessed,
        geography: Geography {
            provinces: &reference.provinces,
            districts: &reference.districts,
        },
        organization: None,
        divisions: &[],
        creates_divisions: false,
        analysis: None,
    };
    let mut last_id = 0;
    let mut new_id = || {
        last_id += 1;
        DivisionId::new(Uuid::from_u128(last_id))
    };
    let mut doubts = Vec::new();
    let reviewer = Reviewer {
        today: None,
        report: &mut |_, doubt| doubts.push(doubt),
    };
    let checked = check(&bundle, context, &mut new_id, reviewer).inspect_err(|violations| {
        for one in violations {
            let is_placed = one.pointer.is_empty() || one.pointer.starts_with('/');
            assert!(is_placed && !one.code.is_empty() && !one.message_th.is_empty(), "{one:?}");
        }
    })?;
    Ok((checked, doubts))
}

fn json<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).expect("the reference data is JSON")
}
