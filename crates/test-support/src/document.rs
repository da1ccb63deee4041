use serde_json::{Value, json};

use crate::{Answer, Client};

/// A document of any kind in a test, with its latest entity tag.
#[derive(Clone, Debug)]
pub struct Document {
    /// The plural of its kind as in addresses, e.g. `measures`.
    pub plural: String,
    /// Its id.
    pub id: String,
    /// Its entity tag, with quotes.
    pub etag: String,
    /// The body of its latest answer.
    pub view: Value,
}

impl Document {
    /// Drafts a document with this body.
    pub async fn draft(client: &Client, plural: &str, body: &Value) -> Self {
        let answer = client.post(&format!("/api/v1/{plural}")).json(body).await.is(201);
        Self::read(plural, &answer)
    }

    /// Reads a document by its id.
    pub async fn find(client: &Client, plural: &str, id: &str) -> Self {
        Self::read(plural, &client.get(&format!("/api/v1/{plural}/{id}")).await.is(200))
    }

    #[track_caller]
    fn read(plural: &str, answer: &Answer) -> Self {
        Self {
            plural: plural.to_owned(),
            id: answer.id(),
            etag: answer.etag(),
            view: answer.json(),
        }
    }

    /// Its path in the API.
    pub fn path(&self) -> String {
        format!("/api/v1/{}/{}", self.plural, self.id)
    }

    /// Its path for the public.
    pub fn public_path(&self) -> String {
        format!("/public/v1/{}/{}", self.plural, self.id)
    }

    /// The state of the edition that the view shows.
    pub fn state(&self) -> &str {
        self.view["state"].as_str().expect("a state")
    }

    /// Sends a step of the workflow, e.g. `submit`, and returns the answer, which may be a refusal.
    pub async fn try_step(&self, client: &Client, step: &str, body: &Value) -> Answer {
        client
            .post(&format!("{}/{step}", self.path()))
            .if_match(&self.etag)
            .json(body)
            .await
    }

    /// Takes a step of the workflow and expects success. An approval acknowledges every serious warning.
    pub async fn step(&mut self, client: &Client, step: &str, body: &Value) -> Answer {
        let mut body = body.clone();
        if step == "approve" {
            body["acknowledged"] = self.acknowledgements(client).await;
        }
        let answer = self.try_step(client, step, &body).await;
        assert!(
            matches!(answer.status, 200 | 201),
            "{} {}: {}",
            answer.request_line,
            answer.status,
            answer.text()
        );
        (self.etag, self.view) = (answer.etag(), answer.json());
        answer
    }

    /// An acknowledgement of each serious warning, each with its own reason. Empty if the client may not read the warnings.
    pub async fn acknowledgements(&self, client: &Client) -> Value {
        acknowledgements(client, &self.path()).await
    }

    /// Takes several steps, each as the client next to it. Their body is empty, so none of them may need a reason.
    pub async fn steps(&mut self, steps: &[(&Client, &str)]) {
        for (client, step) in steps {
            self.step(client, step, &json!({})).await;
        }
    }

    /// Changes its content.
    pub async fn patch(&mut self, client: &Client, change: &Value) -> Answer {
        let answer = client
            .patch(&self.path())
            .if_match(&self.etag)
            .json(change)
            .await
            .is(200);
        (self.etag, self.view) = (answer.etag(), answer.json());
        answer
    }

    /// Reads it again.
    pub async fn refresh(&mut self, client: &Client) {
        *self = Self::find(client, &self.plural, &self.id).await;
    }
}

/// As [`Document::acknowledgements`], for the document with this path in the API.
pub async fn acknowledgements(client: &Client, path: &str) -> Value {
    let answer = client.get(&format!("{path}/warnings")).await;
    if answer.status != 200 {
        return json!([]);
    }
    let known = answer.json();
    let warnings = known["warnings"].as_array().expect("a list of warnings");
    let serious = warnings.iter().filter(|warning| warning["severity"] == "serious");
    let acknowledged = serious.enumerate().map(|(index, warning)| {
        json!({
            "rule": warning["rule"], "pointer": warning["pointer"], "content_sha256": known["content_sha256"],
            "reason": format!("ทราบแล้ว ข้อที่ {}", index + 1),
        })
    });
    acknowledged.collect()
}
