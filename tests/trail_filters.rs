//! The filters of the audit trail and of the security events.

use prongsai_domain::audit::{AuditAction, SecurityEventKind};
use prongsai_test_support::{Role, TestApp, assert_problem, sample};
use serde_json::json;

const AUDIT: &str = "/api/v1/audit";
const EVENTS: &str = "/api/v1/security-events";

/// An empty list would look as if nothing had happened.
#[tokio::test]
async fn an_unknown_word_is_refused_with_a_similar_one() {
    let app = TestApp::start().await;
    let auditor = app.client(Role::Auditor).await;
    for (list, name, word, similar) in [
        (AUDIT, "action", "measure.aprove", "measure.approve"),
        (
            AUDIT,
            "action",
            "complaint_statistic.publish",
            "complaint_statistics.publish",
        ),
        (AUDIT, "action", "membership.revok", "membership.revoke"),
        (EVENTS, "kind", "login_failed", "login-failed"),
    ] {
        let answer = auditor.get(&format!("{list}?{name}={word}")).await;
        let refused = assert_problem(&answer, 400, "invalid-parameter").at(name);
        assert_eq!(refused.code, "unknown-value", "{word}");
        assert_eq!(refused.suggestion.as_deref(), Some(similar), "{word}");
    }
    let answer = auditor.get(&format!("{AUDIT}?action=")).await;
    let refused = assert_problem(&answer, 400, "invalid-parameter").at("action");
    assert!(refused.message.contains("paper_template.accept"), "{}", refused.message);
}

#[tokio::test]
async fn whatever_is_in_the_lists_can_be_asked_for() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut measure = app.published_measure(&json!({})).await;
    measure.step(&drafter, "revise", &json!({})).await;
    let bundle = sample::bundle(&app.ours.name_th);
    drafter.post("/api/v1/imports").json(&bundle).await.is(201);
    drafter.get(AUDIT).await.is(403);
    drafter.get(&format!("{}.html", measure.path())).await.is(200);
    let admin = app.admin();
    for (list, table, name, fewest) in [
        (AUDIT, "audit_entries", "action", 12),
        (EVENTS, "security_events", "kind", 3),
    ] {
        let words = format!("SELECT string_agg(DISTINCT {name}, ' ' ORDER BY {name}) FROM {table}");
        let words = app.database.text(&words).await;
        assert!(words.split(' ').count() >= fewest, "{words}");
        for word in words.split(' ') {
            let page = admin.get(&format!("{list}?{name}={word}&limit=1")).await.is(200).json();
            assert_eq!(page["items"][0][name], word, "{page}");
        }
    }
}

#[tokio::test]
async fn the_openapi_document_lists_the_words() {
    let app = TestApp::start().await;
    let document = app.anonymous().get("/api/openapi.json").await.is(200).json();
    let actions: Vec<String> = AuditAction::all().map(|action| action.to_string()).collect();
    let kinds = SecurityEventKind::ALL.map(SecurityEventKind::as_str);
    for (list, name, words) in [(AUDIT, "action", json!(actions)), (EVENTS, "kind", json!(kinds))] {
        let parameters = document["paths"][list]["get"]["parameters"].as_array().unwrap();
        let parameter = parameters.iter().find(|parameter| parameter["name"] == name).unwrap();
        assert_eq!(parameter["schema"]["enum"], words, "{parameter}");
    }
}

#[tokio::test]
async fn a_day_begins_at_midnight_in_thailand() {
    let app = TestApp::start().await;
    let auditor = app.client(Role::Auditor).await;
    let [evening, midnight] = ["2026-10-31T16:59:59Z", "2026-10-31T17:00:00Z"];
    for at in [evening, midnight] {
        let entry = format!(
            "INSERT INTO audit_entries (at, action, subject_kind, organization_id) \
             VALUES ('{at}', 'result.edit', 'x', '{}')",
            app.ours.id
        );
        let event = format!(
            "INSERT INTO security_events (at, kind, organization_ids) VALUES ('{at}', 'logout', ARRAY['{}']::uuid[])",
            app.ours.id
        );
        for insert in [entry, event] {
            app.database.execute(&insert).await.unwrap();
        }
    }
    for list in [
        "/api/v1/audit?action=result.edit",
        "/api/v1/security-events?kind=logout",
    ] {
        for (bound, expected) in [
            ("from=2026-10-31", vec![evening, midnight]),
            ("from=2026-11-01", vec![midnight]),
            ("before=2026-11-01", vec![evening]),
            ("from=2026-11-01T00:00:00%2B07:00", vec![midnight]),
            ("before=2026-10-31T17:00:00Z", vec![evening]),
        ] {
            let found = auditor.all(&format!("{list}&{bound}")).await;
            let moments: Vec<&str> = found.iter().map(|row| row["at"].as_str().unwrap()).collect();
            assert_eq!(moments, expected, "{list}&{bound}");
        }
    }
}

#[tokio::test]
async fn a_text_that_is_no_moment_is_refused_with_what_was_probably_meant() {
    let app = TestApp::start().await;
    let auditor = app.client(Role::Auditor).await;
    for list in [AUDIT, EVENTS] {
        for (name, written, meant) in [
            ("from", "2569-11-01", Some("2026-11-01")),
            ("before", "2026-11-31", Some("2026-11-30")),
            // A plus sign in a query is a space.
            (
                "before",
                "2026-11-01T00:00:00+07:00",
                Some("2026-11-01T00:00:00%2B07:00"),
            ),
            ("from", "2026-11-01T00:00:00", Some("2026-11-01T00:00:00%2B07:00")),
            ("from", "yesterday", None),
        ] {
            let path = format!("{list}?{name}={written}");
            for answer in [auditor.get(&path).await, auditor.get(&path).english().await] {
                let refused = assert_problem(&answer, 400, "invalid-parameter").at(name);
                assert_eq!(refused.code, "invalid-value", "{path}");
                assert_eq!(refused.suggestion.as_deref(), meant, "{path}");
            }
            if let Some(meant) = meant {
                auditor.get(&format!("{list}?{name}={meant}")).await.is(200);
            }
        }
    }
}
