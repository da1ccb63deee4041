//! What a folder needs in addition to the library: closed rights, and the files of writers that were killed.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use object_store::ObjectStore;
use object_store::local::LocalFileSystem;

use crate::BlobError;

/// Opens a folder, which is made if it is missing. Only its owner can read a folder that was made here, because drafts may
/// be in it. Every write is on the disk before it is reported as done.
pub(crate) fn open(folder: &Path) -> Result<Arc<dyn ObjectStore>, BlobError> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let store = LocalFileSystem::new_with_prefix(folder)?;
    Ok(Arc::new(store.with_fsync(true)))
}

/// Removes files below `incoming` that nobody has written to for `age`. The library does not list the files of its own
/// unfinished writes, so the folder is read here. Returns the number of files.
pub(crate) fn sweep_incoming(folder: &Path, now: SystemTime, age: Duration) -> io::Result<usize> {
    let entries = match fs::read_dir(folder.join(super::incoming::FOLDER)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        entries => entries?,
    };
    let mut removed = 0;
    for entry in entries {
        let entry = entry?;
        let written = entry.metadata().and_then(|facts| facts.modified());
        let is_old = written.is_ok_and(|written| now.duration_since(written).is_ok_and(|since| since > age));
        if !is_old {
            continue;
        }
        match fs::remove_file(entry.path()) {
            Ok(()) => removed += 1,
            // Another server has removed it.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(removed)
}
