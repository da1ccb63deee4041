//! Hashes the sources that determine the bytes of a rendition, so that cached files of another version are not used.

use std::path::{Path, PathBuf};
use std::{fs, io};

use sha2::{Digest as _, Sha256};

fn main() -> io::Result<()> {
    let root = Path::new("../..");
    // The renderers take dates, digits, scores and names from the domain. The hash of a manuscript does not contain these
    // texts.
    let mut files = vec![
        root.join("Cargo.lock"),
        root.join("crates/application/src/rendition/formats.rs"),
        root.join("crates/application/src/rendition/manuscript.rs"),
        root.join("crates/domain/src"),
        root.join("crates/renderer/src"),
        root.join("crates/renderer/templates"),
        root.join("crates/rendering/src"),
    ];
    for file in &files {
        println!("cargo:rerun-if-changed={}", file.display());
    }
    let mut hash = Sha256::new();
    files.sort();
    add(&files, &mut hash)?;
    println!("cargo:rustc-env=PRONGSAI_RENDERER={}", hex::encode(hash.finalize()));
    Ok(())
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
