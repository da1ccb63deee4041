use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::ClusterError;

/// The oldest supported major version of PostgreSQL.
pub const OLDEST_MAJOR: u32 = 15;

/// The programs that a complete installation has.
const NEEDED: [&str; 3] = ["postgres", "initdb", "psql"];

/// The programs of one PostgreSQL installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binaries {
    bindir: PathBuf,
    major: u32,
}

impl Binaries {
    /// Finds the newest supported installation: in `PATH`, by `pg_config --bindir`, then in the usual folders.
    pub fn newest() -> Result<Self, ClusterError> {
        newest_of(&installations()).cloned()
    }

    /// Finds the installation that can run the cluster of version `major` in `folder`.
    pub(crate) fn for_cluster(major: u32, folder: &Path) -> Result<Self, ClusterError> {
        fitting(&installations(), major, folder).cloned()
    }

    pub(crate) fn bindir(&self) -> &Path {
        &self.bindir
    }

    pub(crate) fn major(&self) -> u32 {
        self.major
    }

    /// The path of one of the programs.
    pub fn program(&self, name: &str) -> PathBuf {
        self.bindir.join(name)
    }
}

/// The newest supported one of the installations, which are sorted by version, newest first.
fn newest_of(installed: &[Binaries]) -> Result<&Binaries, ClusterError> {
    match installed.first() {
        None => Err(ClusterError::NoBinaries {
            looked_for: "in PATH, pg_config --bindir, /usr/lib/postgresql/*/bin and /usr/pgsql-*/bin".to_owned(),
        }),
        Some(best) if best.major < OLDEST_MAJOR => Err(ClusterError::TooOld {
            found: best.major,
            oldest: OLDEST_MAJOR,
        }),
        Some(best) => Ok(best),
    }
}

/// The supported one of the installations that can run the cluster of version `major` in `folder`.
fn fitting<'a>(installed: &'a [Binaries], major: u32, folder: &Path) -> Result<&'a Binaries, ClusterError> {
    newest_of(installed)?;
    let mut supported = installed.iter().filter(|one| one.major >= OLDEST_MAJOR);
    supported.clone().find(|one| one.major == major).ok_or_else(|| {
        let mut versions: Vec<String> = supported.by_ref().map(|one| one.major.to_string()).collect();
        versions.dedup();
        ClusterError::OtherMajor {
            folder: folder.to_owned(),
            cluster: major,
            installed: versions.join(" and "),
        }
    })
}

/// All complete installations, newest first, each once.
fn installations() -> Vec<Binaries> {
    let mut seen = BTreeSet::new();
    let mut found: Vec<Binaries> = candidates().iter().filter_map(|dir| inspect(dir, &mut seen)).collect();
    // A stable sort: of two installations with one version, the first in PATH stays first.
    found.sort_by_key(|one| std::cmp::Reverse(one.major));
    found
}

fn candidates() -> Vec<PathBuf> {
    let mut dirs: Vec<PathBuf> = env::var_os("PATH")
        .map(|path| env::split_paths(&path).collect())
        .unwrap_or_default();
    if let Ok(answer) = Command::new("pg_config").arg("--bindir").stdin(Stdio::null()).output() {
        dirs.push(PathBuf::from(String::from_utf8_lossy(&answer.stdout).trim()));
    }
    dirs.extend(
        children(Path::new("/usr/lib/postgresql"))
            .into_iter()
            .map(|version| version.join("bin")),
    );
    // Packages of postgresql.org for Red Hat and related systems.
    let elsewhere = children(Path::new("/usr")).into_iter().filter(|dir| {
        dir.file_name()
            .and_then(|name| name.to_str())
            .is_some_and(|name| name.starts_with("pgsql-"))
    });
    dirs.extend(elsewhere.map(|version| version.join("bin")));
    dirs
}

fn children(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default()
}

/// Resolves a link such as `/usr/local/bin/postgres` to the folder with all programs, and asks for the version. `None`
/// when the installation is not complete, or when it is in `seen` already.
fn inspect(dir: &Path, seen: &mut BTreeSet<PathBuf>) -> Option<Binaries> {
    // PATH may have relative folders. What they contain depends on the current folder.
    if !dir.is_absolute() {
        return None;
    }
    let bindir = fs::canonicalize(dir.join("postgres")).ok()?.parent()?.to_owned();
    if !seen.insert(bindir.clone()) || !NEEDED.iter().all(|name| bindir.join(name).is_file()) {
        return None;
    }
    let answer = Command::new(bindir.join("postgres"))
        .arg("--version")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let major = major_of(&String::from_utf8_lossy(&answer.stdout))?;
    Some(Binaries { bindir, major })
}

/// Reads the major version from `postgres (PostgreSQL) 15.8 (Debian 15.8-0+deb12u1)`.
fn major_of(answer: &str) -> Option<u32> {
    let version = answer
        .split_whitespace()
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))?;
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_installation_that_is_too_old_runs_no_cluster() {
        let one = |major| Binaries {
            bindir: PathBuf::from(format!("/{major}")),
            major,
        };
        let (old, oldest, newest) = (one(OLDEST_MAJOR - 1), one(OLDEST_MAJOR), one(OLDEST_MAJOR + 1));
        let folder = Path::new("/data");
        let all = [newest.clone(), oldest.clone(), old.clone()];
        assert_eq!(fitting(&all, oldest.major, folder).unwrap(), &oldest);
        assert_eq!(newest_of(&all).unwrap(), &newest);

        let refused = fitting(&all, old.major, folder).unwrap_err();
        assert!(
            matches!(&refused, ClusterError::OtherMajor { installed, .. } if installed == "16 and 15"),
            "{refused}"
        );
        let alone = fitting(std::slice::from_ref(&old), old.major, folder).unwrap_err();
        assert!(matches!(alone, ClusterError::TooOld { .. }), "{alone}");
        let none = fitting(&[], oldest.major, folder).unwrap_err();
        assert!(matches!(none, ClusterError::NoBinaries { .. }), "{none}");
    }

    #[test]
    fn the_major_version_is_read_from_every_form() {
        for (answer, major) in [
            ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n", Some(15)),
            ("postgres (PostgreSQL) 16.9 (Ubuntu 16.9-0ubuntu0.24.04.1)", Some(16)),
            ("postgres (PostgreSQL) 18beta1", Some(18)),
            ("postgres (PostgreSQL) 9.6.24", Some(9)),
            ("command not found", None),
        ] {
            assert_eq!(major_of(answer), major, "{answer}");
        }
    }
}
