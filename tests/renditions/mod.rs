//! Renditions, their codes, and the public pages: every address, kind and format.

mod addresses;
mod cache;
mod directory;
mod drafts;
mod genuine;
mod journey;
mod negotiation;
mod renderers;
mod site;
mod template;
mod verify;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use prongsai_test_support::{Answer, Document, RenditionOptions, ServerOptions, TestApp};
use serde_json::json;
use tempfile::TempDir;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

/// The public address of the servers in these tests.
pub(crate) const PUBLIC_URL: &str = "https://ita.example.go.th";

/// A folder for the cached renditions of one test.
pub(crate) struct Kept {
    // Deleted with its contents when the test ends.
    _parent: TempDir,
    folder: PathBuf,
}

impl Kept {
    pub(crate) fn new() -> Self {
        let parent = tempfile::tempdir().expect("a temporary folder");
        Self {
            folder: parent.path().join("papers"),
            _parent: parent,
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn options(&self) -> RenditionOptions {
        RenditionOptions {
            public_url: PUBLIC_URL.to_owned(),
            cache_dir: Some(self.path().to_owned()),
            ..RenditionOptions::default()
        }
    }

    /// The cached files.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.path()).into_iter().flatten();
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    pub(crate) fn clear(&self) {
        for file in self.files() {
            fs::remove_file(file).unwrap();
        }
    }
}

/// A server that caches renditions in the folder of the test.
pub(crate) async fn start(kept: &Kept) -> TestApp {
    TestApp::start_with_renditions(ServerOptions::default(), kept.options()).await
}

/// Gives our organization another name.
pub(crate) async fn rename(app: &TestApp, name_th: &str) {
    app.admin()
        .patch(&format!("/api/v1/organizations/{}", app.ours.id))
        .if_match("*")
        .json(&json!({ "name_th": name_th }))
        .await
        .is(200);
}

/// A small published year of our organization: two measures, a report with analysis and a result, an invitation to each
/// survey, and a declaration.
pub(crate) struct Year {
    pub(crate) measure: Document,
    pub(crate) other_measure: Document,
    pub(crate) report: Document,
    pub(crate) invitation: Document,
    pub(crate) internal: Document,
    pub(crate) declaration: Document,
}

impl Year {
    pub(crate) async fn publish(app: &TestApp) -> Self {
        let drafter = app.drafter().await;
        app.analysis(&drafter, &json!({})).await;
        let mut measure = app.measure(&json!({})).await;
        let results = format!("{}/results", measure.path());
        drafter
            .post(&results)
            .json(&prongsai_test_support::sample::result())
            .await
            .is(201);
        measure.refresh(&drafter).await;
        app.publish(&mut measure).await;
        let other_measure = app
            .published_measure(&json!({ "title": "เปิดเผยราคากลางทุกโครงการ" }))
            .await;
        let mut report = app.report(&json!({})).await;
        let mut invitation = app.invitation("EIT").await;
        let mut internal = app.invitation("IIT").await;
        let mut declaration = app.announcement(&json!({ "kind": "integrity_declaration" })).await;
        for document in [&mut report, &mut invitation, &mut internal, &mut declaration] {
            app.publish(document).await;
        }
        Self {
            measure,
            other_measure,
            report,
            invitation,
            internal,
            declaration,
        }
    }
}

/// The path of a rendition of our year.
pub(crate) fn of_year(app: &TestApp, prefix: &str, file: &str) -> String {
    format!("/{prefix}/v1/organizations/{}/fiscal-years/2566/{file}", app.ours.id)
}

/// The text of a PDF, in the order in which it was set, extracted by an independent program; without white space.
pub(crate) async fn text_of(pdf: &Answer) -> String {
    assert!(pdf.body.starts_with(b"%PDF-"), "{}: {}", pdf.request_line, pdf.text());
    let mut reader = Command::new("pdftotext")
        .args(["-raw", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext is installed by scripts/install-packages --for-tests");
    let mut input = reader.stdin.take().unwrap();
    input.write_all(&pdf.body).await.unwrap();
    drop(input);
    let read = reader.wait_with_output().await.unwrap();
    assert!(read.status.success(), "{}", pdf.request_line);
    words(&String::from_utf8(read.stdout).unwrap())
}

/// A text without white space: line breaks do not matter here.
pub(crate) fn words(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Checks that a text contains another, ignoring white space.
#[track_caller]
pub(crate) fn assert_says(text: &str, said: &str) {
    assert!(text.contains(&words(said)), "{said} is not in: {text}");
}

/// The verification code of an edition that is or was public.
pub(crate) async fn code_of(app: &TestApp, document: &Document, edition: u32) -> String {
    let query = format!(
        "SELECT code FROM verification_records WHERE document_id = '{}' AND edition = {edition}",
        document.id
    );
    app.database.text(&query).await
}
