//! Certificates of the tests.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use rcgen::{BasicConstraints, CertificateParams, DistinguishedName, DnType, IsCa, Issuer, KeyPair, SigningKey as _};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use x509_cert::certificate::Version;
use x509_cert::der::asn1::BitString;
use x509_cert::der::{Decode as _, Encode as _};

use crate::connection::provider::provider;

/// Signs certificates.
pub(super) struct Authority {
    params: CertificateParams,
    key: KeyPair,
    certificate: CertificateDer<'static>,
    pem: String,
}

/// A certificate with its key.
pub(super) struct Identity {
    pub(super) certificate: CertificateDer<'static>,
    pub(super) pem: String,
    key: KeyPair,
}

/// Parameters of a certificate with these alternative names and this common name.
pub(super) fn params(names: &[&str], common: &str) -> CertificateParams {
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    let mut params = CertificateParams::new(names).unwrap();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, common);
    params
}

impl Authority {
    pub(super) fn new(common: &str) -> Self {
        let mut params = params(&[], common);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let made = params.self_signed(&key).unwrap();
        Self {
            certificate: made.der().clone(),
            pem: made.pem(),
            params,
            key,
        }
    }

    pub(super) fn sign(&self, params: &CertificateParams) -> Identity {
        let key = KeyPair::generate().unwrap();
        let made = params.signed_by(&key, &Issuer::from_params(&self.params, &self.key));
        let made = made.unwrap();
        Identity {
            certificate: made.der().clone(),
            pem: made.pem(),
            key,
        }
    }

    /// Signs a certificate of X.509 version 1, without extensions.
    pub(super) fn sign_old_form(&self, common: &str) -> Identity {
        let mut identity = self.sign(&params(&[], common));
        identity.certificate = old_form(&identity.certificate, &self.key);
        identity
    }

    /// Writes its certificate into a folder.
    pub(super) fn file(&self, folder: &Path) -> PathBuf {
        write(folder, "ca.pem", &self.pem)
    }
}

impl Identity {
    /// A certificate that nobody else signed. `openssl req -x509` says in it that it is that of an authority.
    pub(super) fn self_signed(common: &str) -> Self {
        let Authority {
            certificate, pem, key, ..
        } = Authority::new(common);
        Self { certificate, pem, key }
    }

    pub(super) fn self_signed_in_old_form(common: &str) -> Self {
        let mut identity = Self::self_signed(common);
        identity.certificate = old_form(&identity.certificate, &identity.key);
        let body = BASE64_STANDARD.encode(&identity.certificate);
        identity.pem = format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n");
        identity
    }

    pub(super) fn key_pem(&self) -> String {
        self.key.serialize_pem()
    }

    /// The settings of a server with this certificate.
    pub(super) fn server(&self) -> ServerConfig {
        self.serving(None)
    }

    /// The settings of a server with this certificate that asks clients for one.
    pub(super) fn server_for_clients_of(&self, clients: &Authority) -> ServerConfig {
        self.serving(Some(clients))
    }

    fn serving(&self, clients: Option<&Authority>) -> ServerConfig {
        let key = PrivateKeyDer::try_from(self.key.serialize_der()).unwrap();
        let key = provider().key_provider.load_private_key(key).unwrap();
        // Without the check that key and certificate fit together: it refuses the old form.
        let certified = CertifiedKey::new(vec![self.certificate.clone()], key);
        let builder = ServerConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .unwrap();
        let builder = match clients {
            None => builder.with_no_client_auth(),
            Some(clients) => {
                let mut roots = rustls::RootCertStore::empty();
                roots.add(clients.certificate.clone()).unwrap();
                let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider());
                builder.with_client_cert_verifier(verifier.build().unwrap())
            }
        };
        builder.with_cert_resolver(Arc::new(SingleCertAndKey::from(certified)))
    }
}

/// Writes a file and returns its path.
pub(super) fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

/// The same certificate without extensions, signed again.
fn old_form(der: &CertificateDer<'_>, issuer: &KeyPair) -> CertificateDer<'static> {
    let mut certificate = x509_cert::Certificate::from_der(der).unwrap();
    certificate.tbs_certificate.version = Version::V1;
    certificate.tbs_certificate.extensions = None;
    let signature = issuer.sign(&certificate.tbs_certificate.to_der().unwrap()).unwrap();
    certificate.signature = BitString::from_bytes(&signature).unwrap();
    certificate.to_der().unwrap().into()
}
