//! Database errors are recognized by their SQLSTATE code and never by their text, which depends on the language.

use std::time::Duration;

use prongsai_domain::audit::AuditAction;
use prongsai_persistence::{AuditEntry, Store, StoreOptions};
use prongsai_test_support::{Document, DocumentId, DocumentKind, Recorded, StoreError, TestApp};
use serde_json::json;

const HOLD: &str = "BEGIN; SELECT FROM documents FOR UPDATE";

/// Makes an audit entry about a subject of the kind `fail/code/words` fail with this code and message.
const FAIL: &str = "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     RAISE EXCEPTION USING ERRCODE = split_part(NEW.subject_kind, '/', 2),
         MESSAGE = split_part(NEW.subject_kind, '/', 3);
 END $$;
 CREATE TRIGGER fail BEFORE INSERT ON audit_entries FOR EACH ROW WHEN (NEW.subject_kind LIKE 'fail/%')
     EXECUTE FUNCTION fail()";

async fn lock(store: &Store, measure: &Document) -> Result<(), StoreError> {
    let id: DocumentId = measure.id.parse().unwrap();
    store
        .write("test.lock", async |transaction| -> Result<Recorded<()>, StoreError> {
            transaction.lock_document(DocumentKind::Measure, id).await?;
            panic!("somebody else holds the lock")
        })
        .await
}

fn assert_unavailable(outcome: &Result<(), StoreError>, code: &str) {
    match outcome {
        Err(StoreError::Unavailable(why)) => assert!(why.contains(code), "{why}"),
        other => panic!("{code}: {other:?}"),
    }
}

async fn refusal(app: &TestApp, code: &str, words: &str) -> StoreError {
    let now = app.use_cases().services.clock.now();
    let kind = format!("fail/{code}/{words}");
    app.use_cases()
        .store
        .write("test.fail", async |transaction| {
            let entry = AuditEntry::new(now, None, AuditAction::DatabaseRestore, &kind);
            transaction.record(entry, ()).await
        })
        .await
        .unwrap_err()
}

#[tokio::test]
async fn errors_are_classified_by_sqlstate_in_any_language() {
    let app = TestApp::start().await;
    app.database.connect().await.batch_execute(FAIL).await.unwrap();
    for (code, words) in [
        ("55P03", "storniere Anfrage wegen Zeitüberschreitung bei Sperre"),
        ("57014", "annulation de la requête à cause du délai écoulé"),
        ("53300", "слишком много клиентов"),
        ("57P01", "管理者コマンドにより接続を終了しています"),
    ] {
        let error = refusal(&app, code, words).await;
        assert!(
            matches!(&error, StoreError::Unavailable(why) if why.contains(words)),
            "{error:?}"
        );
    }
    for (code, words) in [("40P01", "Verklemmung (Deadlock) entdeckt"), ("40001", "ไม่สำเร็จ")] {
        let error = refusal(&app, code, words).await;
        assert!(matches!(error, StoreError::Clash(_)), "{error:?}");
    }
}

#[tokio::test]
async fn a_message_without_its_sqlstate_is_not_classified() {
    let app = TestApp::start().await;
    app.database.connect().await.batch_execute(FAIL).await.unwrap();
    for words in [
        "deadlock detected",
        "canceling statement due to lock timeout",
        "canceling statement due to statement timeout",
        "terminating connection due to administrator command",
        "sorry, too many clients already",
        "40P01: deadlock detected",
    ] {
        let error = refusal(&app, "P0001", words).await;
        assert!(matches!(error, StoreError::Database(_)), "{error:?}");
    }
}

#[tokio::test]
async fn a_statement_that_takes_too_long_is_unavailable() {
    let app = TestApp::start().await;
    let measure = app.measure(&json!({})).await;
    let holder = app.database.connect().await;
    holder.batch_execute(HOLD).await.unwrap();
    let hasty = Store::new(StoreOptions {
        statement_timeout: Duration::from_millis(200),
        ..StoreOptions::new(app.database.url())
    });
    assert_unavailable(&lock(&hasty.unwrap(), &measure).await, "57014");
}

#[tokio::test]
async fn a_lock_that_is_waited_for_too_long_is_unavailable() {
    let app = TestApp::start().await;
    let measure = app.measure(&json!({})).await;
    let holder = app.database.connect().await;
    holder.batch_execute(HOLD).await.unwrap();
    assert_unavailable(&lock(&app.use_cases().store, &measure).await, "55P03");
}

#[tokio::test]
async fn a_connection_that_is_ended_under_a_statement_is_unavailable() {
    let app = TestApp::start().await;
    let measure = app.measure(&json!({})).await;
    let holder = app.database.connect().await;
    holder.batch_execute(HOLD).await.unwrap();
    let ending = async {
        while app.database.waiting().await == 0 {
            tokio::task::yield_now().await;
        }
        app.database.end_waiting().await;
    };
    let (outcome, ()) = tokio::join!(lock(&app.use_cases().store, &measure), ending);
    assert_unavailable(&outcome, "57P01");
}

#[tokio::test]
async fn a_server_without_a_connection_to_spare_is_unavailable() {
    let app = TestApp::start().await;
    let measure = app.measure(&json!({})).await;
    let role = app.database.text("SELECT current_database() || '_role'").await;
    let create = format!("CREATE ROLE {role} LOGIN PASSWORD 'x' CONNECTION LIMIT 0");
    app.database.execute(&create).await.unwrap();
    let (_, place) = app.database.url().split_once('@').unwrap();
    let store = Store::new(StoreOptions::new(format!("postgresql://{role}:x@{place}"))).unwrap();
    let outcome = lock(&store, &measure).await;
    app.database.execute(&format!("DROP ROLE {role}")).await.unwrap();
    assert_unavailable(&outcome, "53300");
}
