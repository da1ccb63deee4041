//! The public addresses of renditions: every format of every kind.

use prongsai_test_support::{Answer, TestApp, assert_problem};

use super::{Kept, Year, assert_says, of_year, start, text_of, words};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Checks an answer, depending on the extension of its path.
#[track_caller]
fn check_format(answer: &Answer, path: &str) {
    let (media_type, beginning, disposition): (&str, &[u8], &str) = match path.rsplit('.').next().unwrap() {
        "pdf" => ("application/pdf", b"%PDF-", "inline"),
        "html" => ("text/html; charset=utf-8", b"<!DOCTYPE html>", "inline"),
        "docx" => (DOCX, b"PK", "attachment"),
        _ => ("text/csv; charset=utf-8; header=present", b"\xEF\xBB\xBF", "attachment"),
    };
    assert_eq!(answer.header("content-type"), Some(media_type), "{path}");
    assert!(answer.body.starts_with(beginning), "{path}: {}", answer.text());
    let named = answer
        .header("content-disposition")
        .unwrap_or_else(|| panic!("{path}: no name"));
    assert!(named.starts_with(disposition), "{path}: {named}");
    assert!(
        named.contains("; filename=\"") && named.contains("; filename*=UTF-8''%E0%B"),
        "{path}: {named}"
    );
    assert!(
        answer
            .header("cache-control")
            .is_some_and(|cache| cache.contains("public")),
        "{path}"
    );
    let policy = answer.header("content-security-policy").unwrap();
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("unsafe"),
        "{path}: {policy}"
    );
    assert_eq!(
        policy.contains("style-src 'sha256-"),
        path.ends_with("html"),
        "{path}: {policy}"
    );
}

fn documents(year: &Year) -> Vec<String> {
    let all = [&year.measure, &year.report, &year.invitation, &year.declaration];
    all.iter()
        .flat_map(|document| ["pdf", "html", "docx"].map(|format| format!("{}.{format}", document.public_path())))
        .collect()
}

fn of_whole_years(app: &TestApp) -> Vec<String> {
    ["plan", "yearbook"]
        .iter()
        .flat_map(|rendition| {
            ["pdf", "html", "docx"].map(|format| of_year(app, "public", &format!("{rendition}.{format}")))
        })
        .chain(["plan.csv", "results.csv"].map(|file| of_year(app, "public", file)))
        .collect()
}

#[tokio::test]
async fn every_kind_has_every_format_and_answers_304() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let year = Year::publish(&app).await;
    let anyone = app.anonymous();
    let mut paths = documents(&year);
    paths.extend(of_whole_years(&app));
    paths.push(format!("{}/poster.pdf", year.invitation.public_path()));
    let mut complaints = app.complaint_statistics().await;
    app.publish(&mut complaints).await;
    paths.extend(["pdf", "html", "docx", "csv"].map(|format| format!("{}.{format}", complaints.public_path())));
    assert_eq!(paths.len(), 12 + 8 + 1 + 4);
    for path in &paths {
        let answer = anyone.get(path).await.is(200);
        check_format(&answer, path);
        let known = anyone.get(path).header("if-none-match", &answer.etag()).await.is(304);
        assert!(known.body.is_empty(), "{path}");
        assert_eq!(known.etag(), answer.etag(), "{path}");
        let again = anyone.get(path).await.is(200);
        assert_eq!(again.body, answer.body, "{path}: the same bytes");
        let head = anyone.request(reqwest::Method::HEAD, path).await.is(200);
        assert!(head.body.is_empty() && head.header("content-disposition") == answer.header("content-disposition"));
    }
}

#[tokio::test]
async fn renditions_say_what_was_published() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let year = Year::publish(&app).await;
    let anyone = app.anonymous();
    let plan = text_of(&anyone.get(&of_year(&app, "public", "plan.pdf")).await.is(200)).await;
    for said in [
        "เพิ่มประสิทธิภาพการสื่อสารกับประชาชน",
        "เปิดเผยราคากลางทุกโครงการ",
        "ควรติดตามผลทุกไตรมาส",
    ] {
        assert_says(&plan, said);
    }
    let report = text_of(&anyone.get(&format!("{}.pdf", year.report.public_path())).await.is(200)).await;
    for said in ["เว็บไซต์มีข้อมูลครบ", "หัวหน้าสำนักปลัด", "เจ้าหน้าที่"]
    {
        assert_says(&report, said);
    }
    let poster = anyone
        .get(&format!("{}/poster.pdf", year.invitation.public_path()))
        .await
        .is(200);
    assert_says(&text_of(&poster).await, "https://itas.nacc.go.th/go/eit/abc123");
    let book = anyone
        .get(&of_year(&app, "public", "yearbook.html"))
        .await
        .is(200)
        .text();
    for said in ["สารบัญ", "เพิ่มประสิทธิภาพการสื่อสารกับประชาชน", "นโยบายไม่รับของขวัญ"]
    {
        assert_says(&words(&book), said);
    }
    assert!(
        !book.contains("itas.nacc.go.th/go/iit"),
        "the internal survey is on no public rendition"
    );
    let results = anyone.get(&of_year(&app, "public", "results.csv")).await.is(200).text();
    assert!(results.contains("เว็บไซต์มีข้อมูลครบ 43 รายการ"), "{results}");
    assert!(!plan.contains("ร่าง") || !plan.contains("ห้ามนำไปใช้"), "no watermark");
}

#[tokio::test]
async fn a_document_that_is_not_public_has_no_public_rendition() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let year = Year::publish(&app).await;
    let anyone = app.anonymous();
    let draft = app.measure(&serde_json::json!({ "title": "ยังร่างอยู่" })).await;
    for document in [&year.internal, &draft] {
        for format in ["pdf", "html", "docx"] {
            let path = format!("{}.{format}", document.public_path());
            assert_problem(&anyone.get(&path).await, 404, "not-found");
        }
    }
    let nothing_of = |file: &str| format!("/public/v1/organizations/{}/fiscal-years/2570/{file}", app.ours.id);
    for path in [
        format!("{}/poster.pdf", year.internal.public_path()),
        format!("{}/poster.pdf", year.declaration.public_path()),
        format!("{}.odt", year.measure.public_path()),
        format!("{}.PDF", year.measure.public_path()),
        format!("{}.pdf.pdf", year.measure.public_path()),
        nothing_of("plan.pdf"),
        nothing_of("yearbook.html"),
        nothing_of("results.csv"),
        of_year(&app, "public", "results.pdf"),
    ] {
        assert_problem(&anyone.get(&path).await, 404, "not-found");
    }
}

#[tokio::test]
async fn the_results_of_a_report_stay_when_its_measures_are_withdrawn() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let mut year = Year::publish(&app).await;
    let reason = serde_json::json!({ "reason": "เผยแพร่ผิดฉบับ" });
    for measure in [&mut year.measure, &mut year.other_measure] {
        measure.step(&app.publisher().await, "withdraw", &reason).await;
    }
    let anyone = app.anonymous();
    let report = anyone.get(&year.report.public_path()).await.is(200);
    assert_eq!(report.status, 200, "the report stays public");
    let results = anyone.get(&of_year(&app, "public", "results.csv")).await.is(200).text();
    assert!(results.contains("เว็บไซต์มีข้อมูลครบ 43 รายการ"), "{results}");
    let plan = anyone.get(&of_year(&app, "public", "plan.csv")).await;
    assert_problem(&plan, 404, "not-found");
}

#[tokio::test]
async fn the_rendition_of_what_was_withdrawn_is_gone_with_its_reason() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let mut year = Year::publish(&app).await;
    let reason = serde_json::json!({ "reason": "เผยแพร่ลิงก์ผิด" });
    year.invitation.step(&app.publisher().await, "withdraw", &reason).await;
    for path in [
        format!("{}.pdf", year.invitation.public_path()),
        format!("{}.html", year.invitation.public_path()),
        format!("{}/poster.pdf", year.invitation.public_path()),
    ] {
        let gone = app.anonymous().get(&path).await;
        assert!(assert_problem(&gone, 410, "withdrawn").detail().contains("เผยแพร่ลิงก์ผิด"));
    }
    let book = app
        .anonymous()
        .get(&of_year(&app, "public", "yearbook.html"))
        .await
        .is(200)
        .text();
    assert!(
        !book.contains("go/eit/abc123"),
        "what was withdrawn is in no new year book"
    );
}
