use std::fmt::Display;
use std::future::{Future, IntoFuture};
use std::net::IpAddr;
use std::pin::Pin;

use reqwest::redirect::Policy;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::Answer;

/// A client of the server over HTTP. It does not follow redirects, because tests check them.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base_url: String,
    /// The login name of the client's user, if it has one.
    pub username: Option<String>,
    /// The access token, if the client is logged in.
    pub token: Option<String>,
}

/// A request that is sent when it is awaited.
#[must_use = "a request is sent when it is awaited"]
pub struct Request {
    builder: RequestBuilder,
    /// Method and path, for messages of failed assertions.
    line: String,
    /// Whether it prefers English to Thai.
    in_english: bool,
}

impl Client {
    /// A client without a login.
    pub fn anonymous(base_url: &str) -> Self {
        Self {
            http: http_client(None),
            base_url: base_url.to_owned(),
            username: None,
            token: None,
        }
    }

    /// The same client, whose requests come from another address of this machine: one of 127.0.0.0/8.
    #[must_use]
    pub fn from_address(&self, address: &str) -> Self {
        let address = address.parse().expect("an address");
        Self {
            http: http_client(Some(address)),
            ..self.clone()
        }
    }

    /// A client with a token, on the same connections.
    #[must_use]
    pub fn with_token(&self, token: impl Into<String>) -> Self {
        Self {
            token: Some(token.into()),
            ..self.clone()
        }
    }

    /// The same client at the address of another server, which accepts its token.
    #[must_use]
    pub fn at(&self, base_url: &str) -> Self {
        Self {
            base_url: base_url.to_owned(),
            ..self.clone()
        }
    }

    /// A client without a login, on the same connections.
    #[must_use]
    pub(crate) fn without_token(&self) -> Self {
        Self {
            token: None,
            username: None,
            ..self.clone()
        }
    }

    /// The same client, which knows the login name of its user.
    #[must_use]
    pub fn named(&self, username: &str) -> Self {
        Self {
            username: Some(username.to_owned()),
            ..self.clone()
        }
    }

    /// All measures of an organization's year as this person has read them, for a step of all of them.
    pub async fn all_measures(&self, organization: &str, fiscal_year: impl Display) -> Value {
        let list = format!("/api/v1/measures?organization_id={organization}&fiscal_year={fiscal_year}");
        json!({ "all": self.get(&list).await.is(200).json()["digest"] })
    }

    /// Takes a step for all measures of an organization's year, as this person has read them.
    pub async fn step_year(&self, organization: &str, fiscal_year: impl Display + Copy, step: &str) -> Answer {
        let path = format!("/api/v1/organizations/{organization}/fiscal-years/{fiscal_year}/measures/{step}");
        let all = self.all_measures(organization, fiscal_year).await;
        self.post(&path).json(&all).await
    }

    /// The server's address.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// A request with this method.
    pub fn request(&self, method: Method, path: &str) -> Request {
        let line = format!("{method} {path}");
        let mut builder = self.http.request(method, format!("{}{path}", self.base_url));
        if let Some(token) = &self.token {
            builder = builder.bearer_auth(token);
        }
        Request {
            builder,
            line,
            in_english: false,
        }
    }

    /// GET.
    pub fn get(&self, path: &str) -> Request {
        self.request(Method::GET, path)
    }

    /// POST.
    pub fn post(&self, path: &str) -> Request {
        self.request(Method::POST, path)
    }

    /// PUT.
    pub fn put(&self, path: &str) -> Request {
        self.request(Method::PUT, path)
    }

    /// PATCH.
    pub fn patch(&self, path: &str) -> Request {
        self.request(Method::PATCH, path)
    }

    /// DELETE.
    pub fn delete(&self, path: &str) -> Request {
        self.request(Method::DELETE, path)
    }

    /// All items of a list, read page by page. A list that is followed has a cursor on its last page too.
    pub async fn all(&self, path: &str) -> Vec<Value> {
        let separator = if path.contains('?') { '&' } else { '?' };
        let mut items = Vec::new();
        let mut next = path.to_owned();
        loop {
            let page = self.get(&next).await.is(200).json();
            let of_page = page["items"].as_array().expect("items is a list");
            items.extend(of_page.iter().cloned());
            let Some(cursor) = page["next"].as_str().filter(|_| !of_page.is_empty()) else {
                return items;
            };
            next = format!("{path}{separator}cursor={cursor}");
        }
    }
}

/// A client of HTTP from any address of this machine, or from a certain one. It follows no redirects.
pub fn http_client(address: Option<IpAddr>) -> reqwest::Client {
    // The client panics without a provider, also if it is not asked for TLS. An error says that there is one already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::builder()
        .redirect(Policy::none())
        .user_agent("prongsai-test")
        .local_address(address);
    http.build().expect("an HTTP client")
}

impl Request {
    /// Adds a JSON body.
    pub fn json(self, body: &Value) -> Self {
        self.raw("application/json", body.to_string())
    }

    /// Adds any body.
    pub fn raw(mut self, content_type: &str, body: impl Into<reqwest::Body>) -> Self {
        self.builder = self.builder.header("content-type", content_type).body(body);
        self
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.builder = self.builder.header(name, value);
        self
    }

    /// Adds a precondition; the tag includes its quotes.
    pub fn if_match(self, etag: &str) -> Self {
        self.header("if-match", etag)
    }

    /// Adds an idempotency key.
    pub fn key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    /// Prefers English answers. Without this, answers are in Thai.
    pub fn english(mut self) -> Self {
        self.in_english = true;
        self.header("accept-language", "en")
    }

    async fn send(self) -> Answer {
        let request_line = self.line;
        let response = self
            .builder
            .send()
            .await
            .unwrap_or_else(|error| panic!("{request_line}: {error:?}"));
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response
            .bytes()
            .await
            .unwrap_or_else(|error| panic!("{request_line}: {error:?}"))
            .to_vec();
        Answer {
            request_line,
            in_english: self.in_english,
            status,
            headers,
            body,
        }
    }
}

impl IntoFuture for Request {
    type Output = Answer;
    type IntoFuture = Pin<Box<dyn Future<Output = Answer> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
