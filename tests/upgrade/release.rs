use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use prongsai_test_support::{Client, RenditionOptions, ServerOptions, TestApp, TestDatabase};
use serde_json::{Map, Value};

/// The kinds of documents, as in paths.
pub(super) const KINDS: [&str; 4] = ["measures", "reports", "announcements", "complaint-statistics"];

/// A dump of an earlier release, and the recorded answers of that release.
pub(super) struct Release {
    /// The name of the dump's file.
    pub(super) name: String,
    /// The recorded answers. A manifest from outside the repository has the members `of` and `public` only.
    pub(super) manifest: Value,
    dump: PathBuf,
}

impl Release {
    /// The dumps of the repository.
    pub(super) fn own() -> Vec<Self> {
        Self::in_folder(&folder()).expect("tests/fixtures/releases is there")
    }

    /// The dumps next to the repository; `None` when the folder is absent.
    pub(super) fn shared() -> Option<Vec<Self>> {
        Self::in_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/releases"))
    }

    /// All available dumps.
    pub(super) fn all() -> Vec<Self> {
        Self::own()
            .into_iter()
            .chain(Self::shared().into_iter().flatten())
            .collect()
    }

    fn in_folder(folder: &Path) -> Option<Vec<Self>> {
        let entries = fs::read_dir(folder).ok()?;
        let mut dumps: Vec<PathBuf> = entries
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "dump"))
            .collect();
        dumps.sort();
        Some(dumps.into_iter().map(Self::read).collect())
    }

    fn read(dump: PathBuf) -> Self {
        let manifest = dump.with_extension("json");
        let text = fs::read_to_string(&manifest).unwrap_or_else(|error| panic!("{}: {error}", manifest.display()));
        Self {
            name: dump.file_name().expect("a name").to_string_lossy().into_owned(),
            manifest: serde_json::from_str(&text).expect("a manifest is JSON"),
            dump,
        }
    }

    /// A server of the current code on the restored and migrated database. Renditions contain the address of the
    /// release.
    pub(super) async fn restore(&self) -> TestApp {
        let database = TestDatabase::restored(&self.dump).await;
        let clock = database.clock_afterwards().await;
        let mut renditions = RenditionOptions::default();
        if let Some(url) = self.manifest["public_url"].as_str() {
            url.clone_into(&mut renditions.public_url);
        }
        TestApp::on(database, clock, ServerOptions::default(), renditions).await
    }

    /// The entries of a member of the manifest.
    pub(super) fn entries(&self, member: &str) -> Map<String, Value> {
        self.manifest[member].as_object().cloned().unwrap_or_default()
    }

    /// Whether it is a dump of 0.1. That of `dc9527b`, outside the repository, is one too.
    pub(super) fn is_of_0_1(&self) -> bool {
        matches!(self.manifest["of"].as_str(), Some("0.1" | "dc9527b"))
    }

    /// Expects that a dump of the repository has every member, and documents in every state.
    pub(super) fn assert_is_rich(&self) {
        for member in ["public", "hidden", "files", "verify", "documents", "analyses"] {
            assert!(!self.entries(member).is_empty(), "{}: no {member}", self.name);
        }
        for plural in KINDS {
            if self.is_of_0_1() && plural == "complaint-statistics" {
                // This kind came with 0.2.
                continue;
            }
            let states: BTreeSet<String> = self
                .entries("documents")
                .into_iter()
                .filter(|(key, _)| key.starts_with(plural))
                .flat_map(|(_, document)| document["editions"].as_array().unwrap().clone())
                .map(|edition| edition["state"].as_str().unwrap().to_owned())
                .collect();
            let all = [
                "approved",
                "draft",
                "published",
                "returned",
                "submitted",
                "superseded",
                "withdrawn",
            ];
            assert!(states.iter().eq(all.iter()), "{}: {plural}: {states:?}", self.name);
        }
    }

    /// The reason why a file looks different since this release, if that was intended: that of an ending of its path.
    pub(super) fn layout_change(&self, path: &str) -> Option<String> {
        let text = fs::read_to_string(folder().join("layout-changes.json")).expect("layout-changes.json is there");
        let changes: Value = serde_json::from_str(&text).expect("layout-changes.json is JSON");
        let of = self.manifest["of"].as_str().expect("of");
        let of_release = changes[of].as_object()?;
        let (_, reason) = of_release.iter().find(|(ending, _)| path.ends_with(*ending))?;
        reason.as_str().map(str::to_owned)
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/releases")
}

/// `KIND/ID` of every document, as a person who sees everything lists them.
pub(super) async fn documents(client: &Client) -> Vec<String> {
    let mut found = Vec::new();
    for plural in KINDS {
        for item in client.all(&format!("/api/v1/{plural}?limit=200")).await {
            found.push(format!("{plural}/{}", item["id"].as_str().unwrap()));
        }
    }
    found
}

/// Expects every recorded member with its value; an object may have further members.
#[track_caller]
pub(super) fn assert_kept(place: &str, recorded: &Value, now: &Value) {
    match (recorded, now) {
        (Value::Object(recorded), Value::Object(now)) => {
            let state = recorded.get("state").and_then(Value::as_str);
            let is_in_work = matches!(state, Some("draft" | "returned" | "submitted"));
            for (name, recorded) in recorded {
                let Some(now) = now.get(name) else {
                    panic!("{place}/{name} is no longer there; it was {recorded}")
                };
                let place = format!("{place}/{name}");
                if name == "drafters" && is_in_work {
                    assert_grown(&place, recorded, now);
                } else {
                    assert_kept(&place, recorded, now);
                }
            }
        }
        (Value::Array(recorded), Value::Array(now)) => {
            assert_eq!(recorded.len(), now.len(), "{place}: {recorded:?} / {now:?}");
            for (index, (recorded, now)) in recorded.iter().zip(now).enumerate() {
                assert_kept(&format!("{place}/{index}"), recorded, now);
            }
        }
        _ => assert_eq!(recorded, now, "{place}: recorded / now"),
    }
}

/// 0.3 adds to the drafters of editions in work the authors of what they are based on and show.
fn assert_grown(place: &str, recorded: &Value, now: &Value) {
    let people = |value: &Value| value.as_array().expect("a list of people").clone();
    let now = people(now);
    for person in people(recorded) {
        assert!(
            now.contains(&person),
            "{place}: {person} is no drafter any more: {now:?}"
        );
    }
}
