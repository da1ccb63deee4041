//! A server that answers as a test wants.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

#[derive(Default)]
struct Seen {
    requests: Mutex<Vec<String>>,
    connections: AtomicUsize,
    written: AtomicUsize,
    closed: AtomicUsize,
}

pub(crate) struct Server {
    pub(crate) port: u16,
    seen: Arc<Seen>,
    task: AbortHandle,
}

/// What a server does with a connection.
enum Behaviour {
    Answer(Box<dyn Fn(&str) -> Vec<u8> + Send + Sync>),
    Endless(&'static str, Vec<u8>),
    Silent(&'static str),
    Tls(tokio_rustls::TlsAcceptor),
}

pub(crate) fn answer(status: &str, headers: &str, body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

pub(crate) fn redirect(status: &str, location: &str) -> Vec<u8> {
    answer(status, &format!("Location: {location}\r\n"), "")
}

impl Server {
    pub(crate) async fn start(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self::run(Behaviour::Answer(Box::new(answer))).await
    }

    /// A server that begins an answer and repeats a part of it until the connection is closed.
    pub(crate) async fn endless(beginning: &'static str, part: &[u8]) -> Self {
        Self::run(Behaviour::Endless(beginning, part.to_vec())).await
    }

    /// A server that begins an answer and writes nothing more.
    pub(crate) async fn silent_after(beginning: &'static str) -> Self {
        Self::run(Behaviour::Silent(beginning)).await
    }

    /// A server with a certificate that no authority has signed.
    pub(crate) async fn with_tls() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let key = rustls::pki_types::PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
        let config = rustls::ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        Self::run(Behaviour::Tls(Arc::new(config).into())).await
    }

    async fn run(behaviour: Behaviour) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::<Seen>::default();
        let behaviour = Arc::new(behaviour);
        let shared = Arc::clone(&seen);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                shared.connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(stream, Arc::clone(&behaviour), Arc::clone(&shared)));
            }
        });
        Self {
            port,
            seen,
            task: task.abort_handle(),
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub(crate) fn requests(&self) -> Vec<String> {
        self.seen.requests.lock().unwrap().clone()
    }

    pub(crate) fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }

    /// Waits until the visitor has closed the connection. The number of bytes that were written until then.
    pub(crate) async fn written_until_closed(&self) -> usize {
        let closed = async {
            while self.seen.closed.load(Ordering::SeqCst) == 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), closed).await.unwrap();
        self.seen.written.load(Ordering::SeqCst)
    }

    /// Stops the server. Its port, where nobody listens then.
    pub(crate) async fn stop(self) -> u16 {
        self.task.abort();
        while TcpStream::connect(("127.0.0.1", self.port)).await.is_ok() {
            tokio::task::yield_now().await;
        }
        self.port
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut stream: TcpStream, behaviour: Arc<Behaviour>, seen: Arc<Seen>) {
    if let Behaviour::Tls(acceptor) = &*behaviour {
        let _ = acceptor.accept(stream).await;
        return;
    }
    let mut request = Vec::new();
    let mut some = [0; 4_096];
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut some).await {
            Ok(0) | Err(_) => return,
            Ok(read) => request.extend(some.iter().take(read)),
        }
        // A handshake of TLS is no request.
        if request.first() == Some(&0x16) {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
            return;
        }
    }
    let request = String::from_utf8(request).unwrap();
    let path = request.split(' ').nth(1).unwrap().to_owned();
    seen.requests.lock().unwrap().push(request);
    match &*behaviour {
        Behaviour::Answer(answer) => {
            let _ = stream.write_all(&answer(&path)).await;
            let _ = stream.shutdown().await;
        }
        Behaviour::Endless(beginning, part) => {
            let _ = stream.write_all(beginning.as_bytes()).await;
            while stream.write_all(part).await.is_ok() {
                seen.written.fetch_add(part.len(), Ordering::SeqCst);
            }
            seen.closed.fetch_add(1, Ordering::SeqCst);
        }
        Behaviour::Silent(beginning) => {
            let _ = stream.write_all(beginning.as_bytes()).await;
            let _ = stream.read(&mut some).await;
        }
        Behaviour::Tls(_) => {}
    }
}
