//! A server that speaks as much of PostgreSQL's protocol as a login needs.

use std::sync::Arc;

use rustls::ServerConfig;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::connection::dial::Wire;

/// What a server offers and accepts.
#[derive(Clone, Default)]
pub(super) struct Server {
    /// Offers TLS with these settings.
    pub(super) tls: Option<Arc<ServerConfig>>,
    /// Refuses logins without TLS, as `hostssl` does.
    pub(super) refuses_plain: bool,
    /// Refuses logins with TLS, as `hostnossl` does.
    pub(super) refuses_tls: bool,
}

const REQUEST: [u8; 8] = [0, 0, 0, 8, 4, 210, 22, 47];

impl Server {
    pub(super) fn with(tls: ServerConfig) -> Self {
        Self {
            tls: Some(Arc::new(tls)),
            ..Self::default()
        }
    }

    /// Listens, and returns the port.
    pub(super) async fn start(self) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(self.clone().answer(stream));
            }
        });
        port
    }

    async fn answer(self, mut stream: TcpStream) -> std::io::Result<()> {
        let mut first = [0];
        stream.peek(&mut first).await?;
        // A record of TLS: the client does not ask.
        if first == [22] {
            return self.answer_with_tls(stream).await;
        }
        let mut beginning = [0; 8];
        stream.read_exact(&mut beginning).await?;
        if beginning != REQUEST {
            return self.log_in(stream, Some(beginning), false).await;
        }
        if self.tls.is_some() {
            stream.write_all(b"S").await?;
            self.answer_with_tls(stream).await
        } else {
            stream.write_all(b"N").await?;
            self.log_in(stream, None, false).await
        }
    }

    async fn answer_with_tls(self, stream: TcpStream) -> std::io::Result<()> {
        let settings = Arc::clone(self.tls.as_ref().expect("a server with TLS"));
        match TlsAcceptor::from(settings).accept(stream).into_fallible().await {
            Ok(stream) => self.log_in(stream, None, true).await,
            Err((_, mut stream)) => {
                // Reads what the client sends, so that it sees the reason and not the end of the connection.
                let _ = stream.read_to_end(&mut Vec::new()).await;
                Ok(())
            }
        }
    }

    /// Reads the message that begins a session, and accepts or refuses it.
    async fn log_in(self, mut stream: impl Wire, beginning: Option<[u8; 8]>, has_tls: bool) -> std::io::Result<()> {
        let beginning = if let Some(beginning) = beginning {
            beginning
        } else {
            let mut beginning = [0; 8];
            stream.read_exact(&mut beginning).await?;
            beginning
        };
        let length = u32::from_be_bytes(*beginning.first_chunk().unwrap());
        stream
            .read_exact(&mut vec![0; usize::try_from(length).unwrap() - 8])
            .await?;
        let encryption = if has_tls { "tls" } else { "plain" };
        let is_refused = if has_tls { self.refuses_tls } else { self.refuses_plain };
        if is_refused {
            let fields = format!("SFATAL\0VFATAL\0C28000\0Mno entry for {encryption}\0\0");
            stream.write_all(&message(b'E', fields.as_bytes())).await?;
            return stream.flush().await;
        }
        let parameter = format!("encryption\0{encryption}\0");
        let accepted = [
            message(b'R', &[0; 4]),
            message(b'S', parameter.as_bytes()),
            message(b'Z', b"I"),
        ];
        stream.write_all(&accepted.concat()).await?;
        stream.flush().await?;
        let _ = stream.read_to_end(&mut Vec::new()).await;
        Ok(())
    }
}

fn message(kind: u8, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 4).unwrap();
    [&[kind], length.to_be_bytes().as_slice(), body].concat()
}
