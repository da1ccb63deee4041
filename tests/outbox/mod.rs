//! The outbox: what is in it, who may see which rows, how long they stay, and that one process gives the positions.

mod writers;

use prongsai_application::outbox::{OutboxPage, OutboxScope, after, sequence, state};
use prongsai_domain::calendar::FiscalYear;
use prongsai_persistence::Sequenced;
use prongsai_test_support::{Role, TestApp};
use serde_json::json;

const EVERYTHING: &OutboxScope = &OutboxScope::Everything;

/// A server whose database is no copy. That of a test is one, of a template, and gives no positions before that is noted.
async fn start() -> TestApp {
    let app = TestApp::start().await;
    let note = "UPDATE database_identity SET identity = present_identity()";
    app.database.execute(note).await.unwrap();
    app
}

async fn read(app: &TestApp, position: i64) -> OutboxPage {
    sequence(app.use_cases()).await.unwrap();
    after(app.use_cases(), position, EVERYTHING, 1_000).await.unwrap()
}

/// The position behind everything that was done so far.
async fn now(app: &TestApp) -> i64 {
    read(app, 0).await.last_position
}

#[tokio::test]
async fn a_change_is_there_with_everything_but_its_content() {
    let app = start().await;
    let before = now(&app).await;
    let measure = app.published_measure(&json!({ "title": "มาตรการลับเฉพาะ" })).await;
    let page = read(&app, before).await;
    let of_measure: Vec<_> = page
        .rows
        .iter()
        .filter(|row| row.kind.as_deref() == Some("measure"))
        .collect();
    let steps: Vec<_> = of_measure
        .iter()
        .map(|row| (row.action.as_str(), row.from.as_deref(), row.to.as_deref()))
        .collect();
    assert_eq!(
        steps,
        [
            ("measure.create", None, Some("draft")),
            ("measure.submit", Some("draft"), Some("submitted")),
            ("measure.approve", Some("submitted"), Some("approved")),
            ("measure.publish", Some("approved"), Some("published")),
        ]
    );
    for row in of_measure {
        assert_eq!(row.subject.unwrap().to_string(), measure.id);
        assert_eq!(row.organization.unwrap().to_string(), app.ours.id);
        assert_eq!((row.fiscal_year.unwrap().get(), row.edition), (2566, Some(1)));
    }
    // Nothing of the draft, and nothing about people.
    let text = app
        .database
        .text("SELECT string_agg(outbox::text, ' ') FROM outbox")
        .await;
    assert!(!text.contains("ลับเฉพาะ"), "{text}");
    let people = "SELECT count(*) FROM outbox WHERE subject_kind IN ('user', 'membership', 'service_token')";
    assert_eq!(app.database.number(people).await, 0);
}

#[tokio::test]
async fn scores_and_binding_rules_are_changes_of_an_organization() {
    let app = start().await;
    let before = now(&app).await;
    let path = format!("/api/v1/organizations/{}", app.ours.id);
    let scores = json!({ "total": 84.12 });
    let drafter = app.drafter().await;
    drafter.put(&format!("{path}/scores/2565")).json(&scores).await.is(201);
    let rule = json!({ "rule": "unbalanced-brackets" });
    let admin = app.client(Role::OrganizationAdmin).await;
    admin.post(&format!("{path}/binding-rules")).json(&rule).await.is(200);
    let page = read(&app, before).await;
    let rows: Vec<_> = page
        .rows
        .iter()
        .map(|row| {
            (
                row.action.as_str(),
                row.fiscal_year.map(FiscalYear::get),
                row.organization.map(|id| id.to_string()),
            )
        })
        .collect();
    let ours = Some(app.ours.id.clone());
    assert_eq!(
        rows,
        [("scores.create", Some(2565), ours.clone()), ("rule.bind", None, ours)]
    );
}

#[tokio::test]
async fn a_deleted_draft_keeps_its_year() {
    let app = start().await;
    let drafter = app.drafter().await;
    for waits in [true, false] {
        let before = now(&app).await;
        let draft = app.measure(&json!({})).await;
        if !waits {
            sequence(app.use_cases()).await.unwrap();
        }
        drafter.delete(&draft.path()).if_match(&draft.etag).await.is(204);
        let rows = read(&app, before).await.rows;
        let deleted = rows.iter().find(|row| row.action == "measure.delete").unwrap();
        assert_eq!(deleted.fiscal_year.unwrap().get(), 2566, "{waits}");
    }
}

#[tokio::test]
async fn a_reader_sees_its_organizations_and_goes_on_behind_the_others() {
    let app = start().await;
    let before = now(&app).await;
    app.measure(&json!({})).await;
    sequence(app.use_cases()).await.unwrap();
    let last = now(&app).await;
    let ours = OutboxScope::Organizations(vec![app.ours.id.parse().unwrap()]);
    let theirs = OutboxScope::Organizations(vec![app.theirs.id.parse().unwrap()]);
    let page = after(app.use_cases(), before, &ours, 10).await.unwrap();
    assert!(page.rows.iter().any(|row| row.action == "measure.create"));
    let page = after(app.use_cases(), before, &theirs, 10).await.unwrap();
    assert!(page.rows.is_empty());
    assert_eq!(page.read_through, last, "nothing of theirs can still come up to here");
    let page = after(app.use_cases(), 0, EVERYTHING, 1).await.unwrap();
    assert_eq!((page.rows.len(), page.read_through), (1, page.rows[0].position));
    let nobody = after(app.use_cases(), 0, &OutboxScope::Organizations(Vec::new()), 10).await;
    assert!(nobody.unwrap().rows.is_empty());
}

#[tokio::test]
async fn one_process_gives_positions_and_another_takes_over_when_it_dies() {
    let app = start().await;
    let before = now(&app).await;
    app.measure(&json!({})).await;
    let store = &app.use_cases().store;
    let dying = app.database.connect().await;
    dying.batch_execute("BEGIN").await.unwrap();
    let given = dying
        .query_one("SELECT numbered, reached FROM outbox_sequence(1000)", &[])
        .await
        .unwrap();
    assert!(given.get::<_, i64>("numbered") > 0);
    assert_eq!(store.sequence_outbox(1_000).await.unwrap(), Sequenced::Elsewhere);
    let page = after(app.use_cases(), before, EVERYTHING, 10).await.unwrap();
    assert_eq!(
        (page.rows.len(), page.last_position),
        (0, before),
        "nothing is visible before the commit"
    );
    assert!(state(app.use_cases()).await.unwrap().waiting > 0);
    // It is killed in the middle.
    let pid: i32 = dying.query_one("SELECT pg_backend_pid()", &[]).await.unwrap().get(0);
    app.database
        .execute(&format!("SELECT pg_terminate_backend({pid}, 5000)"))
        .await
        .unwrap();
    let page = read(&app, before).await;
    assert_eq!(
        page.rows.first().map(|row| row.position),
        Some(before + 1),
        "the same positions"
    );
    assert_eq!(page.last_position, given.get::<_, i64>("reached"));
    assert_eq!(state(app.use_cases()).await.unwrap().waiting, 0);
}

/// Deletes rows that are older than 30 days, by the clock of the database.
async fn forget(app: &TestApp) -> i64 {
    app.database
        .number("SELECT outbox_forget(now() - interval '30 days', 1000)")
        .await
}

#[tokio::test]
async fn rows_stay_for_their_time_and_the_reader_learns_what_is_gone() {
    let app = start().await;
    app.measure(&json!({})).await;
    let last = now(&app).await;
    assert_eq!(forget(&app).await, 0);
    let too_early = app
        .database
        .execute_as_server("SELECT outbox_forget(now(), 1000)")
        .await;
    assert_eq!(too_early, Err("23001".to_owned()), "restrict_violation");
    for nothing in ["NULL, 1000", "now() - interval '40 days', NULL"] {
        let unlimited = format!("SELECT outbox_forget({nothing})");
        let refused = app.database.execute_as_server(&unlimited).await;
        assert_eq!(refused, Err("23001".to_owned()), "{nothing}");
    }
    let age = "ALTER TABLE outbox DISABLE TRIGGER outbox_stays; \
               UPDATE outbox SET numbered_at = numbered_at - interval '31 days'; \
               ALTER TABLE outbox ENABLE TRIGGER outbox_stays";
    app.database.connect().await.batch_execute(age).await.unwrap();
    app.measure(&json!({ "title": "มาตรการใหม่" })).await;
    sequence(app.use_cases()).await.unwrap();
    assert_eq!(forget(&app).await, last);
    let page = after(app.use_cases(), 0, EVERYTHING, 1_000).await.unwrap();
    assert_eq!(page.forgotten_through, last);
    assert_eq!(page.rows.first().map(|row| row.position), Some(last + 1));
    // Positions go on, also when no row is left.
    app.database.connect().await.batch_execute(age).await.unwrap();
    let all = page.last_position;
    forget(&app).await;
    assert_eq!(app.database.number("SELECT count(*) FROM outbox").await, 0);
    app.measure(&json!({ "title": "มาตรการล่าสุด" })).await;
    assert_eq!(
        read(&app, all).await.rows.first().map(|row| row.position),
        Some(all + 1)
    );
}

#[tokio::test]
async fn positions_begin_far_above_after_a_restore() {
    let app = start().await;
    let before = now(&app).await;
    // Nobody gets a position before the restore is noted: readers may have seen it in the earlier database.
    app.database
        .execute("UPDATE database_identity SET identity = 'another'")
        .await
        .unwrap();
    app.measure(&json!({})).await;
    assert_eq!(read(&app, before).await.rows, []);
    app.database.execute("SELECT begin_era_after_restore()").await.unwrap();
    let page = read(&app, before).await;
    // The era follows the days, so that a backup that is restored twice gets two of them.
    let today = app.database.number("SELECT current_date - date '2026-01-01'").await;
    let first = page.rows.first().map(|row| row.position);
    assert_eq!(first, Some(today * 1_000_000_000_000 + 1));
}
