//! Requests through nginx, sent by curl: it speaks TLS, and HTTP/2 if nginx does.

use std::fs;

use prongsai_test_support::Answer;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use tokio::process::Command;

use super::process::{NAME, Nginx};

impl Nginx {
    /// The answer to a request by https. `arguments` are those of curl.
    pub(super) async fn ask(&self, path: &str, arguments: &[&str]) -> Answer {
        self.ask_at("https", self.https, path, arguments).await
    }

    /// The answer to a request by http.
    pub(super) async fn ask_plainly(&self, path: &str, arguments: &[&str]) -> Answer {
        self.ask_at("http", self.http, path, arguments).await
    }

    /// The answer of a port to a request with a scheme.
    pub(super) async fn ask_at(&self, scheme: &str, port: u16, path: &str, arguments: &[&str]) -> Answer {
        let answer = tempfile::tempdir().unwrap();
        let (head, body) = (answer.path().join("head"), answer.path().join("body"));
        let mut curl = self.curl(scheme, port, path);
        curl.args(arguments)
            .arg("--dump-header")
            .arg(&head)
            .arg("--output")
            .arg(&body);
        let output = curl.output().await.unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{path}: {said}: {}", self.said());
        let head = fs::read_to_string(head).unwrap();
        let (status, headers) = parse(&head);
        Answer {
            request_line: format!("{scheme} {path} {arguments:?}"),
            in_english: false,
            status,
            headers,
            // An answer without a body leaves no file.
            body: fs::read(body).unwrap_or_default(),
        }
    }

    /// curl, which knows the certificate of this nginx and asks it instead of the server that has the name.
    pub(super) fn curl(&self, scheme: &str, port: u16, path: &str) -> Command {
        let mut curl = Command::new("curl");
        curl.args(["--silent", "--show-error", "--max-time", "120", "--cacert"])
            .arg(self.folder.path().join("certificate.pem"))
            .args(["--noproxy", "*", "--resolve", &format!("{NAME}:{port}:127.0.0.1")])
            .arg(format!("{scheme}://{NAME}:{port}{path}"))
            .kill_on_drop(true);
        curl
    }
}

/// Status and headers of the last answer; those before it are "100 Continue".
fn parse(heads: &str) -> (u16, HeaderMap) {
    let last = heads.trim().rsplit("\r\n\r\n").next().unwrap();
    let mut lines = last.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).unwrap();
    let mut headers = HeaderMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        let name: HeaderName = name.parse().unwrap();
        headers.append(name, HeaderValue::from_bytes(value.trim().as_bytes()).unwrap());
    }
    (status.parse().unwrap(), headers)
}

#[test]
fn the_last_answer_counts() {
    let heads = "HTTP/1.1 100 Continue\r\n\r\nHTTP/2 413 \r\netag: W/\"7\"\r\nvary: a\r\nvary: b\r\n\r\n";
    let (status, headers) = parse(heads);
    assert_eq!((status, &headers["etag"]), (413, &HeaderValue::from_static("W/\"7\"")));
    assert_eq!(headers.get_all("vary").iter().count(), 2);
}
