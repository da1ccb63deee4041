use std::path::PathBuf;

/// The font folders of Debian and related systems.
pub fn font_folders() -> Vec<PathBuf> {
    ["/usr/share/fonts", "/usr/local/share/fonts"]
        .map(PathBuf::from)
        .to_vec()
}
