use prongsai_test_support::{Client, Document, Role, TestApp, assert_problem, sample};
use serde_json::json;

use crate::renditions::words;

/// Every step from every state, checked against the table that the documentation shows.
#[tokio::test]
async fn only_the_steps_of_the_table_are_taken() {
    let app = TestApp::start().await;
    let everybody = app
        .somebody_with(&[Role::Drafter, Role::Approver, Role::Publisher])
        .await;
    let table = [
        ("draft", vec!["submit"]),
        ("returned", vec!["submit", "withdraw"]),
        ("submitted", vec!["return", "approve", "withdraw"]),
        ("approved", vec!["return", "publish", "withdraw"]),
        ("published", vec!["withdraw", "revise"]),
        ("withdrawn", vec!["revise"]),
    ];
    for (state, allowed) in table {
        for step in ["submit", "return", "approve", "publish", "withdraw", "revise"] {
            let measure = in_state(&app, state).await;
            assert_eq!(measure.state(), state);
            let body = if ["return", "withdraw"].contains(&step) {
                json!({ "reason": "ลองดู" })
            } else {
                json!({})
            };
            let answer = measure.try_step(&everybody, step, &body).await;
            if allowed.contains(&step) {
                assert_eq!(answer.status, 200, "{step} from {state}: {}", answer.text());
            } else {
                assert_eq!(answer.status, 409, "{step} from {state}: {}", answer.text());
            }
        }
    }
}

pub(super) async fn in_state(app: &TestApp, state: &str) -> Document {
    let (drafter, approver, publisher) = (app.drafter().await, app.approver().await, app.publisher().await);
    let mut measure = app.measure(&json!({})).await;
    let reason = json!({ "reason": "เพื่อทดสอบ" });
    let steps: &[(&Client, &str)] = match state {
        "draft" => &[],
        "returned" => &[(&drafter, "submit"), (&approver, "return")],
        "submitted" => &[(&drafter, "submit")],
        "approved" => &[(&drafter, "submit"), (&approver, "approve")],
        "published" => &[(&drafter, "submit"), (&approver, "approve"), (&publisher, "publish")],
        _ => &[(&drafter, "submit"), (&drafter, "withdraw")],
    };
    for (client, step) in steps {
        let body = if ["return", "withdraw"].contains(step) {
            reason.clone()
        } else {
            json!({})
        };
        measure.step(client, step, &body).await;
    }
    measure
}

#[tokio::test]
async fn all_measures_of_a_year_go_together_or_not_at_all() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let ours = app.ours.id.as_str();
    assert_problem(&drafter.step_year(ours, 2566, "submit").await, 409, "nothing-to-do");
    let (first, second) = (app.measure(&json!({})).await, app.measure(&json!({})).await);
    app.measure(&json!({ "fiscal_year": 2567 })).await;

    let outcome = drafter.step_year(ours, 2566, "submit").await.is(200).json();

    let ids: Vec<&str> = outcome["changed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, [&first.id, &second.id]);
    assert_problem(&drafter.step_year(ours, 2566, "submit").await, 409, "nothing-to-do");

    // The approver drafted one of them, so none is approved.
    let both = app.somebody_with(&[Role::Drafter, Role::Approver]).await;
    let mut own = Document::draft(&both, "measures", &sample::measure(&app.ours.id)).await;
    own.step(&both, "submit", &json!({})).await;
    assert_problem(&both.step_year(ours, 2566, "approve").await, 403, "four-eyes");
    assert_eq!(drafter.all("/api/v1/measures?state=submitted").await.len(), 3);
    app.approver().await.step_year(ours, 2566, "approve").await.is(200);
    assert_eq!(drafter.all("/api/v1/measures?state=approved").await.len(), 3);
}

/// If the organization permits it, a person may approve their own draft, with a reason that is stored permanently.
#[tokio::test]
async fn four_eyes_may_be_set_aside_where_the_organization_chose_so_and_it_shows() {
    let app = TestApp::start().await;
    let alone = app.somebody_with(&[Role::Drafter, Role::Approver]).await;
    app.switch_on("allows_four_eyes_override").await;
    let mut measure = Document::draft(&alone, "measures", &sample::measure(&app.ours.id)).await;
    measure.step(&alone, "submit", &json!({})).await;
    assert_problem(&measure.try_step(&alone, "approve", &json!({})).await, 403, "four-eyes");

    measure
        .step(
            &alone,
            "approve",
            &json!({ "override_reason": "หน่วยงานมีเจ้าหน้าที่คนเดียว" }),
        )
        .await;

    assert_eq!(measure.view["approved"]["override_reason"], "หน่วยงานมีเจ้าหน้าที่คนเดียว");
    measure.step(&app.publisher().await, "publish", &json!({})).await;
    let public = app.anonymous().get(&measure.public_path()).await.is(200).json();
    assert_eq!(public["override_reason"], "หน่วยงานมีเจ้าหน้าที่คนเดียว");
    for list in [
        "/public/v1/measures".to_owned(),
        format!("{}/editions", measure.public_path()),
    ] {
        let rows = app.anonymous().get(&list).await.is(200).json();
        assert_eq!(rows["items"][0]["override_reason"], "หน่วยงานมีเจ้าหน้าที่คนเดียว", "{list}");
    }
    let rewritten = "UPDATE publications SET override_reason = NULL";
    assert!(app.database.execute(rewritten).await.is_err());
    let page = app
        .anonymous()
        .get(&format!("{}.html", measure.public_path()))
        .await
        .is(200);
    assert!(
        words(&page.text()).contains("หน่วยงานมีเจ้าหน้าที่คนเดียว"),
        "the page marks the override"
    );
    let overridden =
        "SELECT count(*) FROM audit_entries WHERE action = 'measure.approve-override' AND reason IS NOT NULL";
    assert_eq!(app.database.number(overridden).await, 1);
}

#[tokio::test]
async fn a_withdrawn_measure_answers_gone_until_a_correction_is_published() {
    let app = TestApp::start().await;
    let (drafter, publisher) = (app.drafter().await, app.publisher().await);
    let mut measure = app.published_measure(&json!({})).await;
    let early = measure.try_step(&drafter, "withdraw", &json!({ "reason": "ผิด" })).await;
    assert_problem(&early, 403, "forbidden");
    measure
        .step(&publisher, "withdraw", &json!({ "reason": "เผยแพร่ผิดฉบับ" }))
        .await;
    let gone = app.anonymous().get(&measure.public_path()).await;
    assert!(assert_problem(&gone, 410, "withdrawn").detail().contains("เผยแพร่ผิดฉบับ"));
    assert!(app.anonymous().all("/public/v1/measures").await.is_empty());

    measure.step(&drafter, "revise", &json!({})).await;
    assert_problem(&app.anonymous().get(&measure.public_path()).await, 410, "withdrawn");
    app.publish(&mut measure).await;

    assert_eq!(
        app.anonymous().get(&measure.public_path()).await.is(200).json()["edition"],
        2
    );
}

#[tokio::test]
async fn the_live_edition_can_be_withdrawn_while_a_correction_is_in_work() {
    let app = TestApp::start().await;
    let (drafter, publisher) = (app.drafter().await, app.publisher().await);
    let mut measure = app.published_measure(&json!({})).await;
    measure.step(&drafter, "revise", &json!({})).await;
    measure
        .step(&publisher, "withdraw", &json!({ "reason": "ข้อมูลผิด", "edition": 1 }))
        .await;
    assert_problem(&app.anonymous().get(&measure.public_path()).await, 410, "withdrawn");
    measure.refresh(&drafter).await;
    assert_eq!((measure.state(), &measure.view["edition"]), ("draft", &json!(2)));
}

/// Case P4: an act shows the person as they were at that time.
#[tokio::test]
async fn an_act_keeps_the_name_and_post_of_its_time() {
    let app = TestApp::start().await;
    let mut measure = app.measure(&json!({})).await;
    let approver = app.approver().await;
    let me = approver.get("/api/v1/me").await.is(200).json();
    let path = format!("/api/v1/users/{}", me["id"].as_str().unwrap());
    let rename = async |change: &serde_json::Value| {
        app.admin().patch(&path).if_match("*").json(change).await.is(200);
    };
    rename(&json!({ "display_name": "ก่อนเปลี่ยน", "position": "รองปลัดเทศบาล", "acting_as": "รักษาราชการแทนปลัดเทศบาล" }))
        .await;
    measure
        .steps(&[(&app.drafter().await, "submit"), (&approver, "approve")])
        .await;
    rename(&json!({ "display_name": "หลังเปลี่ยน", "position": "ปลัดเทศบาล", "acting_as": null })).await;
    measure.refresh(&approver).await;
    let approved = &measure.view["approved"];
    assert_eq!(approved["by"], me["id"]);
    assert_eq!(
        (&approved["name"], &approved["position"], &approved["acting_as"]),
        (
            &json!("ก่อนเปลี่ยน"),
            &json!("รองปลัดเทศบาล"),
            &json!("รักษาราชการแทนปลัดเทศบาล")
        )
    );
}
