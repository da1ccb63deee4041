use std::error::Error as StdError;
use std::io;

use jiff::Timestamp;
use rustls::pki_types::UnixTime;
use rustls::{CertificateError, Error};

use super::error::ConnectError;
use super::parameters::{Authorities, TlsParameters};

/// Why TLS with a server failed, in words for who configures the database.
pub(super) fn handshake(error: &io::Error, host: &str, tls: &TlsParameters) -> ConnectError {
    match of_tls(error) {
        Some(Error::InvalidCertificate(problem)) => ConnectError::new(certificate(problem, host, tls)),
        Some(other) => ConnectError::new(refused(other, host)),
        None => ConnectError::new(format!(
            "the server \"{host}\" ended the connection during TLS: {error}"
        )),
    }
}

/// Why a connection failed after TLS was there, if TLS is the reason: the server may refuse the certificate of the client
/// only then.
pub(super) fn later(error: &(dyn StdError + 'static), host: &str) -> Option<ConnectError> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<io::Error>().and_then(of_tls) {
            return Some(ConnectError::new(refused(error, host)));
        }
        cause = error.source();
    }
    None
}

/// The error of TLS within an error of reading or writing.
fn of_tls(error: &io::Error) -> Option<&Error> {
    error.get_ref().and_then(|inner| inner.downcast_ref())
}

fn refused(error: &Error, host: &str) -> String {
    match error {
        Error::AlertReceived(alert) => format!(
            "the server \"{host}\" refused TLS ({alert:?}); its log has the reason, and sslcert must name a certificate \
             that it accepts if it asks for one"
        ),
        Error::InvalidMessage(_) => {
            format!("the server \"{host}\" does not speak TLS as PostgreSQL does ({error}); check host and port")
        }
        other => format!("TLS with the server \"{host}\" failed: {other}"),
    }
}

fn certificate(problem: &CertificateError, host: &str, tls: &TlsParameters) -> String {
    match problem {
        CertificateError::UnknownIssuer | CertificateError::BadSignature => {
            let authorities = match &tls.authorities {
                Some(Authorities::File(file)) => format!("in {}", file.display()),
                _ => "that this system trusts".to_owned(),
            };
            format!(
                "the certificate of the server \"{host}\" is not signed by an authority {authorities}; sslrootcert must \
                 name the file with the certificate of the authority that signed it"
            )
        }
        CertificateError::ExpiredContext { not_after, .. } => format!(
            "the certificate of the server \"{host}\", or of its authority, expired on {}; renew it on the database \
             server, or set the clock of this machine",
            day(*not_after)
        ),
        CertificateError::NotValidYetContext { not_before, .. } => format!(
            "the certificate of the server \"{host}\", or of its authority, is not valid before {}; set the clock of \
             this machine, or renew it on the database server",
            day(*not_before)
        ),
        CertificateError::NotValidForNameContext { presented, .. } => {
            let names = match presented.as_slice() {
                [] => "no server".to_owned(),
                names => names.join(", "),
            };
            format!(
                "the certificate of the server is for {names}, and not for \"{host}\"; name the host as the certificate \
                 does (hostaddr may have its address), or use sslmode=verify-ca, which accepts every name"
            )
        }
        CertificateError::Other(other) => {
            format!("the certificate of the server \"{host}\" cannot be used: {other}")
        }
        CertificateError::UnsupportedSignatureAlgorithmContext { .. }
        | CertificateError::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => format!(
            "the certificate of the server \"{host}\", or of its authority, is signed in a way that is not supported, as \
             with SHA-1; make it again"
        ),
        other => format!("the certificate of the server \"{host}\" cannot be used: {other}"),
    }
}

/// The day of a time, in UTC.
fn day(time: UnixTime) -> String {
    let timestamp = i64::try_from(time.as_secs())
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok());
    timestamp.map_or_else(
        || "an unknown day".to_owned(),
        |time| time.strftime("%Y-%m-%d").to_string(),
    )
}
