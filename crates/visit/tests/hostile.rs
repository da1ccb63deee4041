//! Visits to servers that mean no good.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod server;

use std::time::Duration;

use prongsai_visit::{Loopback, Outcome, VisitOptions, Visitor, Why};
use rstest::rstest;
use server::{Server, answer, redirect};

/// A visitor that reaches this port of this computer, and no other one.
fn visitor(port: u16) -> Visitor {
    Visitor::new(VisitOptions {
        time_limit: Duration::from_millis(1_500),
        loopback: Loopback::Ports(port..=port),
    })
    .unwrap()
}

async fn visit(server: &Server) -> Outcome {
    visitor(server.port).visit(&server.url("/")).await
}

fn unreachable(why: Why) -> Outcome {
    Outcome::Unreachable { why }
}

fn alive(server: &Server, path: &str) -> Outcome {
    Outcome::Alive {
        url: server.url(path),
        status: 200,
    }
}

#[tokio::test]
async fn a_visitor_is_anonymous_and_says_who_it_is() {
    let server = Server::start(|_| answer("200 OK", "Set-Cookie: a=b\r\n", "ยินดีต้อนรับ")).await;
    assert_eq!(visit(&server).await, alive(&server, "/"));
    assert_eq!(visit(&server).await, alive(&server, "/"));
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    for request in requests {
        let request = request.to_lowercase();
        assert!(request.starts_with("get / http/1.1\r\n"), "{request}");
        assert!(
            request.contains("prongsai/") && request.contains("accept-encoding: identity"),
            "{request}"
        );
        for other in ["cookie", "referer", "authorization"] {
            assert!(!request.contains(other), "{request}");
        }
    }
}

#[rstest]
#[case("404 Not Found", Outcome::Gone { status: 404 })]
#[case("410 Gone", Outcome::Gone { status: 410 })]
#[case("403 Forbidden", Outcome::Gone { status: 403 })]
#[case("503 Service Unavailable", Outcome::Gone { status: 503 })]
#[case("300 Multiple Choices", unreachable(Why::Broken))]
#[case("302 Found", unreachable(Why::Broken))]
#[case("304 Not Modified", unreachable(Why::Broken))]
#[tokio::test]
async fn a_status_decides(#[case] status: &'static str, #[case] expected: Outcome) {
    let server = Server::start(move |_| answer(status, "", "x")).await;
    assert_eq!(visit(&server).await, expected);
}

#[tokio::test]
async fn a_page_that_says_not_found_and_one_that_wants_fewer_requests_are_alive() {
    let server = Server::start(|_| answer("200 OK", "", "<h1>404 Not Found</h1>")).await;
    assert_eq!(visit(&server).await, alive(&server, "/"));
    let server = Server::start(|_| answer("429 Too Many Requests", "", "")).await;
    let url = server.url("/");
    assert_eq!(visit(&server).await, Outcome::Alive { url, status: 429 });
}

#[tokio::test]
async fn redirects_are_followed_to_the_page() {
    let server = Server::start(|path| match path {
        "/" => redirect("301 Moved Permanently", "/ก"),
        "/%E0%B8%81" => redirect("302 Found", "?b"),
        _ => answer("200 OK", "", "x"),
    })
    .await;
    assert_eq!(visit(&server).await, alive(&server, "/%E0%B8%81?b"));
}

#[rstest]
#[case("301 Moved Permanently", true)]
#[case("308 Permanent Redirect", true)]
#[case("302 Found", false)]
#[case("307 Temporary Redirect", false)]
#[tokio::test]
async fn a_page_under_another_host_has_moved_when_that_is_for_good(#[case] status: &'static str, #[case] moved: bool) {
    let page = Server::start(|_| answer("200 OK", "", "x")).await;
    let to = format!("http://localhost:{}/page", page.port);
    let location = to.clone();
    let server = Server::start(move |_| redirect(status, &location)).await;
    let both = Loopback::Ports(page.port.min(server.port)..=page.port.max(server.port));
    let visitor = Visitor::new(VisitOptions {
        loopback: both,
        ..VisitOptions::default()
    });
    let found = visitor.unwrap().visit(&server.url("/")).await;
    let expected = if moved {
        Outcome::Moved { to }
    } else {
        Outcome::Alive { url: to, status: 200 }
    };
    assert_eq!(found, expected);
}

#[rstest]
#[case("http://127.0.0.1/")]
#[case("http://127.0.0.1:1/")]
#[case("http://localhost:1/")]
#[case("http://169.254.169.254/latest/meta-data/")]
#[case("//169.254.169.254/")]
#[case("http://10.0.0.1/")]
#[case("http://100.64.0.1/")]
#[case("http://[::1]/")]
#[case("http://[::ffff:192.168.1.1]/")]
#[case("http://[fd00:ec2::254]/")]
#[case("http://0/")]
#[case("http://2852039166/")]
#[case("https://user:password@www.example.go.th/")]
#[case("file:///etc/passwd")]
#[case("ftp://www.example.go.th/")]
#[case("gopher://127.0.0.1:6379/_x")]
#[case("javascript:alert(1)")]
#[case("data:text/html,x")]
#[case("http://www.example.go.th:22/")]
#[tokio::test]
async fn a_redirect_to_what_a_citizen_does_not_visit_is_blocked(#[case] location: &'static str) {
    let server = Server::start(move |_| redirect("302 Found", location)).await;
    assert_eq!(visit(&server).await, unreachable(Why::Blocked));
    assert_eq!(server.requests().len(), 1);
}

/// The names of this computer lead to the loopback, so they are resolved and then refused. Nothing connects to the server.
#[rstest]
#[case("localhost")]
#[case("127.0.0.1")]
#[case("[::1]")]
#[tokio::test]
async fn this_computer_is_not_visited(#[case] host: &str) {
    let server = Server::start(|_| answer("200 OK", "", "x")).await;
    let visitor = Visitor::new(VisitOptions::default()).unwrap();
    for address in [format!("http://{host}:{}/", server.port), format!("http://{host}/")] {
        assert_eq!(visitor.visit(&address).await, unreachable(Why::Blocked), "{address}");
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn an_unknown_name_and_a_closed_port_are_told_apart() {
    let port = Server::start(|_| Vec::new()).await.stop().await;
    let visitor = visitor(port);
    let closed = visitor.visit(&format!("http://127.0.0.1:{port}/")).await;
    assert_eq!(closed, unreachable(Why::Refused));
    assert_eq!(visitor.visit("http://nobody.invalid/").await, unreachable(Why::Dns));
}

#[tokio::test]
async fn a_loop_of_redirects_ends() {
    let server = Server::start(|path| redirect("302 Found", &format!("{path}a"))).await;
    assert_eq!(visit(&server).await, unreachable(Why::TooManyRedirects));
    assert_eq!(server.requests().len(), 6);
}

#[tokio::test]
async fn a_body_without_end_is_not_read() {
    let server = Server::endless("HTTP/1.1 200 OK\r\n\r\n", &[b'x'; 16_384]).await;
    assert_eq!(visit(&server).await, alive(&server, "/"));
    // The connection is closed at once. What was written until then is what the buffers of the system hold.
    assert!(server.written_until_closed().await < 64 << 20);
}

#[tokio::test]
async fn headers_without_end_are_not_read() {
    let server = Server::endless(
        "HTTP/1.1 200 OK\r\n",
        b"X-Header: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n",
    )
    .await;
    assert_eq!(visit(&server).await, unreachable(Why::Broken));
    let server = Server::endless("HTTP/1.1 200 OK\r\nX-Header: ", &[b'x'; 16_384]).await;
    assert_eq!(visit(&server).await, unreachable(Why::Broken));
    assert!(server.written_until_closed().await < 64 << 20);
}

#[rstest]
#[case("")]
#[case("HTTP/1.1 200")]
#[case("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")]
#[tokio::test]
async fn a_server_that_goes_on_slowly_is_left(#[case] beginning: &'static str) {
    let server = Server::silent_after(beginning).await;
    assert_eq!(visit(&server).await, unreachable(Why::Timeout));
}

#[rstest]
#[case("SSH-2.0-OpenSSH_9.2\r\n")]
#[case("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")]
#[case("HTTP/9.9 200 OK\r\n\r\n")]
#[case("HTTP/1.1 999999 ?\r\n\r\n")]
#[tokio::test]
async fn an_answer_that_is_no_page_is_broken(#[case] bytes: &'static str) {
    let server = Server::start(move |_| bytes.as_bytes().to_vec()).await;
    assert_eq!(visit(&server).await, unreachable(Why::Broken));
}

#[tokio::test]
async fn a_packed_body_is_not_unpacked() {
    let zeros = vec![0; 64 << 20];
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packer, &zeros).unwrap();
    let packed = packer.finish().unwrap();
    // It is no gzip at its end. Who unpacks it finds that.
    let broken = [&packed[..packed.len() / 2], b"x"].concat();
    let server = Server::start(move |_| {
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
            broken.len()
        );
        [head.as_bytes(), &broken].concat()
    })
    .await;
    assert_eq!(visit(&server).await, alive(&server, "/"));
}

#[tokio::test]
async fn a_certificate_of_nobody_and_no_tls_at_all_are_failures_of_tls() {
    let server = Server::with_tls().await;
    let address = format!("https://localhost:{}/", server.port);
    assert_eq!(visitor(server.port).visit(&address).await, unreachable(Why::Tls));
    let plain = Server::start(|_| answer("200 OK", "", "x")).await;
    let address = format!("https://localhost:{}/", plain.port);
    assert_eq!(visitor(plain.port).visit(&address).await, unreachable(Why::Tls));
}
