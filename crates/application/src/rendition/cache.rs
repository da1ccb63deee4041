use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use sha2::{Digest as _, Sha256};

/// The time of the last use of a file is updated only if it is older than this.
const MARKED_AGAIN_AFTER: Duration = Duration::from_mins(1);
/// The files of an interrupted write are removed after this.
const ABANDONED_AFTER: Duration = Duration::from_hours(1);
/// Length of the seal before the content of every file: the SHA-256 of the content in hexadecimal and a line end.
const SEAL: usize = 65;

/// A cache of rendered files on disk. The key of a file is the hash of everything that goes into it.
///
/// If the cache is larger than its limit, the least recently used files are removed. A damaged file is detected by its
/// hash and removed. Only the owner can read the folder and the files, because drafts are among them.
pub(super) struct DiskCache {
    folder: Option<PathBuf>,
    limit: u64,
    /// Bytes on disk, as far as this process knows; `None` before the first count.
    size: Mutex<Option<u64>>,
    /// Numbers the unfinished files of this process.
    names: AtomicU64,
}

impl DiskCache {
    pub(super) const fn new(folder: Option<PathBuf>, limit: u64) -> Self {
        Self {
            folder,
            limit,
            size: Mutex::new(None),
            names: AtomicU64::new(0),
        }
    }

    /// Reads the file with a key, if it is present and undamaged, and marks it as used.
    pub(super) fn get(&self, key: &str, now: SystemTime) -> Option<Vec<u8>> {
        let path = self.folder.as_ref()?.join(key);
        let mut sealed = Vec::new();
        let mut file = File::open(&path).ok()?;
        file.read_to_end(&mut sealed).ok()?;
        if !is_whole(&sealed) {
            tracing::warn!(file = %path.display(), "a cached rendition is damaged; it is rendered again");
            let _ = fs::remove_file(&path);
            return None;
        }
        let used = file
            .metadata()
            .and_then(|facts| facts.modified())
            .unwrap_or(SystemTime::UNIX_EPOCH);
        if now
            .duration_since(used)
            .map_or(true, |since| since > MARKED_AGAIN_AFTER)
        {
            let _ = file.set_modified(now);
        }
        sealed.drain(..SEAL);
        Some(sealed)
    }

    /// Stores a file. If that fails, it only logs a warning, because the file is made again at the next request.
    pub(super) fn put(&self, key: &str, content: &[u8], now: SystemTime) {
        let Some(folder) = &self.folder else { return };
        match self.write(folder, key, content, now) {
            Ok(()) => self.make_room(folder, now, content.len()),
            Err(error) => tracing::warn!(folder = %folder.display(), %error, "a rendition cannot be cached"),
        }
    }

    /// Writes a file under another name first, so that no reader ever gets a part of it.
    fn write(&self, folder: &Path, key: &str, content: &[u8], now: SystemTime) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        let number = self.names.fetch_add(1, Ordering::Relaxed);
        let unfinished = folder.join(format!(".{key}.{}.{number}", std::process::id()));
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&unfinished)?;
        let seal = hex::encode(Sha256::digest(content));
        let written = file
            .write_all(seal.as_bytes())
            .and_then(|()| file.write_all(b"\n"))
            .and_then(|()| file.write_all(content))
            .and_then(|()| file.set_modified(now))
            .and_then(|()| fs::rename(&unfinished, folder.join(key)));
        if written.is_err() {
            let _ = fs::remove_file(&unfinished);
        }
        written
    }

    fn make_room(&self, folder: &Path, now: SystemTime, added: usize) {
        let mut size = self.size.lock().unwrap_or_else(PoisonError::into_inner);
        let added = u64::try_from(added + SEAL).unwrap_or(u64::MAX);
        let known = size.map(|size| size.saturating_add(added));
        match known {
            Some(known) if known <= self.limit => *size = Some(known),
            _ => *size = Some(tidy(folder, self.limit, now)),
        }
    }
}

fn is_whole(sealed: &[u8]) -> bool {
    let Some((seal, content)) = sealed.split_at_checked(SEAL) else {
        return false;
    };
    seal.strip_suffix(b"\n")
        .is_some_and(|seal| seal == hex::encode(Sha256::digest(content)).as_bytes())
}

/// If the folder is larger than the limit, removes the least recently used files until nine tenths of the limit are
/// left. Also removes abandoned files. Returns the size that is left.
fn tidy(folder: &Path, limit: u64, now: SystemTime) -> u64 {
    let mut files: Vec<(SystemTime, u64, PathBuf)> = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(facts) = entry.metadata() else { continue };
        let used = facts.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            if now.duration_since(used).is_ok_and(|since| since > ABANDONED_AFTER) {
                let _ = fs::remove_file(entry.path());
            }
        } else if facts.is_file() {
            files.push((used, facts.len(), entry.path()));
        }
    }
    let mut size: u64 = files.iter().map(|(_, size, _)| size).sum();
    if size <= limit {
        return size;
    }
    files.sort();
    for (_, freed, path) in files {
        if size <= limit / 10 * 9 {
            break;
        }
        if fs::remove_file(path).is_ok() {
            size -= freed;
        }
    }
    size
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("prongsai-cache-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            Self(path)
        }

        fn files(&self) -> usize {
            fs::read_dir(&self.0).map_or(0, Iterator::count)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000 + seconds)
    }

    #[test]
    fn the_cache_returns_the_file_that_was_put() {
        let folder = Folder::new("kept");
        let cache = DiskCache::new(Some(folder.0.clone()), 10_000);
        assert_eq!(cache.get("a", at(0)), None);
        cache.put("a", b"file", at(0));
        assert_eq!(cache.get("a", at(1)).as_deref(), Some(&b"file"[..]));
        assert_eq!(DiskCache::new(None, 10).get("a", at(0)), None);
    }

    #[test]
    fn a_damaged_file_is_noticed_and_goes() {
        let folder = Folder::new("damaged");
        let cache = DiskCache::new(Some(folder.0.clone()), 10_000);
        for damage in [&b""[..], b"short", b"OTHER"] {
            cache.put("a", b"file", at(0));
            let mut bytes = fs::read(folder.0.join("a")).unwrap();
            bytes.truncate(if damage.len() == 5 { bytes.len() - 5 } else { 0 });
            bytes.extend(damage);
            fs::write(folder.0.join("a"), bytes).unwrap();
            assert_eq!(cache.get("a", at(1)), None);
            assert_eq!(folder.files(), 0);
        }
    }

    #[test]
    fn the_least_recently_used_file_goes_first() {
        let folder = Folder::new("room");
        let cache = DiskCache::new(Some(folder.0.clone()), 1_000);
        let content = [7_u8; 235];
        for (key, second) in [("a", 0), ("b", 100), ("c", 200)] {
            cache.put(key, &content, at(second));
        }
        assert!(cache.get("a", at(300)).is_some(), "used again");
        cache.put("d", &content, at(400));
        assert!(cache.get("b", at(401)).is_none(), "900 bytes are left at most");
        for key in ["a", "c", "d"] {
            assert!(cache.get(key, at(401)).is_some(), "{key}");
        }
    }

    #[test]
    fn what_an_interrupted_write_left_goes_later() {
        let folder = Folder::new("left");
        let cache = DiskCache::new(Some(folder.0.clone()), 10_000);
        fs::create_dir_all(&folder.0).unwrap();
        for (name, second) in [(".old", 0), (".new", 4_000)] {
            let file = File::create(folder.0.join(name)).unwrap();
            file.set_modified(at(second)).unwrap();
        }
        cache.put("a", b"file", at(4_000));
        assert!(!folder.0.join(".old").exists() && folder.0.join(".new").exists());
    }
}
