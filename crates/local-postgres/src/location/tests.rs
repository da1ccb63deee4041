use super::*;
use std::fs::{DirBuilder, Permissions};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};

use nix::fcntl::OFlag;
use tempfile::TempDir;

#[test]
fn root_uses_the_fallback_from_then_on_when_the_folder_above_is_closed() {
    let home = tempfile::tempdir().unwrap();
    let closed = home.path().join("closed");
    DirBuilder::new().mode(0o700).create(&closed).unwrap();
    let wanted = closed.join("data");
    let fallback = tempfile::tempdir().unwrap();
    for folder in [home.path(), fallback.path()] {
        fs::set_permissions(folder, Permissions::from_mode(0o755)).unwrap();
    }

    let first = Location::claim_or(&wanted, fallback.path()).unwrap();

    if nix::unistd::geteuid().is_root() {
        let in_fallback = first.data_dir.clone();
        assert!(in_fallback.starts_with(fallback.path()), "{}", in_fallback.display());
        assert_eq!(first.notices.len(), 1, "{:?}", first.notices);
        assert_eq!(fs::read_link(&wanted).unwrap(), in_fallback, "a link leads there");
        drop(first);

        fs::set_permissions(&closed, Permissions::from_mode(0o755)).unwrap();
        let second = Location::claim_or(&wanted, fallback.path()).unwrap();
        assert_eq!(second.data_dir, in_fallback, "a cluster is not moved back");
        assert!(second.notices.is_empty(), "{:?}", second.notices);
        drop(second);

        fs::set_permissions(&closed, Permissions::from_mode(0o700)).unwrap();
        fs::remove_file(&wanted).unwrap();
        let third = Location::claim_or(&wanted, fallback.path()).unwrap();
        assert_eq!(
            third.contents,
            Contents::Nothing,
            "a person who removes the link starts with an empty folder"
        );
        // The old cluster was moved aside, and the new one is in the fallback again.
        assert_eq!(third.notices.len(), 2, "{:?}", third.notices);
        assert!(free_name(&in_fallback, "aside").ends_with(format!("{}.aside-2", fingerprint(&wanted))));
    } else {
        assert_eq!(
            first.data_dir,
            fs::canonicalize(&wanted).unwrap(),
            "a closed folder of one's own is reachable"
        );
    }
}

#[test]
fn a_link_to_a_missing_disk_is_not_replaced_by_an_empty_cluster() {
    let home = tempfile::tempdir().unwrap();
    let fallback = tempfile::tempdir().unwrap();
    let wanted = home.path().join("data");
    symlink(home.path().join("not-mounted/pg"), &wanted).unwrap();

    let refused = Location::claim_or(&wanted, fallback.path()).unwrap_err();

    assert!(matches!(refused, ClusterError::Unreachable { .. }), "{refused}");
    assert!(refused.to_string().contains("not-mounted/pg"), "{refused}");
    assert_eq!(fs::read_dir(fallback.path()).unwrap().count(), 0, "no cluster was made");
}

/// A folder that others can enter, with the folder `data` in it, where no marker can be written because of `obstacle`.
fn unwritable(obstacle: impl Fn(&Path)) -> (TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    fs::set_permissions(home.path(), Permissions::from_mode(0o755)).unwrap();
    let wanted = home.path().join("data");
    fs::create_dir(&wanted).unwrap();
    obstacle(&wanted.join("PRONGSAI_CLUSTER.new"));
    (home, wanted)
}

#[test]
fn a_cluster_that_could_not_be_begun_leaves_no_folder() {
    let (_home, wanted) = unwritable(|next| symlink("/missing/file", next).unwrap());
    let fallback = tempfile::tempdir().unwrap();
    fs::set_permissions(fallback.path(), Permissions::from_mode(0o755)).unwrap();

    let claimed = Location::claim_or(&wanted, fallback.path());

    if nix::unistd::geteuid().is_root() {
        let claimed = claimed.unwrap();
        assert_eq!(fs::read_link(&wanted).unwrap(), claimed.data_dir, "a link leads there");
    } else {
        assert!(matches!(claimed, Err(ClusterError::Unreachable { .. })), "{claimed:?}");
        assert!(!wanted.exists());
    }
}

#[test]
fn without_a_link_no_cluster_is_made_in_the_fallback() {
    // The obstacle stays, so the folder is not removed for the link.
    let (_home, wanted) = unwritable(|next| fs::create_dir(next).unwrap());
    let fallback = tempfile::tempdir().unwrap();
    fs::set_permissions(fallback.path(), Permissions::from_mode(0o755)).unwrap();

    let refused = Location::claim_or(&wanted, fallback.path()).unwrap_err();

    assert!(matches!(refused, ClusterError::Unreachable { .. }), "{refused}");
    assert_eq!(fs::read_dir(fallback.path()).unwrap().count(), 0, "no cluster was made");
}

#[test]
fn without_a_cluster_in_the_fallback_no_link_is_made() {
    let (_home, wanted) = unwritable(|next| symlink("/missing/file", next).unwrap());
    let fallback = tempfile::tempdir().unwrap();
    fs::set_permissions(fallback.path(), Permissions::from_mode(0o700)).unwrap();

    let refused = Location::claim_or(&wanted, fallback.path()).unwrap_err();

    assert!(matches!(refused, ClusterError::Unreachable { .. }), "{refused}");
    assert!(!wanted.is_symlink());
}

#[test]
fn an_error_other_than_a_refusal_does_not_count_as_unreachable() {
    let fallback = tempfile::tempdir().unwrap();
    // Nobody makes a folder here, and the system does not call it a question of rights.
    let failed = Location::claim_or(Path::new("/proc/no-such-folder"), fallback.path()).unwrap_err();
    assert!(matches!(failed, ClusterError::System { .. }), "{failed}");
    for full in [ErrorKind::StorageFull, ErrorKind::QuotaExceeded, ErrorKind::Other] {
        assert!(!is_refusal(full), "{full}");
    }
}

#[test]
fn a_folder_that_cannot_be_locked_does_not_count_as_locked() {
    let home = tempfile::tempdir().unwrap();
    // The system refuses to lock such a handle with the error that it gives for a folder on NFS.
    let only_a_path = File::options()
        .read(true)
        .custom_flags(OFlag::O_PATH.bits())
        .open(home.path())
        .unwrap();
    let refused = lock_opened(&only_a_path, home.path()).unwrap_err();
    assert!(matches!(refused, ClusterError::NoLock { .. }), "{refused}");
    assert!(refused.to_string().contains("PRONGSAI_DATA_DIR"), "{refused}");
}

#[test]
fn a_folder_is_claimed_once() {
    let home = tempfile::tempdir().unwrap();
    fs::set_permissions(home.path(), Permissions::from_mode(0o755)).unwrap();
    let wanted = home.path().join("data");
    let first = Location::claim(&wanted).unwrap();
    assert!(matches!(Location::claim(&wanted), Err(ClusterError::InUse { .. })));
    drop(first);
    assert_eq!(Location::claim(&wanted).unwrap().contents, Contents::Unfinished);
}
