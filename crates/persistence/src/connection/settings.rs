use std::path::Path;
use std::sync::Arc;

use rustls::ClientConfig;
use rustls::client::Resumption;
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::error::ConnectError;
use super::parameters::{Authorities, ClientFiles, SslMode, TlsParameters};
use super::provider::provider;
use super::verifier::{Trust, Verifier};

/// The name of PostgreSQL's protocol within TLS (ALPN). The client states it with `sslnegotiation=direct`.
pub(super) const PROTOCOL: &[u8] = b"postgresql";

/// The settings of TLS for one connection. The files are read each time, as libpq does, so that a certificate that was
/// renewed needs no restart. Blocks.
///
/// # Errors
/// When a file is missing or cannot be read, when the system trusts nobody, or when a certificate must be checked and no
/// authorities are named.
pub(super) fn settings(tls: &TlsParameters) -> Result<ClientConfig, ConnectError> {
    let provider = provider();
    let verifier = Verifier {
        algorithms: provider.signature_verification_algorithms,
        trust: trust(tls)?,
    };
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| ConnectError::with_causes(&error))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier));
    let mut settings = match &tls.client {
        None => builder.with_no_client_auth(),
        Some(files) => {
            let (chain, key) = client(files)?;
            builder
                .with_client_auth_cert(chain, key)
                .map_err(|error| of_file("sslkey", &files.key, &format!("does not fit to sslcert ({error})")))?
        }
    };
    // PostgreSQL does not resume sessions.
    settings.resumption = Resumption::disabled();
    if tls.is_direct {
        settings.alpn_protocols = vec![PROTOCOL.to_vec()];
    }
    Ok(settings)
}

fn trust(tls: &TlsParameters) -> Result<Option<Trust>, ConnectError> {
    let is_name_checked = tls.mode == SslMode::VerifyFull;
    match &tls.authorities {
        None if tls.mode >= SslMode::VerifyCa => Err(ConnectError::new(format!(
            "sslmode={} needs sslrootcert: the file with the certificate of the authority that signed that of the server \
             (or sslrootcert=system with sslmode=verify-full, for an authority that this system trusts)",
            tls.mode.name()
        ))),
        None => Ok(None),
        Some(Authorities::File(file)) => {
            let certificates = certificates("sslrootcert", file)?;
            Trust::in_file(certificates, is_name_checked)
                .map(Some)
                .map_err(|error| {
                    of_file(
                        "sslrootcert",
                        file,
                        &format!("has a certificate that cannot be read ({error})"),
                    )
                })
        }
        Some(Authorities::System) => {
            let trust = Trust::in_system(system_certificates());
            let missing = "sslrootcert=system finds no certificates on this system; install them (Debian, Ubuntu: \
                           apt-get install ca-certificates), or name a file";
            trust.map(Some).ok_or_else(|| ConnectError::new(missing))
        }
    }
}

/// The certificates of the authorities that the operating system trusts. Those that cannot be read are left out.
pub(super) fn system_certificates() -> Vec<CertificateDer<'static>> {
    rustls_native_certs::load_native_certs().certs
}

fn client(files: &ClientFiles) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>), ConnectError> {
    let chain = certificates("sslcert", &files.certificate)?;
    let key = PrivateKeyDer::from_pem_file(&files.key).map_err(|error| {
        let why = match error {
            pem::Error::NoItemsFound => "has no key in PEM without a password; openssl pkey makes one".to_owned(),
            other => unreadable(&other),
        };
        of_file("sslkey", &files.key, &why)
    })?;
    Ok((chain, key))
}

/// The certificates in a file, at least one.
fn certificates(parameter: &str, file: &Path) -> Result<Vec<CertificateDer<'static>>, ConnectError> {
    let read: Result<Vec<_>, _> = CertificateDer::pem_file_iter(file).and_then(Iterator::collect);
    let certificates = read.map_err(|error| of_file(parameter, file, &unreadable(&error)))?;
    if certificates.is_empty() {
        return Err(of_file(parameter, file, "has no certificate in PEM"));
    }
    Ok(certificates)
}

fn unreadable(error: &pem::Error) -> String {
    match error {
        pem::Error::Io(error) => format!("cannot be read ({error})"),
        other => format!("is not well-formed PEM ({other})"),
    }
}

fn of_file(parameter: &str, file: &Path, why: &str) -> ConnectError {
    ConnectError::new(format!("the file {} of {parameter} {why}", file.display()))
}
