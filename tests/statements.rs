//! The number of SQL statements of a request: it is small, and does not depend on the number of things in the request.

use prongsai_test_support::{Client, Document, TestApp, count_statements, sample, statements_of};
use serde_json::{Value, json};

/// A year with this number of measures, and of results of each.
fn year(app: &TestApp, fiscal_year: u32, measures: usize, results: usize) -> Value {
    let mut bundle = sample::bundle(&app.ours.name_th);
    bundle["fiscal_year"] = json!(fiscal_year);
    bundle["analysis"]["assessed_fiscal_year"] = json!(fiscal_year - 1);
    bundle["announcements"] = json!([]);
    let pattern = bundle["measures"][0].clone();
    let measure = |number: usize| {
        let mut measure = pattern.clone();
        measure["key"] = json!(format!("measure-{number}"));
        let one = |of: usize| sample::with(pattern["results"][0].clone(), &json!({ "key": format!("result-{of}") }));
        measure["results"] = (0..results).map(one).collect();
        measure
    };
    bundle["measures"] = (0..measures).map(measure).collect();
    bundle
}

/// The same year with other texts in every measure and every result.
fn changed(mut bundle: Value) -> Value {
    for measure in bundle["measures"].as_array_mut().unwrap() {
        measure["monitoring"] = json!("รายงานทุกเดือน");
        for result in measure["results"].as_array_mut().unwrap() {
            result["output"] = json!("มีช่องทางเพิ่ม 3 ช่องทาง");
        }
    }
    bundle
}

struct Staff {
    drafter: Client,
    approver: Client,
    publisher: Client,
}

/// The number of statements for each of these: an import, the same import again, an import that changes everything,
/// three bulk steps, the submission, the approval and the publication of the report, and an import that corrects
/// everything.
async fn counts(app: &TestApp, staff: &Staff, bundle: Value) -> Vec<(&'static str, usize)> {
    let fiscal_year = bundle["fiscal_year"].clone();
    let mut counts = Vec::new();
    let import = async |bundle: &Value| {
        statements_of(async { staff.drafter.post("/api/v1/imports").json(bundle).await.is(201).json() }).await
    };
    let (count, imported) = import(&bundle).await;
    counts.push(("import", count));
    counts.push(("import the same", import(&bundle).await.0));
    counts.push(("import changes", import(&changed(bundle.clone())).await.0));
    let year = format!(
        "/api/v1/organizations/{}/fiscal-years/{fiscal_year}/measures",
        app.ours.id
    );
    for (client, step) in [
        (&staff.drafter, "submit"),
        (&staff.approver, "approve"),
        (&staff.publisher, "publish"),
    ] {
        let path = format!("{year}/{step}");
        let all = client.all_measures(&app.ours.id, &fiscal_year).await;
        let (count, _) = statements_of(async { client.post(&path).json(&all).await.is(200) }).await;
        counts.push((step, count));
    }
    let created = imported["created"].as_array().unwrap();
    let report = created.iter().find(|one| one["kind"] == "report").unwrap();
    let id = report["id"].as_str().unwrap();
    let report = format!("/api/v1/reports/{id}");
    for (client, step, name) in [
        (&staff.drafter, "submit", "freeze"),
        (&staff.approver, "approve", "approve the report"),
        (&staff.publisher, "publish", "publish the report"),
    ] {
        let path = format!("{report}/{step}");
        let found = Document::find(client, "reports", id).await;
        // The report has no evidence.
        let body = match step {
            "approve" => json!({ "acknowledged": found.acknowledgements(client).await }),
            _ => json!({}),
        };
        let (count, _) =
            statements_of(async { client.post(&path).if_match(&found.etag).json(&body).await.is(200) }).await;
        counts.push((name, count));
    }
    counts.push(("import corrections", import(&bundle).await.0));
    counts
}

#[tokio::test]
async fn imports_bulk_steps_and_freezing_take_a_constant_number_of_statements() {
    count_statements();
    let app = TestApp::start().await;
    let staff = Staff {
        drafter: app.drafter().await,
        approver: app.approver().await,
        publisher: app.publisher().await,
    };
    // Opens the connections and fills the caches.
    counts(&app, &staff, year(&app, 2566, 1, 1)).await;
    counts(&app, &staff, year(&app, 2563, 1, 1)).await;
    let few = counts(&app, &staff, year(&app, 2565, 2, 1)).await;
    let many = counts(&app, &staff, year(&app, 2564, 40, 10)).await;
    assert_eq!(few, many);
    let most = few.iter().max_by_key(|(_, count)| *count).unwrap();
    assert!(most.1 <= 40, "{few:?}");
}

#[tokio::test]
async fn a_document_is_drafted_in_one_statement() {
    count_statements();
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let measure = sample::measure(&app.ours.id);
    let (measures, announcements) = ("/api/v1/measures", "/api/v1/announcements");
    let in_division = sample::with(measure.clone(), &json!({ "division_id": app.ours.division_id }));
    let draft = async |path: &str, body: &Value| {
        statements_of(async { drafter.post(path).json(body).await.is(201) })
            .await
            .0
    };
    // Opens the connections and fills the caches.
    draft(measures, &measure).await;
    // The caller, then everything else.
    assert_eq!(draft(measures, &measure).await, 2);
    // The caller, the division with its name, everything else.
    assert_eq!(draft(measures, &in_division).await, 3);
    // The caller, the organization with its name, everything else.
    let announcement = sample::announcement(&app.ours.id);
    assert_eq!(draft(announcements, &announcement).await, 3);
    // A key may be taken by another request, so the caller is read once more, in a transaction. The organization and the
    // catalogue are read before it.
    let named = sample::with(measure.clone(), &json!({ "key": "a-key" }));
    assert_eq!(draft(measures, &named).await, 8);
    // The transaction claims the idempotency key with two statements, and stores the answer with one.
    let keep = async { drafter.post(measures).json(&measure).key("a-key").await.is(201) };
    assert_eq!(statements_of(keep).await.0, 10);
}

/// The caller, and six for the year: the organization, its divisions, the analysis, the documents, the results, the activities.
#[tokio::test]
async fn an_examination_takes_a_constant_number_of_statements() {
    count_statements();
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    for (fiscal_year, measures, results) in [(2566, 1, 1), (2565, 20, 10)] {
        let bundle = year(&app, fiscal_year, measures, results);
        drafter.post("/api/v1/imports").json(&bundle).await.is(201);
    }
    let one = |fiscal_year: u32| format!("/api/v1/organizations/{}/doctor?fiscal_year={fiscal_year}", app.ours.id);
    let province = |limit: u32| format!("/api/v1/doctor?fiscal_year=2566&limit={limit}");
    let admin = app.admin();
    let examine = async |path: String| statements_of(async { admin.get(&path).await.is(200) }).await.0;
    // Opens the connections and fills the caches.
    examine(one(2566)).await;
    examine(one(2565)).await;
    assert_eq!((examine(one(2566)).await, examine(one(2565)).await), (7, 7));
    assert_eq!((examine(province(1)).await, examine(province(100)).await), (7, 7));
}
