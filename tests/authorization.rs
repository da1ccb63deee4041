//! Checks for each operation of the OpenAPI document who may do what. A new operation fails here until its rights are
//! in `contract/table.rs`.

use prongsai_test_support::{Answer, Role, TestApp, assert_any_problem, assert_problem};
use serde_json::json;

use crate::contract::{Contract, Operation, Outsider, World, named_operations, rights_of};

/// The operations below `/api` that need no login, with the reason.
const ANONYMOUS: [(&str, &str); 4] = [
    ("get_openapi", "documents nothing but the API itself"),
    ("log_in", "how one gets a token"),
    (
        "activate_account",
        "how one gets a password, against a token that was handed over",
    ),
    (
        "refresh_session",
        "how one gets the next token, against a refresh token",
    ),
];

#[tokio::test]
async fn without_a_token_all_but_a_few_operations_are_refused() {
    let app = TestApp::start().await;
    let world = World::build(&app).await;
    let before = app.database.fingerprint(&[]).await;
    for operation in Contract::of(&app).await.operations() {
        if !operation.path.starts_with("/api/") || ANONYMOUS.iter().any(|(id, _)| *id == operation.id) {
            assert!(!operation.is_secured(), "{} is said to need a token", operation.id);
            continue;
        }
        assert!(operation.is_secured(), "{} is said to need no token", operation.id);
        let request = operation.request(&app.anonymous(), &world.fill(&operation.path));
        let answer = with_example(request, &operation, &world, "somebody.new").await;
        assert_problem(&answer, 401, "missing-token");
        assert!(answer.header("www-authenticate").is_some(), "{}", operation.id);
    }
    assert_eq!(app.database.fingerprint(&[]).await, before);
}

fn with_example(
    request: prongsai_test_support::Request,
    operation: &Operation,
    world: &World,
    username: &str,
) -> prongsai_test_support::Request {
    match (operation.example(), operation.body_type()) {
        (Some(example), Some(media_type)) => {
            request.raw(media_type, operation.sent(&world.localise(example, username)))
        }
        _ => request,
    }
}

#[tokio::test]
async fn somebody_of_another_organization_finds_nothing() {
    let app = TestApp::start().await;
    let world = World::build(&app).await;
    let stranger = app
        .new_person(
            &[
                Role::OrganizationAdmin,
                Role::Drafter,
                Role::Approver,
                Role::Publisher,
                Role::Auditor,
            ]
            .map(|role| prongsai_test_support::membership(role, &app.theirs)),
        )
        .await;
    let before = app.database.fingerprint(&["audit_entries", "security_events"]).await;
    for operation in Contract::of(&app).await.secured() {
        let rights = rights_of(&operation.id);
        if rights.outsider == Outsider::ActsOnSelf {
            continue;
        }
        let path = format!("{}{}", world.fill(&operation.path), rights.query);
        let answer = with_example(operation.request(&stranger, &path), &operation, &world, "somebody.new").await;
        match rights.outsider {
            Outsider::NotFound => {
                assert_problem(&answer, 404, "not-found");
            }
            Outsider::Forbidden => {
                assert_problem(&answer, 403, "forbidden");
            }
            Outsider::Refused => assert!((400..500).contains(&assert_refused(&answer)), "{}", operation.id),
            Outsider::SeesOwn => assert_no_trace(&app, &world, &answer.is(200)),
            Outsider::SeesAll => assert_eq!(answer.status, 200, "{}: {}", operation.id, answer.text()),
            Outsider::ActsOnSelf => unreachable!("left out above"),
        }
    }
    assert_eq!(
        app.database.fingerprint(&["audit_entries", "security_events"]).await,
        before
    );
}

fn assert_refused(answer: &Answer) -> u16 {
    assert_any_problem(answer);
    answer.status
}

/// An answer to a stranger must contain nothing of our organization.
fn assert_no_trace(app: &TestApp, world: &World, answer: &Answer) {
    let text = answer.text();
    for ours in [
        &app.ours.id,
        &app.ours.name_th,
        &world.measure.id,
        &world.report.id,
        &world.announcement.id,
    ] {
        assert!(!text.contains(ours.as_str()), "{}: {text}", answer.request_line);
    }
}

#[tokio::test]
async fn a_role_that_does_not_suffice_is_refused_and_the_answer_names_those_that_do() {
    let app = TestApp::start().await;
    let world = World::build(&app).await;
    let before = app.database.fingerprint(&[]).await;
    for operation in Contract::of(&app).await.secured() {
        let rights = rights_of(&operation.id);
        let Some((role, sufficient)) = rights.roles else {
            continue;
        };
        let client = app.client(role).await;
        let path = format!("{}{}", world.fill(&operation.path), rights.query);
        let answer = with_example(operation.request(&client, &path), &operation, &world, "somebody.new").await;
        let refusal = assert_problem(&answer, 403, "forbidden");
        assert!(
            refusal.detail().contains(sufficient.name_th()),
            "{}: {}",
            operation.id,
            refusal.detail()
        );
    }
    let people = [
        "users",
        "memberships",
        "pending_grants",
        "password_tokens",
        "notices",
        "sessions",
        "refresh_tokens",
        "audit_entries",
        "security_events",
        "login_throttle",
    ];
    let (mut before, mut after) = (before, app.database.fingerprint(&[]).await);
    for table in people {
        // The people whose requests are refused are created during the test.
        before.remove(table);
        after.remove(table);
    }
    assert_eq!(after, before);
}

#[tokio::test]
async fn provincial_viewers_see_submitted_documents_but_no_draft() {
    let app = TestApp::start().await;
    let viewer = app.client(Role::ProvincialViewer).await;
    let elsewhere = app.stranger(Role::ProvincialViewer).await;
    let mut measure = app.measure(&json!({ "title": "ร่างที่ยังไม่เสนอ" })).await;
    for reader in [&viewer, &elsewhere] {
        assert_problem(&reader.get(&measure.path()).await, 404, "not-found");
        assert!(reader.all("/api/v1/measures").await.is_empty());
    }

    measure.step(&app.drafter().await, "submit", &json!({})).await;

    viewer.get(&measure.path()).await.is(200);
    assert_eq!(viewer.all("/api/v1/measures?province_code=47").await.len(), 1);
    assert_problem(&elsewhere.get(&measure.path()).await, 404, "not-found");
    let refused = measure.try_step(&viewer, "approve", &json!({})).await;
    assert_problem(&refused, 403, "forbidden");
}

#[tokio::test]
async fn the_list_of_rights_names_only_existing_operations() {
    let app = TestApp::start().await;
    let operations = Contract::of(&app).await.secured();
    for named in named_operations() {
        assert!(
            operations.iter().any(|operation| operation.id == named),
            "there is no {named} any more"
        );
    }
}
