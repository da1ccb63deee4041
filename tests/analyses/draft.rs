//! `/api/v1/organizations/{id}/analyses/{fiscal_year}/draft`.

use prongsai_test_support::{Answer, Client, TestApp, assert_problem};
use serde_json::{Value, json};

const YEAR: u16 = 2567;

fn path(app: &TestApp) -> String {
    format!("/api/v1/organizations/{}/analyses/{YEAR}", app.ours.id)
}

async fn put_scores(app: &TestApp, fiscal_year: u16, scores: &Value) {
    let path = format!("/api/v1/organizations/{}/scores/{fiscal_year}", app.ours.id);
    app.drafter().await.put(&path).json(scores).await.is(201);
}

async fn draft(app: &TestApp) -> Value {
    let path = format!("{}/draft", path(app));
    app.drafter().await.get(&path).await.is(200).json()
}

async fn decide(app: &TestApp, client: &Client, proposal: &Value, decision: Value) -> Answer {
    let mut body = decision;
    body["proposal"] = proposal["id"].clone();
    body["proposal_sha256"] = proposal["sha256"].clone();
    client.post(&format!("{}/draft/decisions", path(app))).json(&body).await
}

fn ids(draft: &Value) -> Vec<&str> {
    let findings = draft["findings"].as_array().unwrap().iter();
    findings.map(|finding| finding["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn findings_are_proposed_from_marks_and_from_the_year_before() {
    let app = TestApp::start().await;
    let empty = draft(&app).await;
    assert_eq!((&empty["has_scores"], ids(&empty).len()), (&json!(false), 0));
    put_scores(
        &app,
        2566,
        &json!({ "indicators": { "i1": 97, "i7": 81.5, "i8": 69.99, "i2": 90 } }),
    )
    .await;
    put_scores(&app, 2565, &json!({ "indicators": { "i2": 95 } })).await;
    let drafted = draft(&app).await;
    assert_eq!(drafted["assessed_fiscal_year"], 2566);
    assert_eq!(
        ids(&drafted),
        ["i8-weakness", "i7-weakness", "i2-weakness", "i1-strength"]
    );
    let findings = &drafted["findings"];
    assert_eq!(
        (&findings[0]["kind"], &findings[0]["reasons"]),
        (
            &json!("urgent_weakness"),
            &json!([{ "reason": "below_urgent_mark", "score": 69.99, "mark": 70 }])
        )
    );
    assert_eq!(
        findings[2]["reasons"],
        json!([{ "reason": "dropped", "score": 90, "before": 95, "fiscal_year": 2565 }])
    );
    assert!(findings[1]["description"].as_str().unwrap().contains("81.50 คะแนน"));
    let suggested = findings[1]["suggested_measures"].as_array().unwrap();
    assert!(suggested.iter().any(|it| it["owner"] == "platform"), "{suggested:?}");
    assert!(findings[3]["suggested_measures"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn each_proposal_is_accepted_edited_or_rejected_and_enters_the_analysis_once() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    put_scores(
        &app,
        2566,
        &json!({ "total": 84, "indicators": { "i7": 81.5, "i8": 60, "i1": 97 } }),
    )
    .await;
    let proposals = draft(&app).await["findings"].clone();
    let accepted = decide(&app, &drafter, &proposals[0], json!({ "decision": "accept" }))
        .await
        .is(200);
    let view = accepted.json();
    assert_eq!((&view["changed"], accepted.etag().as_str()), (&json!(true), "\"1\""));
    assert_eq!(view["analysis"]["scores"]["total"], 84);
    assert_eq!(view["analysis"]["findings"][0]["key"], "i8-weakness");
    let edit = json!({ "decision": "edit", "description": "ประชาชนยังไม่ทราบช่องทาง" });
    let edited = decide(&app, &drafter, &proposals[1], edit).await.is(200);
    assert_eq!(edited.etag(), "\"2\"");
    assert_eq!(drafter.get(&path(&app)).await.is(200).etag(), edited.etag());
    assert_eq!(
        edited.json()["analysis"]["findings"][1]["description"],
        "ประชาชนยังไม่ทราบช่องทาง"
    );
    let reject = json!({ "decision": "reject", "reason": "ไม่ใช่จุดเด่นของหน่วยงาน" });
    let rejected = decide(&app, &drafter, &proposals[2], reject).await.is(200);
    assert_eq!(
        (&rejected.json()["changed"], rejected.etag().as_str()),
        (&json!(false), "\"2\"")
    );
    let again = decide(&app, &drafter, &proposals[0], json!({ "decision": "accept" }))
        .await
        .is(200);
    assert_eq!(
        (&again.json()["changed"], again.etag().as_str()),
        (&json!(false), "\"2\"")
    );
    let edit = json!({ "decision": "edit", "description": "ต้องแก้ไขทันที" });
    let edited = decide(&app, &drafter, &proposals[0], edit).await.is(200).json();
    let finding = &edited["analysis"]["findings"][0];
    assert_eq!(
        (&finding["kind"], &finding["description"]),
        (&json!("urgent_weakness"), &json!("ต้องแก้ไขทันที"))
    );
    assert_eq!(edited["analysis"]["findings"].as_array().unwrap().len(), 2);
    let drafted = draft(&app).await;
    let states = drafted["findings"].as_array().unwrap().iter();
    let states: Vec<_> = states
        .map(|it| (it["is_open"].clone(), it["decision"]["decision"].clone()))
        .collect();
    assert_eq!(
        states,
        [
            (json!(false), json!("edited")),
            (json!(false), json!("edited")),
            (json!(false), json!("rejected"))
        ]
    );
    let decisions = "SELECT count(*) FROM audit_entries WHERE action = 'analysis_draft.decide'";
    assert_eq!(app.database.number(decisions).await, 5);
}

/// What people removed since does not come back with the next decision.
#[tokio::test]
async fn a_decision_touches_only_its_own_finding() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    put_scores(&app, 2566, &json!({ "indicators": { "i7": 81.5, "i8": 60 } })).await;
    let proposals = draft(&app).await["findings"].clone();
    let made = decide(&app, &drafter, &proposals[0], json!({ "decision": "accept" }))
        .await
        .is(200);
    let emptied = json!({ "assessed_fiscal_year": 2566, "findings": [] });
    drafter
        .put(&path(&app))
        .if_match(&made.etag())
        .json(&emptied)
        .await
        .is(200);
    let next = decide(&app, &drafter, &proposals[1], json!({ "decision": "accept" }))
        .await
        .is(200)
        .json();
    let keys = next["analysis"]["findings"].as_array().unwrap().iter();
    assert_eq!(
        keys.map(|it| it["key"].as_str().unwrap()).collect::<Vec<_>>(),
        ["i7-weakness"]
    );
}

#[tokio::test]
async fn a_decision_is_about_the_figures_that_were_read() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    put_scores(&app, 2566, &json!({ "indicators": { "i7": 81.5 } })).await;
    let proposal = draft(&app).await["findings"][0].clone();
    let scores = format!("/api/v1/organizations/{}/scores/2566", app.ours.id);
    drafter
        .put(&scores)
        .if_match("\"1\"")
        .json(&json!({ "indicators": { "i7": 80 } }))
        .await
        .is(200);
    let refused = decide(&app, &drafter, &proposal, json!({ "decision": "accept" })).await;
    let error = assert_problem(&refused, 422, "invalid-input").at("/proposal_sha256");
    let present = draft(&app).await["findings"][0].clone();
    assert_eq!(
        (error.code.as_str(), error.suggestion.as_deref()),
        ("proposal-changed", present["sha256"].as_str())
    );
    for (decision, place) in [
        (json!({ "decision": "edit" }), "/description"),
        (json!({ "decision": "reject" }), "/reason"),
        (json!({ "decision": "accept", "reason": "x" }), "/reason"),
    ] {
        let refused = decide(&app, &drafter, &present, decision).await;
        assert_problem(&refused, 422, "invalid-input").at(place);
    }
    let unknown = json!({ "id": "i99-weakness", "sha256": "0".repeat(64) });
    let refused = decide(&app, &drafter, &unknown, json!({ "decision": "accept" })).await;
    assert_problem(&refused, 422, "invalid-input").at("/proposal");
}

/// A median is computed over at least five other organizations.
#[tokio::test]
async fn medians_are_of_five_others_at_least() {
    let app = TestApp::start().await;
    put_scores(&app, 2566, &json!({ "indicators": { "i7": 88, "i8": 90 } })).await;
    let peer = |number: usize, score: u32| {
        format!(
            "WITH peer AS (INSERT INTO organizations (id, revision, name_th, name_folded, kind, province_code, contact,              whistle_blowing, created_at, updated_at) SELECT gen_random_uuid(), 1, 'peer {number}', 'peer{number}', kind,              province_code, contact, whistle_blowing, now(), now() FROM organizations WHERE id = '{ours}' RETURNING id),              version AS (INSERT INTO contents (id, kind, subject_id, version, schema_version, body, sha256, contributors,              created_at) SELECT gen_random_uuid(), 'scores', gen_random_uuid(), 1, 1, '{{}}',              encode(sha256('{{}}'), 'hex'), '{{}}', now() RETURNING id, subject_id)              INSERT INTO scores (id, organization_id, programme, fiscal_year, revision, content_id, indicators, updated_by,              updated_at) SELECT version.subject_id, peer.id, 'nacc-ita', 2566, 1, version.id, '{{\"i7\": {score}}}',              (SELECT updated_by FROM scores LIMIT 1), now() FROM peer, version",
            ours = app.ours.id
        )
    };
    for (number, score) in [8801, 8900, 9000, 9400].into_iter().enumerate() {
        app.database.execute(&peer(number, score)).await.unwrap();
    }
    assert!(!ids(&draft(&app).await).contains(&"i7-weakness"));
    app.database.execute(&peer(4, 8700)).await.unwrap();
    let drafted = draft(&app).await;
    let finding = drafted["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["id"] == "i7-weakness")
        .unwrap();
    assert_eq!(
        finding["reasons"],
        json!([{ "reason": "below_medians", "score": 88, "province": 89, "kind": 89 }])
    );
    // An even number: the mean of the two in the middle, 88.505, rounded half up.
    app.database.execute(&peer(5, 8801)).await.unwrap();
    let drafted = draft(&app).await;
    let finding = drafted["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["id"] == "i7-weakness")
        .unwrap();
    assert_eq!(finding["reasons"][0]["province"], 88.51);
}
