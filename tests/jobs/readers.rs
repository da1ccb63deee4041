use prongsai_test_support::{TestApp, sha256};
use reqwest::Method;

use crate::contract::{Contract, World};
use crate::renditions::{Kept, Year, of_year, start};

/// Every public address, with the documents that the tests of all addresses use.
#[tokio::test]
async fn anonymous_readers_write_nothing() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let world = World::build(&app).await;
    let contract = Contract::of(&app).await;
    let paths = contract
        .operations()
        .into_iter()
        .filter(|operation| operation.method == Method::GET && operation.path.starts_with("/public/"))
        .map(|operation| world.fill(&operation.path));
    assert_reads(&app, &kept, &paths.collect::<Vec<_>>()).await;
}

/// Every file of a year that was just published, before any job was done.
#[tokio::test]
async fn the_first_readers_of_a_year_write_nothing() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let year = Year::publish(&app).await;
    let mut paths = vec![format!("{}/poster.pdf", year.invitation.public_path())];
    for document in [&year.measure, &year.report, &year.invitation] {
        let path = document.public_path();
        paths.extend(["", ".pdf", ".html", ".docx"].map(|ending| format!("{path}{ending}")));
    }
    for file in [
        "plan.pdf",
        "plan.html",
        "plan.docx",
        "plan.csv",
        "yearbook.pdf",
        "yearbook.html",
        "yearbook.docx",
        "results.csv",
    ] {
        paths.push(of_year(&app, "public", file));
    }
    let all = paths.len();
    assert_eq!(assert_reads(&app, &kept, &paths).await, all);
}

/// Reads from a second server, whose every write PostgreSQL refuses. Returns the number of answers 200.
async fn assert_reads(app: &TestApp, kept: &Kept, paths: &[String]) -> usize {
    let before = app.database.fingerprint(&[]).await;
    let name = app.database.text("SELECT quote_ident(current_database())").await;
    let refuse = format!("ALTER DATABASE {name} SET default_transaction_read_only = on");
    app.database.execute(&refuse).await.unwrap();
    // It applies to connections that are opened from now on.
    let reader = app.another_server_with_renditions(kept.options());
    let mut found = 0;
    for path in paths {
        let answer = reader.anonymous().get(path).await;
        assert!(answer.status < 500, "{path}: {}", answer.text());
        found += usize::from(answer.status == 200);
    }
    assert!(found > 5, "{found} of {}", paths.len());
    assert_eq!(app.database.fingerprint(&[]).await, before);
    found
}

/// The first citizen waits for nothing: the files are there, and recorded.
#[tokio::test]
async fn what_was_published_is_made_by_jobs() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let year = Year::publish(&app).await;
    app.work_off().await;
    let unfinished = "SELECT coalesce(string_agg(to_jsonb(jobs)::text, ' '), '') FROM jobs WHERE finished_at IS NULL";
    assert_eq!(app.database.text(unfinished).await, "");
    let recorded = "SELECT string_agg(DISTINCT rendition, ' ' ORDER BY rendition) FROM renderings";
    let recorded = app.database.text(recorded).await;
    // The rendition of a measure is named like the plan.
    for rendition in ["announcement", "plan", "poster", "report", "yearbook"] {
        assert!(
            recorded.split(' ').any(|one| one == rendition),
            "{rendition}: {recorded}"
        );
    }
    let jobs = "SELECT count(*) FROM jobs WHERE state NOT IN ('done', 'merged')";
    assert_eq!(app.database.number(jobs).await, 0);
    for path in [
        format!("{}.pdf", year.report.public_path()),
        of_year(&app, "public", "yearbook.pdf"),
    ] {
        let pdf = app.anonymous().get(&path).await.is(200);
        let known = format!("SELECT count(*) FROM renderings WHERE sha256 = '{}'", sha256(&pdf.body));
        assert_eq!(app.database.number(&known).await, 1, "{path}");
    }
    // Nothing is left to do for the same content.
    let before = app.database.number("SELECT count(*) FROM renderings").await;
    let again = "UPDATE jobs SET state = 'queued', finished_at = NULL, merged_into = NULL";
    app.database.execute(again).await.unwrap();
    app.work_off().await;
    assert_eq!(app.database.number("SELECT count(*) FROM renderings").await, before);
}
