use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::error::ConnectError;
use super::parameters::{SslMode, TlsParameters};

const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];
const UNCLEAR: &str =
    "the \"@\" after a \"?\" is unclear; in a password write %3F for \"?\", in a parameter %40 for \"@\"";

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

/// Whether an account may reach into the parameters of the URL: it has a "?" with a "=" after it. A password may have a "?".
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
    use super::super::parameters::Authorities;
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
