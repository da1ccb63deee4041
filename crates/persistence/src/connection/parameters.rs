use std::collections::BTreeMap;
use std::path::PathBuf;

use super::error::ConnectError;

/// How much TLS a connection needs: the values of `sslmode`, from the weakest to the strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SslMode {
    /// Never TLS.
    Disable,
    /// TLS if the server refuses a connection without it.
    Allow,
    /// TLS if it can be had, otherwise none.
    Prefer,
    /// TLS. The certificate is checked only if `sslrootcert` names authorities.
    Require,
    /// TLS with a certificate that an authority of `sslrootcert` signed.
    VerifyCa,
    /// As `VerifyCa`, with the name of the host in the certificate.
    VerifyFull,
}

/// The authorities whose signatures are trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Authorities {
    /// Those that the operating system trusts.
    System,
    /// Those whose certificates are in this file, as PEM.
    File(PathBuf),
}

/// The files with the certificate and the key of this program, as PEM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ClientFiles {
    pub(super) certificate: PathBuf,
    pub(super) key: PathBuf,
}

/// What a database URL says about TLS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TlsParameters {
    pub(super) mode: SslMode,
    /// The certificate of the server is checked if there are authorities, whatever the mode is.
    pub(super) authorities: Option<Authorities>,
    pub(super) client: Option<ClientFiles>,
    /// Whether TLS begins at once (`sslnegotiation=direct`), without asking the server.
    pub(super) is_direct: bool,
}

const SUPPORTED: &str = "sslmode, sslrootcert, sslcert, sslkey and sslnegotiation";

impl SslMode {
    pub(super) const ALL: [Self; 6] = [
        Self::Disable,
        Self::Allow,
        Self::Prefer,
        Self::Require,
        Self::VerifyCa,
        Self::VerifyFull,
    ];

    /// The value of `sslmode`.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Disable => "disable",
            Self::Allow => "allow",
            Self::Prefer => "prefer",
            Self::Require => "require",
            Self::VerifyCa => "verify-ca",
            Self::VerifyFull => "verify-full",
        }
    }

    fn named(name: &str) -> Result<Self, ConnectError> {
        let found = Self::ALL.into_iter().find(|mode| mode.name() == name);
        found.ok_or_else(|| {
            let all = Self::ALL.map(Self::name).join(", ");
            ConnectError::new(format!("sslmode=\"{name}\" does not exist; it is one of {all}"))
        })
    }
}

impl TlsParameters {
    /// Only `sslmode`, and no files.
    pub(super) const fn only(mode: SslMode) -> Self {
        Self {
            mode,
            authorities: None,
            client: None,
            is_direct: false,
        }
    }

    /// Reads the parameters whose names begin with `ssl`.
    pub(super) fn read(mut given: BTreeMap<String, String>) -> Result<Self, ConnectError> {
        let mode = given.remove("sslmode").map(|name| SslMode::named(&name)).transpose()?;
        let mut take = |name: &str| given.remove(name).filter(|value| !value.is_empty());
        let authorities = take("sslrootcert").map(|value| match value.as_str() {
            "system" => Authorities::System,
            _ => Authorities::File(value.into()),
        });
        let client = client_files(take("sslcert"), take("sslkey"))?;
        let is_direct = is_direct(take("sslnegotiation").as_deref())?;
        if let Some((name, _)) = given.pop_first() {
            let why = format!("the parameter {name} is not supported; those for TLS are {SUPPORTED}");
            return Err(ConnectError::new(why));
        }
        // As libpq: the authorities of the system are public ones, which sign for everybody, so the name has to be checked.
        let default = match authorities {
            Some(Authorities::System) => SslMode::VerifyFull,
            _ => SslMode::Prefer,
        };
        let mode = mode.unwrap_or(default);
        if authorities == Some(Authorities::System) && mode != SslMode::VerifyFull {
            return Err(too_weak(mode, "sslrootcert=system", "verify-full"));
        }
        if is_direct && mode < SslMode::Require {
            return Err(too_weak(
                mode,
                "sslnegotiation=direct",
                "require, verify-ca or verify-full",
            ));
        }
        Ok(Self {
            mode,
            authorities,
            client,
            is_direct,
        })
    }
}

fn client_files(certificate: Option<String>, key: Option<String>) -> Result<Option<ClientFiles>, ConnectError> {
    match (certificate, key) {
        (None, None) => Ok(None),
        (Some(certificate), Some(key)) => Ok(Some(ClientFiles {
            certificate: certificate.into(),
            key: key.into(),
        })),
        _ => Err(ConnectError::new("sslcert and sslkey are needed together")),
    }
}

fn is_direct(negotiation: Option<&str>) -> Result<bool, ConnectError> {
    match negotiation {
        None | Some("postgres") => Ok(false),
        Some("direct") => Ok(true),
        Some(other) => Err(ConnectError::new(format!(
            "sslnegotiation=\"{other}\" does not exist; it is one of postgres, direct"
        ))),
    }
}

fn too_weak(mode: SslMode, with: &str, needed: &str) -> ConnectError {
    let mode = mode.name();
    ConnectError::new(format!("sslmode={mode} is too weak for {with}; it needs {needed}"))
}
