use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::error::error_line;
use crate::folder::{free_name, make_private};
use crate::location::Location;
use crate::psql::clean_environment;
use crate::{Binaries, ClusterError, Durability};

/// The database role that owns everything in a private cluster.
pub const SUPERUSER: &str = "prongsai";

/// Locales to try in turn. Both sort by bytes; columns of names have the collation `th-x-icu`. `C` follows because not
/// every system has `C.UTF-8`.
const LOCALES: [&str; 2] = ["C.UTF-8", "C"];

/// Runs `initdb` in the empty cluster folder of `location`.
pub(crate) fn run(location: &Location, binaries: &Binaries, durability: Durability) -> Result<(), ClusterError> {
    let mut stderr = String::new();
    for locale in LOCALES {
        let mut command = Command::new(binaries.program("initdb"));
        clean_environment(&mut command);
        location.account.apply(&mut command);
        command
            .arg("-D")
            .arg(location.cluster())
            .args([
                "-U",
                SUPERUSER,
                "-E",
                "UTF8",
                "--auth-local=trust",
                "--auth-host=reject",
                "--no-instructions",
            ])
            .arg(format!("--locale={locale}"))
            // The language of the messages: English, like all other error messages, and as the searches below expect.
            .env("LC_ALL", "C")
            // PostgreSQL's user may be unable to enter the current folder of this process.
            .current_dir(&location.data_dir)
            .stdin(Stdio::null());
        if durability == Durability::Throwaway {
            command.arg("--no-sync");
        }
        let answer = command.output().map_err(ClusterError::system(format!(
            "running {}",
            binaries.program("initdb").display()
        )))?;
        if answer.status.success() {
            return Ok(());
        }
        stderr = String::from_utf8_lossy(&answer.stderr).into_owned();
        // Another locale helps only against this error.
        if !stderr.contains("invalid locale") {
            break;
        }
    }
    Err(ClusterError::Initialisation {
        folder: location.data_dir.clone(),
        detail: error_line(&stderr).unwrap_or("it gave no reason").to_owned(),
    })
}

/// Makes an empty data directory for `initdb`. The remains of an interrupted `initdb` are moved aside; returns their
/// new path.
pub(crate) fn clear_data_directory(location: &Location) -> Result<Option<PathBuf>, ClusterError> {
    let cluster = location.cluster();
    let is_empty = fs::read_dir(&cluster).map(|mut entries| entries.next().is_none());
    let mut moved = None;
    if is_empty.is_ok_and(|empty| !empty) {
        let aside = free_name(&cluster, "unfinished");
        fs::rename(&cluster, &aside).map_err(ClusterError::system(format!("moving {} aside", cluster.display())))?;
        moved = Some(aside);
    }
    make_private(&cluster, &location.account)?;
    Ok(moved)
}
