//! An approval by an author is marked with its reason in every public answer that shows what it approved.

use std::io::Read as _;

use prongsai_test_support::{Answer, Client, Document, Role, TestApp, sample};
use serde_json::{Value, json};

use crate::renditions::{assert_says, code_of, of_year, text_of, words};

const MEASURE: &str = "มาตรการนี้มีผู้รับผิดชอบคนเดียว";
const REPORT: &str = "รายงานนี้มีผู้รับผิดชอบคนเดียว";
const INVITATION: &str = "ประกาศนี้มีผู้รับผิดชอบคนเดียว";
const COMPLAINTS: &str = "สถิตินี้มีผู้รับผิดชอบคนเดียว";

/// What one person wrote and approved, and another one published.
struct Year {
    measure: Document,
    report: Document,
    invitation: Document,
    complaints: Document,
}

impl Year {
    /// `is_report_overridden` says whether the author approves the report, too.
    async fn publish(app: &TestApp, is_report_overridden: bool) -> Self {
        let alone = app.somebody_with(&[Role::Drafter, Role::Approver]).await;
        app.switch_on("allows_four_eyes_override").await;
        let organization = &app.ours.id;
        app.analysis(&alone, &json!({})).await;
        let mut measure = Document::draft(&alone, "measures", &sample::measure(organization)).await;
        let results = format!("{}/results", measure.path());
        alone.post(&results).json(&sample::result()).await.is(201);
        measure.refresh(&alone).await;
        let mut report = Document::draft(&alone, "reports", &sample::report(organization)).await;
        let mut invitation = Document::draft(&alone, "announcements", &sample::invitation(organization, "EIT")).await;
        let statistics = sample::complaint_statistics(organization);
        let mut complaints = Document::draft(&alone, "complaint-statistics", &statistics).await;
        for (document, reason) in [
            (&mut measure, Some(MEASURE)),
            (&mut report, is_report_overridden.then_some(REPORT)),
            (&mut invitation, Some(INVITATION)),
            (&mut complaints, Some(COMPLAINTS)),
        ] {
            publish(app, &alone, document, reason).await;
        }
        Self {
            measure,
            report,
            invitation,
            complaints,
        }
    }
}

async fn publish(app: &TestApp, alone: &Client, document: &mut Document, reason: Option<&str>) {
    document.step(alone, "submit", &json!({})).await;
    match reason {
        Some(reason) => {
            document
                .step(alone, "approve", &json!({ "override_reason": reason }))
                .await
        }
        None => document.step(&app.approver().await, "approve", &json!({})).await,
    };
    document.step(&app.publisher().await, "publish", &json!({})).await;
}

/// The text of an answer in any format, without white space. A CSV is read below.
async fn words_of(answer: &Answer) -> String {
    let kind = answer.header("content-type").unwrap_or_default().to_owned();
    if kind.contains("pdf") {
        return text_of(answer).await;
    }
    if !kind.contains("officedocument") {
        return words(&answer.text());
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&answer.body)).unwrap();
    let mut text = String::new();
    archive
        .by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    words(&text)
}

/// The addresses of a document as files.
fn files(document: &Document) -> Vec<String> {
    let path = document.public_path();
    [".pdf", ".html", ".docx"]
        .map(|ending| format!("{path}{ending}"))
        .into()
}

#[tokio::test]
async fn every_public_form_names_the_reason() {
    let app = TestApp::start().await;
    let year = Year::publish(&app, true).await;
    let mut marked: Vec<(String, Vec<&str>)> = Vec::new();
    for (document, reasons) in [
        (&year.measure, vec![MEASURE]),
        (&year.report, vec![MEASURE, REPORT]),
        (&year.invitation, vec![INVITATION]),
        (&year.complaints, vec![COMPLAINTS]),
    ] {
        let path = document.public_path();
        let plural = path.rsplit_once('/').unwrap().0;
        let own = vec![*reasons.last().unwrap()];
        marked.push((plural.to_owned(), own.clone()));
        marked.extend(
            [path.clone(), format!("{path}/editions"), format!("{path}/editions/1")]
                .map(|path| (path, reasons.clone())),
        );
        marked.extend(files(document).into_iter().map(|path| (path, reasons.clone())));
        let code = code_of(&app, document, 1).await;
        marked.extend(["", ".html"].map(|ending| (format!("/public/v1/verify/{code}{ending}"), own.clone())));
    }
    for ending in ["pdf", "html", "docx"] {
        marked.push((
            of_year(&app, "public", &format!("plan.{ending}")),
            vec![MEASURE, REPORT],
        ));
        let all = vec![MEASURE, REPORT, INVITATION, COMPLAINTS];
        marked.push((of_year(&app, "public", &format!("yearbook.{ending}")), all));
    }
    let all = vec![MEASURE, REPORT, INVITATION, COMPLAINTS];
    for page in ["", "2566", "feed.atom"] {
        marked.push((format!("/public/{}/{page}", app.ours.id), all.clone()));
    }
    marked.push((
        format!("{}/poster.pdf", year.invitation.public_path()),
        vec![INVITATION],
    ));
    for (path, reasons) in marked {
        let answer = app.anonymous().get(&path).await.is(200);
        let text = words_of(&answer).await;
        for reason in reasons {
            assert!(text.contains(&words(reason)), "{path} does not name {reason}: {text}");
        }
    }
}

/// The cells of a column.
fn column(table: &Answer, name: &str) -> Vec<String> {
    let text = table.text();
    let mut reader = csv::ReaderBuilder::new().from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    let place = reader
        .headers()
        .unwrap()
        .iter()
        .position(|column| column == name)
        .unwrap();
    reader.records().map(|row| row.unwrap()[place].to_owned()).collect()
}

#[tokio::test]
async fn tables_have_columns_for_it() {
    let app = TestApp::start().await;
    let year = Year::publish(&app, true).await;
    let plan = of_year(&app, "public", "plan.csv");
    let results = of_year(&app, "public", "results.csv");
    let complaints = format!("{}.csv", year.complaints.public_path());
    for (path, name, reason) in [
        (&plan, "override_reason", MEASURE),
        (&results, "measure_override_reason", MEASURE),
        (&results, "report_override_reason", REPORT),
        (&complaints, "override_reason", COMPLAINTS),
    ] {
        let cells = column(&app.anonymous().get(path).await.is(200), name);
        assert!(
            !cells.is_empty() && cells.iter().all(|cell| cell == reason),
            "{path}: {cells:?}"
        );
    }
}

/// The reasons that a header names, each with what follows it.
fn in_header(answer: &Answer) -> Vec<(String, String)> {
    let Some(value) = answer.header("override-reason") else {
        return Vec::new();
    };
    let items = value.split(", ").map(|item| {
        let (text, measure) = item.strip_prefix("%\"").unwrap().split_once('"').unwrap();
        let url = format!("http://host/?reason={}", text.replace(' ', "%20"));
        let decoded = reqwest::Url::parse(&url).unwrap();
        let bytes = decoded.query_pairs().next().unwrap().1.into_owned();
        (bytes, measure.to_owned())
    });
    items.collect()
}

/// Another person approved the report. The measure in it still has its own mark.
#[tokio::test]
async fn a_report_marks_the_measures_that_it_shows() {
    let app = TestApp::start().await;
    let year = Year::publish(&app, false).await;
    let report = app.anonymous().get(&year.report.public_path()).await.is(200);
    let body = report.json();
    assert_eq!(body["override_reason"], Value::Null);
    assert_eq!(body["frozen_overrides"], json!({ &year.measure.id: MEASURE }));
    let measure = format!(";measure=\"{}\"", year.measure.id);
    assert_eq!(in_header(&report), [(MEASURE.to_owned(), measure)]);
    for path in files(&year.report) {
        let text = words_of(&app.anonymous().get(&path).await.is(200)).await;
        // Once in the table of measures and once in the table of results.
        let times = text.matches(&words(MEASURE)).count();
        assert_eq!(times, 2, "{path}: {text}");
        assert!(!text.contains(&words("เอกสารนี้ผู้จัดทำเป็นผู้อนุมัติเอง")), "{path}");
    }
    let plan = app.anonymous().get(&of_year(&app, "public", "plan.html")).await.is(200);
    assert!(!plan.text().contains("รายงานที่แสดงผลการวิเคราะห์นี้"));
    let etag = report.etag();
    let known = app
        .anonymous()
        .get(&year.report.public_path())
        .header("if-none-match", &etag)
        .await;
    assert_eq!(known.status, 304);
    let rewritten = "UPDATE publications SET frozen_overrides = NULL";
    assert_eq!(app.database.execute(rewritten).await.unwrap_err(), "23001");
}

/// A measure that was withdrawn since is named with its mark.
#[tokio::test]
async fn a_withdrawn_measure_of_a_report_keeps_its_mark() {
    let app = TestApp::start().await;
    let mut year = Year::publish(&app, false).await;
    let code = code_of(&app, &year.report, 1).await;
    let withdrawal = json!({ "reason": "เผยแพร่ผิดฉบับ" });
    year.measure.step(&app.publisher().await, "withdraw", &withdrawal).await;
    let editions = format!("{}/editions", year.report.public_path());
    let verified = format!("/public/v1/verify/{code}");
    let listed = app.anonymous().get(&editions).await.is(200).json();
    let named = app.anonymous().get(&verified).await.is(200).json();
    for measures in [&listed["items"][0]["withdrawn_measures"], &named["withdrawn_measures"]] {
        assert_eq!(measures[0]["override_reason"], MEASURE, "{measures}");
    }
    let page = app.anonymous().get(&format!("{verified}.html")).await.is(200);
    assert_says(&words(&page.text()), MEASURE);
}

#[tokio::test]
async fn a_qr_code_is_marked_by_a_header_and_other_answers_are_not() {
    let app = TestApp::start().await;
    let year = Year::publish(&app, true).await;
    let path = year.invitation.public_path();
    for path in [
        path.clone(),
        format!("{path}/editions/1"),
        format!("{path}/qr.svg"),
        format!("{path}/qr.png"),
    ] {
        let answer = app.anonymous().get(&path).await.is(200);
        assert_eq!(in_header(&answer), [(INVITATION.to_owned(), String::new())], "{path}");
    }
    let usual = app.published_measure(&json!({ "title": "อีกมาตรการหนึ่ง" })).await;
    let answer = app.anonymous().get(&usual.public_path()).await.is(200);
    assert!(answer.header("override-reason").is_none());
    assert!(answer.json().get("override_reason").is_none());
    let cells = column(
        &app.anonymous().get(&of_year(&app, "public", "plan.csv")).await.is(200),
        "override_reason",
    );
    assert!(
        cells.iter().any(String::is_empty) && cells.iter().any(|cell| cell == MEASURE),
        "{cells:?}"
    );
}

/// The longest reason stays whole, also on the poster.
#[tokio::test]
async fn a_long_reason_is_not_cut() {
    let app = TestApp::start().await;
    let alone = app.somebody_with(&[Role::Drafter, Role::Approver]).await;
    app.switch_on("allows_four_eyes_override").await;
    let reason = "เหตุผลยาว ".repeat(199) + "จบเหตุผล";
    let mut invitation = Document::draft(&alone, "announcements", &sample::invitation(&app.ours.id, "EIT")).await;
    publish(&app, &alone, &mut invitation, Some(&reason)).await;
    for path in files(&invitation)
        .into_iter()
        .chain([format!("{}/poster.pdf", invitation.public_path())])
    {
        let text = words_of(&app.anonymous().get(&path).await.is(200)).await;
        assert!(text.contains("จบเหตุผล"), "{path}: {text}");
    }
    let json = app.anonymous().get(&invitation.public_path()).await.is(200);
    assert!(in_header(&json)[0].0.ends_with('…'));
}
