use std::path::Path;

use tempfile::TempDir;

use super::authority::{Authority, Identity, params, write};
use super::client::{HOST, authorities, connect, connect_to};
use super::server::Server;

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
