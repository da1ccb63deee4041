//! The memory of the server while it imports the largest bundles.

use std::fs;

use prongsai_test_support::{Client, sample};
use serde_json::{Value, json};

use crate::demo::{Demo, Home};

/// The size of the largest bundle, less a little, in bytes.
const LARGE: usize = 31 * 1024 * 1024;
/// How far an import may raise the memory of the server above its memory before, in KiB: 150 MiB.
const RAISED_MAX: u64 = 150 * 1024;

/// A value of the status of the process, in KiB: `VmRSS` is its memory now, `VmHWM` the highest since the last reset.
fn memory(demo: &Demo<'_>, name: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", demo.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    line.trim_matches([':', ' ', '\t', 'k', 'B']).parse().unwrap()
}

/// Imports a bundle, and returns the answer and how far the memory was raised, in KiB.
async fn import(demo: &Demo<'_>, admin: &Client, organization: &str, bundle: &Value) -> (Value, u64) {
    fs::write(format!("/proc/{}/clear_refs", demo.id()), "5").unwrap();
    let before = memory(demo, "VmRSS");
    let path = format!("/api/v1/imports?organization_id={organization}");
    let answer = admin.post(&path).json(bundle).key("large").await.is(201).json();
    (answer, memory(demo, "VmHWM").saturating_sub(before))
}

/// A bundle of nearly the largest size, with as many results of nearly the same size as a measure may have, and as many
/// measures of them as fit.
fn large(name: &str, result: &Value) -> Value {
    let mut bundle = sample::bundle(name);
    let results = vec![result.clone(); 500];
    let size = serde_json::to_vec(&results).unwrap().len();
    let mut measure = bundle["measures"][0].clone();
    measure["results"] = json!(results);
    let measures = (0..LARGE / (size + 2_000)).take(300).map(|index| {
        let mut measure = measure.clone();
        measure["key"] = json!(format!("m-{index}"));
        measure
    });
    bundle["measures"] = measures.collect();
    bundle
}

/// The bound is for one import of these at a time, however the bundle is made up. Each result gets two doubts or more.
#[tokio::test]
async fn an_import_of_the_largest_size_needs_little_memory() {
    let home = Home::new().await;
    let demo = home.start().await;
    let credentials = home.credentials();
    let logins = credentials["users"].as_array().unwrap();
    let admin = logins.iter().find(|login| login["role"] == "platform_admin").unwrap();
    let admin = demo.log_in(admin).await;
    let name = "เทศบาลตำบลดอนฟ้าใส";
    let made = admin
        .post("/api/v1/imports")
        .json(&sample::bundle(name))
        .await
        .is(201)
        .json();
    let organization = made["organization_id"].as_str().unwrap();
    let long = "ดำเนินการจัดประชุม ".repeat(150);
    let large = large(
        name,
        &json!({ "details": long, "period": "2566-03", "remarks": "กข (ค" }),
    );

    let (answer, raised) = import(&demo, &admin, organization, &large).await;

    let results = large["measures"].as_array().unwrap().len() * 500;
    assert!(answer["created"].as_array().unwrap().len() >= results);
    assert!(answer["doubts"].as_array().unwrap().len() >= 2 * results);
    assert!(raised < RAISED_MAX, "{raised} KiB");
    // The answer that is kept is as large.
    let (again, raised) = import(&demo, &admin, organization, &large).await;
    assert_eq!(again, answer);
    assert!(raised < RAISED_MAX, "{raised} KiB, for the kept answer");
}
