use prongsai_domain::calendar::{Period, ReportingRound};
use prongsai_domain::id::DivisionId;
use prongsai_domain::measure::{DivisionRef, Step};
use prongsai_domain::result::Answers;
use serde_json::json;
use uuid::Uuid;

use super::shortened::{MARK, SHOWN_MAX};
use super::*;

fn step(key: &str, text: &str) -> Step {
    Step {
        key: key.to_owned(),
        text: text.to_owned(),
        cadence: None,
        due_on: None,
    }
}

fn division(number: u128, name: &str) -> DivisionRef {
    DivisionRef {
        id: DivisionId::new(Uuid::from_u128(number)),
        name: name.to_owned(),
    }
}

fn plan() -> Measure {
    Measure {
        title: "เพิ่มช่องทางสื่อสาร".to_owned(),
        indicators: Vec::new(),
        findings: vec!["finding-1".to_owned()],
        guideline: "เผยแพร่ข้อมูล".to_owned(),
        steps: vec![step("step-1", "สำรวจ"), step("step-2", "ประชุม")],
        division: Some(division(1, "กองคลัง")),
        monitoring: None,
        reporting_round_months: ReportingRound::TwelveMonths,
        budget_baht: None,
        target: None,
    }
}

/// The differences as `pointer field before → after`.
fn changed(change: impl FnOnce(&mut Measure)) -> Vec<String> {
    let mut new = plan();
    change(&mut new);
    let found = of_documents(&plan().into(), &new.into());
    let shown = |value: &Option<Value>| value.as_ref().map_or("–".to_owned(), Value::to_string);
    found
        .iter()
        .map(|one| {
            format!(
                "{} {} {} → {}",
                one.pointer,
                one.field,
                shown(&one.before),
                shown(&one.after)
            )
        })
        .collect()
}

#[test]
fn each_field_is_named_with_its_place() {
    assert_eq!(
        changed(|new| new.guideline = "ใหม่".to_owned()),
        [r#"/guideline guideline "เผยแพร่ข้อมูล" → "ใหม่""#]
    );
    assert_eq!(
        changed(|new| new.budget_baht = Some(0)),
        ["/budget_baht budget_baht – → 0"]
    );
    assert_eq!(
        changed(|new| new.division = None),
        [r#" responsible_division "กองคลัง" → –"#]
    );
    assert_eq!(
        changed(|new| new.steps[1].text = "อบรม".to_owned()),
        [r#"/steps/1/text steps/step-2/text "ประชุม" → "อบรม""#]
    );
}

#[test]
fn steps_that_are_added_removed_or_moved_are_named() {
    assert_eq!(
        changed(|new| _ = new.steps.remove(0)),
        [r#"/steps steps/step-1 "{\"key\":\"step-1\",\"text\":\"สำรวจ\"}" → –"#]
    );
    assert_eq!(
        changed(|new| new.steps.insert(0, step("step-3", "อบรม"))),
        [r#"/steps/0 steps/step-3 – → "{\"key\":\"step-3\",\"text\":\"อบรม\"}""#]
    );
    assert_eq!(
        changed(|new| new.steps.swap(0, 1)),
        [r#"/steps steps "[\"step-1\",\"step-2\"]" → "[\"step-2\",\"step-1\"]""#]
    );
}

#[test]
fn a_renamed_division_is_the_same_and_another_one_with_its_name_is_not() {
    assert_eq!(
        changed(|new| new.division = Some(division(1, "กองการเงินและคลัง"))),
        [""; 0]
    );
    assert_eq!(changed(|new| new.division = Some(division(2, "กองคลัง"))).len(), 1);
}

#[test]
fn what_cleaning_mends_is_no_difference() {
    let mut stored = plan();
    stored.title = "เพิ่มช่องทางสื่อสาร\u{200B}".to_owned();
    stored.guideline = " เผยแพร่ข้อมูล\r\n".to_owned();
    stored.monitoring = Some(" ".to_owned());
    assert_eq!(of_documents(&stored.clone().into(), &plan().into()), []);
    let mut new = plan();
    new.guideline.push_str("ใหม่");
    assert_eq!(of_documents(&stored.into(), &new.into()).len(), 1);
}

#[test]
fn a_result_is_compared_as_a_bundle_writes_it() {
    let result = |details: &str, step: &str| ImplementationResult {
        details: details.to_owned(),
        period: Period::parse("2566-01").unwrap(),
        output: None,
        outcome: None,
        remarks: None,
        status: None,
        progress_percent: None,
        progress_reason: None,
        answers: Answers::Step(step.to_owned()),
        evidence: Vec::new(),
    };
    assert_eq!(of_results(&result("ก ", "step-1"), &result("ก", "step-1")), []);
    let found = of_results(&result("ก", "step-1"), &result("ก", "step-2"));
    assert_eq!((found.len(), found[0].pointer.as_str()), (1, "/step"));
    assert_eq!(found[0].after, Some(json!("step-2")));
}

#[test]
fn of_a_long_text_the_part_with_the_first_difference_is_shown() {
    let text = |end: &str| format!("{}{end}{}", "ก".repeat(5_000), "ข".repeat(5_000));
    let (before, after) = shortened::shortened(Some(&json!(text("หนึ่ง"))), Some(&json!(text("สอง"))));
    for (shown, word) in [(before, "หนึ่ง"), (after, "สอง")] {
        let Some(Value::String(shown)) = shown else { panic!() };
        assert!(
            shown.contains(word) && shown.starts_with(MARK) && shown.ends_with(MARK),
            "{shown}"
        );
        assert_eq!(shown.chars().count(), SHOWN_MAX + 2);
    }
    let (before, after) = shortened::shortened(None, Some(&json!("ค".repeat(201))));
    assert_eq!(before, None);
    assert_eq!(after, Some(json!("ค".repeat(200) + "…")));
    let short = "ค".repeat(200);
    assert_eq!(shortened::shortened(Some(&json!(short)), None).0, Some(json!(short)));
}
