//! The template database: schema and reference data. Each test copies it, because migrating a new database takes much
//! longer than copying one.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, thread};

use jiff::Timestamp;
use prongsai_domain::document::DocumentKind;
use prongsai_local_postgres::{with_database, with_user};
use prongsai_persistence::{Store, StoreOptions, load_reference, migrate, set_up_runtime_role};
use sha2::{Digest as _, Sha256};
use tokio_postgres::Client;

use crate::connection::connect;

/// The advisory lock that is held while the template is made. The number is arbitrary: `prongsai` in ASCII. The lock of
/// `crates/persistence/src/user/grants.rs` has the same number, but PostgreSQL keeps the locks of each database apart:
/// this one is taken in the maintenance database.
const LOCK: i64 = 0x7072_6f6e_6773_6169;

/// Returns the name of the template database, and makes it when the server has none for this schema.
pub(crate) async fn ensure(maintenance_url: &str) -> String {
    // The prefix is that of every test database; see `TestDatabase`.
    let name = format!("prongsai_test_template_{}", digest());
    let maintenance = connect(maintenance_url).await;
    if exists(&maintenance, &name).await {
        return name;
    }
    maintenance
        .execute("SELECT pg_advisory_lock($1)", &[&LOCK])
        .await
        .expect("the lock is acquired");
    // Another process may have made it while this one waited. The lock is released when the connection closes.
    if !exists(&maintenance, &name).await {
        make(&maintenance, maintenance_url, &name).await;
    }
    name
}

/// Makes the template under another name, so that a killed test leaves nothing that looks like a template.
async fn make(maintenance: &Client, maintenance_url: &str, name: &str) {
    let unfinished = format!("{name}_unfinished");
    let url = with_database(maintenance_url, &unfinished).expect("the variable holds a PostgreSQL URL");
    run(
        maintenance,
        &format!("DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)"),
    )
    .await;
    run(maintenance, &format!("CREATE DATABASE {unfinished}")).await;
    fill(url).await;
    // The store's open connections would prevent renaming and copying the database. Each has 5,000 ms to close.
    let end = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1";
    maintenance
        .query(end, &[&unfinished])
        .await
        .expect("connections are ended");
    run(maintenance, &format!("ALTER DATABASE {unfinished} RENAME TO {name}")).await;
}

/// Applies schema, reference data and the rights of the role that serves, as `serve` does at its start. It has its own
/// runtime, because migrations need one with several threads.
pub(crate) async fn fill(url: String) {
    let filling = thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build();
        runtime.expect("a runtime").block_on(async {
            migrate(&url).await.expect("the migrations run");
            set_up_runtime_role(&url, &runtime_url(&url))
                .await
                .expect("the role that serves has its rights");
            let store = Store::new(StoreOptions::new(url)).expect("a store");
            load_reference(&store, Timestamp::now())
                .await
                .expect("the reference data is loaded");
        });
    });
    tokio::task::spawn_blocking(|| filling.join())
        .await
        .expect("joined")
        .expect("the database is filled");
}

/// The URL of the same database for the role that serves in the tests. All test databases of a server share the role.
pub(crate) fn runtime_url(url: &str) -> String {
    with_user(url, "prongsai_test_runtime", "prongsai-test").expect("the variable holds a PostgreSQL URL")
}

async fn exists(maintenance: &Client, name: &str) -> bool {
    let found = maintenance
        .query_opt("SELECT 1 FROM pg_database WHERE datname = $1", &[&name])
        .await;
    found.expect("the databases are listed").is_some()
}

/// Runs a statement.
async fn run(maintenance: &Client, statement: &str) {
    maintenance
        .batch_execute(statement)
        .await
        .unwrap_or_else(|error| panic!("{statement}: {error:?}"));
}

/// The first 16 hexadecimal digits of a hash of the files and the kinds of documents that the template is made from. A
/// changed migration gives another name, so an old template is not used. The code of the migrations, of
/// the rights and of the reference data is not part of the hash.
fn digest() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    for folder in ["migrations", "reference"] {
        collect(&root.join(folder), &mut files);
    }
    files.sort();
    let mut hasher = Sha256::new();
    for file in files {
        let name = file.strip_prefix(&root).unwrap_or(&file);
        hasher.update(name.to_string_lossy().as_bytes());
        hasher.update(fs::read(&file).expect("a file of the template is read"));
    }
    for kind in DocumentKind::ALL {
        hasher.update(kind.as_str().as_bytes());
    }
    hasher.finalize().iter().take(8).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Adds all files in a folder and below.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}
