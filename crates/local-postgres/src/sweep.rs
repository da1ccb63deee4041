use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use nix::unistd::geteuid;

use crate::left_behind;
use crate::location::lock;
use crate::marker::{CLUSTER, MARKER};

/// Removes the throwaway clusters that killed test runs left in `parent`, and returns their paths.
///
/// It removes only folders whose name starts with `prefix`, that belong to this user, contain the marker of a cluster
/// and are not open in another process. A PostgreSQL that still runs in one is stopped first.
pub fn sweep_abandoned(parent: &Path, prefix: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(parent) else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix))
        .map(|entry| entry.path())
        .filter(|folder| is_ours(folder) && remove(folder))
        .collect()
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
    left_behind::clear(&folder.join(CLUSTER)).is_ok() && fs::remove_dir_all(&folder).is_ok()
}
