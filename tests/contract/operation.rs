use prongsai_test_support::{Client, Request};
use reqwest::Method;
use serde_json::Value;

/// One method of one path.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    /// Its id.
    pub(crate) id: String,
    pub(crate) method: Method,
    /// As in the document, with names in braces.
    pub(crate) path: String,
    /// The entry of the document.
    pub(crate) specification: Value,
}

impl Operation {
    pub(super) fn new(method: &str, path: &str, specification: &Value) -> Self {
        let id = specification["operationId"]
            .as_str()
            .unwrap_or_else(|| panic!("{method} {path} has no id"));
        Self {
            id: id.to_owned(),
            method: method.to_uppercase().parse().expect("a method"),
            path: path.to_owned(),
            specification: specification.clone(),
        }
    }

    pub(crate) fn is_secured(&self) -> bool {
        self.specification["security"]
            .as_array()
            .is_some_and(|schemes| !schemes.is_empty())
    }

    /// Whether it has a parameter of this name in this place: `query`, `header`, `path`.
    pub(crate) fn has_parameter(&self, name: &str, place: &str) -> bool {
        let parameters = self.specification["parameters"].as_array();
        parameters.is_some_and(|all| all.iter().any(|one| one["name"] == name && one["in"] == place))
    }

    pub(crate) fn needs_precondition(&self) -> bool {
        self.has_parameter("If-Match", "header")
    }

    /// Whether it is a list with a cursor.
    pub(crate) fn is_paged(&self) -> bool {
        self.has_parameter("cursor", "query")
    }

    fn content(&self) -> Option<(&str, &Value)> {
        let content = self.specification["requestBody"]["content"].as_object()?;
        content
            .iter()
            .next()
            .map(|(media_type, content)| (media_type.as_str(), content))
    }

    pub(crate) fn body_type(&self) -> Option<&str> {
        self.content().map(|(media_type, _)| media_type)
    }

    pub(crate) fn body_schema(&self) -> Option<&Value> {
        self.content().map(|(_, content)| &content["schema"])
    }

    /// The example body.
    pub(crate) fn example(&self) -> Option<&Value> {
        let (_, content) = self.content()?;
        let named = content["examples"]
            .as_object()
            .and_then(|examples| examples.values().next());
        content
            .get("example")
            .or_else(|| named.and_then(|example| example.get("value")))
    }

    /// An example as it is sent: a text that is not JSON is sent as it is.
    pub(crate) fn sent(&self, example: &Value) -> String {
        match example {
            Value::String(text) if !self.takes_json() => text.clone(),
            other => other.to_string(),
        }
    }

    /// Whether its body is JSON.
    pub(crate) fn takes_json(&self) -> bool {
        self.body_type().is_some_and(|media_type| media_type.ends_with("json"))
    }

    /// A request to a complete path; with an arbitrary revision if one is needed.
    pub(crate) fn request(&self, client: &Client, path: &str) -> Request {
        let request = client.request(self.method.clone(), path);
        if self.needs_precondition() {
            request.if_match("*")
        } else {
            request
        }
    }
}
