//! What an officer writes to mend an issue: texts that no rule doubts, all different.

use serde_json::{Value, json};

/// What a person knows who writes.
pub(super) struct Known {
    pub(super) year: u64,
    pub(super) division_id: String,
    pub(super) findings: Value,
}

/// A text that no other has.
fn fresh(number: usize, part: usize) -> String {
    format!("จัดทำข้อมูลเรื่องที่ {number}.{part} ให้ประชาชนตรวจสอบได้")
}

/// The new value of a field of a document, a result or the organization.
pub(super) fn field(known: &Known, issue: &Value, field: &str, current: &Value, number: usize) -> Value {
    match field {
        "steps" => rewritten(&current["steps"], issue, number, |step, text| {
            step["text"] = json!(text);
        }),
        "body" => rewritten(&current["body"], issue, number, |paragraph, text| {
            *paragraph = json!(text);
        }),
        "evidence" => json!([{ "url": format!("https://www.phoknoi.go.th/ita/{number}.pdf") }]),
        "indicators" if issue["suggestion"].is_string() => json!([issue["suggestion"]]),
        "indicators" => json!([known.findings[0]["indicator"]]),
        "step" => json!("unplanned"),
        "division_id" => json!(known.division_id),
        "budget_baht" => json!(15_000),
        "target" => json!(format!("ประชาชนร้อยละ 80 ทราบเรื่องที่ {number}")),
        "name_th" => issue["suggestion"].clone(),
        "output" => json!(format!("มีข้อมูลเรื่องที่ {number} เพิ่มขึ้น 12 รายการ")),
        "title" => json!(format!("เปิดเผยข้อมูลเรื่องที่ {number}")),
        _ => json!(fresh(number, 0)),
    }
}

/// A list in which the entry at the place of the issue is written again; all of them, if the place is the list.
fn rewritten(list: &Value, issue: &Value, number: usize, write: impl Fn(&mut Value, String)) -> Value {
    let pointer = issue["pointer"].as_str().unwrap();
    let place: Option<usize> = pointer.split('/').nth(2).and_then(|place| place.parse().ok());
    let mut list = list.clone();
    for (index, entry) in list.as_array_mut().unwrap().iter_mut().enumerate() {
        if place.is_none_or(|place| place == index) {
            write(entry, fresh(number, index));
        }
    }
    list
}

/// An analysis with another value of the field that a call names.
pub(super) fn analysis(current: &Value, issue: &Value, call: &Value, number: usize) -> Value {
    let mut body = json!({});
    for field in [
        "assessed_fiscal_year",
        "covers",
        "scores",
        "findings",
        "putting_into_practice",
        "recommendations",
    ] {
        if !current[field].is_null() {
            body[field] = current[field].clone();
        }
    }
    let field = call["field"].as_str().unwrap();
    body[field] = match field {
        "scores" => json!({ "total": 85, "iit": 85, "eit": 85, "oit": 85 }),
        "assessed_fiscal_year" => json!(current["fiscal_year"].as_u64().unwrap() - 1),
        "covers" => json!(["needs_development"]),
        "findings" => current["findings"].clone(),
        _ => json!(fresh(number, 0)),
    };
    if issue["rule"] == "heading-without-content" || issue["rule"] == "no-urgent-points-stated" {
        body["covers"] = json!(["needs_development"]);
    }
    body
}

/// A document or a result that a call creates.
pub(super) fn new_thing(known: &Known, issue: &Value, call: &Value, number: usize) -> Value {
    let path = call["path"].as_str().unwrap();
    let mut body = if path.ends_with("/results") {
        result(known, issue, number)
    } else if path.ends_with("/measures") {
        measure(known, issue, number)
    } else if path.ends_with("/complaint-statistics") {
        json!({ "period": format!("{}-10/{}-09", known.year - 1, known.year), "none_received": true, "channels": [] })
    } else {
        panic!("{call:#}")
    };
    for (field, value) in call["body"].as_object().into_iter().flatten() {
        body[field] = value.clone();
    }
    body
}

fn measure(known: &Known, issue: &Value, number: usize) -> Value {
    let place = issue["pointer"].as_str().unwrap().split('/').nth(2);
    let finding = &known.findings[place.and_then(|place| place.parse::<usize>().ok()).unwrap_or_default()];
    json!({
        "title": format!("เปิดเผยข้อมูลเรื่องที่ {number}"),
        "indicators": [finding["indicator"]],
        "findings": [finding["key"]],
        "guideline": fresh(number, 0),
        "steps": [{ "text": fresh(number, 1) }],
        "division_id": known.division_id,
        "monitoring": "รายงานผู้บริหารทุกสิ้นรอบ",
        "reporting_round_months": 12,
        "budget_baht": 0,
        "target": format!("ประชาชนร้อยละ 80 ทราบเรื่องที่ {number}"),
    })
}

fn result(known: &Known, issue: &Value, number: usize) -> Value {
    let place = issue["pointer"].as_str().unwrap().split('/').nth(2);
    let step = place.map_or_else(
        || "step-1".to_owned(),
        |place| format!("step-{}", place.parse::<usize>().unwrap() + 1),
    );
    json!({
        "details": fresh(number, 0),
        "period": format!("{}-10/{}-09", known.year - 1, known.year),
        "output": format!("มีข้อมูลเรื่องที่ {number} เพิ่มขึ้น 12 รายการ"),
        "step": step,
        "evidence": [{ "url": format!("https://www.phoknoi.go.th/ita/{number}.pdf") }],
    })
}
