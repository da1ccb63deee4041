//! The life of a private cluster: made, used, stopped, started again.

#![expect(clippy::unwrap_used, reason = "a failed expectation fails the test")]

mod support;

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;

use prongsai_local_postgres::{Cluster, ClusterError, Durability, Loopback, Options, Psql};
use support::{folder, open, options};

#[test]
fn data_outlives_a_stop() {
    let home = folder();
    let data = home.path().join("data");
    let cluster = Cluster::open(&Options::new(&data, Durability::Durable).setting("shared_buffers", "16MB")).unwrap();
    assert!(cluster.notices().is_empty(), "{:?}", cluster.notices());
    assert!(cluster.create_database_if_missing("บันทึก 1").unwrap());
    cluster
        .psql("บันทึก 1")
        .run("writing", "CREATE TABLE note AS SELECT 'โปร่งใส' AS text")
        .unwrap();
    cluster.stop().unwrap();

    let again = open(&data);

    assert!(
        !again.create_database_if_missing("บันทึก 1").unwrap(),
        "it exists already"
    );
    assert_eq!(
        again.psql("บันทึก 1").run("reading", "SELECT text FROM note").unwrap(),
        ["โปร่งใส"]
    );
    assert!(again.notices().is_empty(), "{:?}", again.notices());
}

#[test]
fn dropping_stops_the_server() {
    let home = folder();
    let cluster = open(&home.path().join("data"));
    let psql = cluster.psql("postgres");
    psql.run("asking", "SELECT 1").unwrap();
    drop(cluster);
    assert!(psql.run("asking", "SELECT 1").is_err(), "nobody answers any more");
}

#[test]
fn thai_is_stored_as_utf8_and_sorted_by_its_dictionary_order() {
    let home = folder();
    let cluster = open(&home.path().join("data"));
    let psql = cluster.psql("postgres");
    assert_eq!(psql.run("asking", "SHOW server_encoding").unwrap(), ["UTF8"]);
    // In byte order the leading vowel เ sorts after every consonant; in a dictionary it does not.
    let sorted = "SELECT word FROM unnest(ARRAY['เกาะ', 'ขา', 'กา']) word ORDER BY word COLLATE \"th-x-icu\"";
    assert_eq!(psql.run("sorting", sorted).unwrap(), ["กา", "เกาะ", "ขา"]);
}

#[test]
fn only_the_private_socket_accepts_connections() {
    let home = folder();
    let data = home.path().join("data");
    let cluster = open(&data);
    assert_eq!(
        cluster.psql("postgres").run("asking", "SHOW listen_addresses").unwrap(),
        [""]
    );
    for private in ["socket", "cluster"] {
        let mode = fs::metadata(data.join(private)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "{private}");
    }
    let log = fs::metadata(data.join("postgres.log")).unwrap().permissions().mode();
    assert_eq!(log & 0o777, 0o600);
}

#[test]
fn a_path_too_long_for_a_socket_works_too() {
    let home = folder();
    let data = home.path().join("a-folder-with-quite-a-long-name".repeat(4));
    let cluster = open(&data);
    assert_eq!(cluster.psql("postgres").run("asking", "SELECT 1").unwrap(), ["1"]);
    cluster.stop().unwrap();
    open(&data).stop().unwrap();
}

#[test]
fn an_open_cluster_is_not_opened_twice() {
    let home = folder();
    let data = home.path().join("data");
    let first = open(&data);
    let error = Cluster::open(&options(&data)).unwrap_err();
    assert!(matches!(error, ClusterError::InUse { .. }), "{error}");
    assert_eq!(
        first.psql("postgres").run("asking", "SELECT 1").unwrap(),
        ["1"],
        "the first is not disturbed"
    );
}

#[test]
fn a_server_that_ends_by_itself_is_noticed() {
    let home = folder();
    let mut cluster = open(&home.path().join("data"));
    assert!(!cluster.has_ended().unwrap());
    // The postmaster is the parent of the process that serves the connection.
    let end = "COPY (SELECT 1) TO PROGRAM 'kill -INT $(cut -d\" \" -f4 /proc/$PPID/stat)'";
    // The connection may be closed before the answer arrives.
    let _ = cluster.psql("postgres").run("ending", end);
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while !cluster.has_ended().unwrap() {
        assert!(std::time::Instant::now() < deadline, "the server is still there");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    cluster.stop().unwrap();
}

#[test]
fn a_start_that_fails_says_why() {
    let home = folder();
    let data = home.path().join("data");
    open(&data).stop().unwrap();
    let error = Cluster::open(&options(&data).setting("shared_preload_libraries", "no_such_library")).unwrap_err();
    assert!(matches!(error, ClusterError::StartFailed { .. }), "{error:?}");
    assert!(error.to_string().contains("no_such_library"), "{error}");
    open(&data).stop().unwrap();
}

#[test]
fn a_loopback_port_accepts_tls_and_passwords_only() {
    let home = folder();
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let (certificate, key) = (made.cert.pem(), made.signing_key.serialize_pem());
    // Another process may take a free port first; then the next one is tried.
    let (cluster, port) = (0..5)
        .find_map(|_| {
            let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
            let loopback = Loopback::new(port, &certificate, &key);
            let cluster = Cluster::open(&options(&home.path().join("data")).loopback(loopback));
            Some((cluster.ok()?, port))
        })
        .unwrap();
    let socket = cluster.psql("postgres");
    socket
        .run("setting a password", "ALTER ROLE prongsai PASSWORD 'geheim'")
        .unwrap();
    let over = |password: &str, mode: &str| {
        let url = format!("postgresql://prongsai{password}@127.0.0.1:{port}/postgres?sslmode={mode}");
        let question = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
        Psql::find(url).unwrap().run("asking", question)
    };
    assert_eq!(over(":geheim", "require").unwrap(), ["t"]);
    assert!(over(":geheim", "disable").is_err());
    assert!(over("", "require").is_err());
}
