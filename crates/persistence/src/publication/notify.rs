use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt as _;
use tokio::sync::mpsc::{self, UnboundedReceiver};
use tokio_postgres::{AsyncMessage, Client, NoTls};
use uuid::Uuid;

use crate::store::CONNECT_TIMEOUT;

/// The pause before the next attempt to listen. It doubles with each failure, up to [`PAUSE_MAX`].
const PAUSE: Duration = Duration::from_millis(200);
/// The longest pause between two attempts.
const PAUSE_MAX: Duration = Duration::from_secs(10);

/// Receives notifications about changed publications.
pub trait PublicationChanges: Send + Sync + 'static {
    /// The public answer of this document changed.
    fn changed(&self, document: Uuid);
    /// Notifications may have been missed, or may be missed from now on. Everything cached must be dropped.
    fn interrupted(&self);
    /// Notifications arrive again.
    fn resumed(&self);
}

/// Listens for the database's notifications about changed publications, reconnects after lost connections, and never
/// returns. Spawn it once.
pub async fn listen(database_url: String, changes: Arc<dyn PublicationChanges>) {
    let mut pause = PAUSE;
    loop {
        match listen_once(&database_url, changes.as_ref()).await {
            Ok(()) => pause = PAUSE,
            Err(error) => {
                tracing::warn!(%error, "not listening to publications; public answers are not cached meanwhile");
                pause = (pause * 2).min(PAUSE_MAX);
            }
        }
        changes.interrupted();
        tokio::time::sleep(pause).await;
    }
}

/// Passes the notifications on until the connection is lost.
async fn listen_once(database_url: &str, changes: &dyn PublicationChanges) -> Result<(), ListenError> {
    // The client keeps the connection open.
    let (_client, mut messages) = tokio::time::timeout(CONNECT_TIMEOUT, open(database_url)).await??;
    changes.resumed();
    while let Some(message) = messages.recv().await {
        if let AsyncMessage::Notification(notification) = message
            && let Ok(document) = Uuid::parse_str(notification.payload())
        {
            changes.changed(document);
        }
    }
    Ok(())
}

/// Opens a connection that listens. Its messages end with the connection.
async fn open(database_url: &str) -> Result<(Client, UnboundedReceiver<AsyncMessage>), tokio_postgres::Error> {
    let (client, mut connection) = tokio_postgres::connect(database_url, NoTls).await?;
    let (sender, messages) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let mut stream = futures_util::stream::poll_fn(move |context| connection.poll_message(context));
        while let Some(Ok(message)) = stream.next().await {
            if sender.send(message).is_err() {
                break;
            }
        }
    });
    client.batch_execute("LISTEN publications").await?;
    Ok((client, messages))
}

#[derive(Debug, thiserror::Error)]
enum ListenError {
    #[error(transparent)]
    Database(#[from] tokio_postgres::Error),
    #[error("the database did not answer in time")]
    TooSlow(#[from] tokio::time::error::Elapsed),
}
