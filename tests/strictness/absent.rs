//! Absent bodies.

use prongsai_test_support::{TestApp, assert_any_problem, assert_problem};

use super::somebody;
use crate::contract::{Contract, World};

/// A tag of no existing thing.
const STALE: &str = "\"987654\"";

#[tokio::test]
async fn a_body_that_is_required_is_missed_before_the_precondition_is_compared() {
    let app = TestApp::start().await;
    let world = World::build(&app).await;
    let (mut required, mut optional) = (0, 0);
    for operation in Contract::of(&app).await.with_body() {
        let is_required = operation.specification["requestBody"]["required"] == true;
        // A new person each time, because one of the operations logs out.
        let client = if operation.is_secured() {
            somebody(&app).await
        } else {
            app.anonymous()
        };
        let mut request = client.request(operation.method.clone(), &world.fill(&operation.path));
        if operation.needs_precondition() {
            request = request.if_match(STALE);
        }
        let answer = request.await;
        let what = format!("{}: {} {}", operation.id, answer.status, answer.text());
        if is_required {
            required += 1;
            assert!(matches!(answer.status, 400 | 415 | 422), "{what}");
            assert_any_problem(&answer);
        } else {
            optional += 1;
            assert!(!matches!(answer.status, 400 | 415 | 422), "{what}");
            if operation.needs_precondition() {
                assert_problem(&answer, 412, "stale");
            }
        }
    }
    assert!(required > 20 && optional > 12, "{required} {optional}");
}
