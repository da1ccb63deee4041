//! What each `sslmode` means, tried with servers of every kind.

mod authority;
mod certificates;
mod client;
mod server;

use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use self::authority::{Authority, Identity, params, write};
use self::client::{HOST, authorities, connect, connect_to};
use self::server::Server;

/// The servers of the table: without TLS; with a certificate of the trusted authority; with one for another name; with one
/// of an authority of the same name with another key; that accepts only TLS; that accepts logins only without TLS.
async fn servers(authority: &Authority) -> [u16; 6] {
    let good = authority.sign(&params(&[HOST], "server"));
    let wrong_name = authority.sign(&params(&["other.example"], "server"));
    let wrong_authority = Authority::new("authority").sign(&params(&[HOST], "server"));
    [
        Server::default().start().await,
        Server::with(good.server()).start().await,
        Server::with(wrong_name.server()).start().await,
        Server::with(wrong_authority.server()).start().await,
        Server {
            refuses_plain: true,
            ..Server::with(good.server())
        }
        .start()
        .await,
        Server {
            refuses_tls: true,
            ..Server::with(good.server())
        }
        .start()
        .await,
    ]
}

#[tokio::test]
async fn each_mode_means_what_it_means_for_libpq() {
    const NO_TLS: &str = "does not offer TLS, and sslmode=";
    const NO_ENTRY: &str = "no entry for tls";
    const NAME: &str = "is for other.example, and not for \"db.example\"";
    const SIGNER: &str = "is not signed by an authority in ";
    const FILE: &str = "needs sslrootcert";
    let folder = TempDir::new().unwrap();
    let authority = Authority::new("authority");
    let file = authorities(&authority.file(folder.path()));
    let servers = servers(&authority).await;
    let forbidden = "sslmode=disable forbids TLS";
    for (mode, has_file, expected) in [
        (
            "disable",
            false,
            ["plain", "plain", "plain", "plain", forbidden, "plain"],
        ),
        ("allow", false, ["plain", "plain", "plain", "plain", "tls", "plain"]),
        ("prefer", false, ["plain", "tls", "tls", "tls", "tls", "plain"]),
        ("require", false, [NO_TLS, "tls", "tls", "tls", "tls", NO_ENTRY]),
        ("verify-ca", false, [FILE, FILE, FILE, FILE, FILE, FILE]),
        ("verify-full", false, [FILE, FILE, FILE, FILE, FILE, FILE]),
        (
            "disable",
            true,
            ["plain", "plain", "plain", "plain", forbidden, "plain"],
        ),
        ("allow", true, ["plain", "plain", "plain", "plain", "tls", "plain"]),
        ("prefer", true, ["plain", "tls", "tls", "plain", "tls", "plain"]),
        ("require", true, [NO_TLS, "tls", "tls", SIGNER, "tls", NO_ENTRY]),
        ("verify-ca", true, [NO_TLS, "tls", "tls", SIGNER, "tls", NO_ENTRY]),
        ("verify-full", true, [NO_TLS, "tls", NAME, SIGNER, "tls", NO_ENTRY]),
    ] {
        let file = if has_file { file.as_str() } else { "" };
        let parameters = format!("sslmode={mode}&{file}");
        for (port, expected) in servers.into_iter().zip(expected) {
            let found = connect(port, &parameters).await;
            let is_as_expected = match expected {
                "tls" | "plain" => found == expected,
                said => found.contains(said),
            };
            assert!(is_as_expected, "{parameters}: {found}, not {expected}");
        }
    }
}

#[tokio::test]
async fn without_a_mode_tls_is_preferred() {
    let authority = Authority::new("authority");
    let [plain, good, ..] = servers(&authority).await;
    assert_eq!(connect(plain, "").await, "plain");
    assert_eq!(connect(good, "").await, "tls");
    let system = connect(good, "sslrootcert=system").await;
    assert!(system.contains("system"), "{system}");
}

#[tokio::test]
async fn both_refusals_are_told() {
    let identity = Identity::self_signed(HOST);
    let server = Server {
        refuses_plain: true,
        refuses_tls: true,
        ..Server::with(identity.server())
    };
    let port = server.start().await;
    let allow = connect(port, "sslmode=allow").await;
    let prefer = connect(port, "sslmode=prefer").await;
    for told in [
        "with TLS: db error: FATAL: no entry for tls",
        "without TLS: db error: FATAL: no entry for plain",
    ] {
        assert!(allow.contains(told), "{allow}");
    }
    assert_eq!(allow, prefer);
    let closed = Server {
        refuses_plain: true,
        ..Server::default()
    };
    let once = connect(closed.start().await, "sslmode=prefer").await;
    assert_eq!(once.matches("no entry").count(), 1, "{once}");
}

#[tokio::test]
async fn tls_may_begin_without_a_question() {
    let identity = Identity::self_signed(HOST);
    let mut settings = identity.server();
    settings.alpn_protocols = vec![b"postgresql".to_vec()];
    let port = Server::with(settings).start().await;
    let direct = "sslmode=require&sslnegotiation=direct";
    assert_eq!(connect(port, direct).await, "tls");
    // Another protocol may listen there.
    let port = Server::with(identity.server()).start().await;
    let said = connect(port, direct).await;
    assert!(said.contains("PostgreSQL 17"), "{said}");
}

#[tokio::test]
async fn a_file_that_cannot_be_used_is_named() {
    let folder = TempDir::new().unwrap();
    let port = servers(&Authority::new("authority")).await[1];
    let empty = write(folder.path(), "empty.pem", "no certificate\n");
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let broken = write(folder.path(), "broken.pem", broken);
    for (file, said) in [
        (
            folder.path().join("missing.pem"),
            "missing.pem of sslrootcert cannot be read",
        ),
        (empty, "empty.pem of sslrootcert has no certificate"),
        (
            broken,
            "broken.pem of sslrootcert has a certificate that cannot be read",
        ),
    ] {
        for mode in ["prefer", "verify-full"] {
            let found = connect(port, &format!("sslmode={mode}&{}", authorities(&file))).await;
            assert!(found.contains(said), "{found}");
        }
    }
}

#[tokio::test]
async fn the_next_server_is_tried_after_one_that_fails() {
    let authority = Authority::new("authority");
    let [plain, good, ..] = servers(&authority).await;
    let url = format!("postgresql://u@127.0.0.1:{plain},127.0.0.1:{good}/d?sslmode=require");
    assert_eq!(connect_to(&url).await.as_deref(), Ok("tls"));
}

#[tokio::test]
async fn another_program_than_postgresql_is_recognised() {
    for (answer, said) in [
        (
            "HTTP/1.1 400 Bad Request",
            "does not answer as PostgreSQL does; check host and port",
        ),
        ("", "did not answer the request for TLS"),
        ("E", "with an error; its log has it"),
    ] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            stream.read_exact(&mut [0; 8]).await.unwrap();
            stream.write_all(answer.as_bytes()).await.unwrap();
        });
        let found = connect(port, "sslmode=require").await;
        assert!(found.contains(said), "{found}");
    }
}
