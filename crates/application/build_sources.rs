//! The hash of sources, for the build scripts of this crate and of `prongsai-renderer`. Each includes this file with
//! `#[path]`, because it is too small for a crate of its own.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{fs, io};

use cargo_lock::{Lockfile, Package};
use sha2::{Digest as _, Sha256};

/// Where the packages and their versions are listed, from the folder of a crate.
const LOCKFILE: &str = "../../Cargo.lock";

/// Hashes these files and folders of the workspace, and the packages that a crate of it depends on. Asks cargo to run the
/// script again when they change. Returns the hash in hexadecimal digits.
pub(crate) fn hash(paths: &[&str], of_crate: &str) -> Result<String, Box<dyn Error>> {
    let mut files: Vec<PathBuf> = paths.iter().map(|path| Path::new("../..").join(path)).collect();
    println!("cargo:rerun-if-changed={LOCKFILE}");
    for file in &files {
        println!("cargo:rerun-if-changed={}", file.display());
    }
    let mut hash = Sha256::new();
    files.sort();
    add(&files, &mut hash)?;
    for package in dependencies(&Lockfile::load(LOCKFILE)?, of_crate) {
        hash.update(package);
    }
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

/// Names and versions of the packages that a crate depends on, directly or not. Other packages do not change what the crate
/// makes, so their versions are not hashed.
fn dependencies(lockfile: &Lockfile, of_crate: &str) -> BTreeSet<String> {
    let name = |package: &Package| format!("{} {}\n", package.name, package.version);
    let mut found = BTreeSet::new();
    let mut open: Vec<&Package> = lockfile
        .packages
        .iter()
        .filter(|package| package.name.as_str() == of_crate)
        .collect();
    while let Some(package) = open.pop() {
        if found.insert(name(package)) {
            let is_dependency =
                |other: &&Package| package.dependencies.iter().any(|dependency| dependency.matches(other));
            open.extend(lockfile.packages.iter().filter(is_dependency));
        }
    }
    found
}
