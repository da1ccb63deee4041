use std::io;
use std::path::Path;
use std::time::Duration;

use diesel::{ConnectionError, ConnectionResult};
use diesel_async::pooled_connection::deadpool::Object;
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection as _};
use socket2::{SockRef, TcpKeepalive};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, UnixStream};
use tokio_postgres::config::{Host, LoadBalanceHosts, SslMode, TargetSessionAttrs};
use tokio_postgres::{Client, Config, NoTls, SimpleQueryMessage};

use super::sqlstate_stream::SqlstateStream;
use crate::{StoreError, error};

/// A connection that is checked out for one caller.
pub(super) type Connection = Object<AsyncPgConnection>;

/// The longest time for opening a connection, over all hosts of the URL. A server that accepts a connection and does not
/// answer would otherwise block every reader that waits for it. A pool ends the opening sooner, after
/// [`POOL_TIMEOUT`](super::POOL_TIMEOUT).
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

const NO_ANSWER: &str = "the database did not answer in time";

/// The longest time that a transaction may be idle, before the server closes its connection and so frees its locks.
pub(super) const IDLE_TIMEOUT: Duration = Duration::from_secs(15);

/// The longest time that a statement waits for a lock.
const LOCK_TIMEOUT: Duration = Duration::from_secs(5);

/// The interval in which a server that runs a statement, or waits for a lock, checks that its client is still there.
const CLIENT_CHECK: Duration = Duration::from_secs(1);

/// The port of PostgreSQL when the URL names none.
const DEFAULT_PORT: u16 = 5432;

/// A stream to a server, over any transport.
trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Wire for S {}

/// Opens a connection with the time limits for statements and transactions.
///
/// The connection is opened here and not by diesel-async, so that server errors carry their codes: see [`SqlstateStream`].
/// Hosts, ports and socket options are those of the URL, as tokio-postgres reads them.
///
/// # Errors
/// When the server cannot be reached, refuses, or is not ready within [`CONNECT_TIMEOUT`].
pub(super) async fn connect(url: String, statement_timeout: Duration) -> ConnectionResult<AsyncPgConnection> {
    tokio::time::timeout(CONNECT_TIMEOUT, open(&url, statement_timeout))
        .await
        .unwrap_or_else(|_| Err(refused(NO_ANSWER)))
}

/// Waits for a connection that is opened elsewhere, at most [`CONNECT_TIMEOUT`].
///
/// # Errors
/// [`StoreError::Unavailable`] when it takes longer.
pub(crate) async fn in_time<T>(opening: impl Future<Output = T>) -> Result<T, StoreError> {
    let late = |_| StoreError::Unavailable(NO_ANSWER.to_owned());
    tokio::time::timeout(CONNECT_TIMEOUT, opening).await.map_err(late)
}

async fn open(url: &str, statement_timeout: Duration) -> ConnectionResult<AsyncPgConnection> {
    let config: Config = url.parse().map_err(with_causes)?;
    let mut connection = AsyncPgConnection::try_from(client(&config).await?).await?;
    // No statement runs so long that its compilation (`jit`) pays: it takes half a second.
    let limits = format!(
        "SET statement_timeout = {}; SET idle_in_transaction_session_timeout = {}; SET lock_timeout = {}; \
         SET client_connection_check_interval = {}; SET jit = off; SET TIME ZONE 'UTC'",
        statement_timeout.as_millis(),
        IDLE_TIMEOUT.as_millis(),
        LOCK_TIMEOUT.as_millis(),
        CLIENT_CHECK.as_millis(),
    );
    connection
        .batch_execute(&limits)
        .await
        .map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(connection)
}

/// Connects to the first host that answers.
async fn client(config: &Config) -> ConnectionResult<Client> {
    if config.get_ssl_mode() == SslMode::Require {
        return Err(refused("sslmode=require is not supported"));
    }
    let mut last = refused("the connection string names no host");
    for (host, port) in servers(config)? {
        match client_at(config, &host, port).await {
            Ok(client) => return Ok(client),
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// The hosts and ports of the URL, in the order in which they are tried.
///
/// # Errors
/// When the lists of the URL have different lengths. One port is that of all hosts.
fn servers(config: &Config) -> ConnectionResult<Vec<(Host, u16)>> {
    let addresses = config.get_hostaddrs();
    if !config.get_hosts().is_empty() && !addresses.is_empty() && config.get_hosts().len() != addresses.len() {
        return Err(refused(
            "the connection string needs as many values of hostaddr as of host",
        ));
    }
    let hosts = if addresses.is_empty() {
        config.get_hosts().to_vec()
    } else {
        addresses.iter().map(|address| Host::Tcp(address.to_string())).collect()
    };
    let ports = config.get_ports();
    if ports.len() > 1 && ports.len() != hosts.len() {
        return Err(refused(
            "the connection string needs one port, or as many ports as hosts",
        ));
    }
    let mut servers: Vec<_> = hosts
        .into_iter()
        .enumerate()
        .map(|(index, host)| {
            (
                host,
                ports.get(index).or(ports.first()).copied().unwrap_or(DEFAULT_PORT),
            )
        })
        .collect();
    if config.get_load_balance_hosts() == LoadBalanceHosts::Random && !servers.is_empty() {
        let first = getrandom::u64().unwrap_or(0) % servers.len() as u64;
        servers.rotate_left(usize::try_from(first).unwrap_or(0));
    }
    Ok(servers)
}

async fn client_at(config: &Config, host: &Host, port: u16) -> ConnectionResult<Client> {
    let dialled = dial(config, host, port);
    let stream = match config.get_connect_timeout() {
        Some(limit) => tokio::time::timeout(*limit, dialled).await.map_err(with_causes)?,
        None => dialled.await,
    };
    let (client, connection) = config
        .connect_raw(SqlstateStream::new(stream.map_err(with_causes)?), NoTls)
        .await
        .map_err(with_causes)?;
    // The task ends with its client or with the server. The client then reports that it is closed.
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection to the database ended");
        }
    });
    check_attributes(config, &client).await?;
    Ok(client)
}

async fn dial(config: &Config, host: &Host, port: u16) -> io::Result<Box<dyn Wire>> {
    let name = match host {
        Host::Tcp(name) => name,
        Host::Unix(folder) => return unix(folder, port).await,
    };
    let stream = TcpStream::connect((name.as_str(), port)).await?;
    stream.set_nodelay(true)?;
    let socket = SockRef::from(&stream);
    #[cfg(target_os = "linux")]
    if let Some(limit) = config.get_tcp_user_timeout() {
        socket.set_tcp_user_timeout(Some(*limit))?;
    }
    if config.get_keepalives() {
        let mut keepalive = TcpKeepalive::new().with_time(config.get_keepalives_idle());
        if let Some(interval) = config.get_keepalives_interval() {
            keepalive = keepalive.with_interval(interval);
        }
        if let Some(retries) = config.get_keepalives_retries() {
            keepalive = keepalive.with_retries(retries);
        }
        socket.set_tcp_keepalive(&keepalive)?;
    }
    Ok(Box::new(stream))
}

async fn unix(folder: &Path, port: u16) -> io::Result<Box<dyn Wire>> {
    let stream = UnixStream::connect(folder.join(format!(".s.PGSQL.{port}"))).await?;
    Ok(Box::new(stream))
}

/// Checks that the server accepts changes, or refuses them, if the URL requires it with `target_session_attrs`.
async fn check_attributes(config: &Config, client: &Client) -> ConnectionResult<()> {
    let wanted = match config.get_target_session_attrs() {
        TargetSessionAttrs::ReadWrite => "off",
        TargetSessionAttrs::ReadOnly => "on",
        _ => return Ok(()),
    };
    let answer = client
        .simple_query("SHOW transaction_read_only")
        .await
        .map_err(with_causes)?;
    let is_wanted = answer
        .iter()
        .any(|message| matches!(message, SimpleQueryMessage::Row(row) if row.get(0) == Some(wanted)));
    if is_wanted {
        Ok(())
    } else {
        Err(refused("the server does not accept what target_session_attrs requires"))
    }
}

fn refused(why: &str) -> ConnectionError {
    ConnectionError::BadConnection(why.to_owned())
}

/// Converts an error to one whose text includes the causes.
fn with_causes(error: impl std::error::Error) -> ConnectionError {
    ConnectionError::BadConnection(error::with_causes(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(url: &str) -> Vec<(Host, u16)> {
        servers(&url.parse().unwrap()).unwrap()
    }

    #[test]
    fn hosts_and_ports_are_those_of_the_url() {
        let tcp = |name: &str| Host::Tcp(name.to_owned());
        assert_eq!(of("postgresql://u@db/app"), [(tcp("db"), 5432)]);
        assert_eq!(of("postgresql://u@a:1,b:2/app"), [(tcp("a"), 1), (tcp("b"), 2)]);
        assert_eq!(of("host=a,b port=7"), [(tcp("a"), 7), (tcp("b"), 7)]);
        assert_eq!(of("host=a hostaddr=10.0.0.1"), [(tcp("10.0.0.1"), 5432)]);
        assert_eq!(of("postgresql://u@%2Ftmp/app"), [(Host::Unix("/tmp".into()), 5432)]);
        let mut some = of("host=a,b,c load_balance_hosts=random");
        some.sort_by_key(|(host, _)| format!("{host:?}"));
        assert_eq!(some, of("host=a,b,c"));
    }

    #[tokio::test]
    async fn what_cannot_be_reached_is_said() {
        for (url, said) in [
            ("postgresql://u@db/app?sslmode=require", "sslmode"),
            ("user=u", "no host"),
            ("host=a,b,c port=1,2", "as many ports as hosts"),
            ("host=a,b hostaddr=127.0.0.1", "hostaddr"),
            ("host=/nowhere user=u", "No such file"),
            ("no url", "invalid"),
        ] {
            let error = connect(url.to_owned(), Duration::ZERO).await.err().unwrap().to_string();
            assert!(error.contains(said), "{url}: {error}");
        }
    }
}
