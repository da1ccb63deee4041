use std::net::IpAddr;

use rustls::pki_types::{CertificateDer, ServerName, SubjectPublicKeyInfoDer, UnixTime};
use rustls::{CertificateError, Error};
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use x509_cert::certificate::Version;
use x509_cert::der::oid::db::rfc4519::CN;
use x509_cert::der::oid::db::rfc5912::{
    ECDSA_WITH_SHA_256, ECDSA_WITH_SHA_384, ECDSA_WITH_SHA_512, SHA_1_WITH_RSA_ENCRYPTION, SHA_256_WITH_RSA_ENCRYPTION,
    SHA_384_WITH_RSA_ENCRYPTION, SHA_512_WITH_RSA_ENCRYPTION,
};
use x509_cert::der::{Decode as _, Encode as _, Tag, Tagged as _};
use x509_cert::ext::pkix::SubjectAltName;
use x509_cert::ext::pkix::name::GeneralName;

/// A certificate of X.509, read for what the library for TLS does not show.
pub(super) struct Certificate(x509_cert::Certificate);

/// The names of a server in its certificate.
#[derive(Debug, Default, PartialEq, Eq)]
struct Names {
    dns: Vec<String>,
    addresses: Vec<IpAddr>,
    common: Option<String>,
}

impl Certificate {
    /// Reads a certificate.
    ///
    /// # Errors
    /// When it is not well-formed.
    pub(super) fn read(der: &CertificateDer<'_>) -> Result<Self, Error> {
        let read = x509_cert::Certificate::from_der(der);
        read.map(Self).map_err(|_| CertificateError::BadEncoding.into())
    }

    /// Whether it may have extensions, as all certificates of today. `openssl x509 -req` makes others (X.509 version 1).
    pub(super) fn has_extensions(&self) -> bool {
        self.0.tbs_certificate.version == Version::V3
    }

    /// Whether it is its own issuer, as a certificate that nobody else signed.
    pub(super) fn is_self_issued(&self) -> bool {
        self.0.tbs_certificate.issuer == self.0.tbs_certificate.subject
    }

    /// The key of the server.
    pub(super) fn public_key(&self) -> Result<SubjectPublicKeyInfoDer<'static>, Error> {
        let key = self.0.tbs_certificate.subject_public_key_info.to_der();
        key.map(Into::into).map_err(|_| CertificateError::BadEncoding.into())
    }

    /// Checks that it is valid at a time.
    ///
    /// # Errors
    /// When it has expired, or is not valid yet.
    pub(super) fn check_time(&self, now: UnixTime) -> Result<(), Error> {
        let validity = &self.0.tbs_certificate.validity;
        let not_before = UnixTime::since_unix_epoch(validity.not_before.to_unix_duration());
        let not_after = UnixTime::since_unix_epoch(validity.not_after.to_unix_duration());
        if now < not_before {
            return Err(CertificateError::NotValidYetContext { time: now, not_before }.into());
        }
        if now > not_after {
            return Err(CertificateError::ExpiredContext { time: now, not_after }.into());
        }
        Ok(())
    }

    /// Checks the name of the server as libpq does. The names are those of the extension `subjectAltName`. The common name
    /// counts when there is no name there of the kind that is looked for.
    ///
    /// # Errors
    /// When the certificate is for other names.
    pub(super) fn check_name(&self, server: &ServerName<'_>) -> Result<(), Error> {
        let names = self.names();
        let is_named = match server {
            ServerName::DnsName(name) => {
                let common = names.common.iter().filter(|_| names.dns.is_empty());
                names
                    .dns
                    .iter()
                    .chain(common)
                    .any(|pattern| is_match(pattern, name.as_ref()))
            }
            ServerName::IpAddress(address) => {
                let address = IpAddr::from(*address);
                let common = names.common.as_ref().filter(|_| names.addresses.is_empty());
                names.addresses.contains(&address) || common.is_some_and(|name| *name == address.to_string())
            }
            _ => false,
        };
        if is_named {
            return Ok(());
        }
        let expected = server.to_owned();
        let presented = names.listed();
        Err(CertificateError::NotValidForNameContext { expected, presented }.into())
    }

    fn names(&self) -> Names {
        let mut names = Names {
            common: self.common_name(),
            ..Names::default()
        };
        let Ok(Some((_, SubjectAltName(alternatives)))) = self.0.tbs_certificate.get() else {
            return names;
        };
        for alternative in alternatives {
            match alternative {
                GeneralName::DnsName(name) => names.dns.push(name.to_string()),
                GeneralName::IpAddress(bytes) => names.addresses.extend(address_of(bytes.as_bytes())),
                _ => {}
            }
        }
        names
    }

    /// The first common name of the subject.
    fn common_name(&self) -> Option<String> {
        let mut attributes = self.0.tbs_certificate.subject.0.iter().flat_map(|one| one.0.iter());
        let value = &attributes.find(|attribute| attribute.oid == CN)?.value;
        match value.tag() {
            Tag::Utf8String | Tag::PrintableString | Tag::Ia5String | Tag::TeletexString => {
                std::str::from_utf8(value.value()).ok().map(str::to_owned)
            }
            _ => None,
        }
    }

    /// The hash of the certificate to which a login is bound (`tls-server-end-point` of RFC 5929). `None` when its
    /// signature names no hash function, as that of an Ed25519 key; the login is then not bound.
    pub(super) fn end_point(&self, der: &CertificateDer<'_>) -> Option<Vec<u8>> {
        match self.0.signature_algorithm.oid {
            // SHA-1 counts as SHA-256.
            SHA_1_WITH_RSA_ENCRYPTION | SHA_256_WITH_RSA_ENCRYPTION | ECDSA_WITH_SHA_256 => {
                Some(Sha256::digest(der).to_vec())
            }
            SHA_384_WITH_RSA_ENCRYPTION | ECDSA_WITH_SHA_384 => Some(Sha384::digest(der).to_vec()),
            SHA_512_WITH_RSA_ENCRYPTION | ECDSA_WITH_SHA_512 => Some(Sha512::digest(der).to_vec()),
            _ => None,
        }
    }
}

impl Names {
    /// The names for a message.
    fn listed(self) -> Vec<String> {
        let addresses = self.addresses.into_iter().map(|address| address.to_string());
        let listed: Vec<String> = self.dns.into_iter().chain(addresses).collect();
        if listed.is_empty() {
            self.common.into_iter().collect()
        } else {
            listed
        }
    }
}

/// Whether a name of a certificate is that of the server. A leading `*` stands for one label.
fn is_match(pattern: &str, name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    match pattern.strip_prefix("*.") {
        Some(suffix) => name
            .split_once('.')
            .is_some_and(|(label, rest)| !label.is_empty() && rest.eq_ignore_ascii_case(suffix)),
        None => pattern.eq_ignore_ascii_case(name),
    }
}

fn address_of(bytes: &[u8]) -> Option<IpAddr> {
    let four = <[u8; 4]>::try_from(bytes).map(IpAddr::from);
    four.or_else(|_| <[u8; 16]>::try_from(bytes).map(IpAddr::from)).ok()
}

#[cfg(test)]
mod tests {
    use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair, PKCS_ED25519};

    use super::*;

    fn certificate(alternatives: &[&str], common: Option<&str>) -> CertificateDer<'static> {
        let alternatives: Vec<String> = alternatives.iter().map(|&name| name.to_owned()).collect();
        let mut params = CertificateParams::new(alternatives).unwrap();
        params.distinguished_name = DistinguishedName::new();
        if let Some(common) = common {
            params.distinguished_name.push(DnType::CommonName, common);
        }
        let made = params.self_signed(&KeyPair::generate().unwrap()).unwrap();
        made.der().clone()
    }

    fn is_named(alternatives: &[&str], common: Option<&str>, name: &str) -> bool {
        let certificate = Certificate::read(&certificate(alternatives, common)).unwrap();
        let name = ServerName::try_from(name.to_owned()).unwrap();
        certificate.check_name(&name).is_ok()
    }

    #[test]
    fn a_name_is_one_of_the_alternatives() {
        assert!(is_named(&["a.example", "DB.example"], None, "db.example"));
        assert!(is_named(&["db.example"], None, "db.example."));
        assert!(is_named(&["*.example"], None, "db.example"));
        for (alternative, name) in [
            ("db.example", "b.example"),
            ("*.example", "a.db.example"),
            ("*.example", "example"),
            ("d*.example", "db.example"),
            ("*", "db"),
        ] {
            assert!(!is_named(&[alternative], None, name), "{alternative} {name}");
        }
    }

    #[test]
    fn an_address_is_no_name() {
        assert!(is_named(&["10.0.0.1", "::1"], None, "10.0.0.1"));
        assert!(is_named(&["10.0.0.1", "::1"], None, "::1"));
        assert!(!is_named(&["10.0.0.1"], None, "10.0.0.2"));
        assert!(!is_named(&["db.example"], None, "10.0.0.1"));
    }

    /// Certificates after the examples in PostgreSQL's documentation have a common name only.
    #[test]
    fn the_common_name_counts_without_alternatives_of_the_same_kind() {
        assert!(is_named(&[], Some("db.example"), "db.example"));
        assert!(is_named(&[], Some("*.example"), "db.example"));
        assert!(is_named(&["10.0.0.1"], Some("db.example"), "db.example"));
        assert!(is_named(&["db.example"], Some("10.0.0.1"), "10.0.0.1"));
        assert!(!is_named(&["other.example"], Some("db.example"), "db.example"));
        assert!(!is_named(&["10.0.0.2"], Some("10.0.0.1"), "10.0.0.1"));
        assert!(!is_named(&[], None, "db.example"));
    }

    #[test]
    fn the_names_are_told() {
        let told = |alternatives: &[&str]| {
            let der = certificate(alternatives, Some("common.example"));
            let name = ServerName::try_from("db.example").unwrap();
            match Certificate::read(&der).unwrap().check_name(&name) {
                Err(Error::InvalidCertificate(CertificateError::NotValidForNameContext { presented, .. })) => presented,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(told(&["a.example", "10.0.0.1"]), ["a.example", "10.0.0.1"]);
        assert_eq!(told(&[]), ["common.example"]);
    }

    #[test]
    fn a_login_is_bound_to_the_hash_that_the_signature_names() {
        let der = certificate(&["db.example"], None);
        let bound = Certificate::read(&der).unwrap().end_point(&der).unwrap();
        assert_eq!(bound, Sha256::digest(&der).to_vec());
        let key = KeyPair::generate_for(&PKCS_ED25519).unwrap();
        let other = CertificateParams::default().self_signed(&key).unwrap();
        assert_eq!(Certificate::read(other.der()).unwrap().end_point(other.der()), None);
    }

    #[test]
    fn the_time_is_checked_at_both_ends() {
        let mut params = CertificateParams::default();
        params.not_before = rcgen::date_time_ymd(2001, 1, 1);
        params.not_after = rcgen::date_time_ymd(2002, 1, 1);
        let made = params.self_signed(&KeyPair::generate().unwrap()).unwrap();
        let certificate = Certificate::read(made.der()).unwrap();
        let at = |seconds| certificate.check_time(UnixTime::since_unix_epoch(std::time::Duration::from_secs(seconds)));
        let (first, last) = (978_307_200, 1_009_843_200);
        assert_eq!((at(first), at(last)), (Ok(()), Ok(())));
        let early = at(first - 1).unwrap_err();
        assert!(format!("{early:?}").contains("NotValidYet"), "{early:?}");
        let late = at(last + 1).unwrap_err();
        assert!(format!("{late:?}").contains("Expired"), "{late:?}");
    }
}
