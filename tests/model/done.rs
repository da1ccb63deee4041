//! What came of a step, and what all steps need.

use prongsai_domain::access::Action;
use prongsai_test_support::{Answer, Request};
use serde_json::{Value, json};

use crate::pen::{Pen, Place};
use crate::plan::Doc;
use crate::promise::Broken;
use crate::world::World;

/// What came of a step.
#[derive(Debug, Default)]
pub(crate) struct Done {
    /// The answer; `None` when the step refers to something that does not exist.
    pub(crate) answer: Option<Answer>,
    /// Documents whose public answers may have changed.
    pub(crate) touched: Vec<Doc>,
    /// Organizations whose public answers may have changed.
    pub(crate) organizations: Vec<usize>,
    /// Rights that were used, other than those that the step always needs.
    pub(crate) actions: Vec<Action>,
    /// Whether a live edition was superseded.
    pub(crate) superseded: bool,
    /// What the person had read before, if a document.
    pub(crate) read: Option<Value>,
    /// What two people had allowed, and was used.
    pub(crate) used: Vec<&'static str>,
    /// What broke a rule without a public answer.
    pub(crate) broken: Option<Broken>,
}

impl Done {
    pub(crate) fn of(answer: Answer) -> Self {
        Self {
            answer: Some(answer),
            ..Self::default()
        }
    }

    pub(crate) fn succeeded(&self) -> bool {
        self.answer.as_ref().is_some_and(|answer| answer.status < 300)
    }

    /// The code of the refusal.
    pub(crate) fn code(&self) -> String {
        match &self.answer {
            Some(answer) if answer.status >= 400 => answer.json()["code"].as_str().unwrap_or_default().to_owned(),
            _ => String::new(),
        }
    }
}

/// Reads a document as a person.
pub(crate) async fn look(world: &mut World, who: usize, doc: Doc) -> Option<Answer> {
    let path = world.docs.get(&doc)?.path();
    let answer = world.people[who].client.get(&path).await;
    if answer.status == 200 {
        world.docs.get_mut(&doc)?.saw(&answer.etag());
    }
    Some(answer)
}

/// The right that reading this view needed.
pub(crate) fn right_to_read(answer: &Answer) -> Vec<Action> {
    if answer.status != 200 {
        return Vec::new();
    }
    match answer.json()["state"].as_str() {
        Some("draft" | "returned") => vec![Action::ReadDrafts],
        Some("submitted" | "approved") => vec![Action::ReadSubmitted],
        _ => Vec::new(),
    }
}

/// Sends the reason that a step needs.
pub(crate) fn with_reason(request: Request, pen: &mut Pen, place: Place) -> Request {
    request.json(&json!({ "reason": pen.text(place, "เหตุผล") }))
}
