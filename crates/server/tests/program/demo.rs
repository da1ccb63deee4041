//! The program as a new user starts it: `prongsai serve --demo`.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use prongsai_test_support::{Client, PASSWORD, TestDatabase};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::process::{Child, Command};

/// The folder and database of a demo, also while it does not run.
pub(crate) struct Home {
    pub(crate) database: TestDatabase,
    pub(crate) folder: TempDir,
    listen: String,
    further: Vec<(&'static str, String)>,
}

/// A server that runs on a home, with or without the demo; dropping it ends it.
pub(crate) struct Demo<'a> {
    home: &'a Home,
    process: Child,
}

/// The program that cargo has just built.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_prongsai"));
    command.stdin(Stdio::null()).kill_on_drop(true).env_remove("RUST_LOG");
    command
}

impl Home {
    /// The folder for a demo, with an empty database.
    pub(crate) async fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("prongsai-demo-").tempdir().unwrap();
        fs::write(
            folder.path().join("jwt-secret"),
            "a secret of the tests, 32 bytes or more",
        )
        .unwrap();
        Self {
            database: TestDatabase::create_empty().await,
            folder,
            listen: free_address(),
            further: Vec::new(),
        }
    }

    /// Adds a variable to the configuration, or replaces it.
    pub(crate) fn with(mut self, variable: &'static str, value: impl Into<String>) -> Self {
        self.further.push((variable, value.into()));
        self
    }

    /// The program with its configuration.
    pub(crate) fn program(&self) -> Command {
        let mut command = program();
        command
            .env("DATABASE_URL", self.database.runtime_url())
            .env("PRONGSAI_MIGRATE_URL", self.database.url())
            .env("PRONGSAI_LISTEN", &self.listen)
            .env("PRONGSAI_DATA_DIR", self.path())
            .env("PRONGSAI_JWT_SECRET_FILE", self.path().join("jwt-secret"))
            .envs(self.further.iter().map(|(variable, value)| (variable, value)))
            .current_dir(self.path());
        command
    }

    /// Starts the demo and waits until it is ready.
    pub(crate) async fn start(&self) -> Demo<'_> {
        self.spawn(self.program().args(["serve", "--demo"])).await
    }

    /// Starts the server without the demo and waits until it is ready.
    pub(crate) async fn serve(&self) -> Demo<'_> {
        self.spawn(self.program().arg("serve")).await
    }

    /// Starts the server without the demo, on every address of this machine, and waits until it is ready.
    pub(crate) async fn serve_everywhere(&self) -> Demo<'_> {
        let everywhere = self.listen.replace("127.0.0.1", "0.0.0.0");
        let mut program = self.program();
        program.arg("serve").env("PRONGSAI_LISTEN", everywhere);
        self.spawn(&mut program).await
    }

    async fn spawn(&self, program: &mut Command) -> Demo<'_> {
        let out = |name: &str| fs::File::create(self.path().join(name)).unwrap();
        let process = program.stdout(out("stdout")).stderr(out("stderr")).spawn().unwrap();
        Demo { home: self, process }.ready().await
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The address that the program listens on.
    pub(crate) fn listen(&self) -> &str {
        &self.listen
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.listen)
    }

    /// The file with the logins of the demo.
    pub(crate) fn credentials_file(&self) -> PathBuf {
        self.path().join("demo-credentials.json")
    }

    /// The logins of the demo.
    pub(crate) fn credentials(&self) -> Value {
        serde_json::from_str(&fs::read_to_string(self.credentials_file()).unwrap()).unwrap()
    }

    /// The whole output of the program.
    pub(crate) fn said(&self) -> String {
        ["stdout", "stderr"]
            .map(|name| fs::read_to_string(self.path().join(name)).unwrap_or_default())
            .join("\n")
    }
}

impl Demo<'_> {
    async fn ready(mut self) -> Self {
        let health = format!("{}/health/ready", self.home.url());
        let http = prongsai_test_support::http_client(None);
        for _ in 0..600 {
            if let Some(status) = self.process.try_wait().unwrap() {
                panic!("the demo ended with {status}: {}", self.home.said());
            }
            if http
                .get(&health)
                .send()
                .await
                .is_ok_and(|answer| answer.status().is_success())
            {
                return self;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the demo was not ready in time: {}", self.home.said());
    }

    /// The id of its process.
    pub(crate) fn id(&self) -> u32 {
        self.process.id().expect("it runs")
    }

    /// A client of the demo without a login.
    pub(crate) fn anonymous(&self) -> Client {
        Client::anonymous(&self.home.url())
    }

    /// Sets the password of a person with the token that the host printed, and logs them in.
    pub(crate) async fn activate(&self, username: &str, token: &str) -> Client {
        let body = json!({ "token": token, "password": PASSWORD });
        self.anonymous().post("/api/v1/auth/activate").json(&body).await.is(204);
        self.log_in(&json!({ "username": username, "password": PASSWORD }))
            .await
    }

    /// A client with the token of a person; `login` has the login name and the password.
    pub(crate) async fn log_in(&self, login: &Value) -> Client {
        let body = json!({ "username": login["username"], "password": login["password"] });
        let tokens = self
            .anonymous()
            .post("/api/v1/auth/login")
            .json(&body)
            .await
            .is(200)
            .json();
        self.anonymous().with_token(tokens["access_token"].as_str().unwrap())
    }

    /// Sends the signal, and waits for the end.
    pub(crate) async fn stop(mut self, signal: Signal) -> std::process::ExitStatus {
        kill(Pid::from_raw(self.id().cast_signed()), signal).unwrap();
        let ended = tokio::time::timeout(Duration::from_secs(15), self.process.wait()).await;
        ended
            .unwrap_or_else(|_| panic!("it does not stop: {}", self.home.said()))
            .unwrap()
    }
}

/// An address on which nothing listens now.
pub(crate) fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}
