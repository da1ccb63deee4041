//! A blob store in a folder: streaming, integrity, and writers that are killed.

#![expect(clippy::unwrap_used, reason = "a failed expectation fails the test")]

use std::io::{BufRead as _, BufReader, Error, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};
use std::{env, fs};

use bytes::Bytes;
use futures_util::stream::{self, Stream, StreamExt as _};
use prongsai_blobs::{BlobError, BlobId, BlobPlace, BlobStore, Incoming};

/// The folder of the writer that is killed.
const FOLDER: &str = "PRONGSAI_TEST_BLOB_FOLDER";
/// Where it stops: in the middle of a file, or before the file has its address.
const STOP: &str = "PRONGSAI_TEST_BLOB_STOP";
const MIB: usize = 1024 * 1024;

fn store(folder: &Path) -> BlobStore {
    BlobStore::new(BlobPlace::Folder(folder.join("blobs")), None).unwrap()
}

/// Every file below a folder, with its path from there.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            found.push(entry.path());
        }
    }
    found
}

/// Chunks of 64 KiB that differ from each other.
fn chunks(bytes: usize) -> impl Stream<Item = Result<Bytes, Error>> {
    let chunk = |number: usize| Ok(Bytes::from(vec![number.to_le_bytes()[0]; 64 * 1024]));
    stream::iter((0..bytes / (64 * 1024)).map(chunk))
}

fn read(spool: &prongsai_spool::Spool) -> Vec<u8> {
    let mut bytes = Vec::new();
    spool.reader().read_to_end(&mut bytes).unwrap();
    bytes
}

#[tokio::test]
async fn a_file_is_found_by_the_hash_of_its_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let incoming = store.receive_all(Bytes::from_static(b"logo")).await.unwrap();
    assert_eq!(incoming.size(), 4);
    let id = incoming.place().await.unwrap();
    assert_eq!(id.to_string(), sha256_of(b"logo"));
    assert_eq!(read(&store.read(id, 4).await.unwrap()), b"logo");
    // The same bytes again are the same blob.
    let again = store.receive_all(Bytes::from_static(b"logo")).await.unwrap();
    assert_eq!(again.place().await.unwrap(), id);
    assert_eq!(files(folder.path()).len(), 1);
    store.remove(id).await.unwrap();
    store.remove(id).await.unwrap();
    assert!(matches!(store.read(id, 4).await, Err(BlobError::Missing(lost)) if lost == id));
}

/// Computed by another program.
fn sha256_of(bytes: &[u8]) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), bytes).unwrap();
    let output = Command::new("sha256sum").arg(file.path()).output().unwrap();
    let line = String::from_utf8(output.stdout).unwrap();
    line.split_whitespace().next().unwrap().to_owned()
}

#[tokio::test]
async fn a_large_file_streams_in_parts_and_out_through_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let incoming = store.receive(chunks(20 * MIB), u64::MAX).await.unwrap();
    assert_eq!(incoming.size(), 20 * MIB as u64);
    let id = incoming.place().await.unwrap();
    let spool = store.read(id, u64::MAX).await.unwrap();
    assert!(spool.in_memory().is_none(), "more than 1 MiB does not stay in memory");
    assert_eq!(sha256_of(&read(&spool)), id.to_string());
}

#[tokio::test]
async fn only_the_owner_can_read_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    store(folder.path()).probe().await.unwrap();
    let mode = fs::metadata(folder.path().join("blobs")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    assert_eq!(files(folder.path()), [] as [PathBuf; 0], "the probe leaves nothing");
}

#[tokio::test]
async fn a_damaged_file_is_not_returned() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let id = place(store.receive_all(Bytes::from_static(b"what was approved")).await).await;
    let file = files(folder.path()).pop().unwrap();
    for damage in [&b"what was APPROVED"[..], b"what was approved!", b"what was", b""] {
        fs::write(&file, damage).unwrap();
        let error = store.read(id, 17).await.unwrap_err();
        assert!(matches!(error, BlobError::Damaged(lost) if lost == id), "{error}");
        assert!(error.is_loss());
    }
    // The same bytes mend it.
    place(store.receive_all(Bytes::from_static(b"what was approved")).await).await;
    assert_eq!(read(&store.read(id, 17).await.unwrap()), b"what was approved");
}

async fn place(incoming: Result<Incoming, BlobError>) -> BlobId {
    incoming.unwrap().place().await.unwrap()
}

#[tokio::test]
async fn nothing_is_left_of_a_file_that_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let too_large = store.receive(chunks(20 * MIB), 19 * MIB as u64).await;
    assert!(matches!(too_large, Err(BlobError::TooLarge(_))));
    let broken = chunks(20 * MIB).chain(stream::iter([Err(Error::other("the client went away"))]));
    assert!(matches!(
        store.receive(broken, u64::MAX).await,
        Err(BlobError::Interrupted(_))
    ));
    drop(store.receive_all(Bytes::from_static(b"not placed")).await.unwrap());
    // The files are removed by tasks of the runtime.
    for _ in 0..1_000 {
        if files(folder.path()).is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("left: {:?}", files(folder.path()));
}

/// The writer that the next test kills.
#[tokio::test]
#[ignore = "a part of another test, which starts it"]
async fn the_writer_that_is_killed() {
    let folder = env::var(FOLDER).expect("another test starts this one");
    let store = store(Path::new(&folder));
    if env::var(STOP).unwrap() == "placing" {
        let _incoming = store.receive_all(Bytes::from_static(b"complete")).await.unwrap();
        println!("\nstopped");
        std::future::pending::<()>().await;
    }
    let stopped = stream::once(async {
        println!("\nstopped");
        std::future::pending::<Result<Bytes, Error>>().await
    });
    let _ = store.receive(chunks(20 * MIB).chain(stopped), u64::MAX).await;
}

#[tokio::test]
async fn a_writer_that_is_killed_leaves_no_half_blob() {
    for stop in ["writing", "placing"] {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = Command::new(env::current_exe().unwrap())
            .args(["--exact", "the_writer_that_is_killed", "--ignored", "--nocapture"])
            .env(FOLDER, folder.path())
            .env(STOP, stop)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(writer.stdout.take().unwrap()).lines();
        let has_stopped = lines.map_while(Result::ok).any(|line| line == "stopped");
        writer.kill().unwrap();
        writer.wait().unwrap();
        assert!(has_stopped, "the writer ended before it was killed");

        let blobs = folder.path().join("blobs");
        assert_eq!(
            files(&blobs.join("sha256")),
            [] as [PathBuf; 0],
            "{stop}: no address has a part of a file"
        );
        assert_eq!(
            files(&blobs.join("incoming")).len(),
            1,
            "{stop}: the writer left something"
        );
        let store = store(folder.path());
        let day = Duration::from_hours(24);
        assert_eq!(
            store.sweep_incoming(SystemTime::now(), day).await.unwrap(),
            0,
            "it may still be written"
        );
        let tomorrow = SystemTime::now() + day * 2;
        assert_eq!(store.sweep_incoming(tomorrow, day).await.unwrap(), 1);
        assert_eq!(files(folder.path()), [] as [PathBuf; 0]);
    }
}
