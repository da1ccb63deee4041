//! Every document continues from the state that the release left.
//!
//! Reports in work come first, while the measures are as the release left them. Then every document of another kind is
//! published or withdrawn, and finally every report.

use std::collections::{BTreeSet, HashMap};

use prongsai_test_support::{Client, Document, TestApp, assert_problem};
use serde_json::{Value, json};

use super::crew::{Crew, People};
use super::release::{Release, documents};
use super::report;

/// The text written into everything that is edited.
const EDITED: &str = "แก้ไขหลังปรับรุ่น";
/// The period written into complaint statistics that are edited.
const EDITED_PERIOD: &str = "2024-10/2025-08";
/// The reason of everything that is returned or withdrawn.
const REASON: &str = "ทดสอบหลังปรับรุ่น";

/// Takes every document of the database through its next step, and to its final state.
pub(super) async fn every_document_goes_on(app: &TestApp, release: &Release) {
    let mut walk = Walk {
        app,
        people: People::of(app).await,
        turns: HashMap::new(),
    };
    let submitted = app
        .database
        .number("SELECT count(*) FROM editions WHERE state = 'submitted'")
        .await;
    let found = documents(&app.admin()).await;
    let count = app.database.number("SELECT count(*) FROM documents").await;
    assert_eq!(i64::try_from(found.len()).unwrap(), count, "{}", release.name);
    let (reports, others): (Vec<_>, Vec<_>) = found.iter().partition(|document| document.starts_with("reports/"));
    for report in &reports {
        let mut report = walk.find(report).await;
        if !matches!(report.state(), "published" | "withdrawn") {
            walk.next_step(&mut report).await;
        }
    }
    for document in others.iter().chain(&reports) {
        walk.go_to_the_end(document).await;
    }
    assert_eq!(walk.people.met_an_author(), submitted > 0, "{}", release.name);
    let states = "SELECT string_agg(DISTINCT state, ' ' ORDER BY state) FROM editions";
    assert_eq!(
        app.database.text(states).await,
        "published superseded withdrawn",
        "{}",
        release.name
    );
    let numbers =
        "SELECT count(*) FROM (SELECT FROM editions GROUP BY document_id HAVING count(*) <> max(number)) gaps";
    assert_eq!(app.database.number(numbers).await, 0, "{}", release.name);
}

struct Walk<'a> {
    app: &'a TestApp,
    people: People<'a>,
    /// Number of documents of a kind that were in a state before, so that not all of them take the same steps.
    turns: HashMap<(String, String), usize>,
}

impl Walk<'_> {
    async fn find(&self, document: &str) -> Document {
        let (plural, id) = document.split_once('/').expect("KIND/ID");
        Document::find(&self.app.admin(), plural, id).await
    }

    async fn crew(&mut self, document: &Document) -> Crew {
        self.people.crew(organization(document)).await
    }

    /// Takes the next step, and the further ones until the document is public or withdrawn.
    async fn go_to_the_end(&mut self, document: &str) {
        let mut document = self.find(document).await;
        let live = document.view["live_edition"].as_u64();
        let before = self.edition(&document, live).await;
        let code = self.code(&document, live).await;
        self.must_step(&mut document).await;
        while matches!(document.state(), "draft" | "returned" | "submitted" | "approved") {
            self.must_step(&mut document).await;
        }
        self.is_as_it_should_be(&document).await;
        if live.is_some() {
            self.predecessor_is_closed(&document, &before, code.as_deref()).await;
        }
    }

    async fn must_step(&mut self, document: &mut Document) {
        let taken = self.next_step(document).await;
        assert!(taken, "{}: its measures are ready by now", document.path());
    }

    /// Takes the next step; false when it was refused because of the measures of a report.
    async fn next_step(&mut self, document: &mut Document) -> bool {
        let state = document.state().to_owned();
        let turns = self.turns.entry((document.plural.clone(), state.clone())).or_default();
        let turn = *turns;
        *turns += 1;
        let crew = self.crew(document).await;
        match state.as_str() {
            "draft" => return report::try_step(self.app, document, &crew.drafter, "submit").await,
            "returned" => {
                edit(document, &crew.drafter).await;
                return report::try_step(self.app, document, &crew.drafter, "submit").await;
            }
            "submitted" => {
                self.authors_may_not_approve(document).await;
                let returned = turn % 2 == 1 || !report::try_step(self.app, document, &crew.approver, "approve").await;
                if returned {
                    give_back(document, &crew.approver).await;
                }
            }
            "approved" => {
                let published = report::try_step(self.app, document, &crew.publisher, "publish").await;
                if !published && report::has_changed(self.app, document).await.is_some() {
                    give_back(document, &crew.approver).await;
                    return true;
                }
                return published;
            }
            "published" if turn % 3 == 1 => {
                document
                    .step(&crew.publisher, "withdraw", &json!({ "reason": REASON }))
                    .await;
            }
            "published" | "withdrawn" => {
                document.step(&crew.drafter, "revise", &json!({})).await;
                assert_eq!(document.state(), "draft");
                edit(document, &crew.drafter).await;
            }
            other => panic!("{}: {other} has no next step", document.path()),
        }
        true
    }

    /// A person who drafted or submitted a document before the upgrade may not approve it afterwards, with any roles.
    async fn authors_may_not_approve(&mut self, document: &Document) {
        let organization = organization(document).to_owned();
        let drafters = document.view["drafters"].as_array().unwrap();
        let authors: BTreeSet<&str> = drafters
            .iter()
            .chain([&document.view["submitted"]["by"]])
            .filter_map(Value::as_str)
            .filter(|author| self.people.is_of_release(author))
            .collect();
        for author in authors {
            let author = self.people.author(author, &organization).await;
            let refused = document.try_step(&author, "approve", &json!({})).await;
            assert_problem(&refused, 403, "four-eyes");
        }
    }

    /// An edition, if there is one.
    async fn edition(&self, document: &Document, number: Option<u64>) -> Value {
        let Some(number) = number else {
            return Value::Null;
        };
        let path = format!("{}/editions/{number}", document.path());
        self.app.admin().get(&path).await.is(200).json()
    }

    /// The verification code on the page of a public document.
    async fn code(&self, document: &Document, live: Option<u64>) -> Option<String> {
        live?;
        let page = self
            .app
            .anonymous()
            .get(&format!("{}.html", document.public_path()))
            .await;
        if page.status == 404 {
            assert!(is_internal(document), "{}", page.request_line);
            return None;
        }
        let page = page.is(200).text();
        let (_, after) = page.split_once("/public/v1/verify/").expect("a page names its code");
        Some(after.get(..11).expect("XXXXX-XXXXX").to_owned())
    }

    /// The public reads the current content of the document, or the reason of its withdrawal.
    async fn is_as_it_should_be(&self, document: &Document) {
        let answer = self.app.anonymous().get(&document.public_path()).await;
        if is_internal(document) {
            assert_problem(&answer, 404, "not-found");
        } else if document.state() == "withdrawn" {
            let refusal = assert_problem(&answer, 410, "withdrawn");
            assert!(refusal.detail().contains(REASON), "{}", answer.text());
        } else {
            let body = answer.is(200).json();
            let field = edited_field(document);
            assert_eq!(
                (&body["edition"], &body[field]),
                (&document.view["edition"], &document.view[field]),
                "{body}"
            );
        }
    }

    /// The edition that was public has its old content, and its code shows its new state.
    async fn predecessor_is_closed(&self, document: &Document, before: &Value, code: Option<&str>) {
        let after = self.edition(document, before["edition"].as_u64()).await;
        let state = if document.state() == "withdrawn" {
            "withdrawn"
        } else {
            "superseded"
        };
        let mut expected = before.clone();
        expected["state"] = json!(state);
        for moment in ["superseded_at", "withdrawn", "updated_at"] {
            expected[moment] = after[moment].clone();
        }
        assert_eq!(after, expected, "{}", document.path());
        let Some(code) = code else {
            return;
        };
        let path = format!("/public/v1/verify/{code}");
        let said = self.app.anonymous().get(&path).await.is(200).json();
        assert_eq!(said["state"], state, "{said}");
        if state == "superseded" {
            assert_eq!(said["superseded_by"]["edition"], document.view["edition"], "{said}");
        } else {
            assert_eq!(said["withdrawn"]["reason"], REASON, "{said}");
        }
    }
}

async fn give_back(document: &mut Document, approver: &Client) {
    document.step(approver, "return", &json!({ "reason": REASON })).await;
}

async fn edit(document: &mut Document, drafter: &Client) {
    let field = edited_field(document);
    let edited = if field == "period" { EDITED_PERIOD } else { EDITED };
    document.patch(drafter, &json!({ field: edited })).await;
    assert_eq!(document.view[field], edited, "{}", document.path());
}

/// The member of a kind of document that is edited: its title, if it has one.
fn edited_field(document: &Document) -> &'static str {
    match document.plural.as_str() {
        "announcements" => "subject",
        "complaint-statistics" => "period",
        _ => "title",
    }
}

fn organization(document: &Document) -> &str {
    document.view["organization_id"].as_str().expect("an organization")
}

/// An invitation to the survey of an organization's own staff is never public here.
fn is_internal(document: &Document) -> bool {
    document.view["survey"]["audience"] == "internal"
}
