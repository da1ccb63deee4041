//! The umask belongs to the whole process, so this test has a program of its own.

#![expect(clippy::unwrap_used, reason = "a failed expectation fails the test")]

mod support;

use nix::sys::stat::{Mode, umask};
use support::{folder, open};

#[test]
fn folders_above_that_root_makes_can_be_entered_by_postgresqls_user() {
    let home = folder();
    umask(Mode::from_bits_truncate(0o077));
    let data = home.path().join("above/data");
    let cluster = open(&data);
    assert!(cluster.data_dir().ends_with("above/data"), "{:?}", cluster.data_dir());
    assert!(cluster.notices().is_empty(), "{:?}", cluster.notices());
}
