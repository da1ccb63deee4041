//! The program that runs a PostgreSQL for a test run, also when it is interrupted or killed.

#![expect(clippy::unwrap_used, reason = "a failed expectation fails the test")]

mod support;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, geteuid};
use prongsai_local_postgres::Psql;
use support::{folder, open};

/// Prints the URL and its own process id, then waits. `exec` keeps the process id.
const WAIT: &str = "echo $PRONGSAI_TEST_DATABASE_URL; echo $$; exec sleep 60";

/// `with-postgres` whose temporary files go to `temporary`.
fn with_postgres(temporary: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_with-postgres"));
    command
        .env("TMPDIR", temporary)
        .env_remove("DATABASE_URL")
        .stdin(Stdio::null());
    command
}

/// A `with-postgres` whose command waits, with the URL it printed and the process id of the command.
fn waiting(temporary: &Path) -> (Child, String, Pid) {
    let mut child = with_postgres(temporary)
        .args(["sh", "-c", WAIT])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let url = lines.next().unwrap().unwrap();
    let pid = lines.next().unwrap().unwrap().parse().unwrap();
    (child, url, Pid::from_raw(pid))
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect()
}

fn postmaster_of(data: &Path) -> Pid {
    let pid_file = fs::read_to_string(data.join("cluster/postmaster.pid")).unwrap();
    Pid::from_raw(pid_file.lines().next().unwrap().parse().unwrap())
}

/// Whether the process has ended, also if its parent has not waited for it.
fn has_ended(pid: Pid) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.is_empty() || stat.rsplit(')').next().unwrap().trim().starts_with('Z')
}

fn wait_for_end(pid: Pid) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !has_ended(pid) {
        assert!(Instant::now() < deadline, "process {pid} is still there");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn the_command_gets_a_server_with_all_rights_and_its_exit_code_is_returned() {
    let home = folder();
    let script = "psql -X -q -w -d \"$PRONGSAI_TEST_DATABASE_URL\" -c 'CREATE DATABASE prongsai_test_one' && exit 42";
    let status = with_postgres(home.path()).args(["sh", "-c", script]).status().unwrap();
    assert_eq!(status.code(), Some(42));
    assert_eq!(entries(home.path()), Vec::<PathBuf>::new(), "nothing is left");
}

#[test]
fn a_command_that_does_not_exist_is_an_error_and_leaves_nothing() {
    let home = folder();
    let status = with_postgres(home.path())
        .arg("no-such-program-anywhere")
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(127), "the command was not run");
    assert_eq!(entries(home.path()), Vec::<PathBuf>::new());
}

#[test]
fn a_signal_ends_the_command_and_everything_is_removed() {
    for (signal, code) in [(Signal::SIGTERM, 143), (Signal::SIGINT, 130)] {
        let home = folder();
        let (mut child, url, _) = waiting(home.path());
        kill(Pid::from_raw(child.id().cast_signed()), signal).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(code));
        assert!(
            Psql::find(url).unwrap().run("asking", "SELECT 1").is_err(),
            "the server is gone"
        );
        assert_eq!(entries(home.path()), Vec::<PathBuf>::new());
    }
}

#[test]
fn a_cluster_whose_owner_was_killed_is_opened_again_with_its_data() {
    let home = folder();
    let (mut child, url, command) = waiting(home.path());
    let psql = Psql::find(url).unwrap();
    psql.run("writing", "CREATE TABLE note AS SELECT 7 AS number").unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    kill(command, Signal::SIGKILL).unwrap();
    assert_eq!(
        psql.run("asking", "SELECT number FROM note").unwrap(),
        ["7"],
        "PostgreSQL stayed behind"
    );
    let [data] = &entries(home.path())[..] else {
        panic!("one folder is left behind")
    };

    let cluster = open(data);

    assert_eq!(
        cluster
            .psql("postgres")
            .run("asking", "SELECT number FROM note")
            .unwrap(),
        ["7"]
    );
    assert_eq!(cluster.notices().len(), 1, "{:?}", cluster.notices());
    assert!(cluster.notices()[0].contains("left behind"), "{:?}", cluster.notices());
}

#[test]
fn a_cluster_opens_after_its_postmaster_was_killed() {
    let home = folder();
    let (mut child, _, command) = waiting(home.path());
    let [data] = &entries(home.path())[..] else {
        panic!("one folder")
    };
    let pid = postmaster_of(data);
    child.kill().unwrap();
    child.wait().unwrap();
    kill(command, Signal::SIGKILL).unwrap();
    kill(pid, Signal::SIGKILL).unwrap();
    wait_for_end(pid);

    let cluster = open(data);

    assert_eq!(cluster.psql("postgres").run("asking", "SELECT 1").unwrap(), ["1"]);
}

#[test]
fn the_next_run_removes_abandoned_clusters_but_not_those_in_use() {
    let home = folder();
    let (mut killed, url, command) = waiting(home.path());
    let left = entries(home.path());
    killed.kill().unwrap();
    killed.wait().unwrap();
    kill(command, Signal::SIGKILL).unwrap();
    let (mut running, other_url, _) = waiting(home.path());
    assert!(
        Psql::find(url).unwrap().run("asking", "SELECT 1").is_err(),
        "the left-behind server is stopped"
    );
    assert!(!left[0].exists(), "and its folder removed");

    let status = with_postgres(home.path())
        .arg("true")
        .stderr(Stdio::null())
        .status()
        .unwrap();

    assert!(status.success());
    assert_eq!(
        Psql::find(other_url).unwrap().run("asking", "SELECT 1").unwrap(),
        ["1"],
        "the one in use goes on"
    );
    kill(Pid::from_raw(running.id().cast_signed()), Signal::SIGTERM).unwrap();
    running.wait().unwrap();
    assert_eq!(entries(home.path()), Vec::<PathBuf>::new());
}

/// Root without `CAP_SYS_PTRACE`, as in a container, cannot see the working directories of another user's processes.
#[test]
fn a_run_without_the_right_to_trace_processes_stops_an_abandoned_server() {
    if !geteuid().is_root() {
        return;
    }
    let home = folder();
    let (mut killed, _, command) = waiting(home.path());
    let left = entries(home.path());
    let postmaster = postmaster_of(&left[0]);
    killed.kill().unwrap();
    killed.wait().unwrap();
    kill(command, Signal::SIGKILL).unwrap();

    let status = Command::new("setpriv")
        .args(["--bounding-set=-sys_ptrace", "--inh-caps=-sys_ptrace"])
        .arg(env!("CARGO_BIN_EXE_with-postgres"))
        .arg("true")
        .env("TMPDIR", home.path())
        .env_remove("DATABASE_URL")
        .stderr(Stdio::null())
        .status()
        .unwrap();

    assert!(status.success());
    let stopped = has_ended(postmaster);
    if !stopped {
        kill(postmaster, Signal::SIGQUIT).unwrap();
    }
    assert!(stopped, "the left-behind server is stopped");
    assert!(!left[0].exists(), "and its folder removed");
}

#[test]
fn on_a_given_server_only_the_databases_of_tests_are_dropped() {
    let home = folder();
    let cluster = open(&home.path().join("data"));
    // The underscore is a placeholder of LIKE: a careless pattern would match the second name.
    for name in ["precious", "prongsaiXtestXone", "prongsai_test_before"] {
        cluster.create_database_if_missing(name).unwrap();
    }
    let script = "psql -X -q -w -d \"$PRONGSAI_TEST_DATABASE_URL\" \
                  -c 'CREATE DATABASE prongsai_test_template IS_TEMPLATE true'";
    let status = with_postgres(home.path())
        .env("DATABASE_URL", cluster.url("precious"))
        .args(["sh", "-c", script])
        .status()
        .unwrap();
    assert!(status.success());
    let names = "SELECT datname FROM pg_database WHERE datname NOT LIKE 'template_' ORDER BY 1";
    let left = cluster.psql("postgres").run("listing", names).unwrap();
    assert_eq!(left, ["postgres", "precious", "prongsaiXtestXone"]);

    let refused = with_postgres(home.path())
        .env("DATABASE_URL", "mysql://host/x")
        .arg("true")
        .output()
        .unwrap();
    assert_eq!(refused.status.code(), Some(125), "no server");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("postgresql://"));
}
