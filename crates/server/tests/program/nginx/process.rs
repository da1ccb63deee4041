//! nginx as a process of a test, with the sample configuration of `deploy/nginx/prongsai.conf`.

use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tempfile::TempDir;
use tokio::process::{Child, Command};

use crate::demo::free_address;

/// The name of the server in the sample.
pub(super) const NAME: &str = "ita.example.go.th";

/// What stands around the sample: in the foreground and without workers, so that ending the process ends all of it. All
/// files are in the folder of the test. "user" keeps that folder usable when a test runs as root; otherwise it has no
/// effect.
const AROUND: &str = "user root;
daemon off;
master_process off;
pid nginx.pid;
error_log error.log notice;
events { worker_connections 256; }
http {
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include prongsai.conf;
}
";

/// A running nginx; dropping it ends it.
pub(super) struct Nginx {
    pub(super) folder: TempDir,
    /// Its port for https.
    pub(super) https: u16,
    /// Its port for http.
    pub(super) http: u16,
    process: Child,
}

/// The sample as it is in the repository.
pub(super) fn sample() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy/nginx/prongsai.conf");
    fs::read_to_string(path).unwrap()
}

/// The sample with the addresses and files of a test. Nothing else of it changes.
fn adapted(upstream: &str, http: &str, https: &str, folder: &Path) -> String {
    let file = |name: &str| folder.join(name).display().to_string();
    let certificates = "/etc/letsencrypt/live/ita.example.go.th";
    let changes = [
        ("server 127.0.0.1:8080;".to_owned(), format!("server {upstream};")),
        ("listen 80;".to_owned(), format!("listen {http};")),
        ("listen 443 ssl http2;".to_owned(), format!("listen {https} ssl http2;")),
        // A machine of tests may have no IPv6.
        ("listen [::]:80;".to_owned(), String::new()),
        ("listen [::]:443 ssl http2;".to_owned(), String::new()),
        (format!("{certificates}/fullchain.pem"), file("certificate.pem")),
        (format!("{certificates}/privkey.pem"), file("key.pem")),
        ("/var/www/letsencrypt".to_owned(), file("letsencrypt")),
    ];
    changes.iter().fold(sample(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "the sample has not exactly one {from:?}");
        text.replace(from, to)
    })
}

/// The program nginx. It may be in a folder that is only in the path of root.
fn program() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain([PathBuf::from("/usr/sbin"), PathBuf::from("/usr/local/sbin")]);
    let found = folders.map(|folder| folder.join("nginx")).find(|file| file.is_file());
    found.expect("nginx is missing; scripts/install-packages --for-tests installs it")
}

async fn make_certificate(folder: &Path) {
    let mut openssl = Command::new("openssl");
    openssl
        .current_dir(folder)
        .args(["req", "-x509", "-nodes", "-days", "2", "-newkey", "ec"]);
    openssl.args([
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-keyout",
        "key.pem",
        "-out",
        "certificate.pem",
    ]);
    openssl.args([
        "-subj",
        &format!("/CN={NAME}"),
        "-addext",
        &format!("subjectAltName=DNS:{NAME}"),
    ]);
    let output = openssl.output().await;
    let output = output.expect("openssl is missing; scripts/install-packages --for-tests installs it");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

impl Nginx {
    /// Starts nginx before the program that listens on `upstream`.
    pub(super) async fn start(upstream: &str) -> Self {
        let folder = tempfile::Builder::new().prefix("prongsai-nginx-").tempdir().unwrap();
        let (http, https) = (free_address(), free_address());
        make_certificate(folder.path()).await;
        let configuration = adapted(upstream, &http, &https, folder.path());
        fs::write(folder.path().join("prongsai.conf"), configuration).unwrap();
        fs::write(folder.path().join("nginx.conf"), AROUND).unwrap();
        let process = Command::new(program())
            .args(["-e", "error.log", "-c", "nginx.conf", "-p"])
            .arg(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(fs::File::create(folder.path().join("stderr")).unwrap())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let port = |address: &str| address.parse::<SocketAddr>().unwrap().port();
        let nginx = Self {
            folder,
            https: port(&https),
            http: port(&http),
            process,
        };
        nginx.ready(&https).await
    }

    async fn ready(mut self, https: &str) -> Self {
        for _ in 0..500 {
            if let Some(status) = self.process.try_wait().unwrap() {
                panic!("nginx ended with {status}: {}", self.said());
            }
            if TcpStream::connect(https).is_ok() {
                return self;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("nginx was not ready in time: {}", self.said());
    }

    /// What nginx says of itself.
    pub(super) fn said(&self) -> String {
        ["stderr", "error.log"]
            .map(|name| fs::read_to_string(self.folder.path().join(name)).unwrap_or_default())
            .join("\n")
    }
}
