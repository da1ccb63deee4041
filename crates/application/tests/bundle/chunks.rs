//! Bundles that are so large that they are written in several chunks. Each has a measure that is larger than a chunk.

use prongsai_application::bundle::Change;
use prongsai_bundle::Bundle;
use prongsai_bundle::wire::{ResultPart, StepPart};

use crate::support::{Desk, fixture, names, violations};

/// The number of results of the first measure. With 9 KB each, they are in three chunks.
const RESULTS: usize = 300;

fn large() -> Bundle {
    let mut bundle = fixture("bundle-good");
    let results = &mut bundle.measures[0].results;
    let one = results[0].clone();
    results.extend((results.len()..RESULTS).map(|index| ResultPart {
        key: Some(format!("r-{index}")),
        details: "ก".repeat(3_000),
        step: Some("quarter-update".to_owned()),
        ..one.clone()
    }));
    bundle
}

#[tokio::test]
async fn only_what_differs_is_changed_in_every_chunk() {
    let desk = Desk::open().await;
    let mut bundle = large();
    let first = desk.import(&desk.admin, &bundle).await.unwrap();
    let of_first = |change: &&Change| change.pointer.starts_with("/measures/0/results/");
    let pointers: Vec<&str> = first
        .created
        .iter()
        .filter(of_first)
        .map(|change| change.pointer.as_str())
        .collect();
    let expected: Vec<String> = (0..RESULTS)
        .map(|index| format!("/measures/0/results/{index}"))
        .collect();
    assert_eq!(pointers, expected, "each once, in the order of the bundle");
    let content = desk.content().await;

    let again = desk.import(&desk.admin, &bundle).await.unwrap();
    assert!(again.created.is_empty() && again.updated.is_empty(), "{again:#?}");
    let divisions = names(&first.created)
        .iter()
        .filter(|name| name.starts_with("division "))
        .count();
    assert_eq!(
        again.unchanged.len(),
        first.created.len() - divisions,
        "a division is listed only when it is added"
    );
    assert_eq!(desk.content().await, content);

    let results = &mut bundle.measures[0].results;
    for index in [0, 150, RESULTS - 1] {
        results[index].remarks = Some("แก้ไข".to_owned());
    }
    bundle.announcements[1].subject.push_str(" แก้ไข");
    let changed = desk.import(&desk.admin, &bundle).await.unwrap();
    assert!(changed.created.is_empty(), "{changed:#?}");
    assert_eq!(
        names(&changed.updated),
        [
            "result plan-online",
            "result r-150",
            "result r-299",
            "announcement no-gift-2567"
        ]
    );
}

#[tokio::test]
async fn what_is_refused_in_one_chunk_undoes_the_others() {
    let desk = Desk::open().await;
    desk.imported(&large()).await;
    let before = desk.database.fingerprint(&[]).await;
    let mut bundle = large();
    // The last result stays stored, because an import deletes nothing, and it answers a step that the bundle drops.
    bundle.measures[0].results.pop();
    bundle.measures[0].steps.truncate(1);
    for result in &mut bundle.measures[0].results {
        result.step = Some("publish-plan".to_owned());
    }
    bundle.measures[0]
        .steps
        .push(StepPart::Plain("ชี้แจงในที่ประชุม".to_owned()));

    let found = violations(desk.import(&desk.admin, &bundle).await);

    assert_eq!(
        found.len(),
        1,
        "the results that the bundle changes are no reason: {found:#?}"
    );
    assert_eq!(
        (found[0].pointer.as_str(), found[0].code.as_str()),
        ("/measures/0/steps", "step-has-results")
    );
    assert!(found[0].message_en.contains("r-299"), "{found:#?}");
    assert_eq!(desk.database.fingerprint(&[]).await, before);
}
