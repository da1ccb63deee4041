use std::env;
use std::path::PathBuf;

use super::error::ConnectError;
use super::parameters::{Authorities, SslMode};
use super::settings::system_certificates;
use super::target::{Server, Target};

/// How connections of a URL check the certificate of the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CertificateCheck {
    /// They do not: the mode does not ask for it, or all servers are Unix sockets.
    No,
    /// The mode asks for it, and the URL names no authorities. No connection can be opened.
    WithoutAuthorities {
        /// The value of `sslmode`.
        mode: &'static str,
    },
    /// With the authorities in this file.
    File(PathBuf),
    /// With the authorities that the operating system trusts.
    System {
        /// The files and folders of its store that exist.
        store: Vec<PathBuf>,
        /// How many certificates they have.
        certificates: usize,
    },
}

/// Tells how connections of a URL check the certificate of the server. Nothing is opened but the store of the system.
///
/// # Errors
/// As [`super::check_database_url`].
pub fn certificate_check(url: &str) -> Result<CertificateCheck, ConnectError> {
    let target = Target::parse(url)?;
    if !target.servers()?.iter().any(Server::is_tcp) || target.tls.mode == SslMode::Disable {
        return Ok(CertificateCheck::No);
    }
    let mode = target.tls.mode;
    Ok(match target.tls.authorities {
        Some(Authorities::File(file)) => CertificateCheck::File(file),
        Some(Authorities::System) => CertificateCheck::System {
            store: system_store(),
            certificates: system_certificates().len(),
        },
        None if mode >= SslMode::VerifyCa => CertificateCheck::WithoutAuthorities { mode: mode.name() },
        None => CertificateCheck::No,
    })
}

/// The files and folders that [`system_certificates`] reads: those of `SSL_CERT_FILE` and `SSL_CERT_DIR` if one of them is
/// set, otherwise those of the distribution.
fn system_store() -> Vec<PathBuf> {
    let file = env::var_os(openssl_probe::ENV_CERT_FILE).map(PathBuf::from);
    let folders = env::var_os(openssl_probe::ENV_CERT_DIR).unwrap_or_default();
    let folders = env::split_paths(&folders).filter(|folder| !folder.as_os_str().is_empty());
    let named: Vec<PathBuf> = file.into_iter().chain(folders).collect();
    if !named.is_empty() {
        return named;
    }
    let found = openssl_probe::probe();
    found.cert_file.into_iter().chain(found.cert_dir).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(parameters: &str) -> CertificateCheck {
        certificate_check(&format!("postgresql://u:p@db/app?{parameters}")).unwrap()
    }

    #[test]
    fn the_authorities_are_those_of_the_url() {
        for parameters in ["", "sslmode=require", "sslmode=disable&sslrootcert=/ca.pem"] {
            assert_eq!(of(parameters), CertificateCheck::No, "{parameters}");
        }
        for mode in ["verify-ca", "verify-full"] {
            assert_eq!(
                of(&format!("sslmode={mode}")),
                CertificateCheck::WithoutAuthorities { mode }
            );
        }
        for parameters in ["sslmode=verify-full&sslrootcert=/ca.pem", "sslrootcert=/ca.pem"] {
            assert_eq!(of(parameters), CertificateCheck::File("/ca.pem".into()), "{parameters}");
        }
        assert!(matches!(of("sslrootcert=system"), CertificateCheck::System { .. }));
    }

    #[test]
    fn a_unix_socket_has_no_certificate() {
        let socket = "postgresql://u@%2Frun%2Fpostgresql/app?sslmode=verify-full";
        assert_eq!(certificate_check(socket).unwrap(), CertificateCheck::No);
    }
}
