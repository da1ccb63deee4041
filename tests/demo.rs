//! The program itself, as a newcomer starts it: `prongsai serve --demo`.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use prongsai_test_support::{Client, TestDatabase};
use tokio::process::{Child, Command};
use uuid::Uuid;

/// A running demo in a database of its own; it ends with this value.
pub(crate) struct Demo {
    process: Child,
    folder: PathBuf,
    url: String,
    _database: TestDatabase,
}

impl Demo {
    /// Starts it and waits until it is ready.
    pub(crate) async fn start() -> Self {
        let database = TestDatabase::create_empty().await;
        let folder = std::env::temp_dir().join(format!("prongsai-demo-{}", Uuid::new_v4().simple()));
        fs::create_dir(&folder).unwrap();
        let secret = folder.join("jwt-secret");
        fs::write(&secret, "a secret of the tests, 32 bytes or more").unwrap();
        let listen = free_address();
        let process = Command::new(program().await)
            .args(["serve", "--demo"])
            .env("DATABASE_URL", database.url())
            .env("PRONGSAI_LISTEN", &listen)
            .env("PRONGSAI_DATA_DIR", &folder)
            .env("PRONGSAI_JWT_SECRET_FILE", &secret)
            .current_dir(&folder)
            .stdin(Stdio::null())
            .stdout(fs::File::create(folder.join("stdout")).unwrap())
            .stderr(fs::File::create(folder.join("stderr")).unwrap())
            .kill_on_drop(true)
            .spawn()
            .expect("the program starts");
        let demo = Self {
            process,
            folder,
            url: format!("http://{listen}"),
            _database: database,
        };
        demo.wait().await
    }

    async fn wait(mut self) -> Self {
        let http = reqwest::Client::new();
        for _ in 0..600 {
            if let Some(status) = self.process.try_wait().unwrap() {
                panic!("the demo ended with {status}: {}", self.said());
            }
            let ready = http.get(format!("{}/health/ready", self.url)).send().await;
            if ready.is_ok_and(|answer| answer.status().is_success()) && self.credentials().exists() {
                return self;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("the demo was not ready in time: {}", self.said());
    }

    fn said(&self) -> String {
        ["stdout", "stderr"]
            .map(|name| fs::read_to_string(self.folder.join(name)).unwrap_or_default())
            .join("\n")
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Where nobody else writes.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The logins of the demo.
    pub(crate) fn credentials(&self) -> PathBuf {
        self.folder.join("demo-credentials.json")
    }

    /// Nobody, at the demo.
    pub(crate) fn anonymous(&self) -> Client {
        Client::anonymous(&self.url)
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.process.start_kill();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

/// The binary beside this test, which is built with the workspace; made now if only this package was built.
async fn program() -> PathBuf {
    let here = std::env::current_exe().unwrap();
    let program = here.ancestors().nth(2).unwrap().join("prongsai");
    if !program.exists() {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        let arguments = [
            "build",
            "--locked",
            "--quiet",
            "-p",
            "prongsai-server",
            "--bin",
            "prongsai",
        ];
        let built = Command::new(cargo).args(arguments).status().await.unwrap();
        assert!(built.success(), "prongsai-server does not build");
    }
    program
}
