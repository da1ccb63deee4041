use std::time::Duration;

use reqwest::header::{ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, HeaderMap, HeaderValue, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use rustls::crypto::ring;
use tokio::time::timeout;
use url::Url;

use crate::failure::why;
use crate::outcome::{Outcome, Why};
use crate::resolver::CheckedResolver;
use crate::target::{Loopback, checked, redirected};

/// How many redirects are followed.
const REDIRECTS_MAX: usize = 5;
/// How long a visit takes at most, with its redirects.
const TIME_LIMIT: Duration = Duration::from_secs(10);
/// What a server is told about the visitor. A page that shows itself only to known browsers does not show itself to everybody.
const USER_AGENT: &str = concat!(
    "Mozilla/5.0 (compatible; Prongsai/",
    env!("CARGO_PKG_VERSION"),
    "; checks links once a day)"
);

/// How addresses are visited.
#[derive(Clone, Debug)]
pub struct VisitOptions {
    /// How long a visit takes at most, with its redirects.
    pub time_limit: Duration,
    /// Whether visits reach this computer.
    pub loopback: Loopback,
}

impl Default for VisitOptions {
    fn default() -> Self {
        Self {
            time_limit: TIME_LIMIT,
            loopback: Loopback::Refused,
        }
    }
}

/// Visits addresses.
#[derive(Clone, Debug)]
pub struct Visitor {
    client: Client,
    options: VisitOptions,
}

/// What one request came to.
enum Answer {
    /// The visit has ended.
    Ended(Outcome),
    /// The answer redirects.
    Redirect {
        to: Url,
        /// Whether it does so for good.
        for_good: bool,
    },
}

impl Visitor {
    /// Prepares visits.
    ///
    /// # Errors
    /// TLS cannot be used, for instance because this computer has no certificates of authorities. In English.
    pub fn new(options: VisitOptions) -> Result<Self, String> {
        // The client asks for the provider of the process, and panics without one. An error says that there is one already.
        let _ = ring::default_provider().install_default();
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("text/html,*/*;q=0.8"));
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static("th,en;q=0.5"));
        let client = Client::builder()
            .user_agent(USER_AGENT)
            .default_headers(headers)
            .dns_resolver(CheckedResolver::new(options.loopback.clone()))
            .redirect(Policy::none())
            .referer(false)
            .no_proxy()
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .http1_only()
            .pool_max_idle_per_host(0)
            .timeout(options.time_limit)
            .build()
            .map_err(|error| format!("the link check cannot use TLS: {error:?}"))?;
        Ok(Self { client, options })
    }

    /// Visits an address, and follows its redirects.
    pub async fn visit(&self, address: &str) -> Outcome {
        let visit = timeout(self.options.time_limit, self.follow(address));
        visit.await.unwrap_or(Outcome::Unreachable { why: Why::Timeout })
    }

    async fn follow(&self, address: &str) -> Outcome {
        let Some(first) = checked(address, &self.options.loopback) else {
            return Outcome::Unreachable { why: Why::Blocked };
        };
        let mut url = first.clone();
        let mut is_for_good = true;
        for _ in 0..=REDIRECTS_MAX {
            match self.request(&url).await {
                Answer::Redirect { to, for_good } => {
                    is_for_good &= for_good;
                    url = to;
                }
                Answer::Ended(Outcome::Alive { url, .. }) if is_for_good && has_other_host(&first, &url) => {
                    return Outcome::Moved { to: url };
                }
                Answer::Ended(outcome) => return outcome,
            }
        }
        Outcome::Unreachable {
            why: Why::TooManyRedirects,
        }
    }

    async fn request(&self, url: &Url) -> Answer {
        let failed = |why| Answer::Ended(Outcome::Unreachable { why });
        let response = match self.client.get(url.clone()).send().await {
            Ok(response) => response,
            Err(error) => return failed(why(&error)),
        };
        // The resolver and the check of the address have decided this already.
        let is_checked = |address: std::net::SocketAddr| self.options.loopback.may_connect(address.ip());
        if !response.remote_addr().is_some_and(is_checked) {
            return failed(Why::Blocked);
        }
        let status = response.status();
        if matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
            let Some(location) = response.headers().get(LOCATION) else {
                return failed(Why::Broken);
            };
            return match redirected(url, location.as_bytes(), &self.options.loopback) {
                Some(to) => Answer::Redirect {
                    to,
                    for_good: matches!(status.as_u16(), 301 | 308),
                },
                None => failed(Why::Blocked),
            };
        }
        Answer::Ended(match status.as_u16() {
            200..=299 | 429 => arrived(response, url, status.as_u16()).await,
            status @ 400..=599 => Outcome::Gone { status },
            _ => Outcome::Unreachable { why: Why::Broken },
        })
    }
}

/// A page is there when its first bytes have come. The rest is not read: it may be a large file, or have no end.
async fn arrived(mut response: Response, url: &Url, status: u16) -> Outcome {
    match response.chunk().await {
        Ok(_) => Outcome::Alive {
            url: url.to_string(),
            status,
        },
        Err(error) => Outcome::Unreachable { why: why(&error) },
    }
}

/// Whether the page is under another host than the address. With and without `www.` a host is the same.
fn has_other_host(first: &Url, page: &str) -> bool {
    let host = |url: &Url| {
        let host = url.host_str().unwrap_or_default();
        host.strip_prefix("www.").unwrap_or(host).to_owned()
    };
    Url::parse(page).is_ok_and(|page| host(&page) != host(first))
}
