use std::collections::BTreeMap;
use std::path::PathBuf;

use percent_encoding::percent_decode_str;

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

const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];
const SUPPORTED: &str = "sslmode, sslrootcert, sslcert, sslkey and sslnegotiation";
const UNCLEAR: &str =
    "the \"@\" after a \"?\" is unclear; in a password write %3F for \"?\", in a parameter %40 for \"@\"";

impl SslMode {
    const ALL: [Self; 6] = [
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
    fn read(mut given: BTreeMap<String, String>) -> Result<Self, ConnectError> {
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
        // As libpq: who trusts the authorities of the system means the public ones, which sign for everybody.
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

/// Takes the parameters for TLS out of a URL, and returns the URL without them. `None` when the text is no URL.
///
/// # Errors
/// When a parameter for TLS or its value does not exist, when values exclude each other, or when it is unclear where the
/// parameters begin.
pub(super) fn take_tls(url: &str) -> Result<Option<(String, TlsParameters)>, ConnectError> {
    let Some(rest) = SCHEMES.iter().find_map(|scheme| url.strip_prefix(scheme)) else {
        return Ok(None);
    };
    // The driver takes the first "@" of the URL for the end of the account. An "@" in a parameter would hide the others.
    let place = match rest.split_once('@') {
        Some((account, _)) if may_have_parameters(account) => return Err(ConnectError::new(UNCLEAR)),
        Some((_, place)) => place,
        None => rest,
    };
    let parameters = place.split_once('?').map_or("", |(_, parameters)| parameters);
    let before = url.strip_suffix(parameters).unwrap_or(url);
    let (mut kept, mut given) = (Vec::new(), BTreeMap::new());
    for pair in parameters.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = decoded(name)?;
        // libpq takes this parameter of other drivers too.
        if name == "ssl" && value == "true" {
            given.insert("sslmode".to_owned(), SslMode::Require.name().to_owned());
        } else if name.starts_with("ssl") {
            given.insert(name, decoded(value)?);
        } else {
            kept.push(pair);
        }
    }
    let tls = TlsParameters::read(given)?;
    let url = match kept.as_slice() {
        [] => before.strip_suffix('?').unwrap_or(before).to_owned(),
        _ => format!("{before}{}", kept.join("&")),
    };
    Ok(Some((url, tls)))
}

/// Whether an account reaches into the parameters of the URL. A password may have one "?".
fn may_have_parameters(account: &str) -> bool {
    account.split_once('?').is_some_and(|(_, rest)| rest.contains('='))
}

fn decoded(text: &str) -> Result<String, ConnectError> {
    let decoded = percent_decode_str(text).decode_utf8();
    decoded
        .map(Into::into)
        .map_err(|_| ConnectError::new("a parameter of the URL is not UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(parameters: &str) -> TlsParameters {
        take_tls(&format!("postgresql://u:p@db/app?{parameters}"))
            .unwrap()
            .unwrap()
            .1
    }

    fn refusal(url: &str) -> String {
        take_tls(url).unwrap_err().to_string()
    }

    #[test]
    fn only_the_parameters_for_tls_are_taken_out() {
        for (url, expected) in [
            ("postgresql://u:p@db/app", "postgresql://u:p@db/app"),
            ("postgres://db?sslmode=disable", "postgres://db"),
            ("postgres://u:p?x@db/a?sslmode=disable", "postgres://u:p?x@db/a"),
            (
                "postgresql://u@a:1,b:2/app?options=-c%20x%3D1&sslmode=require&channel_binding=require",
                "postgresql://u@a:1,b:2/app?options=-c%20x%3D1&channel_binding=require",
            ),
            ("postgresql://db/app?ssl%6Dode=allow&a=b", "postgresql://db/app?a=b"),
            ("postgresql://db/app?", "postgresql://db/app"),
        ] {
            assert_eq!(take_tls(url).unwrap().unwrap().0, expected);
        }
        assert_eq!(take_tls("host=db sslmode=disable").unwrap(), None);
    }

    #[test]
    fn values_mean_what_they_mean_for_libpq() {
        assert_eq!(read("a=b"), TlsParameters::only(SslMode::Prefer));
        for mode in SslMode::ALL {
            assert_eq!(read(&format!("sslmode={}", mode.name())), TlsParameters::only(mode));
        }
        assert_eq!(read("ssl=true").mode, SslMode::Require);
        assert_eq!(read("sslmode=disable&sslmode=verify-full").mode, SslMode::VerifyFull);
        assert_eq!(read("sslrootcert=&sslcert=&sslkey=&sslnegotiation="), read(""));

        let file = read("sslrootcert=/etc/a%20b.pem");
        assert_eq!(file.authorities, Some(Authorities::File("/etc/a b.pem".into())));
        assert_eq!(file.mode, SslMode::Prefer);
        let system = read("sslrootcert=system");
        assert_eq!(
            (system.authorities, system.mode),
            (Some(Authorities::System), SslMode::VerifyFull)
        );
        assert!(read("sslnegotiation=direct&sslmode=require").is_direct);
        assert!(!read("sslnegotiation=postgres").is_direct);
        let client = read("sslcert=c.pem&sslkey=k.pem").client.unwrap();
        assert_eq!((client.certificate, client.key), ("c.pem".into(), "k.pem".into()));
    }

    #[test]
    fn a_mistake_is_named_with_a_remedy() {
        let of = |parameters: &str| refusal(&format!("postgresql://u:geheim@db/app?{parameters}"));
        for (parameters, said) in [
            (
                "sslmode=full",
                "sslmode=\"full\" does not exist; it is one of disable, allow, prefer, require, verify-ca, verify-full",
            ),
            ("sslmode=", "does not exist"),
            ("sslrootcert=system&sslmode=require", "needs verify-full"),
            ("sslnegotiation=direct", "sslmode=prefer is too weak"),
            ("sslnegotiation=fast", "one of postgres, direct"),
            ("sslcrl=/x", "the parameter sslcrl is not supported"),
            ("ssl_min_protocol_version=TLSv1.3", "is not supported"),
            ("sslpassword=geheim", "the parameter sslpassword is not supported"),
            ("ssl=false", "the parameter ssl is not supported"),
            ("sslcert=c.pem", "sslcert and sslkey"),
            ("sslkey=k.pem", "sslcert and sslkey"),
            ("ssl%FF=x", "UTF-8"),
        ] {
            let said_now = of(parameters);
            assert!(said_now.contains(said) && !said_now.contains("geheim"), "{said_now}");
        }
    }

    /// The driver would take what stands before the "@" for an account, and connect without TLS to the host after it.
    #[test]
    fn an_at_sign_cannot_hide_the_parameters() {
        for url in [
            "postgresql://db/app?sslmode=verify-full&application_name=a@b",
            "postgresql://db?sslmode=verify-full&application_name=a@b",
        ] {
            assert_eq!(refusal(url), UNCLEAR, "{url}");
        }
        let hidden = "postgresql://u@db/app?application_name=a@b&sslmode=disable";
        assert_eq!(take_tls(hidden).unwrap().unwrap().1.mode, SslMode::Disable);
    }
}
