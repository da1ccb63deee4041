use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

/// The name of the program.
pub(crate) const PROGRAM: &str = "prongsai-renderer";

/// The file of the renderer, as it was at one time. When it is replaced, its stamp changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    device: u64,
    inode: u64,
    modified: (i64, i64),
    size: u64,
}

/// The path of the program: the named one, or the one beside the program of this process.
///
/// # Errors
/// The place of this program is not known.
pub(crate) fn path(named: Option<&Path>) -> Result<PathBuf, String> {
    match named {
        Some(path) => Ok(path.to_owned()),
        None => std::env::current_exe()
            .map(|own| own.with_file_name(PROGRAM))
            .map_err(|error| format!("the folder of this program is not known: {error}")),
    }
}

/// The stamp of the program.
///
/// # Errors
/// The file is missing or cannot be looked at.
pub(crate) fn stamp(path: &Path) -> Result<Stamp, String> {
    let shown = path.display();
    let facts = fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => format!("there is no {shown}"),
        _ => format!("{shown} cannot be used: {error}"),
    })?;
    if !facts.is_file() {
        return Err(format!("{shown} is not a file"));
    }
    Ok(Stamp {
        device: facts.dev(),
        inode: facts.ino(),
        modified: (facts.mtime(), facts.mtime_nsec()),
        size: facts.size(),
    })
}
