use prongsai_domain::calendar::Period;
use prongsai_test_support::{Client, Document, TestApp, sample};
use serde_json::json;

use super::Sees;
use crate::renditions::words;

/// A document with the expected states of its editions.
pub(super) struct Sample {
    pub(super) document: Document,
    /// State and heading of each edition, in the order of their numbers.
    pub(super) editions: Vec<(&'static str, String)>,
    /// The id of its result, if it is a measure.
    pub(super) result: Option<String>,
}

/// An edition by number, state and heading.
pub(super) type Shown<'a> = (u64, &'static str, &'a str);

/// The sequences of steps of documents, with the states of the editions at the end.
pub(super) const LIVES: [(&str, &[&str]); 11] = [
    ("", &["draft"]),
    ("submit return", &["returned"]),
    ("submit", &["submitted"]),
    ("submit approve", &["approved"]),
    ("submit approve publish", &["published"]),
    ("submit approve publish revise", &["published", "draft"]),
    ("submit approve publish revise submit", &["published", "submitted"]),
    ("submit approve publish withdraw", &["withdrawn"]),
    ("submit approve publish revise withdraw-1", &["withdrawn", "draft"]),
    ("submit withdraw", &["withdrawn"]),
    (
        "submit approve publish revise submit approve publish revise submit return",
        &["superseded", "published", "returned"],
    ),
];

struct Crew {
    drafter: Client,
    approver: Client,
    publisher: Client,
}

impl Sample {
    /// Takes a new document through the steps.
    pub(super) async fn make(app: &TestApp, plural: &str, number: usize) -> Self {
        let (steps, states) = LIVES[number];
        let crew = Crew {
            drafter: app.drafter().await,
            approver: app.approver().await,
            publisher: app.publisher().await,
        };
        let heading = |edition: usize| match plural {
            // They have no text of people. Each edition is of another month.
            "complaint-statistics" => format!("2022-{}", 9 + edition),
            _ => format!("หัวเรื่อง{plural}-{number}-{edition}-จบ"),
        };
        let mut document = draft(app, plural, number, &heading(1)).await;
        let mut result = None;
        if plural == "measures" {
            let results = format!("{}/results", document.path());
            result = Some(crew.drafter.post(&results).json(&sample::result()).await.is(201).id());
            document.refresh(&crew.drafter).await;
        }
        let mut edition = 1;
        for step in steps.split_whitespace() {
            take(&crew, &mut document, step).await;
            if step == "revise" {
                edition += 1;
                let named = json!({ heading_of(plural): heading(edition) });
                document.patch(&crew.drafter, &named).await;
            }
        }
        let editions = states.iter().zip(1..).map(|(state, number)| (*state, heading(number)));
        Self {
            document,
            editions: editions.collect(),
            result,
        }
    }

    /// The editions that a reader sees, newest first.
    pub(super) fn visible(&self, sees: Sees) -> Vec<Shown<'_>> {
        let numbered = self.editions.iter().zip(1..);
        let mut visible: Vec<Shown<'_>> = numbered
            .filter(|((state, _), _)| sees.shows(state))
            .map(|((state, heading), number)| (number, *state, heading.as_str()))
            .collect();
        visible.reverse();
        visible
    }

    /// The edition that a reader is shown: the one in work, otherwise the live one, otherwise the last.
    pub(super) fn shown(&self, sees: Sees) -> Option<Shown<'_>> {
        self.visible(sees).into_iter().min_by_key(|(_, state, _)| match *state {
            "draft" | "returned" | "submitted" | "approved" => 0,
            "published" => 1,
            _ => 2,
        })
    }
}

/// The field that names a document of this kind.
pub(super) fn heading_of(plural: &str) -> &'static str {
    match plural {
        "announcements" => "subject",
        "complaint-statistics" => "period",
        _ => "title",
    }
}

/// A heading as renditions print it, without white space.
pub(super) fn printed(plural: &str, heading: &str) -> String {
    match plural {
        "complaint-statistics" => words(&Period::parse(heading).unwrap().thai()),
        _ => words(heading),
    }
}

async fn draft(app: &TestApp, plural: &str, number: usize, heading: &str) -> Document {
    let (body, fiscal_year) = match plural {
        "measures" => (sample::measure(&app.ours.id), 2566),
        "reports" => (sample::report(&app.ours.id), 2565),
        "announcements" => (sample::invitation(&app.ours.id, "EIT"), 2566),
        "complaint-statistics" => (sample::complaint_statistics(&app.ours.id), 2566),
        other => panic!("{other} have no sample"),
    };
    let own = json!({ "key": format!("sample-{number}"), heading_of(plural): heading, "fiscal_year": fiscal_year });
    Document::draft(&app.drafter().await, plural, &sample::with(body, &own)).await
}

async fn take(crew: &Crew, document: &mut Document, step: &str) {
    let reason = json!({ "reason": "เหตุผล" });
    match step {
        "approve" => document.step(&crew.approver, step, &json!({})).await,
        "return" => document.step(&crew.approver, step, &reason).await,
        "publish" => document.step(&crew.publisher, step, &json!({})).await,
        "withdraw" => document.step(&crew.publisher, step, &reason).await,
        "withdraw-1" => {
            let live = json!({ "reason": "เหตุผล", "edition": 1 });
            document.step(&crew.publisher, "withdraw", &live).await
        }
        _ => document.step(&crew.drafter, step, &json!({})).await,
    };
}
