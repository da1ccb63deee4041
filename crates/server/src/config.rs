use std::path::PathBuf;

use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser as _};
use secrecy::{ExposeSecret as _, SecretString};

use crate::doors::DoorConfig;
use crate::limits::LimitConfig;
use crate::origin::parse_origin;
use crate::proxies::ProxyConfig;
use crate::renditions::RenditionConfig;
use crate::token_secret_config::TokenSecretConfig;

/// The configuration of the program: flags, or environment variables with the same meaning. `--help` prints this
/// struct.
// An empty setting that has no default counts as absent. The parser that clap has for a `PathBuf` refuses an empty text;
// that for an `OsString` accepts it.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Configuration")]
pub(crate) struct Config {
    /// PostgreSQL 15 or newer with ICU, as postgresql://user:password@host:5432/database; sslmode, sslrootcert and so on as
    /// in libpq; without it the program runs a private cluster in the data folder
    #[arg(
        long,
        env = "DATABASE_URL",
        hide_env_values = true,
        global = true,
        value_name = "URL"
    )]
    database_url: Option<SecretString>,

    /// The same database as DATABASE_URL, for the role that owns the tables; only migrations use it, and DATABASE_URL
    /// then names a role that cannot change the schema
    #[arg(
        long,
        env = "PRONGSAI_MIGRATE_URL",
        hide_env_values = true,
        global = true,
        value_name = "URL"
    )]
    migrate_url: Option<SecretString>,

    /// Address and port to serve on; for TLS put a reverse proxy in front
    #[arg(
        long,
        env = "PRONGSAI_LISTEN",
        default_value = "127.0.0.1:8080",
        global = true,
        value_name = "HOST:PORT"
    )]
    pub(crate) listen: String,

    /// Folder of the private cluster, its token secret, the demo credentials, stored files and the cache of renditions
    #[arg(
        long,
        env = "PRONGSAI_DATA_DIR",
        default_value = "./data",
        global = true,
        value_name = "FOLDER"
    )]
    pub(crate) data_dir: PathBuf,

    #[command(flatten)]
    pub(crate) token_secrets: TokenSecretConfig,

    /// Origins of browser clients as browsers send them, separated by commas, such as https://ita.example.go.th
    #[arg(
        long,
        env = "PRONGSAI_CORS_ORIGINS",
        value_delimiter = ',',
        value_parser = parse_origin,
        global = true,
        value_name = "ORIGINS"
    )]
    cors_origins: Vec<String>,

    /// File to which the audit trail and the security events are appended as JSON lines; "-" is the standard output
    #[arg(
        long,
        env = "PRONGSAI_AUDIT_FILE",
        value_parser = OsStringValueParser::new().map(PathBuf::from),
        global = true,
        value_name = "FILE"
    )]
    audit_file: Option<PathBuf>,

    /// Days for which security events and addresses are kept, 90 to 3650
    #[arg(
        long,
        env = "PRONGSAI_SECURITY_RETENTION_DAYS",
        default_value_t = 180,
        // The least is `KEPT_AT_LEAST` of `prongsai_application::audit`. The most, ten years, is against typing errors.
        value_parser = clap::value_parser!(u16).range(90..=3650),
        global = true,
        value_name = "DAYS"
    )]
    pub(crate) security_retention_days: u16,

    #[command(flatten)]
    pub(crate) proxies: ProxyConfig,

    #[command(flatten)]
    pub(crate) sessions: crate::sessions::SessionConfig,

    #[command(flatten)]
    pub(crate) renditions: RenditionConfig,

    #[command(flatten)]
    pub(crate) blobs: crate::blobs::BlobConfig,

    #[command(flatten)]
    pub(crate) outbox: crate::outbox::OutboxConfig,

    #[command(flatten)]
    pub(crate) doors: DoorConfig,

    #[command(flatten)]
    pub(crate) jobs: crate::workers::JobConfig,

    #[command(flatten)]
    pub(crate) mail: crate::mail::MailConfig,

    #[command(flatten)]
    pub(crate) limits: LimitConfig,

    /// What is logged, such as info,prongsai_http=debug; info when serving, otherwise warn
    #[arg(long, env = "RUST_LOG", global = true, value_name = "FILTER")]
    pub(crate) log: Option<String>,
}

impl Config {
    /// The database to use, if one was named.
    pub(crate) fn database_url(&self) -> Option<&SecretString> {
        self.database_url
            .as_ref()
            .filter(|url| !url.expose_secret().trim().is_empty())
    }

    /// The database for the role that owns the tables, if one was named.
    pub(crate) fn migrate_url(&self) -> Option<&SecretString> {
        self.migrate_url
            .as_ref()
            .filter(|url| !url.expose_secret().trim().is_empty())
    }

    /// The origins of browser clients.
    pub(crate) fn cors_origins(&self) -> Vec<String> {
        self.cors_origins
            .iter()
            .filter(|origin| !origin.is_empty())
            .cloned()
            .collect()
    }

    /// The file to which the audit trail is passed on, if one was named.
    pub(crate) fn audit_file(&self) -> Option<&PathBuf> {
        self.audit_file.as_ref().filter(|path| !path.as_os_str().is_empty())
    }

    /// The folder of the private cluster.
    pub(crate) fn cluster_dir(&self) -> PathBuf {
        self.data_dir.join("postgres")
    }
}

/// A database URL for display: without its password.
pub(crate) fn masked(url: &SecretString) -> String {
    let url = url.expose_secret();
    let Some((scheme, rest)) = url.split_once("://") else {
        // "host=… password=…" may have its secret anywhere, quoted or not, so nothing of it is shown.
        return "the given connection string".to_owned();
    };
    // An unescaped "@" or "?" in a password is a mistake, but no part of the password must be printed.
    let (account, place) = rest
        .rsplit_once('@')
        .map_or((None, rest), |(account, place)| (Some(account), place));
    if account.is_some_and(may_reach_into_parameters) {
        return format!("{scheme}://***");
    }
    let account = account.map_or_else(String::new, |account| {
        let (user, password) = account.split_once(':').unwrap_or((account, ""));
        match (user.contains(['?', '@']), password.is_empty()) {
            (true, _) => "***@".to_owned(),
            (false, true) => format!("{user}@"),
            (false, false) => format!("{user}:***@"),
        }
    });
    let hosts = place.split(['/', '?']).next().unwrap_or_default();
    if !hosts.split(',').all(has_port_of_digits) {
        // Without an "@", what follows the colon may be a password.
        return format!("{scheme}://***");
    }
    let (place, parameters) = match place.split_once('?') {
        // A name of a parameter may be percent-encoded.
        Some((place, parameters)) if parameters.contains("password") || parameters.contains('%') => (place, "?***"),
        _ => (place, ""),
    };
    format!("{scheme}://{account}{place}{parameters}")
}

/// Whether what stands before the last "@" may contain parameters. The "@" may then be a part of a password among them.
fn may_reach_into_parameters(account: &str) -> bool {
    account.contains('/') || account.split_once('?').is_some_and(|(_, rest)| rest.contains('='))
}

/// Whether a host has no port, or one of digits. The colons of an IPv6 address stand in brackets.
fn has_port_of_digits(host: &str) -> bool {
    let after_address = host.rsplit_once(']').map_or(host, |(_, rest)| rest);
    after_address
        .split_once(':')
        .is_none_or(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        config: Config,
    }

    fn config(arguments: &[&str]) -> Result<Config, String> {
        let line = Line::try_parse_from(std::iter::once(&"prongsai").chain(arguments));
        line.map(|line| line.config).map_err(|error| error.to_string())
    }

    #[test]
    fn a_database_url_is_shown_without_its_password() {
        for (url, shown) in [
            ("postgresql://u:secret@host:5432/db", "postgresql://u:***@host:5432/db"),
            ("postgres://u@host/db", "postgres://u@host/db"),
            (
                "postgres://host/db?sslmode=require",
                "postgres://host/db?sslmode=require",
            ),
            ("postgres://u:se:cr@et@host/db", "postgres://u:***@host/db"),
            ("postgres://u:se?cr@et@host/db", "postgres://u:***@host/db"),
            (
                "postgres://u:s@host/db?pass%77ord=secret",
                "postgres://u:***@host/db?***",
            ),
            ("postgres://se?cr@et@host/db", "postgres://***@host/db"),
            ("postgres://host/db?password=secret@x", "postgres://***"),
            ("postgres://host/db?password=a:secret@x", "postgres://***"),
            ("postgres://host:5432/db?password=a@secret", "postgres://***"),
            ("postgres://host?password=a@secret", "postgres://***"),
            ("postgresql://u:secret/db", "postgresql://***"),
            ("postgresql://u:12secret", "postgresql://***"),
            (
                "postgresql://u@[::1]:5432,b:1,c/db",
                "postgresql://u@[::1]:5432,b:1,c/db",
            ),
            ("postgresql:///db?host=/tmp&password=secret", "postgresql:///db?***"),
            ("postgresql://u@%2Frun%2Fsocket/db", "postgresql://u@%2Frun%2Fsocket/db"),
            ("host=db password=secret dbname=x", "the given connection string"),
        ] {
            assert_eq!(masked(&SecretString::from(url)), shown, "{url}");
        }
    }

    #[test]
    fn the_configuration_prints_no_password() {
        let config = config(&["--database-url", "postgresql://u:geheim@host/db"]).unwrap();
        assert!(!format!("{config:?}").contains("geheim"));
        assert_eq!(
            config.database_url().unwrap().expose_secret(),
            "postgresql://u:geheim@host/db"
        );
    }

    #[test]
    fn an_empty_setting_counts_as_absent() {
        let config = config(&["--database-url=", "--cors-origins=", "--audit-file="]).unwrap();
        assert!(config.database_url().is_none());
        assert!(config.audit_file().is_none());
        assert!(config.cors_origins().is_empty());
    }

    #[test]
    fn origins_are_separated_by_commas_and_checked() {
        let config_of = |origins| config(&["--cors-origins", origins]);
        let two = config_of("https://a.example.go.th,http://localhost:3000").unwrap();
        assert_eq!(two.cors_origins(), ["https://a.example.go.th", "http://localhost:3000"]);
        for wrong in [
            "*",
            "a.example.go.th",
            "https://a.example.go.th/",
            "https://",
            "ftp://a",
            "https://*.example.go.th",
        ] {
            assert!(config_of(wrong).is_err(), "{wrong}");
        }
    }
}
