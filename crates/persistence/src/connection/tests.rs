//! What each `sslmode` means, tried with servers of every kind.

mod authority;
mod server;

use std::convert::identity;
use std::path::Path;

use tempfile::TempDir;

use self::authority::{Authority, Identity, params, write};
use self::server::Server;
use super::open::{in_time, open};
use super::target::Target;

const HOST: &str = "db.example";

/// Connects to a server on this machine under the name [`HOST`]. Returns `tls` or `plain`, or why it failed.
async fn connect(port: u16, parameters: &str) -> String {
    let url = format!("postgresql://u:geheim@{HOST}:{port}/d?hostaddr=127.0.0.1&{parameters}");
    match connect_to(&url).await {
        Ok(encryption) => encryption,
        Err(error) => {
            assert!(!error.contains("geheim") && !error.contains('\n'), "{error}");
            error
        }
    }
}

async fn connect_to(url: &str) -> Result<String, String> {
    let target = Target::parse(url).map_err(|error| error.to_string())?;
    let opened = in_time(open(&target, identity)).await;
    let (_, connection) = opened.map_err(|error| error.to_string())?;
    Ok(connection.parameter("encryption").unwrap().to_owned())
}

fn authorities(file: &Path) -> String {
    format!("sslrootcert={}", file.display())
}

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
    assert!(
        allow.contains("without TLS: ") && allow.contains("; with TLS: "),
        "{allow}"
    );
    let prefer = connect(port, "sslmode=prefer").await;
    assert!(prefer.starts_with("with TLS: "), "{prefer}");
    let closed = Server {
        refuses_plain: true,
        ..Server::default()
    };
    let once = connect(closed.start().await, "sslmode=prefer").await;
    assert_eq!(once.matches("no entry").count(), 1, "{once}");
}

#[tokio::test]
async fn a_certificate_out_of_its_time_is_refused_with_the_day() {
    let folder = TempDir::new().unwrap();
    let authority = Authority::new("authority");
    let file = authorities(&authority.file(folder.path()));
    let mut expired = params(&[HOST], "server");
    expired.not_after = rcgen::date_time_ymd(2020, 3, 1);
    let mut early = params(&[HOST], "server");
    early.not_before = rcgen::date_time_ymd(3000, 3, 1);
    for (params, said) in [
        (expired, "expired on 2020-03-01"),
        (early, "not valid before 3000-03-01"),
    ] {
        let port = Server::with(authority.sign(&params).server()).start().await;
        let found = connect(port, &format!("sslmode=verify-ca&{file}")).await;
        assert!(found.contains(said) && found.contains("clock"), "{found}");
        assert_eq!(connect(port, "sslmode=require").await, "tls");
    }
}

#[tokio::test]
async fn a_certificate_that_nobody_signed_is_trusted_by_itself() {
    let folder = TempDir::new().unwrap();
    for identity in [Identity::self_signed(HOST), Identity::self_signed_in_old_form(HOST)] {
        let file = authorities(&write(folder.path(), "server.pem", &identity.pem));
        let other = authorities(&Authority::new("authority").file(folder.path()));
        let port = Server::with(identity.server()).start().await;
        assert_eq!(connect(port, &format!("sslmode=verify-full&{file}")).await, "tls");
        let unknown = connect(port, &format!("sslmode=verify-ca&{other}")).await;
        assert!(unknown.contains("not signed by an authority in"), "{unknown}");
    }
}

#[tokio::test]
async fn a_certificate_of_the_old_form_is_accepted_or_explained() {
    let folder = TempDir::new().unwrap();
    let authority = Authority::new("authority");
    let file = authorities(&authority.file(folder.path()));
    let port = Server::with(authority.sign_old_form(HOST).server()).start().await;
    assert_eq!(connect(port, "sslmode=require").await, "tls");
    let said = connect(port, &format!("sslmode=verify-full&{file}")).await;
    assert!(
        said.contains("X.509 version 1") && said.contains("subjectAltName"),
        "{said}"
    );
}

/// A login may be bound to the certificate, also when it is not checked.
#[tokio::test]
async fn a_server_without_the_key_of_its_certificate_is_refused() {
    let authority = Authority::new("authority");
    for stolen in [
        authority.sign(&params(&[HOST], "server")),
        authority.sign_old_form(HOST),
    ] {
        let mut thief = Identity::self_signed(HOST);
        thief.certificate = stolen.certificate;
        let port = Server::with(thief.server()).start().await;
        let found = connect(port, "sslmode=require").await;
        assert!(found.contains("does not have its key"), "{found}");
    }
}

#[tokio::test]
async fn an_address_in_the_url_is_looked_for_in_the_certificate() {
    let folder = TempDir::new().unwrap();
    let authority = Authority::new("authority");
    let file = authorities(&authority.file(folder.path()));
    let port = Server::with(authority.sign(&params(&["127.0.0.1"], "server")).server())
        .start()
        .await;
    let parameters = format!("sslmode=verify-full&{file}");
    let by_address = format!("postgresql://u@127.0.0.1:{port}/d?{parameters}");
    assert_eq!(connect_to(&by_address).await.as_deref(), Ok("tls"));
    let said = connect(port, &parameters).await;
    assert!(said.contains("is for 127.0.0.1, and not for \"db.example\""), "{said}");
    let nameless = format!("postgresql://u@/d?hostaddr=127.0.0.1&port={port}&{parameters}");
    let said = connect_to(&nameless).await.unwrap_err();
    assert!(said.contains("needs the name of the host"), "{said}");
}

#[tokio::test]
async fn a_server_may_ask_for_a_certificate_of_the_client() {
    let folder = TempDir::new().unwrap();
    let authority = Authority::new("authority");
    let server = authority.sign(&params(&[HOST], "server"));
    let port = Server::with(server.server_for_clients_of(&authority)).start().await;
    let client = authority.sign(&params(&[], "prongsai_runtime"));
    let certificate = write(folder.path(), "client.pem", &client.pem);
    let key = write(folder.path(), "client.key", &client.key_pem());
    let with = |key: &Path| {
        format!(
            "sslmode=require&sslcert={}&sslkey={}",
            certificate.display(),
            key.display()
        )
    };
    assert_eq!(connect(port, &with(&key)).await, "tls");
    let without = connect(port, "sslmode=require").await;
    assert!(
        without.contains("refused TLS") && without.contains("sslcert"),
        "{without}"
    );
    let other = write(folder.path(), "other.key", &server.key_pem());
    let said = connect(port, &with(&other)).await;
    assert!(said.contains("other.key of sslkey does not fit to sslcert"), "{said}");
    let said = connect(port, &with(&certificate)).await;
    assert!(said.contains("client.pem of sslkey has no key"), "{said}");
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
