use std::error::Error as StdError;
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::verify_server_cert_signed_by_trust_anchor;
use rustls::crypto::{
    WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature, verify_tls13_signature_with_raw_key,
};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, DigitallySignedStruct, Error, OtherError, RootCertStore, SignatureScheme};

use super::certificate::Certificate;

/// Checks the certificate of a server as libpq does: not at all, by its signatures, or also by its name.
///
/// That the server has the key of its certificate is always checked: the login may be bound to the certificate.
#[derive(Debug)]
pub(super) struct Verifier {
    pub(super) algorithms: WebPkiSupportedAlgorithms,
    /// `None`: any certificate is accepted.
    pub(super) trust: Option<Trust>,
}

/// The authorities that are trusted, and what is checked.
#[derive(Debug)]
pub(super) struct Trust {
    authorities: RootCertStore,
    /// The same authorities as whole certificates, if they are those of a file.
    certificates: Vec<CertificateDer<'static>>,
    is_name_checked: bool,
}

/// The certificate of a server is of version 1.
#[derive(Debug, thiserror::Error)]
#[error("it has no extensions (X.509 version 1); make it again with the extension subjectAltName")]
struct OldForm;

/// The server signed with another key than that of its certificate.
#[derive(Debug, thiserror::Error)]
#[error("the server does not have its key")]
struct OtherKey;

impl Trust {
    /// Trusts the certificates of a file.
    ///
    /// # Errors
    /// When one of them cannot be read.
    pub(super) fn in_file(certificates: Vec<CertificateDer<'static>>, is_name_checked: bool) -> Result<Self, Error> {
        let mut authorities = RootCertStore::empty();
        for certificate in &certificates {
            authorities.add(certificate.clone())?;
        }
        Ok(Self {
            authorities,
            certificates,
            is_name_checked,
        })
    }

    /// Trusts those certificates of the system that can be read. There is none if this returns `None`.
    pub(super) fn in_system(certificates: Vec<CertificateDer<'static>>) -> Option<Self> {
        let mut authorities = RootCertStore::empty();
        authorities.add_parsable_certificates(certificates);
        (!authorities.is_empty()).then_some(Self {
            authorities,
            certificates: Vec::new(),
            is_name_checked: true,
        })
    }

    fn check(
        &self,
        der: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        now: UnixTime,
        algorithms: &WebPkiSupportedAlgorithms,
    ) -> Result<(), Error> {
        let certificate = Certificate::read(der)?;
        let is_self_issued = certificate.is_self_issued();
        if is_self_issued && self.certificates.iter().any(|trusted| trusted == der) {
            // Nobody else signed it. The library for TLS would refuse it, because it usually says of itself that it is that
            // of an authority.
            certificate.check_time(now)?;
        } else if certificate.has_extensions() {
            let parsed = ParsedCertificate::try_from(der)?;
            let authorities = &self.authorities;
            verify_server_cert_signed_by_trust_anchor(&parsed, authorities, intermediates, now, algorithms.all)
                .map_err(|error| match error {
                    // The library refuses it as that of an authority, and does not say that no trusted authority signed it.
                    Error::InvalidCertificate(CertificateError::Other(_)) if is_self_issued => {
                        CertificateError::UnknownIssuer.into()
                    }
                    error => error,
                })?;
        } else if is_self_issued {
            return Err(CertificateError::UnknownIssuer.into());
        } else {
            return Err(other(OldForm));
        }
        if self.is_name_checked {
            certificate.check_name(name)?;
        }
        Ok(())
    }
}

fn other(error: impl StdError + Send + Sync + 'static) -> Error {
    CertificateError::Other(OtherError(Arc::new(error))).into()
}

/// A wrong signature of the handshake, told apart from a wrong signature of the certificate.
fn of_handshake(error: Error) -> Error {
    match error {
        Error::InvalidCertificate(CertificateError::BadSignature) => other(OtherKey),
        error => error,
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if let Some(trust) = &self.trust {
            trust.check(end_entity, intermediates, server_name, now, &self.algorithms)?;
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        der: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, der, signed, &self.algorithms).map_err(of_handshake)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        der: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let certificate = Certificate::read(der)?;
        let verified = if certificate.has_extensions() {
            verify_tls13_signature(message, der, signed, &self.algorithms)
        } else {
            // The library refuses certificates of version 1, but not their keys.
            verify_tls13_signature_with_raw_key(message, &certificate.public_key()?, signed, &self.algorithms)
        };
        verified.map_err(of_handshake)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}
