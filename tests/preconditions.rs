//! `ETag`, `If-Match` and `If-None-Match`.

use prongsai_test_support::{TestApp, assert_problem, sample};
use serde_json::json;

use crate::contract::{Contract, World, rights_of};

#[tokio::test]
async fn a_change_without_a_precondition_is_refused_everywhere() {
    let app = TestApp::start().await;
    let world = World::build(&app).await;
    let everything = app
        .new_person(&[
            prongsai_test_support::membership(prongsai_test_support::Role::PlatformAdmin, &app.ours),
            prongsai_test_support::membership(prongsai_test_support::Role::OrganizationAdmin, &app.ours),
            prongsai_test_support::membership(prongsai_test_support::Role::Drafter, &app.ours),
            prongsai_test_support::membership(prongsai_test_support::Role::Approver, &app.ours),
            prongsai_test_support::membership(prongsai_test_support::Role::Publisher, &app.ours),
        ])
        .await;
    let before = app.database.fingerprint(&[]).await;
    let mut tried = 0;
    for operation in Contract::of(&app).await.secured() {
        if !operation.needs_precondition() {
            continue;
        }
        tried += 1;
        for (sent, status, code) in [
            (None, 428, "precondition-required"),
            (Some("7"), 400, "invalid-precondition"),
            (Some("\"987654\""), 412, "stale"),
        ] {
            let path = world.fill(&operation.path) + rights_of(&operation.id).query;
            let mut request = everything.request(operation.method.clone(), &path);
            if let Some(tag) = sent {
                request = request.if_match(tag);
            }
            if let (Some(example), Some(media_type)) = (operation.example(), operation.body_type()) {
                request = request.raw(media_type, operation.sent(&world.localise(example, "somebody.new")));
            }
            assert_problem(&request.await, status, code);
        }
    }
    assert!(tried > 15, "{tried}");
    assert_eq!(app.database.fingerprint(&[]).await, before);
}

#[tokio::test]
async fn an_entity_tag_changes_with_every_change_and_with_nothing_else() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut measure = app.measure(&json!({})).await;
    let first = measure.etag.clone();
    assert_eq!(drafter.get(&measure.path()).await.is(200).etag(), first);

    let known = drafter
        .get(&measure.path())
        .header("if-none-match", &first)
        .await
        .is(304);
    assert!(known.body.is_empty());
    assert_eq!(known.etag(), first);

    measure.patch(&drafter, &json!({ "title": "ชื่อใหม่" })).await;
    assert_ne!(measure.etag, first);
    drafter
        .get(&measure.path())
        .header("if-none-match", &first)
        .await
        .is(200);
    let stale = drafter
        .patch(&measure.path())
        .if_match(&first)
        .json(&json!({ "title": "ช้าไป" }))
        .await;
    let refusal = assert_problem(&stale, 412, "stale");
    assert!(
        refusal.detail().contains(&measure.etag),
        "the present tag is told: {}",
        refusal.detail()
    );

    let list = format!("{first}, {}", measure.etag);
    drafter
        .patch(&measure.path())
        .if_match(&list)
        .json(&json!({ "title": "หนึ่งในสอง" }))
        .await
        .is(200);
}

/// Case P11: a proxy that compresses an answer weakens its tag. A tag of a thing that can be changed is its revision.
#[tokio::test]
async fn a_tag_that_a_proxy_has_weakened_works_like_the_tag_itself() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut measure = app.measure(&json!({})).await;
    let first = measure.etag.clone();
    let known = drafter.get(&measure.path()).header("if-none-match", &weak(&first));
    assert_eq!(known.await.is(304).etag(), first);

    let change = json!({ "title": "ชื่อใหม่" });
    let patch = |tags: &str| drafter.patch(&measure.path()).if_match(tags).json(&change);
    let second = patch(&weak(&first)).await.is(200).etag();
    assert_ne!(second, first);
    // A weak tag is as stale as the strong one, alone and in a list.
    for stale in [
        weak(&first),
        format!("{}, \"987654\"", weak(&first)),
        "W/\"abc\"".to_owned(),
    ] {
        assert_problem(&patch(&stale).await, 412, "stale");
    }
    let third = patch(&format!("{}, {}", weak(&first), weak(&second)))
        .await
        .is(200)
        .etag();
    assert_ne!(third, second);

    // What is approved is named by a weak tag too, and `*` is still not enough.
    measure.refresh(&drafter).await;
    measure.step(&drafter, "submit", &json!({})).await;
    let approver = app.approver().await;
    let approve = |tag: &str| approver.post(&format!("{}/approve", measure.path())).if_match(tag);
    assert_problem(&approve(&weak(&second)).await, 412, "stale");
    assert_problem(&approve("*").await, 428, "precondition-required");
    approve(&weak(&measure.etag)).await.is(200);
}

/// An entity tag as a proxy sends it that has compressed the answer.
fn weak(etag: &str) -> String {
    format!("W/{etag}")
}

/// The tag of a public answer is a hash of its bytes. It is good for reading, and never a revision.
#[tokio::test]
async fn the_weakened_tag_of_a_public_answer_is_known_and_changes_nothing() {
    let app = TestApp::start().await;
    let measure = app.published_measure(&json!({})).await;
    let first = app.anonymous().get(&measure.public_path()).await.is(200);
    let again = app.anonymous().get(&measure.public_path());
    let again = again.header("if-none-match", &format!("\"other\", {}", weak(&first.etag())));
    again.await.is(304);
    let publisher = app.publisher().await;
    let withdraw = publisher.post(&format!("{}/withdraw", measure.path()));
    let withdraw = withdraw.if_match(&weak(&first.etag())).json(&json!({ "reason": "ผิด" }));
    assert_problem(&withdraw.await, 412, "stale");
}

#[tokio::test]
async fn a_published_answer_is_not_sent_twice() {
    let app = TestApp::start().await;
    let measure = app.published_measure(&json!({})).await;
    let anyone = app.anonymous();
    let first = anyone.get(&measure.public_path()).await.is(200);
    assert!(first.etag().starts_with('"'), "a strong tag: {}", first.etag());
    let again = anyone
        .get(&measure.public_path())
        .header("if-none-match", &first.etag())
        .await
        .is(304);
    assert!(again.body.is_empty());
    assert_eq!(again.header("cache-control"), first.header("cache-control"));
    anyone
        .get(&measure.public_path())
        .header("if-none-match", "\"other\"")
        .await
        .is(200);
    let malformed = anyone
        .get(&measure.public_path())
        .header("if-none-match", "other")
        .await;
    assert_problem(&malformed, 400, "invalid-precondition");
}

#[tokio::test]
async fn an_analysis_is_made_once_and_then_changed_with_its_tag() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let path = app.analysis_path();
    assert_problem(&drafter.get(&path).await, 404, "not-found");
    let made = app.analysis(&drafter, &json!({})).await;
    let again = drafter
        .put(&path)
        .header("if-none-match", "*")
        .json(&sample::analysis())
        .await;
    assert_problem(&again, 412, "stale");
    assert_problem(
        &drafter.put(&path).json(&sample::analysis()).await,
        428,
        "precondition-required",
    );
    let changed = sample::with(sample::analysis(), &json!({ "recommendations": "ควรติดตามผลทุกเดือน" }));
    let second = drafter.put(&path).if_match(&made.etag()).json(&changed).await.is(200);
    assert_ne!(second.etag(), made.etag());
    assert_eq!(
        drafter.get(&path).await.is(200).json()["recommendations"],
        "ควรติดตามผลทุกเดือน"
    );
}

/// What is approved and published is what was read, so any revision is not enough.
#[tokio::test]
async fn an_approval_and_a_publication_name_the_revision_that_was_read() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut measure = app.measure(&json!({})).await;
    measure.step(&drafter, "submit", &json!({})).await;
    for (client, step, refusal) in [
        (app.approver().await, "approve", "four-eyes"),
        (app.publisher().await, "publish", "forbidden"),
    ] {
        let path = format!("{}/{step}", measure.path());
        let not_in_charge = drafter.post(&path).if_match("*").await;
        assert_problem(&not_in_charge, 403, refusal);
        let blind = client.post(&path).if_match("*").await;
        assert_problem(&blind, 428, "precondition-required");
        measure.step(&client, step, &json!({})).await;
    }
}
