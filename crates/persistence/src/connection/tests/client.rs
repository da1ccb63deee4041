use std::convert::identity;
use std::path::Path;

use crate::connection::Target;
use crate::connection::open::{in_time, open};

/// The name of the servers in the URLs of the tests.
pub(super) const HOST: &str = "db.example";

/// Connects to a server on this machine under the name [`HOST`]. Returns `tls` or `plain`, or why it failed.
pub(super) async fn connect(port: u16, parameters: &str) -> String {
    let url = format!("postgresql://u:geheim@{HOST}:{port}/d?hostaddr=127.0.0.1&{parameters}");
    match connect_to(&url).await {
        Ok(encryption) => encryption,
        Err(error) => {
            assert!(!error.contains("geheim") && !error.contains('\n'), "{error}");
            error
        }
    }
}

pub(super) async fn connect_to(url: &str) -> Result<String, String> {
    let target = Target::parse(url).map_err(|error| error.to_string())?;
    let opened = in_time(open(&target, identity)).await;
    let (_, connection) = opened.map_err(|error| error.to_string())?;
    Ok(connection.parameter("encryption").unwrap().to_owned())
}

pub(super) fn authorities(file: &Path) -> String {
    format!("sslrootcert={}", file.display())
}
