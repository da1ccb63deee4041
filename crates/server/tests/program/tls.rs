//! The program with a PostgreSQL that accepts nothing but TLS over the network.

use std::fs::{self, Permissions};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use nix::sys::signal::Signal;
use prongsai_local_postgres::{Cluster, Durability, Loopback, Options};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use tempfile::TempDir;
use tokio::net::UnixStream;
use tokio::task::spawn_blocking;

use crate::commands::refusal;
use crate::demo::Home;
use crate::roles::run;

/// The name in the certificate of the server.
const HOST: &str = "db.example";

/// A cluster with a port for TLS, its authority, and another authority.
struct TlsOnly {
    cluster: Cluster,
    port: u16,
    authority: PathBuf,
    other_authority: PathBuf,
    _folder: TempDir,
}

impl TlsOnly {
    async fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("prongsai-tls-").tempdir().unwrap();
        // PostgreSQL's own user has to enter the folder when this process is root.
        fs::set_permissions(folder.path(), Permissions::from_mode(0o711)).unwrap();
        let (authority, issuer) = authority_in(folder.path(), "authority");
        let (other_authority, _) = authority_in(folder.path(), "other-authority");
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new([HOST.to_owned()]).unwrap();
        let certificate = certificate.signed_by(&key, &issuer).unwrap().pem();
        let data = folder.path().join("data");
        let opened = spawn_blocking(move || open(&data, &certificate, &key.serialize_pem())).await;
        let (cluster, port) = opened.unwrap();
        Self {
            cluster,
            port,
            authority,
            other_authority,
            _folder: folder,
        }
    }

    /// A URL of the role under the name of the host.
    fn url(&self, role: &str, host: &str, parameters: &str) -> String {
        let port = self.port;
        format!("postgresql://{role}:geheim-1@{host}:{port}/prongsai?hostaddr=127.0.0.1&{parameters}")
    }

    fn trusting(&self, mode: &str) -> String {
        format!("sslmode={mode}&sslrootcert={}", self.authority.display())
    }

    /// The rows of a query, with all rights and through the socket.
    fn rows(&self, query: &str) -> Vec<String> {
        self.cluster.psql("prongsai").run("asking", query).unwrap()
    }

    /// An address at which the same cluster answers without TLS: PostgreSQL offers none on its socket.
    async fn without_tls(&self) -> u16 {
        let socket = self.cluster.data_dir().join("socket");
        let socket = socket.join(format!(".s.PGSQL.{}", self.port));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            while let Ok((mut near, _)) = listener.accept().await {
                let mut far = UnixStream::connect(&socket).await.unwrap();
                tokio::spawn(async move { tokio::io::copy_bidirectional(&mut near, &mut far).await });
            }
        });
        port
    }
}

/// Writes the certificate of an authority, and returns the file and what signs for it.
fn authority_in(folder: &Path, name: &str) -> (PathBuf, Issuer<'static, KeyPair>) {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(DnType::CommonName, name);
    let key = KeyPair::generate().unwrap();
    let file = folder.join(format!("{name}.pem"));
    fs::write(&file, params.self_signed(&key).unwrap().pem()).unwrap();
    (file, Issuer::new(params, key))
}

/// Starts a cluster with the database and its owner. Another process may take a free port first; then the next one is
/// tried.
fn open(data: &Path, certificate: &str, key: &str) -> (Cluster, u16) {
    let opened = (0..5).find_map(|_| {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let options = Options::new(data, Durability::Throwaway)
            .setting("shared_buffers", "16MB")
            .loopback(Loopback::new(port, certificate, key));
        Some((Cluster::open(&options).ok()?, port))
    });
    let (cluster, port) = opened.expect("PostgreSQL starts");
    cluster.create_database_if_missing("prongsai").unwrap();
    let password = "ALTER ROLE prongsai PASSWORD 'geheim-1'";
    cluster.psql("prongsai").run("setting a password", password).unwrap();
    (cluster, port)
}

#[tokio::test]
async fn everything_from_the_migrations_to_a_request_uses_tls() {
    let postgres = TlsOnly::start().await;
    // The login is bound to the certificate, too.
    let parameters = format!("{}&channel_binding=require", postgres.trusting("verify-full"));
    let home = Home::new()
        .await
        .with("DATABASE_URL", postgres.url("prongsai_runtime", HOST, &parameters))
        .with("PRONGSAI_MIGRATE_URL", postgres.url("prongsai", HOST, &parameters));
    let migrated = run(home.program().arg("migrate")).await;
    assert!(migrated.contains("migrated the schema"), "{migrated}");

    let demo = home.start().await;

    let credentials = home.credentials();
    let me = demo.log_in(&credentials["users"][0]).await.get("/api/v1/me").await;
    me.is(200);
    let listening =
        "SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE query LIKE 'LISTEN publications%'";
    for _ in 0..600 {
        if !postgres.rows(listening).is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(postgres.rows(listening), ["t"]);
    let all =
        "SELECT DISTINCT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = 'prongsai_runtime'";
    assert_eq!(postgres.rows(all), ["t"]);
    let status = demo.stop(Signal::SIGTERM).await;
    assert!(status.success(), "{status}: {}", home.said());
}

#[tokio::test]
async fn a_connection_that_must_not_be_used_is_refused_with_one_line() {
    let postgres = TlsOnly::start().await;
    let home = Home::new().await;
    let program = |url: &str, command: &str| {
        let mut program = home.program();
        program
            .env_remove("PRONGSAI_MIGRATE_URL")
            .env("DATABASE_URL", url)
            .arg(command);
        program
    };
    let owner = |host: &str, parameters: &str| postgres.url("prongsai", host, parameters);
    let wrong_authority = format!("sslmode=verify-full&sslrootcert={}", postgres.other_authority.display());
    let signed = format!(
        "is not signed by an authority in {}",
        postgres.other_authority.display()
    );
    let without_tls = postgres.without_tls().await;
    let plain = |mode: &str| format!("postgresql://prongsai@127.0.0.1:{without_tls}/prongsai?sslmode={mode}");

    for (url, said) in [
        (owner(HOST, &wrong_authority), signed.as_str()),
        (
            owner("other.example", &postgres.trusting("verify-full")),
            "is for db.example, and not for \"other.example\"",
        ),
        (
            owner(HOST, "sslmode=verify-full"),
            "sslmode=verify-full needs sslrootcert",
        ),
        (owner(HOST, "sslmode=disable"), "sslmode=disable forbids TLS"),
        (
            owner(HOST, "sslmode=verify"),
            "DATABASE_URL cannot be used: sslmode=\"verify\" does not exist",
        ),
        (plain("require"), "does not offer TLS, and sslmode=require needs it"),
    ] {
        for command in ["migrate", "serve"] {
            let told = refusal(&mut program(&url, command)).await;
            assert!(told.contains(said) && !told.contains("geheim"), "{command}: {told}");
            assert!(!told.contains("PRONGSAI_MIGRATE_URL"), "{command}: {told}");
        }
    }
    for url in [
        owner("other.example", &postgres.trusting("verify-ca")),
        owner(HOST, &postgres.trusting("require")),
        owner(HOST, "sslmode=prefer"),
        owner(HOST, "sslmode=allow"),
        plain("prefer"),
    ] {
        run(&mut program(&url, "migrate")).await;
    }
}
