use prongsai_application::bundle::parse;

use super::*;

/// A bundle that contains every field.
fn with_every_field() -> Value {
    let mut bundle = example();
    add(
        &mut bundle,
        "/organization",
        json!({
            "district_code": "5605", "local_code": "05560501", "website": "https://a.go.th", "survey_token": "abc123",
        }),
    );
    add(
        &mut bundle,
        "/analysis",
        json!({
            "scores": { "total": 1.5, "iit": 1.0, "eit": 1.0, "oit": 1.0, "indicators": { "i7": 2.0 },
                "eit_part_1": 1.0, "eit_part_2": 1.0, "sub_indicators": { "9.1": 1.0 }, "items": { "o1": 1.0 },
                "published_level": "ผ่าน" },
            "revision": 1, "putting_into_practice": "ก", "recommendations": "ข",
        }),
    );
    add(
        &mut bundle,
        "/analysis/findings/0",
        json!({ "key": "f", "description": "ค" }),
    );
    add(
        &mut bundle,
        "/measures/0",
        json!({
            "revision": 2, "indicators": ["i8"], "findings": ["f"], "monitoring": "ง", "budget_baht": 1, "target": "จ",
        }),
    );
    add(
        &mut bundle,
        "/measures/0/steps/1",
        json!({ "key": "s", "due_on": "2567-01-01" }),
    );
    add(
        &mut bundle,
        "/measures/0/results/0",
        json!({
            "key": "r", "revision": 3, "outcome": "ฉ", "remarks": "ช", "status": "completed", "progress_percent": 5,
        }),
    );
    let file = json!({ "id": "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70", "version": 1, "sha256": "0".repeat(64), "name": "ฑ.jpg" });
    add(
        &mut bundle,
        "/measures/0/results/0/evidence/0",
        json!({ "title": "ซ", "file": file }),
    );
    add_documents(&mut bundle);
    bundle
}

fn add_documents(bundle: &mut Value) {
    let report = json!({ "key": "p", "revision": 4, "title": "ฌ", "reporting_round_months": 12, "preliminary": true, "preface": "ญ",
        "preparer": { "position": "ฎ", "name": "ฏ" } });
    add(bundle, "", json!({ "report": report, "reports": [report] }));
    let channel = json!({ "channel": "email", "received": 1, "finished": 1, "in_progress": 0 });
    let statistics =
        json!({ "key": "c", "revision": 5, "period": "2567-01", "none_received": false, "channels": [channel] });
    add(bundle, "", json!({ "complaint_statistics": [statistics] }));
    add(
        bundle,
        "/announcements/0",
        json!({ "revision": 6, "title": "ฐ", "survey": {
        "instrument": "EIT", "audience": "external", "url": "https://b.go.th", "opens_on": "2567-01-01",
        "closes_on": "2567-01-02",
    } }),
    );
}

fn add(bundle: &mut Value, pointer: &str, more: Value) {
    let place = bundle.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
    let Value::Object(more) = more else { panic!("{more}") };
    place.extend(more);
}

#[test]
fn every_field_is_read_and_written() {
    let every = with_every_field();
    let read = parse(every.to_string()).unwrap().whole();
    let written = serde_json::to_value(&read).unwrap();
    assert_eq!(written, every, "every field is read and written");
}

/// Tests the other direction: the name of every field in the schema occurs in the bundle above, perhaps in another
/// object.
#[test]
fn the_description_knows_no_more_fields_than_occur() {
    let every = with_every_field().to_string();
    let schema = crate::openapi_json().unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    for (name, part) in schema["components"]["schemas"].as_object().unwrap() {
        if !name.starts_with("Bundle") && name != "YearBundle" {
            continue;
        }
        for field in part["properties"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(field, _)| field)
        {
            assert!(every.contains(&format!("\"{field}\"")), "{name}.{field}");
        }
    }
}
