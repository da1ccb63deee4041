use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;

use rustls::pki_types::ServerName;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::task::spawn_blocking;
use tokio_rustls::TlsConnector;

use super::certificate::Certificate;
use super::dial::Wire;
use super::error::ConnectError;
use super::explain;
use super::parameters::{SslMode, TlsParameters};
use super::secured::Done;
use super::settings::{PROTOCOL, settings};
use super::target::Server;

/// The message that asks a server for TLS: its length, and a number in the place of a version of the protocol.
const REQUEST: [u8; 8] = [0, 0, 0, 8, 4, 210, 22, 47];

/// What became of the wish for TLS.
pub(super) enum Negotiated {
    /// TLS is there.
    Tls(Box<dyn Wire>, Done),
    /// The server does not offer it. The same stream goes on without it.
    NotOffered(Box<dyn Wire>),
}

/// Why TLS could not be set up.
pub(super) enum Failure {
    /// The URL, a file or the network: without TLS it would not be better.
    Other(ConnectError),
    /// The server answered, and both did not agree.
    Handshake(ConnectError),
}

/// Asks the server for TLS, and sets it up.
///
/// # Errors
/// When the URL or its files do not allow TLS, when the server does not answer, or when both do not agree.
pub(super) async fn negotiate(
    mut stream: Box<dyn Wire>,
    server: &Server,
    tls: &TlsParameters,
) -> Result<Negotiated, Failure> {
    let name = name(server, tls).map_err(Failure::Other)?;
    let settings = read_settings(tls).await.map_err(Failure::Other)?;
    let host = server.display();
    if !tls.is_direct {
        match ask(&mut stream).await {
            Ok(b'S') => {}
            Ok(b'N') => return Ok(Negotiated::NotOffered(stream)),
            Ok(b'E') => {
                let why = format!("the server \"{host}\" answered the request for TLS with an error; its log has it");
                return Err(Failure::Handshake(ConnectError::new(why)));
            }
            Ok(_) => {
                let why = format!("\"{host}\" does not answer as PostgreSQL does; check host and port");
                return Err(Failure::Other(ConnectError::new(why)));
            }
            Err(error) => {
                let why = format!("\"{host}\" did not answer the request for TLS ({error}); check host and port");
                return Err(Failure::Other(ConnectError::new(why)));
            }
        }
    }
    let connected = TlsConnector::from(Arc::new(settings)).connect(name, stream).await;
    let stream = connected.map_err(|error| Failure::Handshake(explain::handshake(&error, &host, tls)))?;
    let (_, session) = stream.get_ref();
    if tls.is_direct && session.alpn_protocol() != Some(PROTOCOL) {
        let why = format!(
            "the server \"{host}\" does not say that it is PostgreSQL; sslnegotiation=direct needs PostgreSQL 17 or newer"
        );
        return Err(Failure::Handshake(ConnectError::new(why)));
    }
    let certificate = session.peer_certificates().and_then(|chain| chain.first());
    let end_point = certificate.and_then(|der| Certificate::read(der).ok()?.end_point(der));
    Ok(Negotiated::Tls(Box::new(stream), Done { end_point }))
}

/// Asks the server for TLS, and returns its answer of one byte. Nothing more is read: what follows it must be under the
/// protection of TLS.
async fn ask(stream: &mut Box<dyn Wire>) -> io::Result<u8> {
    stream.write_all(&REQUEST).await?;
    stream.read_u8().await
}

/// The name that the certificate must have. When it is not checked, an address stands for a name that no certificate can have:
/// the server is then told no name.
fn name(server: &Server, tls: &TlsParameters) -> Result<ServerName<'static>, ConnectError> {
    let name = server.name.as_deref().map(|name| ServerName::try_from(name.to_owned()));
    match name {
        Some(Ok(name)) => Ok(name),
        _ if tls.mode != SslMode::VerifyFull => Ok(ServerName::IpAddress(Ipv4Addr::UNSPECIFIED.into())),
        Some(Err(_)) => Err(ConnectError::new(format!(
            "\"{}\" is not a name that a certificate can have; sslmode=verify-full needs one",
            server.display()
        ))),
        None => Err(ConnectError::new(
            "sslmode=verify-full needs the name of the host beside hostaddr",
        )),
    }
}

async fn read_settings(tls: &TlsParameters) -> Result<rustls::ClientConfig, ConnectError> {
    let tls = tls.clone();
    let read = spawn_blocking(move || settings(&tls)).await;
    read.unwrap_or_else(|error| Err(ConnectError::with_causes(&error)))
}
