//! Drafts are invisible to the public: canary words are put into everything that is not public, and every byte of every
//! anonymous answer is searched for them.

use prongsai_test_support::{Answer, Client, Document, TestApp, assert_problem, sample};
use serde_json::{Value, json};

use crate::contract::Contract;

/// Words that occur nowhere else, so that each occurrence is one of what is not public.
const CANARIES: [&str; 8] = [
    "ขมิ้นเหลืองชื่อ",
    "ขมิ้นเหลืองแนวทาง",
    "ขมิ้นเหลืองขั้นตอน",
    "ขมิ้นเหลืองผล",
    "ขมิ้นเหลืองเหตุ",
    "canary-key",
    "canary.example.go.th",
    "ขมิ้นเหลืองบทวิเคราะห์",
];

/// What must not be visible: the canary words and the ids of documents that are not public.
struct Secrets(Vec<String>);

impl Secrets {
    fn of(documents: &[&Document]) -> Self {
        let ids = documents.iter().map(|document| document.id.clone());
        Self(CANARIES.into_iter().map(str::to_owned).chain(ids).collect())
    }

    #[track_caller]
    fn assert_absent(&self, answer: &Answer) {
        let everything = answer.everything();
        for secret in &self.0 {
            // The requested path contains the id itself, and only `instance` repeats it.
            let echoed = answer.request_line.matches(secret.as_str()).count();
            let found = everything.matches(secret.as_str()).count();
            assert!(
                found <= echoed,
                "{secret} shows in {}: {everything}",
                answer.request_line
            );
        }
    }
}

fn measure(organization_id: &str) -> Value {
    let own = json!({
        "key": "canary-key", "title": "ขมิ้นเหลืองชื่อ", "guideline": "ขมิ้นเหลืองแนวทาง", "target": "ขมิ้นเหลืองแนวทาง",
        "steps": [{ "text": "ขมิ้นเหลืองขั้นตอน" }],
    });
    sample::with(sample::measure(organization_id), &own)
}

/// Every anonymous address. Its names are in turn the id of each hidden document, the id of the organization and the
/// code of the province.
async fn anonymous_paths(app: &TestApp, hidden: &[&Document]) -> Vec<String> {
    let mut paths: Vec<String> = [
        "/",
        "/docs",
        "/docs/",
        "/metrics",
        "/.well-known/security.txt",
        "/health/live",
        "/health/ready",
        "/api/openapi.json",
        "/nowhere",
        "/problems/stale",
    ]
    .map(str::to_owned)
    .to_vec();
    for operation in Contract::of(app).await.operations() {
        if !operation.path.starts_with("/public/") {
            continue;
        }
        if !operation.path.contains('{') {
            let queries = [
                "",
                "?limit=1",
                "?fiscal_year=2566",
                "?province_code=47",
                "?indicator=i7",
            ];
            paths.extend(queries.map(|query| format!("{}{query}", operation.path)));
            paths.push(format!("{}?organization_id={}", operation.path, app.ours.id));
            continue;
        }
        let ids = hidden
            .iter()
            .map(|document| document.id.as_str())
            .chain([app.ours.id.as_str(), app.ours.province_code.as_str()]);
        for id in ids {
            paths.push(filled(&operation.path, |_| id));
        }
        // The renditions and pages of whole years.
        paths.push(filled(&operation.path, |name| {
            if name == "fiscal_year" { "2566" } else { &app.ours.id }
        }));
    }
    paths
}

/// Replaces every name in a path by its value. Text after a name, such as an extension, stays.
fn filled<'a>(path: &str, value: impl Fn(&str) -> &'a str) -> String {
    let parts = path.split('/').map(
        |part| match part.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            Some((name, extension)) => format!("{}{extension}", value(name)),
            None => part.to_owned(),
        },
    );
    parts.collect::<Vec<_>>().join("/")
}

async fn search(app: &TestApp, hidden: &[&Document]) {
    let secrets = Secrets::of(hidden);
    let anyone = app.anonymous();
    let paths = anonymous_paths(app, hidden).await;
    assert!(paths.len() > 30, "{}", paths.len());
    for path in &paths {
        secrets.assert_absent(&anyone.get(path).await);
    }
    for document in hidden {
        let answer = anyone.get(&document.public_path()).await;
        assert_problem(&answer, 404, "not-found");
        assert_problem(&anyone.get(&document.path()).await, 401, "missing-token");
        let known = anyone.get(&document.public_path()).header("if-none-match", "*").await;
        assert_problem(&known, 404, "not-found");
    }
    indistinguishable_from_nothing(&anyone, hidden).await;
}

/// The id of a draft is answered like an unknown id.
async fn indistinguishable_from_nothing(anyone: &Client, hidden: &[&Document]) {
    for document in hidden {
        let real = anyone.get(&document.public_path()).await;
        let made_up = format!("/public/v1/{}/00000000-0000-7000-8000-000000000000", document.plural);
        let unreal = anyone.get(&made_up).await;
        let facts = |answer: &Answer| {
            let mut body = answer.json();
            (body["instance"], body["request_id"]) = (Value::Null, Value::Null);
            let mut names: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
            names.sort();
            (answer.status, body, names)
        };
        assert_eq!(facts(&real), facts(&unreal));
    }
}

#[tokio::test]
async fn a_measure_that_was_never_published_is_never_public() {
    let app = TestApp::start().await;
    let (drafter, approver, publisher) = (app.drafter().await, app.approver().await, app.publisher().await);
    let secret = json!({ "recommendations": "ขมิ้นเหลืองบทวิเคราะห์" });
    app.analysis(&drafter, &secret).await;
    let mut measure = Document::draft(&drafter, "measures", &measure(&app.ours.id)).await;
    let result = sample::with(
        sample::result(),
        &json!({
            "details": "ขมิ้นเหลืองผล", "evidence": [{ "url": "https://canary.example.go.th/x" }],
        }),
    );
    drafter
        .post(&format!("{}/results", measure.path()))
        .json(&result)
        .await
        .is(201);
    measure.refresh(&drafter).await;
    search(&app, &[&measure]).await;

    measure.step(&drafter, "submit", &json!({})).await;
    search(&app, &[&measure]).await;
    measure
        .step(&approver, "return", &json!({ "reason": "ขมิ้นเหลืองเหตุ" }))
        .await;
    search(&app, &[&measure]).await;
    measure.steps(&[(&drafter, "submit"), (&approver, "approve")]).await;
    search(&app, &[&measure]).await;
    measure
        .step(&publisher, "withdraw", &json!({ "reason": "ขมิ้นเหลืองเหตุ" }))
        .await;
    search(&app, &[&measure]).await;
}

#[tokio::test]
async fn announcements_and_reports_in_work_show_nowhere() {
    let app = TestApp::start().await;
    let (drafter, approver) = (app.drafter().await, app.approver().await);
    let invitation = sample::with(
        sample::invitation(&app.ours.id, "EIT"),
        &json!({ "subject": "ขมิ้นเหลืองชื่อ", "key": "canary-key" }),
    );
    let mut invitation = Document::draft(&drafter, "announcements", &invitation).await;
    let mut report = app
        .report(&json!({ "title": "ขมิ้นเหลืองชื่อ", "preface": "ขมิ้นเหลืองแนวทาง" }))
        .await;
    search(&app, &[&invitation, &report]).await;
    let mut measure = Document::draft(&drafter, "measures", &measure(&app.ours.id)).await;
    measure.step(&drafter, "submit", &json!({})).await;
    for document in [&mut invitation, &mut report] {
        document.steps(&[(&drafter, "submit"), (&approver, "approve")]).await;
    }
    search(&app, &[&invitation, &report, &measure]).await;
}

/// Published content may be visible; its correction in work may not.
#[tokio::test]
async fn a_correction_in_work_is_hidden_and_the_live_edition_is_shown() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut live = app.published_measure(&json!({ "title": "ฉบับที่ประชาชนอ่าน" })).await;
    live.step(&drafter, "revise", &json!({})).await;
    live.patch(
        &drafter,
        &json!({ "title": "ขมิ้นเหลืองชื่อ", "guideline": "ขมิ้นเหลืองแนวทาง" }),
    )
    .await;
    live.step(&drafter, "submit", &json!({})).await;
    let secrets = Secrets::of(&[]);
    for path in anonymous_paths(&app, &[&live]).await {
        secrets.assert_absent(&app.anonymous().get(&path).await);
    }
    assert_eq!(
        app.anonymous().get(&live.public_path()).await.is(200).json()["title"],
        "ฉบับที่ประชาชนอ่าน"
    );
}

/// The people who work on a document are not public: login names, ids and reasons of returns stay internal.
#[tokio::test]
async fn public_answers_name_no_user() {
    let app = TestApp::start().await;
    let (drafter, approver, publisher) = (app.drafter().await, app.approver().await, app.publisher().await);
    let mut measure = app.measure(&json!({})).await;
    measure.step(&drafter, "submit", &json!({})).await;
    measure
        .step(&approver, "return", &json!({ "reason": "ขมิ้นเหลืองเหตุ" }))
        .await;
    measure
        .steps(&[(&drafter, "submit"), (&approver, "approve"), (&publisher, "publish")])
        .await;
    let shown = app.anonymous().get(&measure.public_path()).await.is(200).everything();
    let list = app.anonymous().get("/public/v1/measures").await.is(200).everything();
    for person in [drafter, approver, publisher] {
        let me = person.get("/api/v1/me").await.is(200).json();
        for secret in [me["id"].as_str().unwrap(), me["username"].as_str().unwrap(), "ขมิ้นเหลือง"]
        {
            assert!(!shown.contains(secret) && !list.contains(secret), "{secret}: {shown}");
        }
    }
}
