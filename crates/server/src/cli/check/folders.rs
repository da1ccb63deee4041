use std::env;
use std::path::Path;

use super::files::{self, MIB};
use super::report::{Level, Report};
use crate::config::Config;

const DATA: &str = "PRONGSAI_DATA_DIR";
const TEMPORARY: &str = "temporary folder";

/// Space below which PostgreSQL will soon stop, in bytes.
const DATA_NEEDED: u64 = 100 * MIB;
/// Space with which an installation works for some time, in bytes.
const DATA_WANTED: u64 = 1024 * MIB;
/// Space for the largest imports, in bytes: eight of 32 MiB wait in files.
const TEMPORARY_WANTED: u64 = 256 * MIB;

/// Checks the folders that the server writes to.
pub(super) fn check(config: &Config, report: &mut Report) {
    let is_private = config.database_url().is_none();
    data_folder(config, is_private, report);
    let cluster = config.cluster_dir();
    let place = if is_private && cluster.exists() {
        cluster
    } else {
        config.data_dir.clone()
    };
    let least = if is_private { DATA_NEEDED } else { 0 };
    space(DATA, &place, least, DATA_WANTED, report);
    let temporary = env::temp_dir();
    match files::usable_folder(&temporary) {
        Ok(()) => space(TEMPORARY, &temporary, 0, TEMPORARY_WANTED, report),
        Err(error) => report.error(
            TEMPORARY,
            format!(
                "{} cannot be used: {error}; large imports wait there; set TMPDIR to another folder",
                temporary.display()
            ),
        ),
    }
}

/// With a database of its own, the server needs the folder only for its cache.
fn data_folder(config: &Config, is_private: bool, report: &mut Report) {
    let (folder, above) = (&config.data_dir, files::nearest(&config.data_dir));
    let (level, consequence) = if is_private {
        (Level::Error, "the private cluster needs it")
    } else {
        (Level::Warning, "renditions are not cached")
    };
    let shown = folder.display();
    match files::usable_folder(&above) {
        Ok(()) if above == *folder => report.ok(DATA, format!("{shown} can be written to")),
        Ok(()) => report.ok(DATA, format!("{shown} will be made")),
        Err(error) => report.add(
            level,
            DATA,
            format!("{shown} cannot be used: {}: {error}; {consequence}", above.display()),
        ),
    }
}

/// Checks the space where a folder is. Below `needed` it is an error, below `wanted` a warning.
fn space(about: &str, folder: &Path, needed: u64, wanted: u64, report: &mut Report) {
    let place = files::nearest(folder);
    let free = match files::free_space(&place) {
        Ok(free) => free,
        Err(error) => {
            return report.warning(
                about,
                format!("the free space at {} is not known: {error}", place.display()),
            );
        }
    };
    let text = format!("{} MiB are free at {}", free / MIB, place.display());
    if free < needed {
        report.error(
            about,
            format!("{text}; make room: {} MiB or more are needed", needed / MIB),
        );
    } else if free < wanted {
        report.warning(
            about,
            format!("{text}; make room: {} MiB or more are better", wanted / MIB),
        );
    } else {
        report.ok(about, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_space_is_a_warning_and_too_little_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let level_of = |needed, wanted| {
            let mut report = Report::default();
            space(DATA, &folder.path().join("later"), needed, wanted, &mut report);
            report.findings[0].level
        };
        assert_eq!(level_of(0, 0), Level::Ok);
        assert_eq!(level_of(0, u64::MAX), Level::Warning);
        assert_eq!(level_of(u64::MAX, u64::MAX), Level::Error);
    }
}
