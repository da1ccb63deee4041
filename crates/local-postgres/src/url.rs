use std::fmt::Write as _;
use std::path::Path;

/// The connection URL of `database` for `user` on a server whose socket is in `socket_dir`.
///
/// The folder is percent-encoded in the place of the host name; libpq and tokio-postgres both understand this.
pub fn cluster_url(socket_dir: &Path, user: &str, database: &str) -> String {
    use std::os::unix::ffi::OsStrExt;
    let host = encode(socket_dir.as_os_str().as_bytes());
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
    let (url, _) = without_parameter(url, "dbname");
    let (scheme, rest) = url.split_once("://")?;
    if !matches!(scheme, "postgres" | "postgresql") {
        return None;
    }
    let (before, parameters) = match rest.split_once('?') {
        Some((before, parameters)) => (before, format!("?{parameters}")),
        None => (rest, String::new()),
    };
    let server = before.split_once('/').map_or(before, |(server, _)| server);
    Some(format!(
        "{scheme}://{server}/{}{parameters}",
        encode(database.as_bytes())
    ))
}

/// The URL of the same database for the role `user`, with this password. `None` when `url` is not a PostgreSQL URL.
///
/// The parameters `user` and `password` are dropped, because libpq and tokio-postgres prefer them to the account.
pub fn with_user(url: &str, user: &str, password: &str) -> Option<String> {
    let (url, _) = without_parameter(url, "user");
    let (url, _) = without_parameter(&url, "password");
    let (scheme, rest) = url.split_once("://")?;
    if !matches!(scheme, "postgres" | "postgresql") {
        return None;
    }
    let account_end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, place) = rest.split_at(account_end);
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (user, password) = (encode(user.as_bytes()), encode(password.as_bytes()));
    Some(format!("{scheme}://{user}:{password}@{host}{place}"))
}

/// The URL without its password, and that password: the one beside the user, or the parameter `password`, which libpq
/// prefers. Other URLs stay as they are.
pub(crate) fn without_password(url: &str) -> (String, Option<Vec<u8>>) {
    let (url, beside_user) = without_password_of_account(url);
    let (url, parameter) = without_parameter(&url, "password");
    (url, parameter.or(beside_user))
}

fn without_password_of_account(url: &str) -> (String, Option<Vec<u8>>) {
    let split = || {
        let (scheme, rest) = url.split_once("://")?;
        // As libpq reads it: the `@` before the first slash ends the account, also after a question mark.
        let authority_end = rest.find('/').unwrap_or(rest.len());
        let account_end = rest.get(..authority_end)?.find('@')?;
        let host_end = rest
            .get(account_end..)?
            .find(['/', '?'])
            .unwrap_or(rest.len() - account_end)
            + account_end;
        let (authority, place) = rest.split_at(host_end);
        let (account, host) = authority.rsplit_once('@')?;
        let (user, password) = account.split_once(':')?;
        Some((format!("{scheme}://{user}@{host}{place}"), decode(password)))
    };
    match split() {
        Some((url, password)) => (url, Some(password)),
        None => (url.to_owned(), None),
    }
}

/// The URL without a parameter, and the last value of the parameter.
fn without_parameter(url: &str, name: &str) -> (String, Option<Vec<u8>>) {
    let Some((before, parameters)) = url.split_once('?') else {
        return (url.to_owned(), None);
    };
    let is_it = |pair: &&str| decode(pair.split('=').next().unwrap_or_default()) == name.as_bytes();
    let (found, kept): (Vec<&str>, Vec<&str>) = parameters.split('&').partition(is_it);
    let Some(last) = found.last() else {
        return (url.to_owned(), None);
    };
    let mark = if kept.is_empty() { "" } else { "?" };
    let value = last.split_once('=').map_or("", |(_, value)| value);
    (format!("{before}{mark}{}", kept.join("&")), Some(decode(value)))
}

/// The bytes that a percent-encoded text means.
fn decode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let encoded = after
            .split_at_checked(2)
            .filter(|_| first == b'%')
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
    use super::{cluster_url, with_database, with_user, without_password};
    use std::path::Path;

    #[test]
    fn the_socket_folder_is_the_host() {
        assert_eq!(
            cluster_url(Path::new("/srv/ข้อมูล a"), "prongsai", "main"),
            "postgresql://prongsai@%2Fsrv%2F%E0%B8%82%E0%B9%89%E0%B8%AD%E0%B8%A1%E0%B8%B9%E0%B8%A5%20a/main"
        );
    }

    #[test]
    fn only_the_account_changes() {
        for (url, expected) in [
            ("postgres://u:p@host:5433/app", Some("postgres://r:p%40@host:5433/app")),
            ("postgresql://host?a=b@c", Some("postgresql://r:p%40@host?a=b@c")),
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
