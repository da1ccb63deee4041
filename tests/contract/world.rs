use prongsai_test_support::{Client, Document, PASSWORD, Role, TestApp, membership, sample};
use serde_json::{Value, json};

/// One thing of each kind in our organization, for paths and bodies.
pub(crate) struct World {
    organization_id: String,
    name_th: String,
    division_id: String,
    channel_id: String,
    user_id: String,
    membership_id: String,
    session_id: String,
    service_token_id: String,
    pub(crate) measure: Document,
    result_id: String,
    activity_id: String,
    pub(crate) report: Document,
    pub(crate) announcement: Document,
    complaint_statistics: Document,
    published_measure: Document,
    verification_code: String,
    job_id: String,
    template_id: String,
    file_id: String,
    public_file_id: String,
}

impl World {
    pub(crate) async fn build(app: &TestApp) -> Self {
        let drafter = app.drafter().await;
        app.analysis(&drafter, &json!({})).await;
        let scores = format!("/api/v1/organizations/{}/scores/2566", app.ours.id);
        drafter.put(&scores).json(&json!({ "total": 84.12 })).await.is(201);
        let admin = app.client(Role::OrganizationAdmin).await;
        let template = sample::with(sample::measure_template(), &json!({ "organization_id": app.ours.id }));
        let template = admin.post("/api/v1/measure-templates").json(&template).await.is(201);
        let channel =
            json!({ "key": "line", "kind": "line", "title": "ไลน์", "address": "https://line.me/R/ti/p/@banyang" });
        let channels = format!("/api/v1/organizations/{}/channels", app.ours.id);
        let channel = admin.post(&channels).json(&channel).await.is(201);
        let measure = app.measure(&json!({})).await;
        let results = format!("{}/results", measure.path());
        let activities = format!("{}/activities", measure.path());
        let person = app.new_person(&[membership(Role::Auditor, &app.ours)]).await;
        let me = person.get("/api/v1/me").await.is(200).json();
        let sessions = person.get("/api/v1/me/sessions").await.is(200).json();
        let token = json!({
            "name": "โทเคนของโลกทดสอบ", "organization_id": app.ours.id, "actions": ["draft"], "current_password": PASSWORD,
        });
        let token = drafter
            .post("/api/v1/me/service-tokens")
            .json(&token)
            .await
            .is(201)
            .json();
        let published_measure = app.published_measure(&json!({ "title": "มาตรการที่เผยแพร่แล้ว" })).await;
        let code = format!(
            "SELECT code FROM verification_records WHERE document_id = '{}'",
            published_measure.id
        );
        Self {
            organization_id: app.ours.id.clone(),
            name_th: app.ours.name_th.clone(),
            division_id: app.ours.division_id.clone(),
            channel_id: channel.id(),
            user_id: me["id"].as_str().unwrap().to_owned(),
            membership_id: me["memberships"][0]["id"].as_str().unwrap().to_owned(),
            session_id: sessions["items"][0]["id"].as_str().unwrap().to_owned(),
            service_token_id: token["service_token"]["id"].as_str().unwrap().to_owned(),
            activity_id: drafter.post(&activities).json(&sample::activity()).await.is(201).id(),
            result_id: drafter.post(&results).json(&sample::result()).await.is(201).id(),
            measure,
            report: app.report(&json!({})).await,
            announcement: app.invitation("EIT").await,
            complaint_statistics: app.complaint_statistics().await,
            verification_code: app.database.text(&code).await,
            job_id: app.database.text("SELECT min(id::text) FROM jobs").await,
            published_measure,
            template_id: template.id(),
            file_id: uploaded(app, &drafter).await,
            public_file_id: public_file(app, &drafter).await,
        }
    }

    /// The path with an existing thing of our organization for every name in braces.
    pub(crate) fn fill(&self, path: &str) -> String {
        let is_public = path.starts_with("/public/");
        let mut filled: Vec<String> = Vec::new();
        let mut before = "";
        for segment in path.split('/') {
            // A name may have an extension after it.
            if let Some((name, extension)) = segment.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
                let value = self.named(before, &format!("{{{name}}}"), is_public);
                filled.push(format!("{value}{extension}"));
            } else {
                filled.push(segment.to_owned());
                before = segment;
            }
        }
        filled.join("/")
    }

    /// The value for a name in braces after a segment.
    fn named(&self, before: &str, name: &str, is_public: bool) -> &str {
        match (before, name) {
            ("catalogues", "{programme}") => "nacc-ita",
            ("fiscal-years" | "analyses" | "catalogues" | "scores", _) | ("public", "{fiscal_year}") => "2566",
            ("organizations" | "public", _) => &self.organization_id,
            ("measure-templates", _) => &self.template_id,
            ("editions", _) | ("files", "{version}") => "1",
            ("files", _) if is_public => &self.public_file_id,
            ("files", _) => &self.file_id,
            ("jobs", _) => &self.job_id,
            ("verify", _) => &self.verification_code,
            ("divisions", _) => &self.division_id,
            ("channels", _) => &self.channel_id,
            ("users", _) => &self.user_id,
            ("memberships", _) => &self.membership_id,
            ("sessions", _) => &self.session_id,
            ("service-tokens", _) => &self.service_token_id,
            ("measures", _) if is_public => &self.published_measure.id,
            ("measures", _) => &self.measure.id,
            ("results", _) => &self.result_id,
            ("activities", _) => &self.activity_id,
            ("reports", _) => &self.report.id,
            ("announcements", _) => &self.announcement.id,
            ("complaint-statistics", _) => &self.complaint_statistics.id,
            ("provinces", _) => "47",
            ("districts", _) => "4702",
            ("rules" | "binding-rules", _) => "same-guideline",
            ("problems", _) => "stale",
            _ => panic!("what is {name} after {before}? Tell World::named"),
        }
    }

    /// A body of the document's examples, changed to name existing things.
    pub(crate) fn localise(&self, example: &Value, username: &str) -> Value {
        let mut body = example.clone();
        self.localise_in_place(&mut body, username);
        if body["format"].is_string() {
            body["organization"] = sample::bundle(&self.name_th)["organization"].clone();
            // The divisions that measures of the example name are those of its own organization.
            if let Some(divisions) = example.pointer("/organization/divisions") {
                body["organization"]["divisions"] = divisions.clone();
            }
        }
        body
    }

    fn localise_in_place(&self, value: &mut Value, username: &str) {
        match value {
            Value::Object(members) => {
                for (name, member) in members.iter_mut() {
                    match name.as_str() {
                        "organization_id" if member.is_string() => *member = json!(self.organization_id),
                        "division_id" if member.is_string() => *member = json!(self.division_id),
                        "username" => *member = json!(username),
                        _ => self.localise_in_place(member, username),
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.localise_in_place(item, username)),
            _ => {}
        }
    }
}

/// A picture, so that there is a small one too.
async fn uploaded(app: &TestApp, drafter: &Client) -> String {
    let path = format!("/api/v1/organizations/{}/files?name=meeting.jpg", app.ours.id);
    let picture = crate::files::picture("x");
    drafter.post(&path).raw("image/jpeg", picture).await.is(201).id()
}

/// A picture that a published report shows.
async fn public_file(app: &TestApp, drafter: &Client) -> String {
    let id = uploaded(app, drafter).await;
    let year = json!({ "fiscal_year": 2565 });
    let measure = app.published_measure(&year).await;
    let evidence = json!({ "evidence": [{ "file": { "id": id } }], "period": "2565-01/2565-03" });
    let result = sample::with(sample::result(), &evidence);
    drafter
        .post(&format!("{}/results", measure.path()))
        .json(&result)
        .await
        .is(201);
    let analysis = format!("/api/v1/organizations/{}/analyses/2565", app.ours.id);
    let content = sample::with(sample::analysis(), &json!({ "assessed_fiscal_year": 2564 }));
    drafter.put(&analysis).json(&content).await.is(201);
    let mut report = app.report(&year).await;
    app.publish(&mut report).await;
    id
}
