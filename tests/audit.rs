//! `/api/v1/audit`: who did what, when, in which role, and what changed (case P12).

use prongsai_test_support::{Client, Role, TestApp, assert_problem, sample};
use serde_json::{Value, json};

const AUDIT: &str = "/api/v1/audit";

/// The entries of our organization with this action.
async fn entries(app: &TestApp, client: &Client, action: &str) -> Vec<Value> {
    let path = format!("{AUDIT}?organization_id={}&action={action}", app.ours.id);
    client.all(&path).await
}

#[tokio::test]
async fn what_was_deleted_is_found_with_who_and_when_and_what_it_said() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let me = drafter.get("/api/v1/me").await.is(200).json();
    let draft = app.measure(&json!({ "title": "ร่างที่ถูกลบ" })).await;
    drafter.delete(&draft.path()).if_match(&draft.etag).await.is(204);
    let measure = app.measure(&json!({})).await;
    let results = format!("{}/results", measure.path());
    let result = drafter.post(&results).json(&sample::result()).await.is(201);
    let result_path = format!("{results}/{}", result.id());
    drafter.delete(&result_path).if_match(&result.etag()).await.is(204);

    let auditor = app.client(Role::Auditor).await;
    let deleted = entries(&app, &auditor, "measure.delete").await;
    assert_eq!(deleted.len(), 1);
    assert_eq!(deleted[0]["subject_id"], draft.id.as_str());
    assert_eq!(deleted[0]["changes"]["title"], json!(["ร่างที่ถูกลบ", null]));
    assert_eq!(deleted[0]["detail"], json!({ "title": "ร่างที่ถูกลบ" }));
    assert_eq!(
        (
            &deleted[0]["actor"]["id"],
            &deleted[0]["actor"]["name"],
            &deleted[0]["actor"]["roles"]
        ),
        (&me["id"], &me["display_name"], &json!(["drafter"]))
    );
    assert!(deleted[0]["before_sha256"].is_string() && deleted[0]["after_sha256"].is_null());
    let deleted = entries(&app, &auditor, "result.delete").await;
    assert_eq!(deleted[0]["changes"]["details"][0], sample::result()["details"]);
}

#[tokio::test]
async fn an_import_that_changes_a_few_of_many_says_which_and_how() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut bundle = sample::bundle(&app.ours.name_th);
    let one = bundle["measures"][0].clone();
    let measures: Vec<Value> = (0..30)
        .map(|number| {
            sample::with(
                one.clone(),
                &json!({ "key": format!("m-{number}"), "title": format!("มาตรการ {number}") }),
            )
        })
        .collect();
    bundle["measures"] = json!(measures);
    drafter.post("/api/v1/imports").json(&bundle).await.is(201);
    for number in [3, 7, 11] {
        bundle["measures"][number]["guideline"] = json!("แนวทางใหม่");
    }
    bundle["measures"][5]["results"][0]["output"] = json!("ใหม่");
    let import = drafter.post("/api/v1/imports").json(&bundle).await.is(201);
    let request = import.header("x-request-id").unwrap().to_owned();

    let auditor = app.client(Role::Auditor).await;
    let path = format!("{AUDIT}?request_id={request}");
    let of_import = auditor.all(&path).await;
    let edits: Vec<&Value> = of_import
        .iter()
        .filter(|entry| entry["action"] == "measure.edit")
        .collect();
    assert_eq!(edits.len(), 3);
    for edit in edits {
        assert_eq!(edit["changes"]["guideline"], json!([one["guideline"], "แนวทางใหม่"]));
        assert_eq!(edit["changes"].as_object().unwrap().len(), 1);
        assert_eq!(
            (&edit["from_state"], &edit["to_state"]),
            (&json!("draft"), &json!("draft"))
        );
    }
    let result = of_import.iter().find(|entry| entry["action"] == "result.edit").unwrap();
    assert_eq!(result["changes"]["output"][1], "ใหม่");
}

/// A later rename, another post and a removed role do not change what the trail says.
#[tokio::test]
async fn names_and_roles_are_those_of_the_moment() {
    let app = TestApp::start().await;
    let approver = app.somebody_with(&[Role::Approver, Role::Auditor]).await;
    let me = approver.get("/api/v1/me").await.is(200).json();
    let mut measure = app.measure(&json!({})).await;
    measure.step(&app.drafter().await, "submit", &json!({})).await;
    measure.step(&approver, "approve", &json!({})).await;
    let user = format!("/api/v1/users/{}", me["id"].as_str().unwrap());
    let change = json!({ "display_name": "ชื่อใหม่", "position": "ตำแหน่งใหม่" });
    app.admin().patch(&user).if_match("*").json(&change).await.is(200);
    let held = me["memberships"]
        .as_array()
        .unwrap()
        .iter()
        .find(|held| held["role"] == "approver")
        .unwrap();
    let membership = format!("{user}/memberships/{}", held["id"].as_str().unwrap());
    app.admin().delete(&membership).await.is(204);

    let auditor = app.client(Role::Auditor).await;
    let approval = entries(&app, &auditor, "measure.approve").await;
    let actor = &approval[0]["actor"];
    assert_eq!(
        (&actor["name"], &actor["position"], &actor["roles"]),
        (&me["display_name"], &me["position"], &json!(["approver", "auditor"]))
    );
    let history = auditor.all(&format!("{}/history", measure.path())).await;
    let approved = history
        .iter()
        .find(|entry| entry["action"] == "measure.approve")
        .unwrap();
    assert_eq!(approved["actor_name"], me["display_name"]);
    let revoked = entries(&app, &auditor, "membership.revoke").await;
    assert_eq!(revoked[0]["detail"]["role"], "approver");
    assert_eq!(revoked[0]["subject_id"], me["id"]);
    let edited = entries(&app, &auditor, "user.edit").await;
    assert_eq!(
        edited[0]["changes"]["display_name"],
        json!([me["display_name"], "ชื่อใหม่"])
    );
}

#[tokio::test]
async fn the_trail_is_read_by_auditors_and_administrators_each_of_their_own() {
    let app = TestApp::start().await;
    app.measure(&json!({})).await;
    let ours = format!("{AUDIT}?organization_id={}", app.ours.id);
    for role in [Role::Drafter, Role::Approver, Role::Publisher] {
        let client = app.client(role).await;
        assert_problem(&client.get(&ours).await, 403, "forbidden");
        assert_problem(&client.get(AUDIT).await, 403, "forbidden");
    }
    assert_problem(
        &app.client(Role::ProvincialViewer).await.get(&ours).await,
        403,
        "forbidden",
    );
    assert_problem(&app.anonymous().get(AUDIT).await, 401, "missing-token");
    let stranger = app.stranger(Role::Auditor).await;
    assert_problem(&stranger.get(&ours).await, 404, "not-found");
    for seen in stranger.all(AUDIT).await {
        assert_eq!(seen["organization_id"], app.theirs.id.as_str());
    }
    for client in [
        app.client(Role::Auditor).await,
        app.client(Role::OrganizationAdmin).await,
    ] {
        assert!(!client.all(&ours).await.is_empty());
        assert!(
            client
                .all(AUDIT)
                .await
                .iter()
                .all(|entry| entry["organization_id"] == app.ours.id.as_str())
        );
    }
    let all = app.admin().all(AUDIT).await;
    assert!(all.iter().any(|entry| entry["organization_id"].is_null()));
}

#[tokio::test]
async fn the_trail_comes_in_pages_and_in_lines() {
    let app = TestApp::start().await;
    for _ in 0..5 {
        app.measure(&json!({})).await;
    }
    let path = format!("{AUDIT}?organization_id={}&action=measure.create", app.ours.id);
    let auditor = app.client(Role::Auditor).await;
    let all = auditor.all(&format!("{path}&limit=2")).await;
    assert_eq!(all.len(), 5);
    let request = auditor
        .get(&format!("{path}&limit=3"))
        .header("accept", "application/x-ndjson");
    let lines = request.await.is(200);
    assert!(lines.header("link").is_some_and(|link| link.contains("cursor=")));
    assert_eq!(lines.header("content-type"), Some("application/x-ndjson"));
    let entries: Vec<Value> = lines
        .text()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(entries, all[..3]);
    let since = all[2]["at"].as_str().unwrap();
    assert_eq!(auditor.all(&format!("{path}&from={since}")).await.len(), 3);
    assert_eq!(auditor.all(&format!("{path}&before={since}")).await.len(), 2);
}

/// The trail has no secret, for any reader.
#[tokio::test]
async fn the_trail_has_no_secrets() {
    let app = TestApp::start().await;
    let person = app.drafter().await;
    let user = format!("/api/v1/users/{}", person.get("/api/v1/me").await.is(200).id());
    let token = app
        .admin()
        .post(&format!("{user}/password-token"))
        .json(&json!({}))
        .await
        .is(201)
        .json();
    let token = token["token"].as_str().unwrap();
    let activation = json!({ "token": token, "password": "ขมิ้นเหลือง ตะไคร้ ใบมะกรูด" });
    app.anonymous()
        .post("/api/v1/auth/activate")
        .json(&activation)
        .await
        .is(204);
    let trail = app.admin().all(AUDIT).await;
    let text = json!(trail).to_string();
    assert!(text.contains("user.activate"), "{text}");
    for secret in ["ขมิ้นเหลือง", "argon2", "password_hash", token] {
        assert!(!text.contains(secret), "{secret}");
    }
}

/// A submission freezes a report, and a return thaws it: the entries name the contents before and after.
#[tokio::test]
async fn the_entries_of_a_report_follow_one_another() {
    let app = TestApp::start().await;
    app.published_measure(&json!({})).await;
    let mut report = app.report(&json!({})).await;
    let (drafter, approver) = (app.drafter().await, app.approver().await);
    report.step(&drafter, "submit", &json!({})).await;
    let reason = json!({ "reason": "โปรดแก้ไข" });
    report.step(&approver, "return", &reason).await;
    report.patch(&drafter, &json!({ "title": "รายงานที่แก้แล้ว" })).await;
    app.publish(&mut report).await;

    let auditor = app.client(Role::Auditor).await;
    let entries = auditor.all(&format!("{AUDIT}?subject_id={}", report.id)).await;
    let actions: Vec<&str> = entries.iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    let expected = ["create", "submit", "return", "edit", "submit", "approve", "publish"];
    assert_eq!(actions, expected.map(|step| format!("report.{step}")));
    for two in entries.windows(2) {
        assert_eq!(two[0]["after_sha256"], two[1]["before_sha256"], "{}", two[1]["action"]);
    }
    assert!(entries[1]["changes"]["frozen"].is_array(), "{}", entries[1]["changes"]);
    assert!(entries[2]["changes"]["frozen"].is_array(), "{}", entries[2]["changes"]);
    let now = "SELECT sha256 FROM edition_details WHERE kind = 'report'";
    assert_eq!(entries[6]["after_sha256"], app.database.text(now).await);
}
