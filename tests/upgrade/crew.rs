//! The people of the tests in each organization of a dump, and the people of the dump.

use std::collections::{HashMap, HashSet};

use prongsai_test_support::{Client, TestApp};
use serde_json::json;

/// New people in one organization.
#[derive(Clone)]
pub(super) struct Crew {
    pub(super) drafter: Client,
    pub(super) approver: Client,
    pub(super) publisher: Client,
}

/// All people whom the steps need, created when first requested.
pub(super) struct People<'a> {
    app: &'a TestApp,
    crews: HashMap<String, Crew>,
    authors: HashMap<(String, String), Client>,
    of_release: HashSet<String>,
}

impl<'a> People<'a> {
    pub(super) async fn of(app: &'a TestApp) -> Self {
        let users = app.admin().all("/api/v1/users?limit=200").await;
        let of_release = users.iter().map(|user| user["id"].as_str().unwrap().to_owned());
        Self {
            app,
            crews: HashMap::new(),
            authors: HashMap::new(),
            of_release: of_release.collect(),
        }
    }

    /// Whether a person existed before the tests added people.
    pub(super) fn is_of_release(&self, user: &str) -> bool {
        self.of_release.contains(user)
    }

    /// Whether a person of the dump was requested.
    pub(super) fn met_an_author(&self) -> bool {
        !self.authors.is_empty()
    }

    /// A drafter, an approver and a publisher of the organization.
    pub(super) async fn crew(&mut self, organization: &str) -> Crew {
        if let Some(crew) = self.crews.get(organization) {
            return crew.clone();
        }
        let person = async |role: &str| {
            let membership = json!({ "role": role, "organization_id": organization });
            self.app.new_person(&[membership]).await
        };
        let crew = Crew {
            drafter: person("drafter").await,
            approver: person("approver").await,
            publisher: person("publisher").await,
        };
        self.crews.insert(organization.to_owned(), crew.clone());
        crew
    }

    /// A person of the dump, logged in, who from now on may also approve in the organization.
    pub(super) async fn author(&mut self, user: &str, organization: &str) -> Client {
        let key = (user.to_owned(), organization.to_owned());
        if let Some(client) = self.authors.get(&key) {
            return client.clone();
        }
        let admin = self.app.admin();
        let path = format!("/api/v1/users/{user}");
        let membership = json!({ "role": "approver", "organization_id": organization });
        let granted = admin.post(&format!("{path}/memberships")).json(&membership).await;
        // The person may have the role already.
        assert!(matches!(granted.status, 201 | 409), "{}", granted.text());
        let account = admin.get(&path).await.is(200).json();
        let username = account["username"].as_str().unwrap();
        self.app.enroll(username).await;
        let client = self.app.login(username).await;
        self.authors.insert(key, client.clone());
        client
    }
}
