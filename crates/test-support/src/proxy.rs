use prongsai_http::{ProxyHeader, ServerOptions, TrustedProxies};
use serde_json::json;

use crate::{Answer, TestApp};

impl TestApp {
    /// Starts a server that trusts a reverse proxy at the address of the tests' clients, which sets this header.
    pub async fn start_behind_proxy(header: ProxyHeader) -> Self {
        let proxy = "127.0.0.1".parse().expect("an address");
        Self::start_with(ServerOptions {
            trusted_proxies: TrustedProxies::new([proxy], header),
            ..ServerOptions::default()
        })
        .await
    }

    /// As [`TestApp::try_login`], with this `X-Forwarded-For`.
    pub async fn try_login_from(&self, forwarded_for: &str, username: &str, password: &str) -> Answer {
        self.anonymous()
            .post("/api/v1/auth/login")
            .header("x-forwarded-for", forwarded_for)
            .json(&json!({ "username": username, "password": password }))
            .await
    }
}
