//! The hash of sources, for the build scripts of this crate and of `prongsai-renderer`.

use std::path::{Path, PathBuf};
use std::{fs, io};

use sha2::{Digest as _, Sha256};

/// Hashes these files and folders of the workspace, and asks cargo to run the script again when they change. Returns the
/// hash in hexadecimal digits.
pub(crate) fn hash(paths: &[&str]) -> io::Result<String> {
    let mut files: Vec<PathBuf> = paths.iter().map(|path| Path::new("../..").join(path)).collect();
    for file in &files {
        println!("cargo:rerun-if-changed={}", file.display());
    }
    let mut hash = Sha256::new();
    files.sort();
    add(&files, &mut hash)?;
    Ok(hex::encode(hash.finalize()))
}

/// Adds the contents of files, and of all files in folders, in the order of their names, to the hash.
fn add(paths: &[PathBuf], hash: &mut Sha256) -> io::Result<()> {
    for path in paths {
        if path.is_dir() {
            let mut inside: Vec<PathBuf> = fs::read_dir(path)?
                .map(|entry| entry.map(|entry| entry.path()))
                .collect::<Result<_, _>>()?;
            inside.sort();
            add(&inside, hash)?;
        } else {
            hash.update(path.to_string_lossy().as_bytes());
            hash.update(fs::read(path)?);
        }
    }
    Ok(())
}
