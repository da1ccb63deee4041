use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use prongsai_application::rendition::RenditionOptions;
use prongsai_application::{App, housekeeping, session};
use prongsai_domain::access::Role;
use prongsai_http::{MetricsAccess, ServerOptions};
use serde_json::{Value, json};
use tokio::sync::Mutex;

use crate::server::{enroll, first_admin, log_in};
use crate::{Answer, Client, Document, Limits, Server, TestClock, TestDatabase, TestOrganization, membership, sample};

/// A real server in this process. It has its own port and its own database, and a clock that the test sets.
///
/// Two organizations exist from the beginning, [`ours`](Self::ours) and [`theirs`](Self::theirs). Users are created
/// when a test first needs them.
pub struct TestApp {
    /// The database.
    pub database: TestDatabase,
    /// The clock.
    pub clock: Arc<TestClock>,
    /// The organization that tests work in, in province 47.
    pub ours: TestOrganization,
    /// Another organization, in province 40.
    pub theirs: TestOrganization,
    server: Server,
    admin: Client,
    /// One logged-in client for each role and organization.
    people: Mutex<HashMap<(Role, String), Client>>,
    /// The number of the next login name.
    numbers: AtomicU32,
}

impl TestApp {
    /// Starts a server with everything that the OpenAPI document describes, and default options otherwise.
    pub async fn start() -> Self {
        let options = ServerOptions {
            metrics: MetricsAccess::Direct,
            security_contacts: vec!["mailto:security@example.go.th".to_owned()],
            ..ServerOptions::default()
        };
        Self::start_with(options).await
    }

    /// Starts a server with these options. The number of workers and the time to shut down are always those of the
    /// tests.
    pub async fn start_with(options: ServerOptions) -> Self {
        Self::start_with_renditions(options, RenditionOptions::default()).await
    }

    /// Starts a server with these options, also for renditions.
    pub async fn start_with_renditions(options: ServerOptions, renditions: RenditionOptions) -> Self {
        Self::on(TestDatabase::create().await, TestClock::default(), options, renditions).await
    }

    /// Starts a server with these options and limits.
    pub async fn start_limited(options: ServerOptions, limits: Limits) -> Self {
        let services = (RenditionOptions::default(), limits);
        Self::build(TestDatabase::create().await, TestClock::default(), options, services).await
    }

    /// Starts a server on a database that may already have data. The caller sets the clock to a time after that data.
    pub async fn on(
        database: TestDatabase,
        clock: TestClock,
        options: ServerOptions,
        renditions: RenditionOptions,
    ) -> Self {
        Self::build(database, clock, options, (renditions, Limits::default())).await
    }

    async fn build(
        database: TestDatabase,
        clock: TestClock,
        options: ServerOptions,
        services: (RenditionOptions, Limits),
    ) -> Self {
        let clock = Arc::new(clock);
        let server = Server::start_limited(database.runtime_url(), &clock, options, services);
        let admin = first_admin(&server).await;
        let ours = TestOrganization::create(&admin, "เทศบาลตำบลทดสอบเหนือ", "47", "4702").await;
        let theirs = TestOrganization::create(&admin, "เทศบาลตำบลทดสอบใต้", "40", "4002").await;
        let (people, numbers) = (Mutex::default(), AtomicU32::new(0));
        Self {
            database,
            clock,
            ours,
            theirs,
            server,
            admin,
            people,
            numbers,
        }
    }

    /// A second server on the same database, with the same clock and token secret.
    pub fn another_server(&self) -> Server {
        Server::start(self.database.runtime_url(), &self.clock, ServerOptions::default())
    }

    /// As [`another_server`](Self::another_server), with these options for renditions.
    pub fn another_server_with_renditions(&self, renditions: RenditionOptions) -> Server {
        Server::start_with_renditions(
            self.database.runtime_url(),
            &self.clock,
            ServerOptions::default(),
            renditions,
        )
    }

    /// As [`another_server`](Self::another_server), with these limits.
    pub fn another_server_limited(&self, limits: Limits) -> Server {
        let services = (RenditionOptions::default(), limits);
        Server::start_limited(
            self.database.runtime_url(),
            &self.clock,
            ServerOptions::default(),
            services,
        )
    }

    /// The server's address, without a slash at the end.
    pub fn base_url(&self) -> &str {
        &self.server.base_url
    }

    /// The application behind the server, to call use cases without HTTP.
    pub const fn use_cases(&self) -> &App {
        &self.server.app
    }

    /// A client without a login.
    pub fn anonymous(&self) -> Client {
        self.admin.without_token()
    }

    /// The client of the platform administrator.
    pub fn admin(&self) -> Client {
        self.admin.clone()
    }

    /// The client of a person with this role in [`ours`](Self::ours), or in its province. Always the same person.
    pub async fn client(&self, role: Role) -> Client {
        self.person(role, &self.ours).await
    }

    /// The client of a person with this role in [`theirs`](Self::theirs), or in its province. Always the same person.
    pub async fn stranger(&self, role: Role) -> Client {
        self.person(role, &self.theirs).await
    }

    /// The client of the drafter of [`ours`](Self::ours).
    pub async fn drafter(&self) -> Client {
        self.client(Role::Drafter).await
    }

    /// The client of the approver of [`ours`](Self::ours).
    pub async fn approver(&self) -> Client {
        self.client(Role::Approver).await
    }

    /// The client of the publisher of [`ours`](Self::ours).
    pub async fn publisher(&self) -> Client {
        self.client(Role::Publisher).await
    }

    async fn person(&self, role: Role, organization: &TestOrganization) -> Client {
        if role == Role::PlatformAdmin {
            return self.admin();
        }
        let mut people = self.people.lock().await;
        let key = (role, organization.id.clone());
        if let Some(client) = people.get(&key) {
            return client.clone();
        }
        let client = self.new_person(&[membership(role, organization)]).await;
        people.insert(key, client.clone());
        client
    }

    /// The client of a new person with these roles. A role is the JSON that [`membership`] makes.
    pub async fn new_person(&self, memberships: &[Value]) -> Client {
        let username = self.new_username();
        let body = sample::with(sample::user(&username), &json!({ "memberships": memberships }));
        self.admin.post("/api/v1/users").json(&body).await.is(201);
        self.enroll(&username).await;
        self.login(&username).await
    }

    /// Gives a person [`PASSWORD`](crate::PASSWORD), and confirms their account and proposed roles, both as the operator of the
    /// host does.
    pub async fn enroll(&self, username: &str) {
        enroll(self.use_cases(), username).await;
    }

    /// The client of a new person with several roles in [`ours`](Self::ours).
    pub async fn somebody_with(&self, roles: &[Role]) -> Client {
        let memberships: Vec<Value> = roles.iter().map(|role| membership(*role, &self.ours)).collect();
        self.new_person(&memberships).await
    }

    /// Switches a setting of [`ours`](Self::ours) on: one administrator proposes it, another accepts it.
    pub async fn switch_on(&self, setting: &str) {
        let path = format!("/api/v1/organizations/{}", self.ours.id);
        let change = json!({ "settings": { setting: true } });
        let proposed = self.admin.patch(&path).if_match("*").json(&change).await.is(200);
        let accept = self
            .client(Role::OrganizationAdmin)
            .await
            .post(&format!("{path}/settings/accept"));
        let body = json!({ "setting": setting });
        accept.if_match(&proposed.etag()).json(&body).await.is(200);
    }

    /// An unused login name.
    fn new_username(&self) -> String {
        format!("person-{}", self.numbers.fetch_add(1, Ordering::Relaxed))
    }

    /// Logs in a person who has [`PASSWORD`](crate::PASSWORD).
    pub async fn login(&self, username: &str) -> Client {
        log_in(&self.anonymous(), username).await
    }

    /// Sends a login and returns the answer, which may be a refusal.
    pub async fn try_login(&self, username: &str, password: &str) -> Answer {
        let body = json!({ "username": username, "password": password });
        self.anonymous().post("/api/v1/auth/login").json(&body).await
    }

    /// Deletes old idempotency keys, failed logins, refresh tokens and sessions, as `prongsai serve` does regularly. Leaves
    /// security events and addresses, which `serve` deletes too. Returns the number of deleted rows.
    pub async fn forget_expired(&self) -> usize {
        let app = self.use_cases();
        let replies = housekeeping::forget_old_replies(app).await.expect("the database works");
        let failures = session::forget_old_failures(app).await.expect("the database works");
        let tokens = session::forget_expired_tokens(app).await.expect("the database works");
        let sessions = session::forget_ended(app).await.expect("the database works");
        replies + failures + tokens + sessions
    }

    /// The path of the analysis of [`ours`](Self::ours).
    pub fn analysis_path(&self) -> String {
        format!("/api/v1/organizations/{}/analyses/{}", self.ours.id, sample::YEAR)
    }

    /// Writes the first analysis of [`ours`](Self::ours): [`sample::analysis`] with these overrides.
    pub async fn analysis(&self, by: &Client, overrides: &Value) -> Answer {
        let body = sample::with(sample::analysis(), overrides);
        let put = by.put(&self.analysis_path()).header("if-none-match", "*");
        put.json(&body).await.is(201)
    }

    /// A draft measure of [`ours`](Self::ours): [`sample::measure`] with these overrides.
    pub async fn measure(&self, overrides: &Value) -> Document {
        let body = sample::with(sample::measure(&self.ours.id), overrides);
        Document::draft(&self.drafter().await, "measures", &body).await
    }

    /// A draft announcement of [`ours`](Self::ours): [`sample::announcement`] with these overrides.
    pub async fn announcement(&self, overrides: &Value) -> Document {
        let body = sample::with(sample::announcement(&self.ours.id), overrides);
        Document::draft(&self.drafter().await, "announcements", &body).await
    }

    /// Draft complaint statistics of [`ours`](Self::ours).
    pub async fn complaint_statistics(&self) -> Document {
        let body = sample::complaint_statistics(&self.ours.id);
        Document::draft(&self.drafter().await, "complaint-statistics", &body).await
    }

    /// A draft invitation of [`ours`](Self::ours) to a survey: `EIT` or `IIT`.
    pub async fn invitation(&self, instrument: &str) -> Document {
        let body = sample::invitation(&self.ours.id, instrument);
        Document::draft(&self.drafter().await, "announcements", &body).await
    }

    /// A draft report of [`ours`](Self::ours): [`sample::report`] with these overrides.
    pub async fn report(&self, overrides: &Value) -> Document {
        let body = sample::with(sample::report(&self.ours.id), overrides);
        Document::draft(&self.drafter().await, "reports", &body).await
    }

    /// Submits, approves and publishes a draft of [`ours`](Self::ours).
    pub async fn publish(&self, document: &mut Document) {
        let (drafter, approver, publisher) = (self.drafter().await, self.approver().await, self.publisher().await);
        document
            .steps(&[(&drafter, "submit"), (&approver, "approve"), (&publisher, "publish")])
            .await;
    }

    /// A published measure of [`ours`](Self::ours): [`sample::measure`] with these overrides.
    pub async fn published_measure(&self, overrides: &Value) -> Document {
        let mut measure = self.measure(overrides).await;
        self.publish(&mut measure).await;
        measure
    }
}
