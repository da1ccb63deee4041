use prongsai_application::blob::{BlobPlace, BlobStore};

use super::files;
use super::report::Report;
use crate::config::Config;

const ABOUT: &str = "PRONGSAI_BLOBS";

/// Checks the blob store: writes, reads and removes a file. A folder that does not exist yet is not made.
pub(super) async fn check(config: &Config, report: &mut Report) {
    let store = match config.blobs.store(&config.data_dir) {
        Ok(store) => store,
        Err(error) => return report.error(ABOUT, format!("{error:#}")),
    };
    match store.place() {
        BlobPlace::Folder(folder) if !folder.exists() => {
            let above = files::nearest(folder);
            match files::usable_folder(&above) {
                Ok(()) => report.ok(ABOUT, format!("{} will be made", folder.display())),
                Err(error) => report.error(
                    ABOUT,
                    format!("{} cannot be made: {}: {error}", folder.display(), above.display()),
                ),
            }
        }
        _ => probe(&store, report).await,
    }
}

async fn probe(store: &BlobStore, report: &mut Report) {
    let shown = store.place();
    match store.probe().await {
        Ok(()) => report.ok(ABOUT, format!("a file was written to {shown}, read and removed")),
        Err(error) => report.error(
            ABOUT,
            format!("{shown} cannot be used: {error}; files are not stored, and logos are not shown"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::super::report::Level;
    use super::*;

    #[tokio::test]
    async fn a_store_that_cannot_be_written_to_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let level_at = async |place: PathBuf| {
            let store = BlobStore::new(BlobPlace::Folder(place), None).unwrap();
            let mut report = Report::default();
            probe(&store, &mut report).await;
            report.findings[0].level
        };
        assert_eq!(level_at(folder.path().to_owned()).await, Level::Ok);
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        assert_eq!(level_at(file).await, Level::Error);
    }
}
