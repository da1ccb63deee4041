//! The real year: the doctor finds its defects, and each goes away when the stated calls are made.

use std::collections::BTreeSet;

use prongsai_test_support::{Client, Role, TestApp, TestOrganization, acknowledgements, membership};
use serde_json::{Value, json};

use super::pen;
use crate::bundles::Bundle;

/// What the rules find in the year; docs/doctor.md lists its oddities, and those that no rule finds, with the reason. The strategy
/// that has ended (`plan-period-over`) and the years without a space (`mixed-date-spelling`) are in parts of the document that a
/// bundle does not have: the foreword and the letterhead.
const FOUND: [&str; 26] = [
    "analysed-year-not-year-before",
    "budget-not-stated",
    "document-not-submitted",
    "doubled-words",
    "finding-without-measure",
    "heading-without-content",
    "internal-survey-invites-public",
    "internal-survey-link-public",
    "measure-without-finding",
    "measure-without-target",
    "no-scores",
    "no-urgent-points-stated",
    "output-repeats-title",
    "planned-step-without-result",
    "report-without-evidence",
    "result-without-evidence",
    "results-before-assessment",
    "results-in-one-month",
    "same-announcement-text",
    "same-guideline",
    "same-steps",
    "step-not-stated",
    "terminology",
    "title-is-indicator",
    "unbalanced-brackets",
    "year-without-complaint-statistics",
];

/// The most calls of a test: a guard against a year that never becomes clean.
const ROUNDS_MAX: usize = 400;

pub(super) struct Cast {
    organization: TestOrganization,
    admin: Client,
    drafter: Client,
    approver: Client,
    publisher: Client,
    year: u64,
}

#[tokio::test]
async fn every_defect_of_the_real_year_is_found_and_goes_away_by_its_calls() {
    let Some(bundle) = Bundle::real("phok-noi-2566.json") else {
        return;
    };
    let app = TestApp::start().await;
    let cast = Cast::with(&app, &bundle).await;
    let codes: BTreeSet<String> = cast.issues().await.iter().map(|issue| text(issue, "rule")).collect();
    let missing: Vec<&str> = FOUND.into_iter().filter(|code| !codes.contains(*code)).collect();
    assert!(missing.is_empty(), "not found: {missing:?}, found: {codes:?}");

    let mut number = 0;
    loop {
        let issues = cast.issues().await;
        let Some(issue) = issues.first() else { break };
        number += 1;
        assert!(number < ROUNDS_MAX, "the year does not become clean: {issue:#}");
        cast.mend(issue, number).await;
        let left = cast.issues().await;
        let same = left.iter().find(|one| is_same(one, issue));
        assert!(same.is_none(), "it is still there: {issue:#}");
    }
    cast.assert_public(&app).await;
}

fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().to_owned()
}

fn is_same(one: &Value, other: &Value) -> bool {
    ["rule", "pointer", "message_en"]
        .iter()
        .all(|field| one[field] == other[field])
        && one["subject"]["id"] == other["subject"]["id"]
}

impl Cast {
    async fn with(app: &TestApp, bundle: &Bundle) -> Self {
        let organization = bundle.create_organization(&app.admin()).await;
        let person = async |role| app.new_person(&[membership(role, &organization)]).await;
        let cast = Self {
            admin: person(Role::OrganizationAdmin).await,
            drafter: person(Role::Drafter).await,
            approver: person(Role::Approver).await,
            publisher: person(Role::Publisher).await,
            year: bundle.year().to_string().parse().unwrap(),
            organization,
        };
        let imports = "/api/v1/imports?create_divisions=true";
        cast.drafter.post(imports).json(&bundle.json).await.is(201);
        cast
    }

    async fn issues(&self) -> Vec<Value> {
        let path = format!(
            "/api/v1/organizations/{}/doctor?fiscal_year={}",
            self.organization.id, self.year
        );
        let found = self.approver.get(&path).await.is(200).json();
        found["issues"].as_array().unwrap().clone()
    }

    /// Makes the calls of an issue, one after another.
    async fn mend(&self, issue: &Value, number: usize) {
        let calls = issue["mend"].as_array().unwrap();
        assert!(!calls.is_empty(), "{issue:#}");
        for call in calls {
            self.call(issue, call, number).await;
        }
    }

    async fn call(&self, issue: &Value, call: &Value, number: usize) {
        let path = text(call, "path");
        let client = self.who(&path);
        let place = path.rsplit_once('/').map_or("", |(place, _)| place);
        match (call["method"].as_str().unwrap(), path.rsplit('/').next().unwrap()) {
            ("POST", step @ ("submit" | "approve" | "publish" | "return" | "revise")) => {
                let mut body = match step {
                    "return" => json!({ "reason": "ขอให้แก้ไขตามผลการตรวจ" }),
                    "revise" => json!({ "change_kind": "substantive", "change_note": "แก้ไขตามผลการตรวจ" }),
                    _ => json!({}),
                };
                if step == "approve" {
                    body["acknowledged"] = acknowledgements(client, place).await;
                }
                let etag = client.get(place).await.is(200).etag();
                let answer = client.post(&path).if_match(&etag).json(&body).await;
                assert_eq!(answer.status, 200, "{path}: {} for {issue:#}", answer.text());
            }
            ("POST", _) => {
                let body = pen::new_thing(&self.context().await, issue, call, number);
                let answer = client.post(&path).json(&body).await;
                assert_eq!(answer.status, 201, "{path} {body:#}: {} for {issue:#}", answer.text());
            }
            ("PUT", _) => {
                let current = client.get(&path).await.is(200);
                let body = pen::analysis(&current.json(), issue, call, number);
                let answer = client.put(&path).if_match(&current.etag()).json(&body).await;
                assert_eq!(answer.status, 200, "{path} {body:#}: {} for {issue:#}", answer.text());
            }
            ("PATCH", _) => {
                let current = client.get(&path).await.is(200);
                let field = text(call, "field");
                let value = match &call["body"] {
                    _ if call["body_is_complete"] == false => {
                        pen::field(&self.context().await, issue, &field, &current.json(), number)
                    }
                    body => body[&field].clone(),
                };
                let body = json!({ field: value });
                let answer = client.patch(&path).if_match(&current.etag()).json(&body).await;
                assert_eq!(answer.status, 200, "{path} {body:#}: {} for {issue:#}", answer.text());
            }
            other => panic!("{other:?}: {call:#}"),
        }
    }

    fn who(&self, path: &str) -> &Client {
        match path.rsplit('/').next() {
            Some("approve" | "return") => &self.approver,
            Some("publish") => &self.publisher,
            _ if path.contains("/analyses/") => &self.drafter,
            _ if path.starts_with("/api/v1/organizations/") => &self.admin,
            _ => &self.drafter,
        }
    }

    /// What a person knows who writes.
    async fn context(&self) -> pen::Known {
        let organization = format!("/api/v1/organizations/{}", self.organization.id);
        let divisions = self.drafter.all(&format!("{organization}/divisions")).await;
        let analysis = self
            .drafter
            .get(&format!("{organization}/analyses/{}", self.year))
            .await;
        pen::Known {
            year: self.year,
            division_id: text(&divisions[0], "id"),
            findings: analysis.json()["findings"].clone(),
        }
    }

    /// Everything that is not internal is public.
    async fn assert_public(&self, app: &TestApp) {
        for plural in ["measures", "reports", "announcements", "complaint-statistics"] {
            let list = format!(
                "/api/v1/{plural}?organization_id={}&fiscal_year={}",
                self.organization.id, self.year
            );
            let documents = self.drafter.all(&list).await;
            assert!(!documents.is_empty(), "{plural}");
            for document in documents {
                assert_eq!(document["state"], "published", "{document}");
                let public = format!("/public/v1/{plural}/{}", text(&document, "id"));
                let status = app.anonymous().get(&public).await.status;
                let is_internal =
                    document["survey"]["audience"] == "internal" || status == 404 && plural == "announcements";
                assert!(status == 200 || is_internal, "{status} {document}");
            }
        }
    }
}
