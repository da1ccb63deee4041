//! Reads public answers and checks the promise over them.

use std::collections::BTreeSet;
use std::io::Read as _;

use prongsai_test_support::Answer;

use crate::plan::{Doc, Draft};
use crate::promise::{Broken, Shown, broken, differs};
use crate::token::{Token, in_json, words_in};
use crate::world::World;

/// What a run reads after a step, and now and then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// JSON and pages of what changed.
    Changed,
    /// All that people wrote; no PDF, DOCX or QR code, and no reference data.
    All,
    /// Also files as DOCX.
    Files,
}

/// An address, and what it may show. Every one names overrides.
struct Address {
    path: String,
    shown: Shown,
}

impl Address {
    const fn new(path: String, shown: Shown) -> Self {
        Self { path, shown }
    }
}

/// Checks public answers of a document. Returns what breaks the promise.
pub(crate) async fn document(world: &mut World, doc: Doc, depth: Depth) -> Option<Broken> {
    let record = world.docs.get(&doc)?.clone();
    let path = record.public_path();
    let live = record.live().filter(|live| world.is_public(doc, *live));
    let mut addresses = Vec::new();
    let shown = live.map_or(Shown::Any, |live| Shown::Edition(doc, live));
    addresses.push(Address::new(path.clone(), shown));
    addresses.push(Address::new(format!("{path}/editions"), Shown::Any));
    if live.is_some() {
        addresses.push(Address::new(format!("{path}.html"), shown));
        if record.kind == Draft::Complaints {
            addresses.push(Address::new(format!("{path}.csv"), shown));
        }
        if depth == Depth::Files {
            addresses.push(Address::new(format!("{path}.docx"), shown));
        }
    }
    if depth != Depth::Changed {
        for number in record.editions.keys() {
            let address = format!("{path}/editions/{number}");
            let public = world.is_public(doc, *number);
            let shown = if public {
                Shown::Edition(doc, *number)
            } else {
                Shown::Any
            };
            addresses.push(Address::new(address, shown));
        }
    }
    for address in addresses {
        let answer = world.app.anonymous().get(&address.path).await;
        if let Some(fault) = check(world, &address, &answer, live.is_some()) {
            return Some(fault);
        }
    }
    None
}

/// Checks public answers of an organization.
pub(crate) async fn organization(world: &mut World, number: usize, depth: Depth) -> Option<Broken> {
    let id = world.organizations[number].id.clone();
    let year = format!("/public/v1/organizations/{id}/fiscal-years/2566");
    let mut paths: Vec<String> = vec![format!("/public/{id}/feed.atom"), format!("/public/{id}/2566")];
    if depth != Depth::Changed {
        paths.extend([format!("/public/{id}/"), format!("/public/v1/organizations/{id}")]);
        paths.extend(["plan.html", "plan.csv", "results.csv", "yearbook.html"].map(|file| format!("{year}/{file}")));
    }
    if depth == Depth::Files {
        paths.extend(["plan.docx", "yearbook.docx"].map(|file| format!("{year}/{file}")));
    }
    let plurals = ["measures", "reports", "announcements", "complaint-statistics"];
    let lists = plurals.map(|plural| format!("/public/v1/{plural}?organization_id={id}&limit=100"));
    paths.extend(lists);
    for path in paths {
        let answer = world.app.anonymous().get(&path).await;
        if let Some(fault) = check(world, &Address::new(path, Shown::Live), &answer, false) {
            return Some(fault);
        }
    }
    None
}

/// Checks the public answers of everything.
pub(crate) async fn everything(world: &mut World, depth: Depth) -> Option<Broken> {
    let docs: Vec<Doc> = world.docs.keys().copied().collect();
    for doc in docs {
        if let Some(fault) = document(world, doc, depth).await {
            return Some(fault);
        }
    }
    for number in 0..world.organizations.len() {
        if let Some(fault) = organization(world, number, depth).await {
            return Some(fault);
        }
    }
    let codes: Vec<String> = world.codes.iter().cloned().collect();
    for code in codes {
        for path in [
            format!("/public/v1/verify/{code}"),
            format!("/public/v1/verify/{code}.html"),
        ] {
            let answer = world.app.anonymous().get(&path).await;
            if let Some(fault) = check(world, &Address::new(path, Shown::Verified), &answer, false) {
                return Some(fault);
            }
        }
    }
    for path in [
        "/public/v1/organizations?limit=100",
        "/public/v1/measures?limit=100",
        "/",
    ] {
        let answer = world.app.anonymous().get(path).await;
        if let Some(fault) = check(world, &Address::new(path.to_owned(), Shown::Live), &answer, false) {
            return Some(fault);
        }
    }
    None
}

fn check(world: &mut World, address: &Address, answer: &Answer, is_public: bool) -> Option<Broken> {
    let path = &address.path;
    if answer.status >= 500 {
        return Some(Broken::new("server error", String::new()).at(path, answer));
    }
    let kind = answer.header("content-type").unwrap_or_default().to_owned();
    let tokens = if kind.contains("json") {
        in_json(&answer.everything())
    } else {
        tokens_of(answer, &kind)
    };
    if kind.contains("html") {
        world.codes.extend(codes_in(&answer.text()));
    }
    // The header of a JSON answer is not enough: its body has the mark, too.
    let body = if kind.contains("json") {
        words_in(&answer.text())
    } else {
        tokens.clone()
    };
    if let Some(fault) = broken(
        world,
        address.shown,
        &tokens,
        Some(&body).filter(|_| answer.status == 200),
    ) {
        return Some(fault.at(path, answer));
    }
    if let Shown::Edition(doc, number) = address.shown
        && answer.status == 200
        && kind.starts_with("application/json")
    {
        let differs = differs(world, (doc, number), &answer.json());
        return differs.map(|fault| fault.at(path, answer));
    }
    let is_missing = answer.status >= 400 && is_public && matches!(address.shown, Shown::Edition(..));
    is_missing.then(|| Broken::new("not public", String::new()).at(path, answer))
}

/// The tokens of a page, a table or a DOCX, whose parts are compressed.
fn tokens_of(answer: &Answer, kind: &str) -> BTreeSet<Token> {
    if !kind.contains("officedocument") || answer.status != 200 {
        return words_in(&answer.everything());
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&answer.body)).unwrap();
    let mut tokens = BTreeSet::new();
    for number in 0..archive.len() {
        let mut text = Vec::new();
        archive.by_index(number).unwrap().read_to_end(&mut text).unwrap();
        tokens.extend(words_in(&String::from_utf8_lossy(&text)));
    }
    tokens
}

/// The verification codes that a page names, as `XXXXX-XXXXX`.
fn codes_in(page: &str) -> Vec<String> {
    let is_code = |word: &&str| {
        let letters = |part: &str| {
            part.len() == 5
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        };
        word.split_once('-')
            .is_some_and(|(one, other)| letters(one) && letters(other))
    };
    let words = page.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-'));
    words.filter(is_code).map(str::to_owned).collect()
}
