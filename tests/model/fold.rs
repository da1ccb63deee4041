//! Computes the state of the tables from the audit trail alone, and compares both.

use std::collections::{BTreeMap, BTreeSet};

use prongsai_test_support::TestApp;
use serde_json::{Value, json};

/// The state of each edition and the hash of its content, by document and number; of results, activities and analyses the hash alone.
type Contents = BTreeMap<String, String>;

/// What the trail says.
#[derive(Debug, Default)]
pub(crate) struct Fold {
    contents: Contents,
    /// The keys of the results and activities of each measure, which are deleted with it.
    results: BTreeMap<String, BTreeSet<String>>,
    memberships: BTreeSet<String>,
    /// The value of each setting of each organization, its name, and the revision of its template.
    organizations: BTreeMap<String, String>,
    /// Entries whose state or content before is not the one after the entry before.
    gaps: Vec<String>,
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl Fold {
    /// The fold of all entries.
    fn of(entries: &[Value]) -> Self {
        let mut fold = Self::default();
        for entry in entries {
            let action = text(&entry["action"]);
            let (subject, _) = action.split_once('.').unwrap_or((&action, ""));
            match subject {
                // Other entries of documents, as those of an import, are not of one edition.
                "measure" | "report" | "announcement" | "complaint_statistics" if entry["edition"].is_u64() => {
                    fold.edition(entry, &action);
                }
                "result" | "activity" => fold.result(entry, subject),
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
        if entry["from_state"].is_string() && text(&entry["from_state"]) != state {
            self.gaps.push(format!("{action}: {entry} follows {state}"));
        }
        if entry["to_state"].is_string() {
            state = text(&entry["to_state"]);
        }
        if entry["after_sha256"].is_string() {
            hash = text(&entry["after_sha256"]);
        }
        self.contents.insert(key, format!("{state} {hash}"));
    }

    /// An entry about a result or an activity of a measure.
    fn result(&mut self, entry: &Value, kind: &str) {
        let key = format!("{kind} {}", text(&entry["detail"][kind]));
        let of_measure = self.results.entry(text(&entry["subject_id"])).or_default();
        of_measure.insert(key.clone());
        self.content(entry, key);
    }

    /// Deletes the results and activities of a measure of which no edition is left.
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
            "membership.grant" | "membership.confirm" => {
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

/// Compares the trail with the tables. Returns the number of entries and the differences.
pub(crate) async fn differences(app: &TestApp) -> (usize, Vec<String>) {
    let entries = app.admin().all("/api/v1/audit?limit=100").await;
    let fold = Fold::of(&entries);
    let contents = "SELECT 'edition ' || document_id || ' ' || number, state || ' ' || sha256
            FROM editions JOIN contents ON contents.id = content_id
        UNION ALL SELECT 'result ' || results.id, sha256 FROM results JOIN contents ON contents.id = content_id
        UNION ALL SELECT 'activity ' || activities.id, sha256 FROM activities JOIN contents ON contents.id = content_id
        UNION ALL SELECT 'analysis ' || organization_id || ' ' || fiscal_year, sha256
            FROM analyses JOIN contents ON contents.id = content_id";
    let organizations = "SELECT id || ' name_th', name_th FROM organizations
        UNION ALL SELECT id || ' allows_four_eyes_override', allows_four_eyes_override::text FROM organizations
        UNION ALL SELECT id || ' publishes_internal_surveys', publishes_internal_surveys::text FROM organizations
        UNION ALL SELECT organization_id || ' template', revision::text FROM rendition_templates";
    let mut differences = fold.gaps;
    let stored = memberships(app).await;
    differences.extend(fold.memberships.symmetric_difference(&stored).cloned());
    differences.extend(of_values(&fold.contents, &lines(app, contents).await));
    differences.extend(of_values(&fold.organizations, &lines(app, organizations).await));
    (entries.len(), differences)
}

fn of_values(told: &BTreeMap<String, String>, stored: &BTreeMap<String, String>) -> Vec<String> {
    let keys: BTreeSet<&String> = told.keys().chain(stored.keys()).collect();
    let differ = keys.into_iter().filter(|key| told.get(*key) != stored.get(*key));
    differ
        .map(|key| {
            format!(
                "{key}: the trail says {:?}, the tables {:?}",
                told.get(key),
                stored.get(key)
            )
        })
        .collect()
}

/// The comparison notices entries that are missing or wrong.
#[tokio::test]
async fn a_wrong_trail_does_not_fold_to_the_tables() {
    let app = TestApp::start().await;
    let mut measure = app.published_measure(&json!({})).await;
    measure.step(&app.drafter().await, "revise", &json!({})).await;
    measure
        .patch(&app.drafter().await, &json!({ "target": "เป้าหมายอื่น" }))
        .await;
    assert_eq!(differences(&app).await.1, Vec::<String>::new());
    let owner = app.database.connect().await;
    let keep = "CREATE TABLE kept AS SELECT * FROM audit_entries; ALTER TABLE audit_entries DISABLE TRIGGER ALL";
    owner.batch_execute(keep).await.unwrap();
    for change in [
        "DELETE FROM audit_entries WHERE action = 'measure.publish'",
        "DELETE FROM audit_entries WHERE action = 'measure.revise'",
        "DELETE FROM audit_entries WHERE id = (SELECT max(id) FROM audit_entries WHERE action = 'membership.confirm')",
        "DELETE FROM audit_entries WHERE action = 'user.create' AND detail::jsonb -> 'memberships' <> '[]'",
        "UPDATE audit_entries SET to_state = 'returned' WHERE action = 'measure.approve'",
        "UPDATE audit_entries SET edition = 2 WHERE action = 'measure.publish'",
        "UPDATE audit_entries SET after_content_id = (SELECT after_content_id FROM kept WHERE action = 'measure.create') \
         WHERE id = (SELECT max(id) FROM kept WHERE action = 'measure.edit')",
    ] {
        let changed = app.database.execute(change).await;
        assert!(changed.is_ok_and(|rows| rows > 0), "{change}");
        assert_ne!(differences(&app).await.1, Vec::<String>::new(), "{change}");
        let undo = "DELETE FROM audit_entries; INSERT INTO audit_entries OVERRIDING SYSTEM VALUE SELECT * FROM kept";
        owner.batch_execute(undo).await.unwrap();
    }
}
