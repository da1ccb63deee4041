//! The promise, checked over the bytes of a public answer. Each token in it was approved, in exactly these bytes, by a person
//! who wrote none of it. Otherwise an override with its reason marks that answer, two people accepted the token, or
//! docs/security.md says that one person suffices.

use std::collections::BTreeSet;

use prongsai_test_support::Answer;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::pen::Place;
use crate::plan::Doc;
use crate::token::Token;
use crate::world::{Approval, Edition, World};

/// What is public of a single person, as the table "What is public without a second person" in docs/security.md lists it.
/// The note of a correction is not in it: it is content.
/// Name and website have a rule of their own, [`letterhead`].
const ONE_PERSON_SUFFICES: [Place; 5] = [
    // Of the organization, on its pages.
    Place::Address,
    // The post of the approver on a rendition.
    Place::Post,
    // Never changes, and the withdrawal must not wait.
    Place::Withdrawal,
    Place::Override,
    Place::Division,
];

/// What an answer shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// One edition, and nothing else.
    Edition(Doc, u64),
    /// Live editions.
    Live,
    /// Editions that are or were live, except those that were withdrawn.
    Any,
    /// The same, and the titles of editions that were withdrawn: a verification answers what a code stands for.
    Verified,
}

/// What broke the promise.
#[derive(Clone, Debug)]
pub(crate) struct Broken {
    /// Which rule, so that a smaller plan breaks the same one.
    pub(crate) rule: &'static str,
    pub(crate) text: String,
}

impl Broken {
    pub(crate) const fn new(rule: &'static str, text: String) -> Self {
        Self { rule, text }
    }

    /// The same, with where and what was answered.
    #[must_use]
    pub(crate) fn at(self, path: &str, answer: &Answer) -> Self {
        let shown: String = answer.text().chars().take(3_000).collect();
        let text = format!("{path}: {} {}: {}\n{shown}", answer.status, self.rule, self.text);
        Self { text, ..self }
    }
}

/// Why tokens break the promise, or nothing. `marks` are the tokens among which the answer must name overrides; `None` for an
/// answer that shows none of what was approved.
pub(crate) fn broken(
    world: &World,
    shown: Shown,
    tokens: &BTreeSet<Token>,
    marks: Option<&BTreeSet<Token>>,
) -> Option<Broken> {
    tokens.iter().find_map(|token| {
        let Some((_, place)) = world.written.get(token) else {
            let text = format!("{token} of step {}", token.step());
            return Some(Broken::new("written by nobody", text));
        };
        let reason = match place {
            Place::Internal => Some(("never public", String::new())),
            Place::Content | Place::Result => content(world, shown, *token, marks),
            Place::Template => template(world, shown, *token),
            Place::Name | Place::Website => letterhead(world, shown, *token, *place),
            other => (!ONE_PERSON_SUFFICES.contains(other)).then(|| ("needs a second person", String::new())),
        };
        let (who, place) = world.written[token];
        reason.map(|(rule, text)| {
            let text = format!("{token} of step {}, {place:?} of person {who}. {text}", token.step());
            Broken::new(rule, text)
        })
    })
}

/// A rule, and how it is broken.
type Fault = (&'static str, String);

/// A token in a content: an edition that the answer may show has it, and its approval is one of another person.
fn content(world: &World, shown: Shown, token: Token, marks: Option<&BTreeSet<Token>>) -> Option<Fault> {
    let one = match shown {
        Shown::Edition(doc, number) => vec![&world.docs[&doc].editions[&number]],
        Shown::Live => world.public_editions(true).map(|(_, _, edition)| edition).collect(),
        Shown::Any => world.public_editions(false).map(|(_, _, edition)| edition).collect(),
        Shown::Verified => world.verified_editions().collect(),
    };
    let with = |edition: &&Edition| {
        edition
            .approval
            .as_ref()
            .is_some_and(|approval| approval.tokens.contains(&token))
    };
    let approved: Vec<&Edition> = one.into_iter().filter(with).collect();
    if approved.is_empty() {
        return Some(("not approved", "no public edition was approved with it".to_owned()));
    }
    let faults: Vec<String> = approved
        .iter()
        .map_while(|edition| {
            let approval = edition.approval.as_ref()?;
            own_approval(world, edition, approval, token, marks)
                .or_else(|| frozen_approval(world, approval, token, marks?))
        })
        .collect();
    (faults.len() == approved.len()).then(|| ("four eyes", faults.join("; ")))
}

/// Why an approval does not count for a token.
fn own_approval(
    world: &World,
    edition: &Edition,
    approval: &Approval,
    token: Token,
    marks: Option<&BTreeSet<Token>>,
) -> Option<String> {
    let is_author = world.author(token) == Some(approval.by);
    let submitted = edition.submitted_by == Some(approval.by);
    if !is_author && !submitted {
        return None;
    }
    let did = if is_author { "wrote it" } else { "submitted it" };
    match (approval.over, marks) {
        (None, _) => Some(format!("person {} {did} and approved it", approval.by)),
        (Some(reason), Some(all)) if !all.contains(&reason) => Some(format!(
            "person {} {did} and approved it, and the reason is not in the answer",
            approval.by
        )),
        _ => None,
    }
}

/// Checks a token of a measure that a report shows. If an author approved the measure, the report names the override, even
/// when somebody else approved the report. Returns what is wrong.
fn frozen_approval(world: &World, report: &Approval, token: Token, marks: &BTreeSet<Token>) -> Option<String> {
    let mut measures = report.view["frozen"]["measures"].as_array()?.iter();
    measures.find_map(|frozen| {
        let doc = world.by_id.get(frozen["id"].as_str()?)?;
        let measure = world.docs[doc].editions.get(&frozen["edition"].as_u64()?)?;
        let approval = measure.approval.as_ref()?;
        let is_of_it = approval.tokens.contains(&token) && approval.over.is_some();
        is_of_it.then(|| own_approval(world, measure, approval, token, Some(marks)))?
    })
}

/// A template is accepted by two people, and a document has that of its approval.
fn template(world: &World, shown: Shown, token: Token) -> Option<Fault> {
    let is_in = |edition: &Edition| {
        edition
            .approval
            .as_ref()
            .is_some_and(|approval| approval.template.contains(&token))
    };
    let is_right = match shown {
        Shown::Edition(doc, number) => is_in(&world.docs[&doc].editions[&number]),
        Shown::Live | Shown::Any | Shown::Verified => {
            world.organizations.iter().any(|one| one.template.contains(&token))
                || world.public_editions(false).any(|(_, _, edition)| is_in(edition))
        }
    };
    (!is_right).then(|| ("not accepted", "nobody else accepted it before the approval".to_owned()))
}

/// A document shows name and website of its organization as its approval did.
fn letterhead(world: &World, shown: Shown, token: Token, place: Place) -> Option<Fault> {
    let Shown::Edition(doc, number) = shown else {
        return None;
    };
    let approval = world.docs[&doc].editions[&number].approval.as_ref()?;
    let (rule, approved) = match place {
        Place::Website => ("another website", approval.website),
        _ => ("another name", approval.name),
    };
    if approved == Some(token) && approval.own.contains(&token) && approval.over.is_none() {
        let text = format!("person {} wrote it and approved it", approval.by);
        return Some(("four eyes", text));
    }
    // The system puts the name into the title of an announcement when it is drafted; then it is in what was read.
    let is_as_approved = approved == Some(token) || approval.tokens.contains(&token);
    (!is_as_approved).then(|| (rule, format!("at the approval it had {approved:?}")))
}

/// The fields of a public answer that the server adds to the content.
const HEAD: [&str; 8] = [
    "content_sha256",
    "edition",
    "fiscal_year",
    "frozen_overrides",
    "id",
    "organization",
    "override_reason",
    "published_at",
];

/// Whether the bytes of a public document are those that the approver read: its fields are equal, and its hash is that of
/// the fields.
pub(crate) fn differs(world: &World, (doc, number): (Doc, u64), body: &Value) -> Option<Broken> {
    let approval = world.docs[&doc].editions[&number].approval.as_ref()?;
    let mut content = body.clone();
    let fields = content.as_object_mut()?;
    fields.retain(|name, _| !HEAD.contains(&name.as_str()));
    let read = &approval.view;
    for (name, value) in fields.iter().filter(|(name, _)| name.as_str() != "frozen_references") {
        if !is_as_read(name, value, read) {
            return Some(other_bytes(format!(
                "{name} was approved as {}, and is public as {value}",
                read[name.as_str()]
            )));
        }
    }
    if body["edition"] != read["edition"] {
        return Some(other_bytes(format!(
            "edition {} was approved, and {} is public",
            read["edition"], body["edition"]
        )));
    }
    if let Some(references) = fields.remove("frozen_references") {
        fields.insert("frozen".to_owned(), references);
    }
    // Keys of `serde_json` maps are sorted, and all numbers are integers or scores: this is the canonical form.
    let hash = hex::encode(Sha256::digest(content.to_string().as_bytes()));
    if json!(hash) == body["content_sha256"] {
        return None;
    }
    Some(other_bytes(format!("its content has the hash {hash}")))
}

const fn other_bytes(text: String) -> Broken {
    Broken::new("other bytes", text)
}

/// Whether a field has the value that was read. A view names some things in another way than the content does.
fn is_as_read(name: &str, value: &Value, read: &Value) -> bool {
    let read_value = &read[name];
    match name {
        "division" => value["id"] == read["division_id"] && value["name"] == read["division_name"],
        _ => without_nulls(value) == without_nulls(read_value),
    }
}

/// A value without members that are null: a view shows an absent text as null.
fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members.iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(name, value)| (name.clone(), without_nulls(value))).collect())
        }
        Value::Array(items) => items.iter().map(without_nulls).collect(),
        other => other.clone(),
    }
}
