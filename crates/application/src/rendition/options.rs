use std::path::PathBuf;
use std::time::Duration;

use prongsai_rendering::pdf::Fonts;

/// How renditions are made.
#[derive(Clone, Debug)]
pub struct RenditionOptions {
    /// Where the public reaches this server, without a slash at the end; stands in QR codes and links.
    pub public_url: String,
    /// Folders where fonts are looked for.
    pub font_dirs: Vec<PathBuf>,
    /// Where files that were made are kept; nowhere when it is not named.
    pub cache_dir: Option<PathBuf>,
    /// How many bytes are kept at most.
    pub cache_bytes: u64,
    /// How long somebody waits for a rendition at most.
    pub time_limit: Duration,
    /// How many renditions are made at once.
    pub at_once: usize,
    /// How many requests may wait for their turn.
    pub queue: usize,
}

impl Default for RenditionOptions {
    fn default() -> Self {
        Self {
            public_url: "http://127.0.0.1:8080".to_owned(),
            font_dirs: Fonts::installed_folders(),
            cache_dir: None,
            cache_bytes: 256 * 1024 * 1024,
            time_limit: Duration::from_mins(1),
            at_once: 2,
            queue: 32,
        }
    }
}
