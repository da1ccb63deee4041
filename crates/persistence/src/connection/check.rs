use super::error::ConnectError;
use super::open::client;
use super::target::Target;

/// Checks the form of a database URL: what the driver understands, and the parameters for TLS. Nothing is opened.
///
/// # Errors
/// One line that names the mistake.
pub fn check_database_url(url: &str) -> Result<(), ConnectError> {
    Target::parse(url)?.servers().map(|_| ())
}

/// Opens a connection and closes it again. Who prepares a database calls this first, so that an error of the connection is
/// not taken for one of the preparation.
///
/// # Errors
/// One line that names what is wrong, and a remedy where one is known.
pub async fn reach(url: &str) -> Result<(), ConnectError> {
    client(&Target::parse(url)?).await.map(drop)
}
