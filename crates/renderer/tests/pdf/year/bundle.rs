//! Converts a bundle to the content that an import would make from it, without the scores of indicators, the published
//! level, the findings of measures, the list of reports and the complaint statistics. The crate `bundle` converts bundles with
//! the checks of an import, but the renderer does not depend on that crate, also not in tests.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::catalogue::IndicatorCode;
use serde_json::{Value, json};

use super::ID;

pub(super) fn here(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

pub(super) fn into<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

pub(super) fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

pub(super) fn reference(file: &str) -> Value {
    serde_json::from_slice(&fs::read(here("../../reference").join(file)).unwrap()).unwrap()
}

pub(super) fn indicators(year: FiscalYear) -> BTreeMap<IndicatorCode, String> {
    let catalogue = reference(&format!("catalogues/nacc-ita-{}.json", year.get()));
    let name = |one: &Value| {
        one["name"]["th"]
            .as_str()
            .or(one["name_th"].as_str())
            .unwrap()
            .to_owned()
    };
    list(&catalogue["indicators"])
        .iter()
        .map(|one| (IndicatorCode::parse(one["code"].as_str().unwrap()).unwrap(), name(one)))
        .collect()
}

/// The name of the district or province that the bundle states by name or by code.
pub(super) fn place(file: &str, organization: &Value, what: &str) -> Option<String> {
    if let Some(name) = organization[format!("{what}_th")].as_str() {
        return Some(name.to_owned());
    }
    let code = organization[format!("{what}_code")].as_str()?;
    let known = reference(file);
    let places = known
        .as_array()
        .or_else(|| known.as_object()?.values().find_map(Value::as_array))?;
    let found = places.iter().find(|one| one["code"].as_str() == Some(code))?;
    found["name_th"]
        .as_str()
        .or(found["name"]["th"].as_str())
        .map(str::to_owned)
}

pub(super) fn code(written: &Value, indicators: &BTreeMap<IndicatorCode, String>) -> String {
    let written = written.as_str().unwrap();
    let named = indicators.iter().find(|(_, name)| *name == written);
    named.map_or_else(|| written.to_owned(), |(code, _)| code.to_string())
}

pub(super) fn analysis(bundle: &Value, indicators: &BTreeMap<IndicatorCode, String>) -> Value {
    let findings: Vec<Value> = (1..)
        .zip(list(&bundle["findings"]))
        .map(|(number, one)| {
            json!({
                "key": one["key"].as_str().map_or_else(|| format!("finding-{number}"), str::to_owned),
                "kind": one["kind"],
                "indicator": code(&one["indicator"], indicators),
                "description": one["description"],
            })
        })
        .collect();
    let scores = &bundle["scores"];
    json!({
        "assessed_fiscal_year": bundle["assessed_fiscal_year"],
        "covers": bundle["covers"],
        "scores": scores.is_object().then(|| json!({
            "total": scores["total"], "iit": scores["iit"], "eit": scores["eit"], "oit": scores["oit"],
            "indicators": {}, "published_level": null,
        })),
        "findings": findings,
        "putting_into_practice": bundle["putting_into_practice"],
        "recommendations": bundle["recommendations"],
    })
}

pub(super) fn measure(bundle: &Value, indicators: &BTreeMap<IndicatorCode, String>) -> Value {
    let codes: Vec<String> = match bundle["indicators"].as_array() {
        Some(many) => many.iter().map(|one| code(one, indicators)).collect(),
        None => vec![code(&bundle["indicator"], indicators)],
    };
    let steps: Vec<Value> = (1..)
        .zip(list(&bundle["steps"]))
        .map(|(number, step)| {
            let (text, rest) = if step.is_string() {
                (step, &Value::Null)
            } else {
                (&step["text"], step)
            };
            let key = rest["key"]
                .as_str()
                .map_or_else(|| format!("step-{number}"), str::to_owned);
            json!({ "key": key, "text": text, "cadence": rest["cadence"], "due_on": rest["due_on"] })
        })
        .collect();
    json!({
        "title": bundle["title"],
        "indicators": codes,
        "findings": [],
        "guideline": bundle["guideline"],
        "steps": steps,
        "division": bundle["responsible_division"].as_str().map(|name| json!({ "id": ID, "name": name })),
        "monitoring": bundle["monitoring"],
        "reporting_round_months": bundle["reporting_round_months"],
        "budget_baht": bundle["budget_baht"],
        "target": bundle["target"],
    })
}

pub(super) fn report(bundle: &Value) -> Value {
    let written = &bundle["report"];
    json!({
        "title": written["title"],
        "reporting_round_months": written["reporting_round_months"],
        "preface": written["preface"],
        "preparer": { "position": written["preparer"]["position"], "name": written["preparer"]["name"] },
        "frozen": null,
    })
}

/// The data that the report shows of its year.
pub(super) fn shown(bundle: &Value, indicators: &BTreeMap<IndicatorCode, String>) -> Value {
    let measures: Vec<Value> = list(&bundle["measures"])
        .iter()
        .map(|one| {
            json!({
                "id": ID, "edition": 1, "content_sha256": "00".repeat(32),
                "content": measure(one, indicators),
                "results": list(&one["results"]).iter().map(result).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "organization_name": bundle["organization"]["name_th"],
        "analysis": analysis(&bundle["analysis"], indicators),
        "measures": measures,
    })
}

fn result(bundle: &Value) -> Value {
    let answers = match bundle["step"].as_str() {
        Some("unplanned") => json!("unplanned"),
        Some(key) => json!({ "step": key }),
        None => json!("not_stated"),
    };
    let evidence: Vec<Value> = list(&bundle["evidence"])
        .iter()
        .map(|one| json!({ "url": one["url"], "title": one["title"] }))
        .collect();
    json!({ "id": ID, "content": {
        "details": bundle["details"],
        "period": bundle["period"],
        "output": bundle["output"],
        "outcome": bundle["outcome"],
        "remarks": bundle["remarks"].as_str().filter(|text| !text.is_empty()),
        "status": bundle["status"],
        "progress_percent": bundle["progress_percent"],
        "answers": answers,
        "evidence": evidence,
    }})
}

pub(super) fn announcement(one: &Value, bundle: &Value) -> Value {
    let organization_name = bundle["organization"]["name_th"].as_str().unwrap();
    let survey = &one["survey"];
    json!({
        "kind": one["kind"],
        "title": one["title"].as_str().map_or_else(|| format!("ประกาศ{organization_name}"), str::to_owned),
        "subject": one["subject"],
        "body": one["body"],
        "issued_on": one["issued_on"],
        "signatory": { "position": one["signatory"]["position"], "name": one["signatory"]["name"] },
        "survey": survey.is_object().then(|| json!({
            "instrument": survey["instrument"],
            "audience": survey["audience"],
            // An import derives a missing link from the token of the organization. The golden pages show this one.
            "url": survey["url"].as_str().unwrap_or("https://itas.nacc.go.th/go/eit/t5hx2k"),
            "opens_on": survey["opens_on"],
            "closes_on": survey["closes_on"],
        })),
    })
}
