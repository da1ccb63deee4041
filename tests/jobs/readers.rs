use prongsai_test_support::{TestApp, sha256};
use reqwest::Method;

use crate::contract::{Contract, World};
use crate::renditions::{Kept, Year, of_year, start};

/// The server of the database refuses every write to the second server.
#[tokio::test]
async fn anonymous_readers_write_nothing() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let world = World::build(&app).await;
    let year = Year::publish(&app).await;
    let contract = Contract::of(&app).await;
    let mut paths: Vec<String> = contract
        .operations()
        .into_iter()
        .filter(|operation| operation.method == Method::GET && operation.path.starts_with("/public/"))
        .map(|operation| world.fill(&operation.path))
        .collect();
    for document in [&year.measure, &year.report, &year.invitation] {
        let path = document.public_path();
        paths.extend(["", ".pdf", ".html", ".docx"].map(|ending| format!("{path}{ending}")));
    }
    paths.push(format!("{}/poster.pdf", year.invitation.public_path()));
    for file in [
        "plan.pdf",
        "plan.html",
        "plan.docx",
        "plan.csv",
        "yearbook.pdf",
        "results.csv",
    ] {
        paths.push(of_year(&app, "public", file));
    }
    let (reader, before) = read_only(&app, &kept).await;
    let mut made = 0;
    for path in &paths {
        let status = reader.anonymous().get(path).await.status;
        assert!(status < 500, "{path}: {status}");
        made += usize::from(status == 200);
    }
    assert!(made > 20, "{made} of {}", paths.len());
    assert_eq!(app.database.fingerprint(&[]).await, before);
}

async fn read_only(app: &TestApp, kept: &Kept) -> (prongsai_test_support::Server, prongsai_test_support::Fingerprint) {
    let before = app.database.fingerprint(&[]).await;
    let name = app.database.text("SELECT quote_ident(current_database())").await;
    let refuse = format!("ALTER DATABASE {name} SET default_transaction_read_only = on");
    app.database.execute(&refuse).await.unwrap();
    // Connections that are opened from now on only read.
    (app.another_server_with_renditions(kept.options()), before)
}

/// The first citizen waits for nothing: the files are there, and recorded.
#[tokio::test]
async fn what_was_published_is_made_by_jobs() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let year = Year::publish(&app).await;
    app.work_off().await;
    let recorded = "SELECT string_agg(DISTINCT rendition, ' ' ORDER BY rendition) FROM renderings";
    let recorded = app.database.text(recorded).await;
    for rendition in ["announcement", "measure", "plan", "poster", "report", "yearbook"] {
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
