use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use nix::unistd::geteuid;

use crate::folder::fingerprint;
use crate::location::lock;
use crate::marker::{CLUSTER, MARKER};
use crate::{ClusterError, left_behind};

/// Removes the throwaway clusters that killed test runs left in `parent`, and returns their paths.
///
/// It removes only folders whose name starts with `prefix`, that belong to this user, contain the marker of a cluster
/// and are not open in another process. A PostgreSQL that still runs in one is stopped first. A link that
/// [`Cluster::open`](crate::Cluster::open) made to the fallback is removed with the cluster there; no other link is
/// followed. A cluster that cannot be removed stays, and the next sweep tries again. A link whose cluster is gone stays,
/// because [`Cluster::open`](crate::Cluster::open) makes the link first.
pub fn sweep_abandoned(parent: &Path, prefix: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(parent) else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix))
        .map(|entry| entry.path())
        .filter(|path| match cluster_behind(path) {
            Some(cluster) => is_ours(&cluster) && remove(&cluster) && fs::remove_file(path).is_ok(),
            None => is_ours(path) && remove(path),
        })
        .collect()
}

/// The folder in the fallback, if `path` is the link to it: a link of this user to the name that belongs to its path.
fn cluster_behind(path: &Path) -> Option<PathBuf> {
    let target = fs::read_link(path).ok()?;
    let name = fingerprint(&std::path::absolute(path).ok()?);
    let is_own_link = fs::symlink_metadata(path).is_ok_and(|link| link.uid() == geteuid().as_raw());
    (is_own_link && target.is_absolute() && target.ends_with(name)).then_some(target)
}

fn is_ours(folder: &Path) -> bool {
    fs::symlink_metadata(folder).is_ok_and(|found| found.is_dir() && found.uid() == geteuid().as_raw())
        && folder.join(MARKER).is_file()
}

fn remove(folder: &Path) -> bool {
    let Ok(folder) = fs::canonicalize(folder) else {
        return false;
    };
    // Held until the folder is deleted. A run that is still going holds the lock itself.
    let Ok(_held) = lock(&folder) else { return false };
    let cluster = folder.join(CLUSTER);
    left_behind::clear(&cluster)
        .and_then(|_| {
            let failed = ClusterError::system(format!("removing {}", folder.display()));
            // The marker is deleted after the cluster, so that the next sweep finds what an interrupted one leaves.
            let removed = if cluster.exists() {
                fs::remove_dir_all(&cluster)
            } else {
                Ok(())
            };
            removed.and_then(|()| fs::remove_dir_all(&folder)).map_err(failed)
        })
        .inspect_err(|error| tracing::debug!(%error, "an abandoned cluster stays"))
        .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn cluster(folder: &Path) {
        fs::create_dir(folder).unwrap();
        fs::write(folder.join(MARKER), "initialising\n").unwrap();
    }

    #[test]
    fn a_cluster_in_the_fallback_is_removed_with_its_link() {
        let (home, fallback) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let link = home.path().join("test-1");
        let behind = fallback.path().join(fingerprint(&link));
        cluster(&behind);
        symlink(&behind, &link).unwrap();

        assert_eq!(sweep_abandoned(home.path(), "test-"), [link.as_path()]);

        assert!(!link.is_symlink());
        assert!(!behind.exists());
    }

    #[test]
    fn no_other_link_is_followed() {
        let (home, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let link = home.path().join("test-1");
        let behind = elsewhere.path().join("data");
        cluster(&behind);
        symlink(&behind, &link).unwrap();

        assert!(sweep_abandoned(home.path(), "test-").is_empty());

        assert!(link.is_symlink());
        assert!(behind.join(MARKER).exists());
    }

    #[test]
    fn a_cluster_in_use_stays_with_its_link() {
        let (home, fallback) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let link = home.path().join("test-1");
        let behind = fallback.path().join(fingerprint(&link));
        cluster(&behind);
        symlink(&behind, &link).unwrap();
        let _held = lock(&behind).unwrap();

        assert!(sweep_abandoned(home.path(), "test-").is_empty());

        assert!(link.is_symlink());
        assert!(behind.exists());
    }
}
