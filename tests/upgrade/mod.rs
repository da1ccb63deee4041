//! The upgrade: a database of an earlier release, restored and migrated, answers as before, and its documents take
//! their next steps.
//!
//! `tests/fixtures/releases/README.md` describes the dumps. The tests use HTTP, so that they are valid for any schema.

mod catalogues;
mod crew;
mod files;
mod outbox;
mod public;
mod records;
mod release;
mod report;
mod roles;
mod steps;
mod views;

use prongsai_test_support::{TestApp, TestDatabase};
use serde_json::json;

use self::release::Release;

/// The runner shows what this test prints even when it passes; see `.config/nextest.toml`.
#[test]
fn dumps_are_at_hand() {
    let own = Release::own();
    assert!(!own.is_empty(), "tests/fixtures/releases has no dump");
    for release in &own {
        release.assert_is_rich();
    }
    let Some(shared) = Release::shared() else {
        eprintln!("upgrade: ../shared/releases is absent; the dump of the real year was NOT tried");
        return;
    };
    assert!(!shared.is_empty(), "../shared/releases has no dump");
    for release in own.iter().chain(&shared) {
        eprintln!("upgrade: {} is tried", release.name);
    }
}

#[tokio::test]
async fn the_public_is_answered_the_same_bytes_and_codes() {
    for release in Release::all() {
        let app = release.restore().await;
        public::documents_are_the_same(&app, &release).await;
        public::overrides_are_named(&app, &release).await;
        public::hidden_stays_hidden(&app, &release).await;
        public::codes_say_the_same(&app, &release).await;
    }
}

/// As [`dumps_are_at_hand`], the runner shows what this test prints.
#[tokio::test]
async fn files_are_the_same_to_the_byte() {
    for release in Release::all() {
        let app = release.restore().await;
        files::are_the_same(&app, &release).await;
    }
}

#[tokio::test]
async fn members_are_shown_the_same_editions_history_and_results() {
    for release in Release::all() {
        let app = release.restore().await;
        views::are_the_same(&app, &release).await;
    }
}

#[tokio::test]
async fn roles_of_before_stay_and_count_as_unconfirmed() {
    for release in Release::all() {
        let app = release.restore().await;
        roles::stay_and_count_as_unconfirmed(&app, &release).await;
    }
}

#[tokio::test]
async fn catalogues_of_this_release_arrive_and_documents_keep_theirs() {
    for release in Release::all() {
        let app = release.restore().await;
        catalogues::arrive(&app, &release).await;
    }
}

#[tokio::test]
async fn the_outbox_has_the_history() {
    for release in Release::all() {
        let app = release.restore().await;
        outbox::has_the_history(&app, &release).await;
    }
}

#[tokio::test]
async fn results_and_analyses_are_changed() {
    for release in Release::all() {
        let app = release.restore().await;
        records::are_changed(&app, &release).await;
    }
}

#[tokio::test]
async fn every_document_takes_its_next_step() {
    for release in Release::all() {
        let app = release.restore().await;
        steps::every_document_goes_on(&app, &release).await;
        pages_are_there(&app).await;
    }
}

/// The guarantees of the tables of 0.2 for data from an earlier release.
#[tokio::test]
async fn migrated_rows_satisfy_the_constraints() {
    for release in Release::all() {
        let app = release.restore().await;
        for (promise, broken) in [
            (
                "who wrote what a content is based on stays with it",
                "SELECT count(*) FROM contents later JOIN contents base ON base.id = later.base_id \
                 WHERE NOT later.contributors @> base.contributors",
            ),
            (
                "a body that 0.1 kept is not put together again",
                "SELECT count(*) FROM publications WHERE is_current AND is_reconstructed",
            ),
            (
                "every edition that was public stays",
                "SELECT count(*) FROM acts WHERE act = 'published' AND NOT EXISTS (SELECT FROM publications \
                 WHERE publications.document_id = acts.document_id AND publications.edition = acts.edition)",
            ),
            (
                "the entity tag is the hash of the body",
                // The tag of a report with references is that of the answer with the parts.
                "SELECT count(*) FROM publications WHERE (kind <> 'report' OR schema_version = 1) \
                 AND etag <> encode(sha256(convert_to(body, 'UTF8')), 'hex')",
            ),
            (
                "a body names the content of its edition",
                "SELECT count(*) FROM publications JOIN editions \
                 ON editions.document_id = publications.document_id AND number = edition \
                 JOIN contents ON contents.id = content_id WHERE publications.body::json ->> 'content_sha256' <> sha256",
            ),
            (
                "a session goes on with its tokens",
                "SELECT count(*) FROM sessions WHERE ended_at IS NULL AND NOT EXISTS (SELECT FROM refresh_tokens token \
                 WHERE token.session_id = sessions.id AND token.generation = sessions.generation)",
            ),
            (
                "a session ends thirty days after its login",
                "SELECT count(*) FROM sessions WHERE expires_at <> created_at + interval '720 hours' \
                 OR refreshed_at < created_at",
            ),
            (
                "an act of before is marked",
                if release.is_of_0_1() {
                    "SELECT count(*) FROM acts WHERE NOT is_migrated"
                } else {
                    "SELECT count(*) FROM acts WHERE is_migrated"
                },
            ),
        ] {
            assert_eq!(app.database.number(broken).await, 0, "{}: {promise}", release.name);
        }
    }
}

/// The public pages of every organization, and the year book of every year with public documents.
async fn pages_are_there(app: &TestApp) {
    let anyone = app.anonymous();
    for organization in anyone.all("/public/v1/organizations").await {
        let id = organization["id"].as_str().unwrap();
        anyone.get(&format!("/public/{id}/")).await.is(200);
        anyone.get(&format!("/public/{id}/feed.atom")).await.is(200);
        let mut years = Vec::new();
        for plural in release::KINDS {
            let list = format!("/public/v1/{plural}?organization_id={id}");
            years.extend(
                anyone
                    .all(&list)
                    .await
                    .iter()
                    .map(|item| item["fiscal_year"].as_u64().unwrap()),
            );
        }
        years.sort_unstable();
        years.dedup();
        for year in years {
            anyone.get(&format!("/public/{id}/{year}")).await.is(200);
            for ending in ["html", "pdf"] {
                let book = format!("/public/v1/organizations/{id}/fiscal-years/{year}/yearbook.{ending}");
                anyone.get(&book).await.is(200);
            }
        }
    }
}

/// A backup of the present release. Nothing in the schema needs the search path of a session: `pg_restore` and the analysis
/// in the background have none.
#[tokio::test]
async fn a_backup_of_this_release_is_restored() {
    let app = TestApp::start().await;
    app.published_measure(&json!({})).await;
    let folder = tempfile::tempdir().unwrap();
    let dump = folder.path().join("prongsai.dump");
    app.database.dump_to(&dump).await;
    let restored = TestDatabase::restored(&dump).await;
    assert_eq!(restored.fingerprint(&[]).await, app.database.fingerprint(&[]).await);
    let analyze = "SET search_path = ''; ANALYZE";
    restored.connect().await.batch_execute(analyze).await.unwrap();
}
