//! Data folders in a state that a clean stop does not leave.

#![expect(clippy::unwrap_used, reason = "a failed expectation fails the test")]

mod support;

use std::fs;
use std::path::Path;

use prongsai_local_postgres::{Cluster, ClusterError, OLDEST_MAJOR};
use support::{folder, open, options};

fn refusal(data: &Path) -> ClusterError {
    let error = Cluster::open(&options(data)).unwrap_err();
    assert_eq!(error.to_string().lines().count(), 1, "{error}");
    error
}

#[test]
fn a_stale_pid_file_with_the_id_of_another_process_is_removed() {
    let home = folder();
    let data = home.path().join("data");
    open(&data).stop().unwrap();
    // Linux gives no process the first of these ids; its ids are smaller.
    for pid in [4_194_304, std::process::id()] {
        let stale = format!(
            "{pid}\n{}\n1672704000\n5432\n\n\n\nready   \n",
            data.join("cluster").display()
        );
        fs::write(data.join("cluster/postmaster.pid"), stale).unwrap();
        fs::write(data.join("socket/.s.PGSQL.5432.lock"), format!("{pid}\n")).unwrap();

        let cluster = open(&data);

        assert_eq!(cluster.psql("postgres").run("asking", "SELECT 1").unwrap(), ["1"]);
        assert!(
            cluster.notices().is_empty(),
            "nothing was running: {:?}",
            cluster.notices()
        );
    }
}

#[test]
fn a_half_finished_initdb_is_moved_aside_and_kept() {
    let home = folder();
    let data = home.path().join("data");
    open(&data).stop().unwrap();
    // The state after a power failure during the first start.
    fs::write(data.join("PRONGSAI_CLUSTER"), "initialising\n").unwrap();
    fs::remove_file(data.join("cluster/global/pg_control")).unwrap();

    let cluster = open(&data);

    assert_eq!(cluster.psql("postgres").run("asking", "SELECT 1").unwrap(), ["1"]);
    assert_eq!(cluster.notices().len(), 1, "{:?}", cluster.notices());
    assert!(
        cluster.notices()[0].contains("cluster.unfinished-1"),
        "{:?}",
        cluster.notices()
    );
    assert!(
        data.join("cluster.unfinished-1/PG_VERSION").exists(),
        "nothing is deleted"
    );
    cluster.stop().unwrap();
    assert!(open(&data).notices().is_empty(), "the next start is an ordinary one");
}

#[test]
fn a_cluster_whose_initdb_never_began_is_made() {
    let home = folder();
    let data = home.path().join("data");
    fs::create_dir(&data).unwrap();
    fs::write(data.join("PRONGSAI_CLUSTER"), "initialising\n").unwrap();
    assert!(open(&data).notices().is_empty());
}

#[test]
fn a_marker_that_was_not_finished_does_not_make_a_folder_foreign() {
    let home = folder();
    let data = home.path().join("data");
    fs::create_dir(&data).unwrap();
    // The state after a full disk, or a kill between the writing and the renaming of the marker.
    fs::write(data.join("PRONGSAI_CLUSTER.new"), "").unwrap();
    assert!(open(&data).notices().is_empty());
    assert!(!data.join("PRONGSAI_CLUSTER.new").exists());
}

#[test]
fn a_foreign_folder_is_left_alone() {
    let home = folder();
    let data = home.path().join("data");
    fs::create_dir(&data).unwrap();
    fs::write(data.join("thesis.txt"), "irreplaceable").unwrap();

    let error = refusal(&data);

    assert!(matches!(error, ClusterError::ForeignFolder { .. }), "{error}");
    assert!(error.to_string().contains("PRONGSAI_DATA_DIR"), "{error}");
    assert_eq!(fs::read_dir(&data).unwrap().count(), 1, "nothing was added");
    assert_eq!(fs::read_to_string(data.join("thesis.txt")).unwrap(), "irreplaceable");

    let file = home.path().join("file");
    fs::write(&file, "").unwrap();
    assert!(matches!(refusal(&file), ClusterError::ForeignFolder { .. }));
}

#[test]
fn a_cluster_of_another_major_version_is_refused_and_left_alone() {
    let home = folder();
    let data = home.path().join("data");
    open(&data).stop().unwrap();
    let (marker, version) = (data.join("PRONGSAI_CLUSTER"), data.join("cluster/PG_VERSION"));
    let real = fs::read_to_string(&marker).unwrap();
    let other = format!("{}\n", OLDEST_MAJOR - 8);
    fs::write(&marker, &other).unwrap();
    fs::write(&version, &other).unwrap();

    let error = refusal(&data);

    assert!(matches!(error, ClusterError::OtherMajor { .. }), "{error}");
    assert!(
        error
            .to_string()
            .contains(&format!("apt-get install postgresql-{}", other.trim())),
        "{error}"
    );
    fs::write(&marker, &real).unwrap();
    let error = refusal(&data);
    assert!(
        matches!(error, ClusterError::Damaged { .. }),
        "the two files disagree: {error}"
    );
    fs::write(&version, &real).unwrap();
    assert!(open(&data).notices().is_empty());
}

#[test]
fn a_damaged_cluster_is_refused_and_left_alone() {
    let home = folder();
    let data = home.path().join("data");
    open(&data).stop().unwrap();
    let control = data.join("cluster/global/pg_control");
    fs::rename(&control, data.join("kept")).unwrap();
    let error = refusal(&data);
    assert!(matches!(error, ClusterError::Damaged { .. }), "{error}");
    assert!(error.to_string().contains("pg_control"), "{error}");

    fs::rename(data.join("kept"), &control).unwrap();
    for nonsense in [b"fifteen".as_slice(), b"\xff\xfe", b""] {
        fs::write(data.join("PRONGSAI_CLUSTER"), nonsense).unwrap();
        assert!(matches!(refusal(&data), ClusterError::Damaged { .. }));
    }
}
