//! The history of an earlier release is in the outbox, in the order of the trail.

use prongsai_test_support::TestApp;

use super::release::Release;

pub(super) async fn has_the_history(app: &TestApp, release: &Release) {
    let numbered = app.database.number("SELECT count(*) FROM outbox").await;
    assert!(numbered > 20, "{}: {numbered}", release.name);
    for (promise, broken) in [
        (
            "positions follow each other in the order of the trail",
            "SELECT count(*) FROM (SELECT position, row_number() OVER (ORDER BY entry_id) AS expected FROM outbox) numbered \
             WHERE position <> expected",
        ),
        (
            "the head is at the last position",
            "SELECT count(*) FROM outbox_head WHERE last_position <> (SELECT max(position) FROM outbox) \
             OR forgotten_through <> 0",
        ),
        (
            "every entry about a document is there",
            "SELECT count(*) FROM audit_entries entry JOIN document_kinds ON name = subject_kind \
             WHERE NOT EXISTS (SELECT FROM outbox WHERE entry_id = entry.id) \
             AND NOT EXISTS (SELECT FROM outbox_pending WHERE entry_id = entry.id)",
        ),
        (
            "a document has its year and its kind",
            "SELECT count(*) FROM outbox JOIN documents ON documents.id = subject_id \
             WHERE (outbox.fiscal_year, outbox.kind) IS DISTINCT FROM (documents.fiscal_year, documents.kind)",
        ),
        (
            "an analysis has its year",
            "SELECT count(*) FROM outbox JOIN analyses ON analyses.id = subject_id \
             WHERE outbox.fiscal_year IS DISTINCT FROM analyses.fiscal_year",
        ),
        (
            "what comes later waits behind it",
            "SELECT count(*) FROM outbox_pending WHERE entry_id <= (SELECT max(entry_id) FROM outbox)",
        ),
    ] {
        assert_eq!(app.database.number(broken).await, 0, "{}: {promise}", release.name);
    }
}
