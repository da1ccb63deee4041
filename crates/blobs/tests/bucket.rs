//! A blob store in a bucket, against the S3 of moto on the loopback. `scripts/install-moto` installs it. Without it the test
//! says so and tries nothing.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed expectation fails the test"
)]

use std::io::{BufRead as _, BufReader, Read as _};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime};
use std::{env, thread};

use bytes::Bytes;
use futures_util::stream;
use prongsai_blobs::{BlobError, BlobPlace, BlobStore, BucketCredentials};
use secrecy::SecretString;

const MIB: usize = 1024 * 1024;

/// The server that `scripts/install-moto` installs.
fn moto_server() -> Option<PathBuf> {
    if let Some(named) = env::var_os("PRONGSAI_MOTO_SERVER") {
        return Some(named.into());
    }
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cache")))?;
    let server = cache.join("prongsai/moto/bin/moto_server");
    server.is_file().then_some(server)
}

/// A running S3. It ends with the value.
struct Moto {
    process: Child,
    endpoint: String,
}

impl Moto {
    fn start() -> Option<Self> {
        let program = moto_server()?;
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut process = Command::new(program)
            .args(["-H", "127.0.0.1", "-p", &port.to_string()])
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("moto_server starts");
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let is_ready = lines
            .by_ref()
            .map_while(Result::ok)
            .any(|line| line.contains("Running on"));
        assert!(is_ready, "moto_server ended");
        // moto_server would stop when nobody empties the pipe.
        thread::spawn(move || lines.for_each(drop));
        Some(Self {
            process,
            endpoint: format!("http://127.0.0.1:{port}"),
        })
    }

    fn store(&self, bucket: &str) -> BlobStore {
        let place: BlobPlace = format!("s3://{bucket}/prongsai?endpoint={}", self.endpoint)
            .parse()
            .unwrap();
        let credentials = BucketCredentials {
            key_id: "test".to_owned(),
            secret: SecretString::from("test"),
        };
        BlobStore::new(place, Some(credentials)).unwrap()
    }

    /// Sends a request as the owner of the bucket, and returns the body of the answer. moto checks no signatures.
    async fn request(&self, method: reqwest::Method, path: &str) -> String {
        let url = format!("{}/{path}", self.endpoint);
        let answer = reqwest::Client::new().request(method, url).send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        answer.text().await.unwrap()
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn chunks(bytes: usize) -> impl stream::Stream<Item = Result<Bytes, std::io::Error>> {
    let chunk = |number: usize| Ok(Bytes::from(vec![number.to_le_bytes()[0]; MIB]));
    stream::iter((0..bytes / MIB).map(chunk))
}

#[tokio::test]
async fn files_are_kept_in_a_bucket() {
    let Some(moto) = Moto::start() else {
        eprintln!("bucket: moto_server is absent (scripts/install-moto installs it); S3 was NOT tried");
        return;
    };
    let store = moto.store("ita");
    assert!(store.probe().await.is_err(), "the bucket does not exist yet");
    moto.request(reqwest::Method::PUT, "ita").await;
    store.probe().await.unwrap();

    let small = store
        .receive_all(Bytes::from_static(b"logo"))
        .await
        .unwrap()
        .place()
        .await
        .unwrap();
    let incoming = store.receive(chunks(20 * MIB), u64::MAX).await.unwrap();
    let large = incoming.place().await.unwrap();
    let listed = moto.request(reqwest::Method::GET, "ita").await;
    for id in [small, large] {
        let text = id.to_string();
        assert!(
            listed.contains(&format!("prongsai/sha256/{}/{text}", &text[..2])),
            "{listed}"
        );
    }
    assert!(!listed.contains("incoming"), "{listed}");

    // Another server finds them.
    let other = moto.store("ita");
    let mut bytes = Vec::new();
    other
        .read(large, u64::MAX)
        .await
        .unwrap()
        .reader()
        .read_to_end(&mut bytes)
        .unwrap();
    assert_eq!(bytes.len(), 20 * MIB);
    assert!(matches!(
        other.read(large, MIB as u64).await,
        Err(BlobError::Damaged(_))
    ));

    // An upload that fails in the middle is aborted, so nothing of it is billed.
    let refused = store.receive(chunks(20 * MIB), 19 * MIB as u64).await;
    assert!(matches!(refused, Err(BlobError::TooLarge(_))));
    let mut uploads = String::new();
    for _ in 0..1_000 {
        uploads = moto.request(reqwest::Method::GET, "ita?uploads").await;
        if !uploads.contains("<UploadId>") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(!uploads.contains("<UploadId>"), "{uploads}");

    // A writer that is killed drops nothing.
    let abandoned = store.receive_all(Bytes::from_static(b"abandoned")).await.unwrap();
    std::mem::forget(abandoned);
    let day = Duration::from_hours(24);
    assert_eq!(store.sweep_incoming(SystemTime::now(), day).await.unwrap(), 0);
    assert_eq!(store.sweep_incoming(SystemTime::now() + day * 2, day).await.unwrap(), 1);
    for id in [small, large] {
        store.remove(id).await.unwrap();
        assert!(matches!(store.read(id, u64::MAX).await, Err(BlobError::Missing(_))));
    }
}
