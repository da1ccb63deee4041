use reqwest::header::HeaderMap;
use serde_json::Value;

/// An answer, read completely.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Method and path of the request, for messages of failed assertions.
    pub request_line: String,
    /// Whether the request preferred English.
    pub in_english: bool,
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// Expects this status. The message of a failure shows the body.
    #[track_caller]
    #[expect(
        clippy::return_self_not_must_use,
        reason = "often the status is all that is of interest"
    )]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}: {}", self.request_line, self.text());
        self
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{}: {error}: {}", self.request_line, self.text()))
    }

    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The entity tag, with its quotes.
    #[track_caller]
    pub fn etag(&self) -> String {
        self.header("etag")
            .unwrap_or_else(|| panic!("{}: no ETag: {:?}", self.request_line, self.headers))
            .to_owned()
    }

    /// The `id` in the body.
    #[track_caller]
    pub fn id(&self) -> String {
        let json = self.json();
        json["id"]
            .as_str()
            .unwrap_or_else(|| panic!("{}: no id: {json}", self.request_line))
            .to_owned()
    }

    /// Status, headers and body in one text. A test searches it for texts that must not occur.
    pub fn everything(&self) -> String {
        use std::fmt::Write as _;
        let mut all = format!("{}\n", self.status);
        for (name, value) in &self.headers {
            let _ = writeln!(all, "{name}: {}", String::from_utf8_lossy(value.as_bytes()));
        }
        all.push_str(&self.text());
        all
    }
}
