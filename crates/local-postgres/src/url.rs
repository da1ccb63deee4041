use std::fmt::{self, Write as _};
use std::path::Path;

use crate::options::DEFAULT_PORT;

/// The connection URL of `database` for `user` on a server whose socket is in `socket_dir`.
///
/// The folder is percent-encoded in the place of the host name; libpq and tokio-postgres both understand this. Its path
/// has no comma: libpq would read several hosts, although the comma is encoded.
pub fn cluster_url(socket_dir: &Path, user: &str, database: &str) -> String {
    socket_url(socket_dir, DEFAULT_PORT, user, database)
}

/// As [`cluster_url`], with the port in the name of the socket.
pub(crate) fn socket_url(socket_dir: &Path, port: u16, user: &str, database: &str) -> String {
    use std::os::unix::ffi::OsStrExt;
    let mut host = encode(socket_dir.as_os_str().as_bytes());
    if port != DEFAULT_PORT {
        // Writing to a String cannot fail.
        let _ = write!(host, ":{port}");
    }
    format!(
        "postgresql://{}@{host}/{}",
        encode(user.as_bytes()),
        encode(database.as_bytes())
    )
}

/// The URL of another database on the server of `url`. `None` when `url` is not a PostgreSQL URL.
///
/// The parameter `dbname` is dropped, because libpq and tokio-postgres prefer it to the path.
pub fn with_database(url: &str, database: &str) -> Option<String> {
    let mut url = ConnectionUrl::parse(url)?;
    url.take_parameter("dbname");
    url.database = format!("/{}", encode(database.as_bytes()));
    Some(url.to_string())
}

/// The URL of the same database for the role `user`, with this password. `None` when `url` is not a PostgreSQL URL.
///
/// `url` names its database; otherwise the default would become the one with the name of the new user. The parameters
/// `user` and `password` are dropped, because libpq and tokio-postgres prefer them to the account.
pub fn with_user(url: &str, user: &str, password: &str) -> Option<String> {
    let mut url = ConnectionUrl::parse(url)?;
    url.take_parameter("user");
    url.take_parameter("password");
    let (user, password) = (encode(user.as_bytes()), encode(password.as_bytes()));
    url.account = Some(format!("{user}:{password}"));
    Some(url.to_string())
}

/// The URL without its password, and that password: the one beside the user, or the parameter `password`, which libpq
/// prefers. A text that is not a PostgreSQL URL stays as it is.
pub(crate) fn without_password(text: &str) -> (String, Option<Vec<u8>>) {
    let Some(mut url) = ConnectionUrl::parse(text) else {
        return (text.to_owned(), None);
    };
    let beside_user = url.take_password();
    let parameter = url.take_parameter("password");
    (url.to_string(), parameter.or(beside_user))
}

/// The parts of a connection URL, still percent-encoded.
struct ConnectionUrl {
    /// `postgres` or `postgresql`.
    scheme: String,
    /// The user, and after a colon the password.
    account: Option<String>,
    /// Names and ports of the hosts.
    hosts: String,
    /// The slash and the name of the database; empty if the URL has no path.
    database: String,
    /// Pairs of name and value.
    parameters: Vec<String>,
}

impl ConnectionUrl {
    /// Splits a URL as libpq does: the first `@` before the first slash ends the account, also after a question mark.
    fn parse(url: &str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        if !matches!(scheme, "postgres" | "postgresql") {
            return None;
        }
        let (account, rest) = match rest.split_once('@') {
            Some((account, rest)) if !account.contains('/') => (Some(account.to_owned()), rest),
            _ => (None, rest),
        };
        let (place, parameters) = rest.split_once('?').unwrap_or((rest, ""));
        let (hosts, database) = place.split_at(place.find('/').unwrap_or(place.len()));
        let pairs = parameters.split('&').filter(|pair| !pair.is_empty());
        Some(Self {
            scheme: scheme.to_owned(),
            account,
            hosts: hosts.to_owned(),
            database: database.to_owned(),
            parameters: pairs.map(str::to_owned).collect(),
        })
    }

    /// Removes the password beside the user.
    fn take_password(&mut self) -> Option<Vec<u8>> {
        let (user, password) = self.account.as_deref()?.split_once(':')?;
        let password = decode(password);
        self.account = Some(user.to_owned());
        Some(password)
    }

    /// Removes a parameter, and returns its last value.
    fn take_parameter(&mut self, name: &str) -> Option<Vec<u8>> {
        let is_it = |pair: &mut String| decode(pair.split('=').next().unwrap_or_default()) == name.as_bytes();
        let last = self.parameters.extract_if(.., is_it).last()?;
        let (_, value) = last.split_once('=').unwrap_or((&last, ""));
        Some(decode(value))
    }
}

impl fmt::Display for ConnectionUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://", self.scheme)?;
        if let Some(account) = &self.account {
            write!(f, "{account}@")?;
        }
        write!(f, "{}{}", self.hosts, self.database)?;
        if !self.parameters.is_empty() {
            write!(f, "?{}", self.parameters.join("&"))?;
        }
        Ok(())
    }
}

/// The bytes that a percent-encoded text means.
fn decode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let encoded = after
            .split_at_checked(2)
            // `from_str_radix` accepts a sign too.
            .filter(|(digits, _)| first == b'%' && digits.iter().all(u8::is_ascii_hexdigit))
            .and_then(|(digits, after)| {
                let byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
                Some((byte, after))
            });
        let (byte, after) = encoded.unwrap_or((first, after));
        bytes.push(byte);
        rest = after;
    }
    bytes
}

/// Percent-encodes every byte that may have a special meaning in a URL: all except the unreserved characters of RFC
/// 3986.
fn encode(bytes: &[u8]) -> String {
    let mut encoded = String::with_capacity(bytes.len());
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::{cluster_url, socket_url, with_database, with_user, without_password};
    use std::path::Path;

    #[test]
    fn the_socket_folder_is_the_host() {
        assert_eq!(
            cluster_url(Path::new("/srv/ข้อมูล a"), "prongsai", "main"),
            "postgresql://prongsai@%2Fsrv%2F%E0%B8%82%E0%B9%89%E0%B8%AD%E0%B8%A1%E0%B8%B9%E0%B8%A5%20a/main"
        );
    }

    #[test]
    fn another_port_is_in_the_url() {
        let url = socket_url(Path::new("/tmp/a"), 15_432, "prongsai", "main");
        assert_eq!(url, "postgresql://prongsai@%2Ftmp%2Fa:15432/main");
    }

    #[test]
    fn only_the_account_changes() {
        for (url, expected) in [
            ("postgres://u:p@host:5433/app", Some("postgres://r:p%40@host:5433/app")),
            // The account may have a question mark.
            ("postgres://u:p?a@host/app", Some("postgres://r:p%40@host/app")),
            (
                "postgresql://host/app?a=b@c",
                Some("postgresql://r:p%40@host/app?a=b@c"),
            ),
            ("postgresql://u@%2Ftmp/app", Some("postgresql://r:p%40@%2Ftmp/app")),
            (
                "postgresql://host/app?user=u&a=b&password=p",
                Some("postgresql://r:p%40@host/app?a=b"),
            ),
            ("host=/tmp dbname=app", None),
        ] {
            assert_eq!(with_user(url, "r", "p@").as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn a_password_is_taken_out() {
        for (url, expected, password) in [
            (
                "postgres://u:p%40%25@host:5433/app",
                "postgres://u@host:5433/app",
                Some("p@%"),
            ),
            ("postgres://u:100%@host", "postgres://u@host", Some("100%")),
            ("postgres://u:100%+1@host", "postgres://u@host", Some("100%+1")),
            (
                "postgres://u:p?a@host:5433/app",
                "postgres://u@host:5433/app",
                Some("p?a"),
            ),
            (
                "postgresql://u@host/app?a=b:c@d",
                "postgresql://u@host/app?a=b:c@d",
                None,
            ),
            ("postgresql://host:5432/app", "postgresql://host:5432/app", None),
            (
                "postgresql://u@host/app?password=a%3Db",
                "postgresql://u@host/app",
                Some("a=b"),
            ),
            (
                "postgresql://u:p@host/app?a=b&pass%77ord=q&c=d",
                "postgresql://u@host/app?a=b&c=d",
                Some("q"),
            ),
            ("host=/tmp dbname=app", "host=/tmp dbname=app", None),
        ] {
            let expected = (expected.to_owned(), password.map(|text| text.as_bytes().to_vec()));
            assert_eq!(without_password(url), expected, "{url}");
        }
    }

    #[test]
    fn only_the_database_changes() {
        for (url, expected) in [
            (
                "postgres://u:p@host:5433/app",
                Some("postgres://u:p@host:5433/postgres"),
            ),
            (
                "postgres://u:p?a@host/app?a=b",
                Some("postgres://u:p?a@host/postgres?a=b"),
            ),
            ("postgresql://host", Some("postgresql://host/postgres")),
            (
                "postgresql://u@%2Ftmp/app?sslmode=disable",
                Some("postgresql://u@%2Ftmp/postgres?sslmode=disable"),
            ),
            (
                "postgresql://host?sslmode=require",
                Some("postgresql://host/postgres?sslmode=require"),
            ),
            ("postgresql://host/?dbname=app", Some("postgresql://host/postgres")),
            (
                "postgresql://host?a=b&db%6Eame=app",
                Some("postgresql://host/postgres?a=b"),
            ),
            ("host=/tmp dbname=app", None),
            ("mysql://host/app", None),
        ] {
            assert_eq!(with_database(url, "postgres").as_deref(), expected, "{url}");
        }
    }
}
