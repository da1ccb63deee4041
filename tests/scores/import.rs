//! `POST /api/v1/organizations/{id}/scores/imports`.

use prongsai_test_support::{Answer, Client, Role, TestApp, assert_problem, membership};
use serde_json::{Value, json};

use super::workbook::workbook;
use super::{path, put};

const CSV: &str = "text/csv; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn import(app: &TestApp, client: &Client, query: &str, media_type: &str, file: impl Into<Vec<u8>>) -> Answer {
    let path = format!("/api/v1/organizations/{}/scores/imports{query}", app.ours.id);
    client.post(&path).raw(media_type, file.into()).await
}

fn effects(view: &Value) -> Vec<(u64, u64, &str)> {
    let entries = view["entries"].as_array().unwrap().iter();
    entries
        .map(|entry| {
            let number = |name: &str| entry[name].as_u64().unwrap();
            (number("row"), number("fiscal_year"), entry["effect"].as_str().unwrap())
        })
        .collect()
}

#[tokio::test]
async fn a_dry_run_tells_what_would_change_and_stores_nothing() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    put(&app, 2566, &json!({ "total": 80, "iit": 81, "published_level": "ผ่าน" })).await;
    let before = app.database.fingerprint(&[]).await;
    let file = "\u{FEFF}รหัส;คะแนน;หมายเหตุ\r\nรวม;๘๔.๑๒;\r\n\r\ni7;81.5;x\r\niit;81;\r\n";
    let view = import(&app, &drafter, "?fiscal_year=2566&dry_run=true", CSV, file)
        .await
        .is(200)
        .json();
    assert_eq!(app.database.fingerprint(&[]).await, before);
    assert_eq!((&view["dry_run"], &view["sheet"]), (&json!(true), &Value::Null));
    assert_eq!(effects(&view), [(2, 2566, "updated")]);
    let entry = &view["entries"][0];
    assert_eq!(
        entry["changes"],
        json!([
            { "pointer": "/total", "before": 80, "after": 84.12 },
            { "pointer": "/indicators/i7", "before": null, "after": 81.5 },
        ])
    );
    assert!(entry["revision"].is_null());
    assert_eq!(view["ignored_columns"], json!([{ "column": 3, "name": "หมายเหตุ" }]));
    let done = import(&app, &drafter, "?fiscal_year=2566", CSV, file)
        .await
        .is(200)
        .json();
    assert_eq!(
        (&done["dry_run"], &done["entries"][0]["revision"]),
        (&json!(false), &json!(2))
    );
    assert_eq!(done["entries"][0]["changes"], entry["changes"]);
    // What the table does not state stays.
    let stored = drafter.get(&path(&app, 2566)).await.is(200).json();
    assert_eq!(
        stored["scores"],
        json!({ "total": 84.12, "iit": 81, "eit": null, "oit": null, "indicators": { "i7": 81.5 },
                "published_level": "ผ่าน" })
    );
    let again = import(&app, &drafter, "?fiscal_year=2566", CSV, file)
        .await
        .is(200)
        .json();
    assert_eq!(effects(&again), [(2, 2566, "unchanged")]);
    assert_eq!(drafter.get(&path(&app, 2566)).await.is(200).etag(), "\"2\"");
}

#[tokio::test]
async fn every_wrong_cell_is_named_and_nothing_is_stored() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let file = "ปี,total,i7,o31\n2566,84.12,\"81,5\",100\n2566,1,2,3\n2xx,1,,\n2569,101,,\n";
    let before = app.database.fingerprint(&[]).await;
    let refused = import(&app, &drafter, "", CSV, file).await;
    let problem = assert_problem(&refused, 422, "invalid-input");
    assert_eq!(
        problem.places(),
        ["row 2, column 3", "row 3", "row 4, column 1", "row 5, column 2"]
    );
    let wrong = problem.at("row 2, column 3");
    assert_eq!(
        (wrong.code.as_str(), wrong.suggestion.as_deref()),
        ("not-a-score", Some("81.5"))
    );
    assert_eq!(app.database.fingerprint(&[]).await, before);
    for (query, file, place, code) in [
        ("", "code,score\ntotal,80", "row 1", "fiscal-year-required"),
        (
            "?fiscal_year=2566",
            "code,score\no44,100",
            "row 2, column 1",
            "unknown-entry",
        ),
        ("?fiscal_year=2566", "code,score\n", "row 1", "no-scores"),
        ("?fiscal_year=2566", "x,y\n1,2", "row 1", "no-column-names"),
        (
            "?fiscal_year=2566",
            "total,iit\n0.84,0.9",
            "row 2",
            "scores-look-like-fractions",
        ),
        (
            "?fiscal_year=2566",
            "หน่วยงาน,total\nไม่มีจริง,80",
            "row 2",
            "unknown-organization",
        ),
        ("?fiscal_year=2566", "ปี,total\n2566,80\n,81", "row 3", "duplicate"),
    ] {
        let refused = import(&app, &drafter, query, CSV, file).await;
        assert_eq!(
            assert_problem(&refused, 422, "invalid-input").at(place).code,
            code,
            "{file}"
        );
    }
}

#[tokio::test]
async fn a_workbook_is_read_like_a_table() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let rows: &[&[&str]] = &[
        &["ปีงบประมาณ", "คะแนนรวม", "IIT", "EIT ส่วนที่ 1", "ระดับ"],
        &["2566", "84.12", "90", "91.5", "ผ่าน"],
        &["2569", "80", "", "", ""],
    ];
    let view = import(&app, &drafter, "", XLSX, workbook(rows, None))
        .await
        .is(200)
        .json();
    assert_eq!(effects(&view), [(2, 2566, "created"), (3, 2569, "created")]);
    assert_eq!(view["sheet"], "คะแนน");
    let stored = drafter.get(&path(&app, 2566)).await.is(200).json();
    assert_eq!(stored["scores"]["eit_part_1"], 91.5);
    for (file, query, place, code) in [
        (workbook(rows, Some("xl/vbaProject.bin")), "", "", "file-has-macros"),
        (workbook(rows, None), "?sheet=x", "sheet", "unknown-sheet"),
        (b"code,score".to_vec(), "", "", "not-xlsx"),
        (Vec::new(), "", "", "file-is-empty"),
    ] {
        let refused = import(&app, &drafter, query, XLSX, file).await;
        assert_eq!(assert_problem(&refused, 422, "invalid-input").at(place).code, code);
    }
    let thai = b"\xC3\xCB\xD1\xCA,\xA4\xD0\xE1\xB9\xB9\ni7,80".to_vec();
    let refused = import(&app, &drafter, "?fiscal_year=2566", CSV, thai).await;
    assert_problem(&refused, 422, "invalid-input").at("");
    let refused = import(&app, &drafter, "", "application/json", "{}").await;
    assert_problem(&refused, 415, "unsupported-media-type");
    let refused = import(&app, &drafter, "", CSV, vec![b'x'; 4_194_305]).await;
    assert_problem(&refused, 413, "body-too-large");
}

/// A table may name other organizations, for which the caller may import. Those that the caller does not see do not exist.
#[tokio::test]
async fn a_table_of_many_organizations_is_stored_for_those_of_the_caller() {
    let app = TestApp::start().await;
    let file = |second: &str| format!("หน่วยงาน,ปี,total\n{},2566,80\n{second},2566,81\n", app.ours.name_th);
    let both = file(&app.theirs.name_th);
    let refused = import(&app, &app.drafter().await, "", CSV, both.clone()).await;
    let problem = assert_problem(&refused, 422, "invalid-input");
    assert_eq!(problem.at("row 3").code, "unknown-organization");
    let memberships = [
        membership(Role::Drafter, &app.ours),
        membership(Role::Auditor, &app.theirs),
    ];
    let reader = app.new_person(&memberships).await;
    let refused = import(&app, &reader, "", CSV, both.clone()).await;
    let problem = assert_problem(&refused, 422, "invalid-input");
    assert_eq!(problem.at("row 3").code, "no-right-to-import");
    let admin = app.client(Role::PlatformAdmin).await;
    let view = import(&app, &admin, "", CSV, both).await.is(200).json();
    assert_eq!(effects(&view).len(), 2);
    assert_eq!(view["entries"][1]["organization_id"], json!(app.theirs.id));
    let theirs = format!("/api/v1/organizations/{}/scores/2566", app.theirs.id);
    assert_eq!(admin.get(&theirs).await.is(200).json()["scores"]["total"], 81);
}

#[tokio::test]
async fn a_repeated_import_gets_the_first_answer() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let path = format!("/api/v1/organizations/{}/scores/imports?fiscal_year=2566", app.ours.id);
    let send = async |file: &str| {
        drafter
            .post(&path)
            .header("idempotency-key", "scores-1")
            .raw(CSV, file.to_owned())
            .await
    };
    let first = send("code,score\ntotal,80\n").await.is(200);
    let second = send("code,score\ntotal,80\n").await.is(200);
    assert_eq!(first.text(), second.text());
    assert_eq!(second.header("idempotency-replayed"), Some("true"));
    assert_problem(&send("code,score\ntotal,81\n").await, 422, "idempotency-key-reused");
}

/// A national table: 5,000 rows are read and written in one transaction.
#[tokio::test]
async fn a_large_table_is_bounded() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let file: String = std::iter::once("หน่วยงาน,ปี,total,หมายเหตุ\n".to_owned())
        .chain((0..10_001).map(|row| format!("หน่วยงานที่ไม่มีจริง {row},2566,80,{}\n", "ก".repeat(80))))
        .collect();
    let refused = import(&app, &drafter, "", CSV, file).await;
    let problem = assert_problem(&refused, 422, "invalid-input");
    let errors = problem.field_errors();
    assert_eq!(errors.len(), 1_001);
    assert_eq!(errors.last().unwrap().code, "further-errors");
}
