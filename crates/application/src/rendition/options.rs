use std::path::PathBuf;
use std::time::Duration;

use prongsai_rendering::pdf::Fonts;

/// The options for making renditions.
#[derive(Clone, Debug)]
pub struct RenditionOptions {
    /// The public address of this server, without a slash at the end. It is used in QR codes and links.
    pub public_url: String,
    /// The folders that are searched for fonts.
    pub font_dirs: Vec<PathBuf>,
    /// The folder for cached files; `None` turns the cache off.
    pub cache_dir: Option<PathBuf>,
    /// The maximum size of the cache, in bytes.
    pub cache_bytes: u64,
    /// The maximum time that a request waits for a rendition.
    pub time_limit: Duration,
    /// The maximum number of renditions that are made at once.
    pub at_once: usize,
    /// The maximum number of requests that wait for a turn.
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
