use prongsai_domain::calendar::Period;
use prongsai_domain::measure::Step;
use prongsai_domain::result::{Answers, ImplementationResult};
use proptest::prelude::*;

use super::*;

fn result(details: &str, month: &str, step: &str) -> ImplementationResult {
    ImplementationResult {
        details: details.to_owned(),
        period: Period::parse(month).unwrap(),
        output: None,
        outcome: None,
        remarks: None,
        status: None,
        progress_percent: None,
        progress_reason: None,
        answers: Answers::Step(step.to_owned()),
        evidence: Vec::new(),
    }
}

fn unkeyed(results: &[ImplementationResult]) -> Vec<Incoming> {
    let incoming = |one| Incoming {
        key: None,
        likeness: of_result(one),
    };
    results.iter().map(incoming).collect()
}

fn name(number: usize) -> String {
    format!("result-{number}")
}

/// Imports results without keys, and returns what was matched.
fn import(results: &[ImplementationResult], stored: &mut Vec<StoredEntry>) -> Vec<Matched> {
    let entries = unkeyed(results);
    let matched = match_entries(&entries, stored, LeftOver::IsNew, name);
    for (entry, matched) in entries.into_iter().zip(&matched) {
        let StoredEntry { key, likeness } = StoredEntry {
            key: matched.key.clone(),
            likeness: entry.likeness,
        };
        match matched.stored {
            Some(at) => stored[at].likeness = likeness,
            None => stored.push(StoredEntry { key, likeness }),
        }
    }
    matched
}

fn keys(matched: &[Matched]) -> Vec<&str> {
    matched.iter().map(|one| one.key.as_str()).collect()
}

fn three() -> Vec<ImplementationResult> {
    vec![
        result("จัดอบรมพนักงานใหม่ของเทศบาล", "2566-01", "step-1"),
        result("เผยแพร่คู่มือการให้บริการบนเว็บไซต์", "2566-02", "step-1"),
        result("ติดตั้งป้ายประชาสัมพันธ์ที่หน้าสำนักงาน", "2566-03", "step-2"),
    ]
}

#[test]
fn entries_after_a_removed_first_one_keep_their_keys_and_have_moved() {
    let mut stored = Vec::new();
    assert_eq!(
        keys(&import(&three(), &mut stored)),
        ["result-1", "result-2", "result-3"]
    );
    let matched = import(&three()[1..], &mut stored);
    assert_eq!(keys(&matched), ["result-2", "result-3"]);
    assert_eq!(stored.len(), 3);
    let moved = Moved::of(&unkeyed(&three()[1..]), &matched);
    let places: Vec<_> = moved.iter().map(|one| (one.key.as_str(), one.from, one.to)).collect();
    assert_eq!(places, [("result-2", 2, 1), ("result-3", 3, 2)]);
}

#[test]
fn a_similar_entry_is_the_stored_one_and_another_one_is_new() {
    let mut stored = Vec::new();
    import(&three(), &mut stored);
    let mut changed = three();
    changed.remove(0);
    changed[0].details = "เผยแพร่คู่มือการให้บริการบนเวบไซต์ของเทศบาล".to_owned();
    changed[1].details = "ประชุมผู้นำชุมชนเพื่อรับฟังความคิดเห็น".to_owned();
    assert_eq!(keys(&import(&changed, &mut stored)), ["result-2", "result-4"]);
    let mut other_month = three();
    other_month.truncate(1);
    other_month[0].period = Period::parse("2566-09").unwrap();
    assert_eq!(keys(&import(&other_month, &mut stored)), ["result-5"]);
    let mut other_step = three();
    other_step.truncate(1);
    other_step[0].answers = Answers::Unplanned;
    assert_eq!(keys(&import(&other_step, &mut stored)), ["result-6"]);
}

#[test]
fn of_equally_similar_entries_the_other_texts_decide() {
    let with_output = |output: &str| ImplementationResult {
        output: Some(output.to_owned()),
        ..result("ประชุมคณะทำงาน", "2566-01", "step-1")
    };
    let mut stored = Vec::new();
    import(
        &[with_output("รายงาน 1 ฉบับ"), with_output("คู่มือประชาชน 40 เล่ม")],
        &mut stored,
    );
    assert_eq!(
        keys(&import(&[with_output("คู่มือประชาชน 45 เล่ม")], &mut stored)),
        ["result-2"]
    );
}

#[test]
fn a_stated_key_decides_whatever_the_entry_says_and_no_key_is_given_twice() {
    let mut stored = Vec::new();
    import(&three(), &mut stored);
    let mut entries = unkeyed(&three());
    // The key of the first, with the content of the third; then the third without a key.
    entries[0] = Incoming {
        key: Some("result-1".to_owned()),
        likeness: entries[2].likeness.clone(),
    };
    entries[1].key = Some("result-4".to_owned());
    let matched = match_entries(&entries, &stored, LeftOver::IsNew, name);
    assert_eq!(keys(&matched), ["result-1", "result-4", "result-3"]);
    entries[2].likeness = of_result(&result("เรื่องอื่น", "2566-08", "step-2"));
    let matched = match_entries(&entries, &stored, LeftOver::IsNew, name);
    assert_eq!(keys(&matched), ["result-1", "result-4", "result-5"]);
}

#[test]
fn other_spellings_are_the_same_entry() {
    let mut stored = Vec::new();
    import(&[result("ดำเนินการ ปี ๒๕๖๖", "2566-01", "step-1")], &mut stored);
    let spelt = result("ด\u{0E4D}\u{0E32}เนินการ  ปี 2566", "2566-01", "step-1");
    assert_eq!(import(&[spelt], &mut stored)[0].stored, Some(0));
}

fn step(key: &str, text: &str) -> Step {
    Step {
        key: key.to_owned(),
        text: text.to_owned(),
        cadence: None,
        due_on: None,
    }
}

#[test]
fn steps_keep_their_keys_wherever_they_stand() {
    let stored = [
        step("step-1", "สำรวจ"),
        step("step-2", "ประชุม"),
        step("step-3", "รายงานผล"),
    ];
    let placed = |texts: &[&str]| {
        let mut steps: Vec<Step> = (1..)
            .zip(texts)
            .map(|(number, text)| step(&format!("step-{number}"), text))
            .collect();
        let (map, _) = match_steps(&mut steps, &vec![false; texts.len()], &stored);
        let keys: Vec<String> = steps.into_iter().map(|step| step.key).collect();
        for (number, key) in (1..).zip(&keys) {
            assert_eq!(map.stored(&format!("step-{number}")), key);
        }
        keys
    };
    assert_eq!(placed(&["ประชุม", "รายงานผล"]), ["step-2", "step-3"]);
    assert_eq!(placed(&["รายงานผล", "สำรวจ", "ประชุม"]), ["step-3", "step-1", "step-2"]);
    assert_eq!(
        placed(&["สำรวจ", "เชิญชุมชน", "รายงานผล"]),
        ["step-1", "step-4", "step-3"]
    );
    assert_eq!(placed(&["เชิญชุมชน", "ประชุม"]), ["step-4", "step-2"]);
    assert_eq!(
        placed(&["สำรวจ", "เชิญชุมชน", "ประชุม", "รายงานผล"]),
        ["step-1", "step-4", "step-2", "step-3"]
    );
}

/// To compare every pair letter by letter takes 2 · 10¹¹ steps. The test runner ends a test after two minutes
/// (`.config/nextest.toml`).
#[test]
fn many_similar_entries_take_no_long_time() {
    let many: Vec<ImplementationResult> = (0..500)
        .map(|number| result(&format!("{}{number}", "ก".repeat(900)), "2566-01", "step-1"))
        .collect();
    let mut stored = Vec::new();
    import(&many, &mut stored);
    let changed: Vec<ImplementationResult> = (0..500)
        .map(|number| result(&format!("{}ข{number}", "ก".repeat(900)), "2566-01", "step-1"))
        .collect();
    let matched = import(&changed, &mut stored);
    assert!(matched.iter().all(|one| one.stored.is_some()));
    assert_eq!(stored.len(), 500);
}

fn some_results() -> impl Strategy<Value = Vec<ImplementationResult>> {
    let word = prop::sample::select(vec![
        "อบรม",
        "อบรม ",
        "ประชุมครั้งที่ 1",
        "ประชุมครั้งที่ 2",
        "a",
        "A",
        "รายงานผล",
    ]);
    let one = (word, 1..3_u8, 1..3_u8)
        .prop_map(|(word, month, step)| result(word, &format!("2566-0{month}"), &format!("step-{step}")));
    prop::collection::vec(one, 0..12)
}

proptest! {
    #[test]
    fn the_same_entries_in_any_order_are_the_stored_ones(
        (first, shuffled) in some_results().prop_flat_map(|some| (Just(some.clone()), Just(some).prop_shuffle())),
        before in some_results(),
    ) {
        let mut stored = Vec::new();
        import(&before, &mut stored);
        import(&first, &mut stored);
        let known = stored.clone();
        let matched = import(&shuffled, &mut stored);
        prop_assert_eq!(stored.len(), known.len());
        for (one, entry) in matched.iter().zip(unkeyed(&shuffled)) {
            let at = one.stored.expect("nothing is new");
            prop_assert_eq!(&known[at].key, &one.key);
            prop_assert_eq!(&known[at].likeness, &entry.likeness);
        }
    }

    #[test]
    fn no_two_entries_are_matched_with_one(
        before in some_results(), now in some_results(), stated in prop::collection::vec(any::<bool>(), 12),
    ) {
        let mut stored = Vec::new();
        import(&before, &mut stored);
        let mut entries = unkeyed(&now);
        for ((number, entry), stated) in (1..).zip(&mut entries).zip(stated) {
            // Some of the even numbers are stored.
            entry.key = stated.then(|| name(number * 2));
        }
        for left_over in [LeftOver::IsNew, LeftOver::IsOnlyOneOfGroup] {
            let matched = match_entries(&entries, &stored, left_over, name);
            let distinct: std::collections::HashSet<&str> = keys(&matched).into_iter().collect();
            prop_assert_eq!(distinct.len(), entries.len());
            for (one, entry) in matched.iter().zip(&entries) {
                prop_assert_eq!(one.stored.is_some(), stored.iter().any(|known| known.key == one.key));
                prop_assert!(entry.key.as_ref().is_none_or(|key| *key == one.key));
            }
        }
    }
}
