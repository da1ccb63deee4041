use tokio_postgres::{Client, NoTls};

/// Connects as the user that `url` names. A task in the background sends and receives for the client.
pub(crate) async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls)
        .await
        .unwrap_or_else(|error| panic!("{url}: {error}"));
    tokio::spawn(connection);
    client
}
