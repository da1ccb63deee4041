//! Computes the state of the tables from the audit trail alone, and compares both.

use std::collections::{BTreeMap, BTreeSet};

use prongsai_test_support::TestApp;
use serde_json::Value;

/// The state of each edition and the hash of its content, by document and number; of results and analyses the hash alone.
type Contents = BTreeMap<String, String>;

/// What the trail says.
#[derive(Debug, Default)]
pub(crate) struct Fold {
    contents: Contents,
    /// The keys of the results of each measure, which are deleted with it.
    results: BTreeMap<String, BTreeSet<String>>,
    memberships: BTreeSet<String>,
    /// The value of each setting of each organization, its name, and the revision of its template.
    organizations: BTreeMap<String, String>,
    /// Entries whose content before is not the content after the entry before.
    pub(crate) gaps: Vec<String>,
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl Fold {
    /// The fold of all entries.
    pub(crate) fn of(entries: &[Value]) -> Self {
        let mut fold = Self::default();
        for entry in entries {
            let action = text(&entry["action"]);
            let (subject, _) = action.split_once('.').unwrap_or((&action, ""));
            match subject {
                // Other entries of documents, as those of an import, are not of one edition.
                "measure" | "report" | "announcement" | "complaint_statistics" if entry["edition"].is_u64() => {
                    fold.edition(entry, &action);
                }
                "result" => fold.result(entry),
                "analysis" => {
                    let (organization, year) = (text(&entry["organization_id"]), text(&entry["detail"]["fiscal_year"]));
                    fold.content(entry, format!("analysis {organization} {year}"));
                }
                "membership" | "user" => fold.membership(entry, &action),
                "organization" => fold.organization(entry, &action),
                "paper_template" => {
                    let key = format!("{} template", text(&entry["organization_id"]));
                    fold.organizations.insert(key, text(&entry["detail"]["revision"]));
                }
                _ => {}
            }
        }
        fold
    }

    fn edition(&mut self, entry: &Value, action: &str) {
        let key = format!("edition {} {}", text(&entry["subject_id"]), entry["edition"]);
        if action.ends_with(".delete") {
            self.contents.remove(&key);
            self.delete_results(&text(&entry["subject_id"]));
            return;
        }
        let before = self.contents.get(&key).cloned().unwrap_or_default();
        let (mut state, mut hash) = before
            .split_once(' ')
            .map_or((String::new(), String::new()), |(state, hash)| {
                (state.to_owned(), hash.to_owned())
            });
        if entry["before_sha256"].is_string() && !hash.is_empty() && text(&entry["before_sha256"]) != hash {
            self.gaps.push(format!("{action}: {entry} follows {hash}"));
        }
        if entry["to_state"].is_string() {
            state = text(&entry["to_state"]);
        }
        if entry["after_sha256"].is_string() {
            hash = text(&entry["after_sha256"]);
        }
        self.contents.insert(key, format!("{state} {hash}"));
    }

    fn result(&mut self, entry: &Value) {
        let key = format!("result {}", text(&entry["detail"]["result"]));
        let of_measure = self.results.entry(text(&entry["subject_id"])).or_default();
        of_measure.insert(key.clone());
        self.content(entry, key);
    }

    /// Deletes the results of a measure of which no edition is left.
    fn delete_results(&mut self, document: &str) {
        let editions = format!("edition {document} ");
        if self.contents.keys().any(|key| key.starts_with(&editions)) {
            return;
        }
        for key in self.results.remove(document).unwrap_or_default() {
            self.contents.remove(&key);
        }
    }

    fn content(&mut self, entry: &Value, key: String) {
        if entry["after_sha256"].is_string() {
            self.contents.insert(key, text(&entry["after_sha256"]));
        } else {
            self.contents.remove(&key);
        }
    }

    fn membership(&mut self, entry: &Value, action: &str) {
        let user = text(&entry["subject_id"]);
        let key = |role: &Value, organization: &Value, province: &Value| {
            format!("{user} {} {} {}", text(role), text(organization), text(province))
        };
        let detail = &entry["detail"];
        match action {
            "user.create" => {
                let given = detail["memberships"].as_array().into_iter().flatten();
                let keys = given.map(|one| key(&one["role"], &one["organization_id"], &one["province_code"]));
                self.memberships.extend(keys);
            }
            "membership.grant" => {
                self.memberships.insert(key(
                    &detail["role"],
                    &entry["organization_id"],
                    &detail["province_code"],
                ));
            }
            "membership.revoke" => {
                self.memberships.remove(&key(
                    &detail["role"],
                    &entry["organization_id"],
                    &detail["province_code"],
                ));
            }
            _ => {}
        }
    }

    fn organization(&mut self, entry: &Value, action: &str) {
        let id = text(&entry["subject_id"]);
        let changes = &entry["changes"];
        let mut set = |name: &str, value: &Value| {
            self.organizations.insert(format!("{id} {name}"), text(value));
        };
        if changes["name_th"].is_array() {
            set("name_th", &changes["name_th"][1]);
        }
        for name in ["allows_four_eyes_override", "publishes_internal_surveys"] {
            let inside = &changes["settings"][1][name];
            if inside.is_boolean() {
                set(name, inside);
            }
            if action == "organization.accept-setting" && changes[name].is_array() {
                set(name, &changes[name][1]);
            }
        }
    }
}

/// Lines `key|value` of a query.
async fn lines(app: &TestApp, query: &str) -> BTreeMap<String, String> {
    let all = app
        .database
        .text(&format!(
            "SELECT string_agg(key || '|' || value, chr(10)) FROM ({query}) t (key, value)"
        ))
        .await;
    let pairs = all.lines().filter_map(|line| line.split_once('|'));
    pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}

/// All memberships.
async fn memberships(app: &TestApp) -> BTreeSet<String> {
    let memberships = "SELECT user_id || ' ' || role || ' ' || coalesce(organization_id::text, 'null') || ' '
            || coalesce(province_code, 'null'), '' FROM memberships";
    lines(app, memberships).await.into_keys().collect()
}

/// Compares the trail with the tables.
pub(crate) async fn assert_folds_to_the_tables(app: &TestApp) -> usize {
    let entries = app.admin().all("/api/v1/audit?limit=100").await;
    let fold = Fold::of(&entries);
    let contents = "SELECT 'edition ' || document_id || ' ' || number, state || ' ' || sha256
            FROM editions JOIN contents ON contents.id = content_id
        UNION ALL SELECT 'result ' || results.id, sha256 FROM results JOIN contents ON contents.id = content_id
        UNION ALL SELECT 'analysis ' || organization_id || ' ' || fiscal_year, sha256
            FROM analyses JOIN contents ON contents.id = content_id";
    assert_same(&fold.contents, &lines(app, contents).await, "contents");
    assert_eq!(fold.memberships, memberships(app).await, "memberships");
    let organizations = "SELECT id || ' name_th', name_th FROM organizations
        UNION ALL SELECT id || ' allows_four_eyes_override', allows_four_eyes_override::text FROM organizations
        UNION ALL SELECT id || ' publishes_internal_surveys', publishes_internal_surveys::text FROM organizations
        UNION ALL SELECT organization_id || ' template', revision::text FROM rendition_templates";
    assert_same(&fold.organizations, &lines(app, organizations).await, "organizations");
    assert!(
        fold.gaps.is_empty(),
        "{} gaps:\n{}",
        fold.gaps.len(),
        fold.gaps.join("\n")
    );
    entries.len()
}

fn assert_same(told: &BTreeMap<String, String>, stored: &BTreeMap<String, String>, what: &str) {
    let differ = |one: &BTreeMap<String, String>, other: &BTreeMap<String, String>| {
        let lines = one.iter().filter(|(key, value)| other.get(*key) != Some(value));
        lines
            .map(|(key, value)| format!("{key}: {value}"))
            .collect::<Vec<String>>()
    };
    let (only_told, only_stored) = (differ(told, stored), differ(stored, told));
    assert!(
        only_told.is_empty() && only_stored.is_empty(),
        "{what}: the trail says\n{}\nthe tables say\n{}",
        only_told.join("\n"),
        only_stored.join("\n")
    );
}
