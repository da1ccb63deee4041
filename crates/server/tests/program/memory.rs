//! The memory of the server while it receives and imports the largest bundles.

use std::fs;

use prongsai_test_support::{Answer, Client, assert_problem, read_answer, sample};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::demo::{Demo, Home};

/// The size of the largest bundle, less a little, in bytes.
const LARGE: usize = 31 * 1024 * 1024;
/// How far an import may raise the memory of the server above its memory before, in KiB: 150 MiB.
const RAISED_MAX: u64 = 150 * 1024;
/// How far a refused body may raise it, in KiB: 16 MiB.
const REFUSED_MAX: u64 = 16 * 1024;

/// The largest number of measures of a bundle; docs/bundle.md has it.
const MEASURES_MAX: usize = 300;

const NAME: &str = "เทศบาลตำบลดอนฟ้าใส";

/// A value of the status of the process, in KiB: `VmRSS` is its memory now, `VmHWM` the highest since the last reset.
fn memory(demo: &Demo<'_>, name: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", demo.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    line.trim_matches([':', ' ', '\t', 'k', 'B']).parse().unwrap()
}

/// How far something raises the memory of the server, in KiB.
async fn raised_by<T>(demo: &Demo<'_>, something: impl Future<Output = T>) -> (T, u64) {
    // "5" resets `VmHWM`; see proc(5).
    fs::write(format!("/proc/{}/clear_refs", demo.id()), "5").unwrap();
    let before = memory(demo, "VmRSS");
    let outcome = something.await;
    (outcome, memory(demo, "VmHWM").saturating_sub(before))
}

/// The first person of the demo with a role.
async fn person(demo: &Demo<'_>, home: &Home, role: &str) -> Client {
    let credentials = home.credentials();
    let logins = credentials["users"].as_array().unwrap();
    demo.log_in(logins.iter().find(|login| login["role"] == role).unwrap())
        .await
}

/// Imports a small bundle, and returns the path for further imports of the same organization.
async fn path_of_imports(admin: &Client) -> String {
    let first = admin.post("/api/v1/imports").json(&sample::bundle(NAME)).await;
    let organization = first.is(201).json()["organization_id"].clone();
    format!("/api/v1/imports?organization_id={}", organization.as_str().unwrap())
}

/// A large bundle: one result as often as a measure may have results, and as many such measures as fit.
fn large(result: &Value) -> Value {
    let mut bundle = sample::bundle(NAME);
    let mut measure = bundle["measures"][0].clone();
    measure["results"] = json!(vec![result; 500]);
    let size = serde_json::to_vec(&measure).unwrap().len();
    let measures = (0..LARGE / size).take(MEASURES_MAX).map(|index| {
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
    let admin = person(&demo, &home, "platform_admin").await;
    let path = path_of_imports(&admin).await;
    let long = "ดำเนินการจัดประชุม ".repeat(150);
    let large = large(&json!({ "details": long, "period": "2566-03", "remarks": "กข (ค" }));
    let import = || async { admin.post(&path).json(&large).key("large").await.is(201).json() };

    let (answer, raised) = raised_by(&demo, import()).await;

    let results = large["measures"].as_array().unwrap().len() * 500;
    assert!(answer["created"].as_array().unwrap().len() >= results);
    assert!(answer["doubts"].as_array().unwrap().len() >= 2 * results);
    assert!(raised < RAISED_MAX, "{raised} KiB");
    // The answer that is kept is as large.
    let (again, raised) = raised_by(&demo, import()).await;
    assert_eq!(again, answer);
    assert!(raised < RAISED_MAX, "{raised} KiB, for the kept answer");
}

/// The results have no keys, and all of them change: each is compared with those around it.
#[tokio::test]
async fn a_change_of_all_results_of_the_largest_size_needs_little_memory() {
    let home = Home::new().await;
    let demo = home.start().await;
    let admin = person(&demo, &home, "platform_admin").await;
    let path = path_of_imports(&admin).await;
    let long = "ดำเนินการจัดประชุม ".repeat(150);
    let large = |remarks: &str| large(&json!({ "details": long, "period": "2566-03", "remarks": remarks }));
    admin.post(&path).json(&large("กข")).await.is(201);
    let changed = large("คง");

    let (answer, raised) = raised_by(&demo, async { admin.post(&path).json(&changed).await.is(201).json() }).await;

    let results = changed["measures"].as_array().unwrap().len() * 500;
    assert_eq!(answer["created"].as_array().unwrap().len(), 0);
    assert_eq!(answer["changes"].as_array().unwrap().len(), results);
    assert!(raised < RAISED_MAX, "{raised} KiB");
}

/// A text that is repeated until it fills a bundle, with commas between.
fn filled(with: &str) -> String {
    vec![with; LARGE / (with.len() + 1)].join(",")
}

/// The sample, with the text of `field` replaced. The field is written as a marker first: the texts are too large for
/// values in memory.
fn with_text(field: &str, text: &str) -> String {
    let mut bundle = sample::bundle(NAME);
    bundle["analysis"]["scores"] = json!({});
    *bundle.pointer_mut(field).unwrap() = json!("MARKER");
    bundle.to_string().replacen("\"MARKER\"", text, 1)
}

/// A bundle whose mistakes have the same suggestion: a key that is as long as a text may be.
fn long_suggestions() -> String {
    let mut bundle = sample::bundle(NAME);
    bundle["analysis"]["findings"][0]["key"] = json!("k".repeat(900_000));
    bundle["measures"][0]["findings"] = json!((0..10).map(|index| format!("x{index}")).collect::<Vec<String>>());
    let measure = bundle["measures"][0].clone();
    let measures =
        (0..MEASURES_MAX).map(|index| sample::with(measure.clone(), &json!({ "key": format!("m-{index}") })));
    bundle["measures"] = measures.collect();
    bundle.to_string()
}

/// Bundles whose values need many times the memory of their text, with the code of the refusal.
fn with_too_many_values() -> Vec<(String, &'static str)> {
    let list = |with: &str| format!("[{}]", filled(with));
    let mut measure = sample::bundle(NAME)["measures"][0].clone();
    measure["results"] = json!([]);
    // A score takes 12 bytes: seven digits in quotes, a colon, a digit and a comma.
    let scores: Vec<String> = (0..LARGE / 12).map(|index| format!("\"{index:07}\":1")).collect();
    let scores = format!("{{\"indicators\":{{{}}}}}", scores.join(","));
    let fields = [
        ("/measures/0/steps", list("\"\"")),
        ("/measures/0/results", list(r#"{"details":"","period":""}"#)),
        ("/measures", list(&measure.to_string())),
        ("/organization/divisions", list("\"\"")),
        ("/analysis/scores", scores),
    ];
    fields.map(|(field, text)| (with_text(field, &text), "too-many")).into()
}

/// Bundles with texts and names that are copied when they are checked.
fn with_long_texts() -> Vec<(String, &'static str)> {
    let list = |with: &str| format!("[{}]", filled(with));
    let (long, name) = ("ก".repeat(900_000), "k".repeat(LARGE));
    let period = list(&format!(r#"{{"details":"ก","period":"{long}"}}"#));
    let score = format!(r#"{{"indicators":{{"{name}":1}}}}"#);
    let fields = [
        ("/measures/0/title", format!("\"{}\"", filled("ก")), "text-too-long"),
        ("/measures/0/steps", list(&format!("\"{long}\"")), "text-too-long"),
        ("/measures/0/results", period, "not-a-period"),
        ("/analysis/scores", score, "text-too-long"),
        ("/measures/0/steps", format!(r#"[{{"{name}":1}}]"#), "text-too-long"),
    ];
    fields.map(|(field, text, code)| (with_text(field, &text), code)).into()
}

/// Bundles that nobody could have written.
#[tokio::test]
async fn a_refused_bundle_of_the_largest_size_needs_little_memory() {
    let home = Home::new().await;
    let demo = home.start().await;
    let admin = person(&demo, &home, "platform_admin").await;
    let path = path_of_imports(&admin).await;
    let wrong = json!({ "details": "", "period": "x", "step": "?", "evidence": [{ "url": "x" }, { "url": "y" }] });
    let mut bundles = with_too_many_values();
    bundles.extend(with_long_texts());
    bundles.extend([long_suggestions(), large(&wrong).to_string()].map(|bundle| (bundle, "further-errors")));
    for (bundle, code) in bundles {
        let (answer, raised) =
            raised_by(&demo, async { admin.post(&path).raw("application/json", bundle).await }).await;
        let refused: Answer = answer.is(422);
        let problem = assert_problem(&refused, 422, "invalid-input");
        let errors = problem.document["errors"].as_array().unwrap();
        assert_eq!(errors.last().unwrap()["code"], code, "{:?}", errors.last());
        assert!(refused.text().len() < 1024 * 1024);
        println!("{code}: {raised} KiB");
        assert!(raised < RAISED_MAX, "{raised} KiB, {code}");
    }
}

/// Sends an import of the largest size to the end, and returns the status of the answer.
async fn sent_to_the_end(home: &Home, client: &Client, query: &str) -> u16 {
    let address = home.url().trim_start_matches("http://").to_owned();
    let stream = TcpStream::connect(&address).await.unwrap();
    let (mut answer, mut request) = stream.into_split();
    let token = client
        .token
        .as_deref()
        .map(|token| format!("Authorization: Bearer {token}\r\n"));
    let head = format!(
        "POST /api/v1/imports{query} HTTP/1.1\r\nHost: {address}\r\n{}Content-Type: application/json\r\n\
         Content-Length: {LARGE}\r\nConnection: close\r\n\r\n",
        token.unwrap_or_default()
    );
    let sending = tokio::spawn(async move {
        let mut sent = request.write_all(head.as_bytes()).await;
        let part = vec![b' '; 65_536];
        for _ in 0..LARGE / part.len() {
            // The server closes a connection whose body it does not read.
            if sent.is_ok() {
                sent = request.write_all(&part).await;
            }
        }
        // The connection stays open until the answer is there: a client that closes its side has gone away.
        request
    });
    let (status, _) = read_answer(&mut answer).await;
    let _ended = sending.await.unwrap();
    status
}

#[tokio::test]
async fn a_body_from_somebody_without_the_right_needs_no_memory() {
    let home = Home::new().await;
    let demo = home.start().await;
    let admin = person(&demo, &home, "platform_admin").await;
    let path = path_of_imports(&admin).await;
    let (_, id) = path.split_once('=').unwrap();
    let theirs = format!("?organization_id={id}");
    let (anonymous, auditor) = (demo.anonymous(), person(&demo, &home, "auditor").await);
    let drafter = person(&demo, &home, "drafter").await;
    for (client, query, status) in [
        (&anonymous, theirs.as_str(), 401),
        (&auditor, "", 403),
        (&drafter, theirs.as_str(), 404),
        (&drafter, "", 413),
    ] {
        let four = || async {
            tokio::join!(
                sent_to_the_end(&home, client, query),
                sent_to_the_end(&home, client, query),
                sent_to_the_end(&home, client, query),
                sent_to_the_end(&home, client, query)
            )
        };
        let (answers, raised) = raised_by(&demo, four()).await;
        println!("{status}: {raised} KiB");
        assert_eq!(answers, (status, status, status, status));
        assert!(raised < REFUSED_MAX, "{raised} KiB, {status}");
    }
}
