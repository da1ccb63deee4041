use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use crate::ClusterError;
use crate::account::Account;

/// Names of the files in the data directory of PostgreSQL.
const CERTIFICATE: &str = "loopback.crt";
const KEY: &str = "loopback.key";
const ACCESS: &str = "loopback_hba.conf";

/// Who may connect: who can open the socket, as always, and roles with a password over TLS.
const RULES: &str = "local all all trust\n\
                     hostssl all all 127.0.0.1/32 scram-sha-256\n";

/// A TCP port of this machine beside the socket, which accepts connections with TLS and a password only: for tests.
#[derive(Clone)]
pub struct Loopback {
    port: u16,
    certificate: String,
    key: String,
}

impl Loopback {
    /// The port on 127.0.0.1, and the certificate (with those between it and its authority) and the key of the server, both
    /// as PEM.
    pub fn new(port: u16, certificate: impl Into<String>, key: impl Into<String>) -> Self {
        Self {
            port,
            certificate: certificate.into(),
            key: key.into(),
        }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Writes the files that the settings name.
    pub(crate) fn write_files(&self, cluster: &Path, account: &Account) -> Result<(), ClusterError> {
        for (name, text) in [
            (CERTIFICATE, self.certificate.as_str()),
            (KEY, &self.key),
            (ACCESS, RULES),
        ] {
            let path = cluster.join(name);
            write_private(&path, text, account).map_err(ClusterError::system(format!("writing {}", path.display())))?;
        }
        Ok(())
    }

    /// Settings of PostgreSQL. It looks for files with relative names in its data directory, except for the `hba_file`: for that,
    /// in the folder in which it was started.
    pub(crate) fn settings(&self, cluster: &Path) -> Vec<(String, String)> {
        let settings = [
            ("listen_addresses", "127.0.0.1".to_owned()),
            ("port", self.port.to_string()),
            ("ssl", "on".to_owned()),
            ("ssl_cert_file", CERTIFICATE.to_owned()),
            ("ssl_key_file", KEY.to_owned()),
            ("hba_file", cluster.join(ACCESS).display().to_string()),
        ];
        settings.map(|(name, value)| (name.to_owned(), value)).into()
    }
}

impl fmt::Debug for Loopback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Loopback")
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}

/// Replaces a file. PostgreSQL refuses a key that others can read.
fn write_private(path: &Path, text: &str, account: &Account) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    account.own(&file)?;
    file.write_all(text.as_bytes())
}
