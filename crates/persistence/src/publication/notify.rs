use std::convert::{Infallible, identity};
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt as _;
use tokio::sync::mpsc::{self, UnboundedReceiver};
use tokio::time::{Instant, timeout};
use tokio_postgres::{AsyncMessage, Client};
use uuid::Uuid;

use crate::connection::{self, CONNECT_TIMEOUT, ConnectError, Target};
use crate::error::with_causes;

/// The pause before a connection that was good for a while is opened again. It doubles with each failure, up to
/// [`PAUSE_MAX`].
const PAUSE: Duration = Duration::from_millis(200);
/// The longest pause between two attempts.
const PAUSE_MAX: Duration = Duration::from_secs(10);
/// When nothing arrives for this long, the connection is tested. A firewall may drop an idle connection without a word:
/// a document that another server withdraws would then stay in the cache of this one.
const HEARTBEAT: Duration = Duration::from_secs(30);

/// Receives notifications about changed publications.
pub trait PublicationChanges: Send + Sync + 'static {
    /// The public answer of this document changed.
    fn changed(&self, document: Uuid);
    /// Notifications may have been missed, or may be missed from now on. Everything cached must be dropped.
    fn interrupted(&self);
    /// Notifications arrive again.
    fn resumed(&self);
    /// A job of this kind was inserted.
    fn job_inserted(&self, _kind: &str) {}
}

/// Listens for the database's notifications about changed publications, reconnects after lost connections, and never
/// returns. Spawn it once.
pub async fn listen(database_url: String, changes: Arc<dyn PublicationChanges>) {
    listen_with(&database_url, changes.as_ref(), HEARTBEAT, CONNECT_TIMEOUT).await;
}

/// [`listen`] with other times, for the tests: an idle connection is tested after `heartbeat`; connecting and a test may
/// take `limit`.
async fn listen_with(
    database_url: &str,
    changes: &dyn PublicationChanges,
    heartbeat: Duration,
    limit: Duration,
) -> Infallible {
    let mut pause = PAUSE;
    loop {
        let mut opened = None;
        let Err(error) = listen_once(database_url, changes, (heartbeat, limit), &mut opened).await;
        changes.interrupted();
        let error = with_causes(&error);
        tracing::warn!(
            error,
            "not listening to publications; public answers are not cached meanwhile"
        );
        // A connection that was good for a while is opened again soon.
        pause = if opened.is_some_and(|since: Instant| since.elapsed() > PAUSE_MAX) {
            PAUSE
        } else {
            (pause * 2).min(PAUSE_MAX)
        };
        tokio::time::sleep(pause).await;
    }
}

/// Passes the notifications on until the connection is lost. `opened` becomes the time since when they arrive.
async fn listen_once(
    database_url: &str,
    changes: &dyn PublicationChanges,
    (heartbeat, limit): (Duration, Duration),
    opened: &mut Option<Instant>,
) -> Result<Infallible, ListenError> {
    let (client, mut messages) = timeout(limit, open(database_url)).await??;
    changes.resumed();
    *opened = Some(Instant::now());
    loop {
        match timeout(heartbeat, messages.recv()).await {
            Ok(Some(message)) => {
                if let AsyncMessage::Notification(notification) = message? {
                    if notification.channel() == "jobs" {
                        changes.job_inserted(notification.payload());
                    } else if let Ok(document) = Uuid::parse_str(notification.payload()) {
                        changes.changed(document);
                    } else {
                        // The trigger of a newer version may say something else: any document may have changed.
                        changes.interrupted();
                        changes.resumed();
                    }
                }
            }
            Ok(None) => return Err(ListenError::Closed),
            Err(_) => {
                timeout(limit, client.simple_query("SELECT 1")).await??;
            }
        }
    }
}

/// The messages of a connection. The last one may be the error that ended it.
type Messages = UnboundedReceiver<Result<AsyncMessage, tokio_postgres::Error>>;

/// Opens a connection that listens. Its messages end with the connection.
async fn open(database_url: &str) -> Result<(Client, Messages), ListenError> {
    let (client, mut connection) = connection::open(&Target::parse(database_url)?, identity).await?;
    let (sender, messages) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let mut stream = futures_util::stream::poll_fn(move |context| connection.poll_message(context));
        while let Some(message) = stream.next().await {
            let is_last = message.is_err();
            if sender.send(message).is_err() || is_last {
                break;
            }
        }
    });
    client.batch_execute("LISTEN publications; LISTEN jobs").await?;
    Ok((client, messages))
}

#[derive(Debug, thiserror::Error)]
enum ListenError {
    #[error(transparent)]
    Connect(#[from] ConnectError),
    #[error(transparent)]
    Database(#[from] tokio_postgres::Error),
    #[error("the database closed the connection")]
    Closed,
    #[error("the database did not answer in time")]
    TooSlow(#[from] tokio::time::error::Elapsed),
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::{TcpListener, TcpStream};

    use super::*;

    /// Sends each call on.
    struct Heard(mpsc::UnboundedSender<&'static str>);

    impl PublicationChanges for Heard {
        fn changed(&self, _: Uuid) {
            let _ = self.0.send("changed");
        }
        fn interrupted(&self) {
            let _ = self.0.send("interrupted");
        }
        fn resumed(&self) {
            let _ = self.0.send("resumed");
        }
    }

    /// A server that accepts the login and `LISTEN` and then says nothing more, as behind a firewall that drops the
    /// connection.
    async fn fall_silent(mut client: TcpStream) {
        let mut bytes = [0; 1024];
        let _ = client.read(&mut bytes).await;
        // AuthenticationOk, ReadyForQuery.
        let _ = client.write_all(b"R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I").await;
        let _ = client.read(&mut bytes).await;
        // CommandComplete, ReadyForQuery.
        let _ = client.write_all(b"C\0\0\0\x0bLISTEN\0Z\0\0\0\x05I").await;
        while client.read(&mut bytes).await.is_ok_and(|read| read > 0) {}
    }

    #[tokio::test]
    async fn a_connection_that_died_without_a_word_is_noticed() {
        let server = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("postgresql://u@{}/d?sslmode=disable", server.local_addr().unwrap());
        tokio::spawn(async move {
            while let Ok((client, _)) = server.accept().await {
                tokio::spawn(fall_silent(client));
            }
        });
        let (sender, mut heard) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            let soon = Duration::from_millis(50);
            listen_with(&url, &Heard(sender), soon, Duration::from_secs(1)).await
        });
        for expected in ["resumed", "interrupted", "resumed"] {
            let found = timeout(Duration::from_secs(30), heard.recv()).await;
            assert_eq!(found.unwrap(), Some(expected));
        }
    }
}
