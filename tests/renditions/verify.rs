//! The answers for a verification code, through a correction and a withdrawal.

use prongsai_test_support::{Document, TestApp, assert_problem, sample, sha256};
use serde_json::{Value, json};

use super::{Kept, PUBLIC_URL, Year, assert_says, code_of, of_year, start, text_of};

async fn verified(app: &TestApp, code: &str) -> Value {
    app.anonymous()
        .get(&format!("/public/v1/verify/{code}"))
        .await
        .is(200)
        .json()
}

#[tokio::test]
async fn a_code_says_what_a_rendition_is_and_what_its_file_must_be() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let year = Year::publish(&app).await;
    let code = code_of(&app, &year.report, 1).await;
    assert!(
        verified(&app, &code).await["files"].as_array().unwrap().is_empty(),
        "nobody made one yet"
    );
    app.work_on(|name| name != "rendition.year").await;

    let pdf = app
        .anonymous()
        .get(&format!("{}.pdf", year.report.public_path()))
        .await
        .is(200);

    let said = verified(&app, &code).await;
    let body = app.anonymous().get(&year.report.public_path()).await.is(200).json();
    assert_eq!(
        (&said["kind"], &said["state"], &said["edition"]),
        (&json!("report"), &json!("live"), &json!(1))
    );
    assert_eq!((&said["heading"], &said["document_id"]), (&body["title"], &body["id"]));
    assert_eq!(said["organization"]["name_th"], app.ours.name_th.as_str());
    assert_eq!(said["content_sha256"], body["content_sha256"]);
    assert_eq!(said["files"][0]["sha256"], sha256(&pdf.body));
    assert_eq!(said["files"][0]["size"], pdf.body.len());
    assert!(
        said["files"][0]["fonts"]
            .as_str()
            .is_some_and(|fonts| !fonts.is_empty()),
        "{said}"
    );
    let printed = text_of(&pdf).await;
    assert_says(&printed, &code);
    assert_says(&printed, &format!("{PUBLIC_URL}/public/v1/verify/{code}"));
}

#[tokio::test]
async fn a_code_is_read_as_people_type_it_and_another_one_is_unknown() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let measure = app.published_measure(&json!({})).await;
    let code = code_of(&app, &measure, 1).await;
    let typed = code.to_lowercase().replace('-', "").replace('0', "o").replace('1', "l");
    assert_eq!(verified(&app, &typed).await["code"], code.as_str());
    for unknown in ["00000-00000", "x", "ก", "00000-0000U", &measure.id] {
        let answer = app.anonymous().get(&format!("/public/v1/verify/{unknown}")).await;
        assert_problem(&answer, 404, "not-found");
        let page = app.anonymous().get(&format!("/public/v1/verify/{unknown}.html")).await;
        assert_problem(&page, 404, "not-found");
    }
}

#[tokio::test]
async fn equal_contents_have_different_codes() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let one = app.published_measure(&json!({ "key": "one" })).await;
    let two = app.published_measure(&json!({ "key": "two" })).await;
    let hash = |said: &Value| said["content_sha256"].as_str().unwrap().to_owned();
    let (code_one, code_two) = (code_of(&app, &one, 1).await, code_of(&app, &two, 1).await);
    assert_ne!(code_one, code_two);
    let (one, two) = (verified(&app, &code_one).await, verified(&app, &code_two).await);
    assert_eq!(hash(&one), hash(&two));
}

#[tokio::test]
async fn a_correction_supersedes_and_a_withdrawal_withdraws() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let (drafter, publisher) = (app.drafter().await, app.publisher().await);
    let mut measure = app.published_measure(&json!({ "title": "ฉบับแรก" })).await;
    let first = code_of(&app, &measure, 1).await;
    measure.step(&drafter, "revise", &json!({})).await;
    measure.patch(&drafter, &json!({ "title": "ฉบับแก้ไข" })).await;
    assert_eq!(verified(&app, &first).await["state"], "live");

    app.publish(&mut measure).await;

    let second = code_of(&app, &measure, 2).await;
    let said = verified(&app, &first).await;
    assert_eq!(
        (&said["state"], &said["heading"]),
        (&json!("superseded"), &json!("ฉบับแรก"))
    );
    assert_eq!(said["superseded_by"], json!({ "edition": 2, "code": second }));
    assert_eq!(said["superseded_at"], verified(&app, &second).await["published_at"]);
    assert_eq!(verified(&app, &second).await["state"], "live");

    measure
        .step(&publisher, "withdraw", &json!({ "reason": "ยกเลิกมาตรการ" }))
        .await;

    let said = verified(&app, &second).await;
    assert_eq!(
        (&said["state"], &said["withdrawn"]["reason"]),
        (&json!("withdrawn"), &json!("ยกเลิกมาตรการ"))
    );
    assert!(said["links"].as_array().unwrap().is_empty());
    assert_eq!(verified(&app, &first).await["state"], "superseded");
    let page = app
        .anonymous()
        .get(&format!("/public/v1/verify/{second}.html"))
        .await
        .is(200);
    assert!(
        page.text().contains("ยกเลิกมาตรการ") && page.text().contains(&second),
        "{}",
        page.text()
    );
    let browser = app
        .anonymous()
        .get(&format!("/public/v1/verify/{second}"))
        .header("accept", "text/html")
        .await;
    assert_eq!(browser.is(200).body, page.body);

    measure.step(&drafter, "revise", &json!({})).await;
    app.publish(&mut measure).await;
    let said = verified(&app, &second).await;
    assert_eq!(said["state"], "withdrawn", "its successor does not make it unsaid");
    assert_eq!(said["superseded_by"]["edition"], 3);
}

#[tokio::test]
async fn the_plan_of_a_year_is_verified_as_well() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let mut year = Year::publish(&app).await;
    app.work_off().await;
    let plan = app.anonymous().get(&of_year(&app, "public", "plan.pdf")).await.is(200);
    let code = app
        .database
        .text("SELECT code FROM verification_records WHERE kind = 'plan'")
        .await;
    assert_says(&text_of(&plan).await, &code);
    let said = verified(&app, &code).await;
    assert_eq!(
        (&said["kind"], &said["state"], &said["edition"]),
        (&json!("plan"), &json!("live"), &Value::Null)
    );
    assert_eq!(said["files"][0]["sha256"], sha256(&plan.body));

    year.other_measure
        .step(&app.publisher().await, "withdraw", &json!({ "reason": "ซ้ำ" }))
        .await;

    let said = verified(&app, &code).await;
    assert_eq!(
        (&said["state"], &said["superseded_by"]["code"]),
        (&json!("superseded"), &Value::Null)
    );
    app.work().await;
    let replaced = verified(&app, &code).await["superseded_by"]["code"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(verified(&app, &replaced).await["state"], "live");
    app.anonymous()
        .get(&format!("/public/v1/verify/{code}.html"))
        .await
        .is(200);
}

/// The holder of a rendition may know that it is genuine; its content is not public.
#[tokio::test]
async fn an_internal_invitation_is_verified_without_being_named() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let year = Year::publish(&app).await;
    let code = code_of(&app, &year.internal, 1).await;
    let answer = app.anonymous().get(&format!("/public/v1/verify/{code}")).await.is(200);
    let said = answer.json();
    assert_eq!((&said["state"], &said["heading"]), (&json!("live"), &Value::Null));
    assert!(said["links"].as_array().unwrap().is_empty());
    let page = app
        .anonymous()
        .get(&format!("/public/v1/verify/{code}.html"))
        .await
        .is(200);
    for shown in [answer, page] {
        assert!(
            !shown.text().contains("iit") && !shown.text().contains("ขอเชิญ"),
            "{}",
            shown.text()
        );
    }
}

/// A publication of an earlier version gets its verification record from a job. A rendition that somebody gets before has its
/// code already.
#[tokio::test]
async fn a_publication_without_verification_record_gets_one() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let year = Year::publish(&app).await;
    let without = "SET session_replication_role = replica; DELETE FROM renderings; DELETE FROM verification_records";
    app.database.connect().await.batch_execute(without).await.unwrap();
    let documents = [&year.measure, &year.report, &year.invitation];
    let mut early = Vec::new();
    for document in documents {
        let pdf = app.anonymous().get(&format!("{}.pdf", document.public_path())).await;
        early.push(text_of(&pdf.is(200)).await);
    }
    let records = "SELECT count(*) FROM verification_records WHERE document_id IS NOT NULL";
    assert_eq!(app.database.number(records).await, 0);
    let job = "INSERT INTO jobs (id, kind, version, payload, attempts_max) \
               VALUES (gen_random_uuid(), 'verification.editions', 1, 'null', 5)";
    app.database.execute(job).await.unwrap();
    app.work().await;
    for (document, printed) in documents.into_iter().zip(early) {
        let code = code_of(&app, document, 1).await;
        assert_says(&printed, &code);
        assert_eq!(verified(&app, &code).await["state"], "live");
    }
    let drafter = app.drafter().await;
    drafter.get(&format!("{}.pdf", year.internal.path())).await.is(200);
    assert_eq!(
        app.database.number(records).await,
        6,
        "five public documents and the internal one"
    );
}

#[tokio::test]
async fn a_verification_stays_as_it_was_printed_even_in_sql() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let mut measure = app.published_measure(&json!({})).await;
    app.work_on(|name| name != "rendition.year").await;
    for statement in [
        // Nobody withdrew it.
        "UPDATE verification_records SET withdrawn_at = now(), withdraw_reason = 'ผิด'",
        "UPDATE verification_records SET content_sha256 = 'x'",
        "UPDATE verification_records SET issuer = '{}'",
        "UPDATE verification_records SET title = 'x'",
        "UPDATE verification_records SET is_internal = true",
        "DELETE FROM renderings",
        "UPDATE renderings SET sha256 = repeat('0', 64)",
    ] {
        assert_eq!(
            app.database.execute(statement).await.unwrap_err(),
            "23001",
            "{statement}"
        );
    }
    let reason = json!({ "reason": "ผิด" });
    measure.step(&app.publisher().await, "withdraw", &reason).await;
    for again in [
        "UPDATE verification_records SET withdraw_reason = 'อื่น'",
        "UPDATE verification_records SET withdrawn_at = NULL, withdraw_reason = NULL",
    ] {
        assert_eq!(app.database.execute(again).await.unwrap_err(), "23001", "{again}");
    }
}

/// A later edition for the public does not make public what an earlier one told the staff.
#[tokio::test]
async fn a_code_of_an_internal_edition_never_tells_its_title() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let drafter = app.drafter().await;
    let mut body = sample::invitation(&app.ours.id, "IIT");
    body["title"] = json!("ขมิ้นเหลือง");
    let mut invitation = Document::draft(&drafter, "announcements", &body).await;
    app.publish(&mut invitation).await;
    let code = code_of(&app, &invitation, 1).await;
    invitation.step(&drafter, "revise", &json!({})).await;
    let public = sample::invitation(&app.ours.id, "EIT");
    invitation
        .patch(&drafter, &json!({ "title": "เชิญประเมิน", "survey": public["survey"] }))
        .await;
    app.publish(&mut invitation).await;
    let verified = verified(&app, &code).await;
    assert_eq!(
        (&verified["heading"], &verified["state"]),
        (&json!(null), &json!("superseded"))
    );
    assert!(!verified.to_string().contains("ขมิ้นเหลือง"), "{verified}");
}
