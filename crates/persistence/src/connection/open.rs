use std::convert::identity;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use tokio_postgres::config::{SslMode as DriverMode, SslNegotiation};
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, Connection};

use super::attributes::check_attributes;
use super::dial::{Wire, dial};
use super::error::ConnectError;
use super::explain;
use super::negotiate::{Failure, Negotiated, negotiate};
use super::parameters::SslMode;
use super::secured::{Done, Secured};
use super::target::{Server, Target};

/// The longest time for opening a connection, over all hosts of the URL. A server that accepts a connection and does not
/// answer would otherwise block every reader that waits for it. The pools have a shorter limit of their own.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

const NO_ANSWER: &str = "the database did not answer in time";

/// A client, and the connection that works for it while it is polled.
pub(crate) type Opened<S> = (Client, Connection<S, Secured<S>>);

/// How one attempt to connect uses TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encryption {
    None,
    IfOffered,
    Required,
}

/// Why one attempt failed.
struct Attempted {
    error: ConnectError,
    /// Whether the server may accept the connection with TLS instead of without it, or the other way round.
    may_be_otherwise: bool,
}

impl From<ConnectError> for Attempted {
    /// An error to which TLS makes no difference.
    fn from(error: ConnectError) -> Self {
        Self {
            error,
            may_be_otherwise: false,
        }
    }
}

/// Waits for a connection that is being opened, at most [`CONNECT_TIMEOUT`].
///
/// # Errors
/// That of the opening, or that it took too long.
pub(crate) async fn in_time<T, E: From<ConnectError>>(opening: impl Future<Output = Result<T, E>>) -> Result<T, E> {
    let opened = tokio::time::timeout(CONNECT_TIMEOUT, opening).await;
    opened.unwrap_or_else(|_| Err(ConnectError::new(NO_ANSWER).into()))
}

/// Opens a connection whose task runs by itself.
///
/// # Errors
/// When the server cannot be reached, refuses, or is not ready within [`CONNECT_TIMEOUT`].
pub(crate) async fn client(target: &Target) -> Result<Client, ConnectError> {
    let (client, connection) = in_time(open(target, identity)).await?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection to the database ended");
        }
    });
    Ok(client)
}

/// Opens a connection to the first server of the URL that accepts one. The messages of the protocol, without TLS, go
/// through the stream that `wrap` makes.
///
/// # Errors
/// The error of the last server.
// Boxed: the compiler cannot prove otherwise that the future of a pool, which is within it, may change its thread.
pub(crate) fn open<S: Wire>(
    target: &Target,
    wrap: fn(Box<dyn Wire>) -> S,
) -> BoxFuture<'_, Result<Opened<S>, ConnectError>> {
    first_of_all(target, wrap).boxed()
}

async fn first_of_all<S: Wire>(target: &Target, wrap: fn(Box<dyn Wire>) -> S) -> Result<Opened<S>, ConnectError> {
    let mut last = ConnectError::new("the connection string names no host");
    for server in target.servers()? {
        let opening = open_at(target, &server, wrap);
        let opened = match target.config.get_connect_timeout() {
            Some(limit) => {
                let opened = tokio::time::timeout(*limit, opening).await;
                opened.unwrap_or_else(|_| Err(ConnectError::new(NO_ANSWER)))
            }
            None => opening.await,
        };
        match opened {
            Ok(opened) => return Ok(opened),
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// The attempts to connect to a server, in their order. Only a refusal that the other way may avoid leads to the second.
const fn attempts(mode: SslMode, is_tcp: bool) -> &'static [Encryption] {
    match mode {
        // As libpq: on a Unix socket every mode means no TLS.
        _ if !is_tcp => &[Encryption::None],
        SslMode::Disable => &[Encryption::None],
        SslMode::Allow => &[Encryption::None, Encryption::IfOffered],
        SslMode::Prefer => &[Encryption::IfOffered, Encryption::None],
        SslMode::Require | SslMode::VerifyCa | SslMode::VerifyFull => &[Encryption::Required],
    }
}

async fn open_at<S: Wire>(
    target: &Target,
    server: &Server,
    wrap: fn(Box<dyn Wire>) -> S,
) -> Result<Opened<S>, ConnectError> {
    let mut failed: Option<ConnectError> = None;
    for &encryption in attempts(target.tls.mode, server.is_tcp()) {
        let attempted = match attempt(target, server, encryption, wrap).await {
            Ok(opened) => return Ok(opened),
            Err(attempted) => attempted,
        };
        failed = Some(match failed {
            Some(first) if first != attempted.error => both(target.tls.mode, &first, &attempted.error),
            _ => attempted.error,
        });
        if !attempted.may_be_otherwise {
            break;
        }
    }
    Err(failed.unwrap_or_else(|| ConnectError::new("no attempt was made")))
}

/// The errors of two attempts, in one line.
fn both(mode: SslMode, first: &ConnectError, second: &ConnectError) -> ConnectError {
    let (with, without) = match mode {
        SslMode::Allow => (second, first),
        _ => (first, second),
    };
    let both = ConnectError::new(format!("with TLS: {with}; without TLS: {without}"));
    if first.is_refused_login() && second.is_refused_login() {
        return both.of_login();
    }
    both
}

async fn attempt<S: Wire>(
    target: &Target,
    server: &Server,
    encryption: Encryption,
    wrap: fn(Box<dyn Wire>) -> S,
) -> Result<Opened<S>, Attempted> {
    let dialled = dial(&target.config, server).await;
    let stream = dialled.map_err(|error| ConnectError::with_causes(&error))?;
    let (stream, done) = match encryption {
        Encryption::None => (stream, None),
        Encryption::IfOffered | Encryption::Required => match negotiate(stream, server, &target.tls).await {
            Ok(Negotiated::Tls(stream, done)) => (stream, Some(done)),
            Ok(Negotiated::NotOffered(stream)) if encryption == Encryption::IfOffered => (stream, None),
            Ok(Negotiated::NotOffered(_)) => return Err(not_offered(target.tls.mode, server).into()),
            Err(Failure::Other(error)) => return Err(error.into()),
            Err(Failure::Handshake(error)) => {
                return Err(Attempted {
                    error,
                    may_be_otherwise: true,
                });
            }
        },
    };
    let has_tls = done.is_some();
    let opened = start(target, wrap(stream), done).await;
    let (client, mut connection) = opened.map_err(|error| Attempted {
        // If the server offers no TLS, this attempt was without it already, and the next one would be refused too.
        may_be_otherwise: error.code().is_some() && has_tls == (encryption != Encryption::None),
        error: refusal(&error, target, server, has_tls),
    })?;
    let checked = check_attributes(target.config.get_target_session_attrs(), &client, &mut connection).await;
    checked?;
    Ok((client, connection))
}

/// Logs in on a stream. The driver leaves TLS to the caller when there is none (`disable`), and asks `done` for a stream with
/// TLS, without asking the server, when there is one (`require`, `direct`).
async fn start<S: Wire>(target: &Target, stream: S, done: Option<Done>) -> Result<Opened<S>, tokio_postgres::Error> {
    let mut config = target.config.clone();
    match done {
        None => config.ssl_mode(DriverMode::Disable),
        Some(_) => config
            .ssl_mode(DriverMode::Require)
            .ssl_negotiation(SslNegotiation::Direct),
    };
    let done = done.unwrap_or(Done { end_point: None });
    config.connect_raw(stream, done).await
}

fn not_offered(mode: SslMode, server: &Server) -> ConnectError {
    ConnectError::new(format!(
        "the server \"{}\" does not offer TLS, and sslmode={} needs it; set ssl = on in its postgresql.conf, or use another \
         sslmode",
        server.display(),
        mode.name()
    ))
}

fn refusal(error: &tokio_postgres::Error, target: &Target, server: &Server, has_tls: bool) -> ConnectError {
    if has_tls && let Some(explained) = explain::later(error, &server.display()) {
        return explained;
    }
    let told = ConnectError::with_causes(error);
    let has_no_entry = error.code() == Some(&SqlState::INVALID_AUTHORIZATION_SPECIFICATION);
    if has_no_entry && target.tls.mode == SslMode::Disable && server.is_tcp() {
        return ConnectError::new(format!(
            "{told} (sslmode=disable forbids TLS; if the server accepts only TLS, use another sslmode)"
        ));
    }
    if has_no_entry || error.code() == Some(&SqlState::INVALID_PASSWORD) {
        return told.of_login();
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unix_socket_never_has_tls() {
        for mode in [SslMode::Disable, SslMode::Prefer, SslMode::Require, SslMode::VerifyFull] {
            assert_eq!(attempts(mode, false), [Encryption::None]);
        }
    }

    #[tokio::test]
    async fn an_error_says_why_a_server_cannot_be_reached() {
        for (url, said) in [
            ("user=u", "no host"),
            ("host=a,b,c port=1,2", "as many ports as hosts"),
            ("host=a,b hostaddr=127.0.0.1", "hostaddr"),
            ("host=/nowhere user=u", "No such file"),
            // On a socket the mode has no meaning, and the missing file of authorities does not matter.
            ("postgresql://u@%2Fnowhere/d?sslmode=verify-full", "No such file"),
            ("no url", "invalid"),
        ] {
            let opened = match Target::parse(url) {
                Ok(target) => client(&target).await.map(|_| ()),
                Err(error) => Err(error),
            };
            let error = opened.unwrap_err().to_string();
            assert!(error.contains(said), "{url}: {error}");
        }
    }
}
