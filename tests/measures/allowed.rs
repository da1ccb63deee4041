use prongsai_test_support::{Client, Document, Role, TestApp};
use serde_json::json;

use super::step::in_state;

const STEPS: [&str; 6] = ["submit", "return", "approve", "publish", "withdraw", "revise"];

/// The allowed actions of a view are exactly those that succeed, for each of these roles and states.
#[tokio::test]
async fn allowed_actions_are_those_that_succeed() {
    let app = TestApp::start().await;
    for state in ["draft", "returned", "submitted", "approved", "published", "withdrawn"] {
        for role in [Role::Drafter, Role::Approver, Role::Publisher, Role::Auditor] {
            let client = app.client(role).await;
            let measure = Document::find(&client, "measures", &in_state(&app, state).await.id).await;
            let allowed: Vec<&str> = STEPS.into_iter().filter(|step| allows(&measure, step)).collect();
            for step in STEPS.into_iter().filter(|step| !allowed.contains(step)) {
                let status = take(&client, &measure, step).await;
                assert!(
                    matches!(status, 403 | 409),
                    "{role}: {step} from {state} is not offered and answered {status}"
                );
            }
            for step in allowed {
                let fresh = Document::find(&client, "measures", &in_state(&app, state).await.id).await;
                let status = take(&client, &fresh, step).await;
                assert_eq!(status, 200, "{role}: {step} from {state} is offered");
            }
            let edit = json!({ "title": "แก้ไข" });
            let edited = client
                .patch(&measure.path())
                .if_match(&measure.etag)
                .json(&edit)
                .await
                .status;
            assert_eq!(
                edited == 200,
                allows(&measure, "edit"),
                "{role}: edit from {state} answered {edited}"
            );
        }
    }
}

fn allows(measure: &Document, action: &str) -> bool {
    measure.view["allowed_actions"]
        .as_array()
        .unwrap()
        .contains(&json!(action))
}

async fn take(client: &Client, measure: &Document, step: &str) -> u16 {
    let body = if ["return", "withdraw"].contains(&step) {
        json!({ "reason": "เพื่อทดสอบ" })
    } else {
        json!({})
    };
    measure.try_step(client, step, &body).await.status
}

/// Who changed what an approval shows of the organization is not offered it, until somebody else has approved one.
#[tokio::test]
async fn an_approval_is_not_offered_to_who_changed_the_letterhead() {
    let app = TestApp::start().await;
    let administrator = app.somebody_with(&[Role::OrganizationAdmin, Role::Approver]).await;
    let mut first = in_state(&app, "submitted").await;
    let second = in_state(&app, "submitted").await;
    let path = format!("/api/v1/organizations/{}", app.ours.id);
    let website = json!({ "website": "https://new.example.go.th" });
    administrator.patch(&path).if_match("*").json(&website).await.is(200);
    let seen = Document::find(&administrator, "measures", &second.id).await;
    assert!(!allows(&seen, "approve") && allows(&seen, "return"), "{}", seen.view);
    assert_eq!(take(&administrator, &seen, "approve").await, 403);

    let approver = app.approver().await;
    first.refresh(&approver).await;
    first.step(&approver, "approve", &json!({})).await;

    let seen = Document::find(&administrator, "measures", &second.id).await;
    assert!(allows(&seen, "approve"), "{}", seen.view);
    assert_eq!(take(&administrator, &seen, "approve").await, 200);
}
