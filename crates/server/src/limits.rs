use std::num::NonZeroU32;

use clap::Args;
use ipnet::IpNet;
use prongsai_application::Quotas;
use prongsai_application::rate_limit::{RateLimitOptions, RatePolicy};

/// The configuration of limits: how many requests may come, and how many things an organization may store.
// The defaults are those of `RateLimitOptions` and `Quotas`; a test compares them.
#[derive(Args, Clone, Debug)]
pub(crate) struct LimitConfig {
    /// Requests without a token from one address, as requests/seconds: that many at once, which grow back within the seconds;
    /// "off" for no limit
    #[arg(
        long,
        env = "PRONGSAI_LIMIT_PUBLIC",
        default_value = "6000/60",
        value_parser = parse_rate,
        global = true,
        value_name = "REQUESTS/SECONDS"
    )]
    limit_public: Rate,

    /// Reads of one person, in the same form
    #[arg(
        long,
        env = "PRONGSAI_LIMIT_READ",
        default_value = "6000/60",
        value_parser = parse_rate,
        global = true,
        value_name = "REQUESTS/SECONDS"
    )]
    limit_read: Rate,

    /// Changes of one person, in the same form
    #[arg(
        long,
        env = "PRONGSAI_LIMIT_WRITE",
        default_value = "6000/60",
        value_parser = parse_rate,
        global = true,
        value_name = "REQUESTS/SECONDS"
    )]
    limit_write: Rate,

    /// PDF and DOCX files, whole years, imports and exports of one person or, without a token, of one address, in the same form
    #[arg(
        long,
        env = "PRONGSAI_LIMIT_EXPENSIVE",
        default_value = "600/60",
        value_parser = parse_rate,
        global = true,
        value_name = "REQUESTS/SECONDS"
    )]
    limit_expensive: Rate,

    /// Requests below /api/v1/auth/ from one address: logins, activations, refreshes and logouts; in the same form
    #[arg(
        long,
        env = "PRONGSAI_LIMIT_SIGN_IN",
        default_value = "300/60",
        value_parser = parse_rate,
        global = true,
        value_name = "REQUESTS/SECONDS"
    )]
    limit_sign_in: Rate,

    /// Networks whose addresses are not limited, separated by commas; people are limited wherever they are
    #[arg(
        long,
        env = "PRONGSAI_LIMIT_EXEMPT",
        default_value = "127.0.0.0/8,::1/128",
        value_delimiter = ',',
        value_parser = parse_network,
        global = true,
        value_name = "NETWORKS"
    )]
    limit_exempt: Vec<Network>,

    /// Documents of one organization in a fiscal year, of all kinds; 0 for no limit
    #[arg(
        long,
        env = "PRONGSAI_QUOTA_DOCUMENTS",
        default_value_t = 2_000,
        global = true,
        value_name = "NUMBER"
    )]
    quota_documents: u64,

    /// Editions of one document; 0 for no limit
    #[arg(
        long,
        env = "PRONGSAI_QUOTA_EDITIONS",
        default_value_t = 2_000,
        global = true,
        value_name = "NUMBER"
    )]
    quota_editions: u64,

    /// Results of one measure, and as many activities; 0 for no limit
    #[arg(
        long,
        env = "PRONGSAI_QUOTA_RESULTS",
        default_value_t = 500,
        global = true,
        value_name = "NUMBER"
    )]
    quota_results: u64,

    /// Divisions of one organization; 0 for no limit
    #[arg(
        long,
        env = "PRONGSAI_QUOTA_DIVISIONS",
        default_value_t = 200,
        global = true,
        value_name = "NUMBER"
    )]
    quota_divisions: u64,

    /// MiB of the files of one organization, of all their versions; 0 for no limit
    #[arg(
        long,
        env = "PRONGSAI_QUOTA_FILES_MIB",
        default_value_t = 2048,
        global = true,
        value_name = "MIB"
    )]
    quota_files_mib: u64,
}

/// A limit, or none.
#[derive(Clone, Copy, Debug)]
struct Rate(Option<RatePolicy>);

/// A network; none for an empty setting.
#[derive(Clone, Copy, Debug)]
struct Network(Option<IpNet>);

impl LimitConfig {
    /// The limits of the rate of requests.
    pub(crate) fn rates(&self) -> RateLimitOptions {
        RateLimitOptions {
            public: self.limit_public.0,
            read: self.limit_read.0,
            write: self.limit_write.0,
            expensive: self.limit_expensive.0,
            sign_in: self.limit_sign_in.0,
            exempt: self.limit_exempt.iter().filter_map(|network| network.0).collect(),
        }
    }

    /// How many things an organization may store.
    pub(crate) fn quotas(&self) -> Quotas {
        let limit = |number: u64| (number > 0).then_some(number);
        Quotas {
            documents: limit(self.quota_documents),
            editions: limit(self.quota_editions),
            results: limit(self.quota_results),
            divisions: limit(self.quota_divisions),
            file_bytes: limit(self.quota_files_mib.saturating_mul(1024 * 1024)),
        }
    }
}

fn parse_rate(raw: &str) -> Result<Rate, String> {
    if raw.trim() == "off" {
        return Ok(Rate(None));
    }
    let parts = raw.split_once('/').and_then(|(quota, window)| {
        let number = |text: &str| text.trim().parse::<NonZeroU32>().ok();
        number(quota).zip(number(window))
    });
    match parts {
        Some((quota, window_seconds)) => Ok(Rate(Some(RatePolicy { quota, window_seconds }))),
        None => Err("a limit is requests/seconds, such as 6000/60, or off".to_owned()),
    }
}

fn parse_network(raw: &str) -> Result<Network, String> {
    match raw.trim() {
        "" => Ok(Network(None)),
        network => network
            .parse()
            .map(|network| Network(Some(network)))
            .map_err(|_| "a network is an address and the length of its prefix, such as 10.0.0.0/8".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        limits: LimitConfig,
    }

    fn limits(arguments: &[&str]) -> Result<LimitConfig, String> {
        let line = std::iter::once(&"prongsai").chain(arguments);
        Line::try_parse_from(line)
            .map(|line| line.limits)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn the_defaults_are_those_of_the_application() {
        let limits = limits(&[]).unwrap();
        assert_eq!(limits.rates(), RateLimitOptions::default());
        assert_eq!(limits.quotas(), Quotas::default());
    }

    #[test]
    fn everything_can_be_switched_off() {
        let rates = ["public", "read", "write", "expensive", "sign-in"].map(|name| format!("--limit-{name}=off"));
        let quotas =
            ["documents", "editions", "results", "divisions", "files-mib"].map(|name| format!("--quota-{name}=0"));
        let arguments: Vec<&str> = rates
            .iter()
            .chain(&quotas)
            .map(String::as_str)
            .chain(["--limit-exempt", ""])
            .collect();
        let limits = limits(&arguments).unwrap();
        assert_eq!(limits.rates(), RateLimitOptions::off());
        let none = Quotas {
            documents: None,
            editions: None,
            results: None,
            divisions: None,
            file_bytes: None,
        };
        assert_eq!(limits.quotas(), none);
    }

    #[test]
    fn a_limit_is_a_number_in_a_time() {
        let limits = limits(&["--limit-write", "30/10", "--limit-exempt", "10.0.0.0/8, fd00::/8"]).unwrap();
        let rates = limits.rates();
        let write = rates.write.unwrap();
        assert_eq!((write.quota.get(), write.window_seconds.get()), (30, 10));
        assert_eq!(rates.exempt.len(), 2);
    }

    #[test]
    fn a_mistake_is_refused_at_the_start() {
        for wrong in [
            ["--limit-read", "6000"],
            ["--limit-read", "0/60"],
            ["--limit-read", "60/0"],
            ["--limit-read", "none"],
            ["--limit-exempt", "10.0.0.1"],
            ["--limit-exempt", "10.0.0.0/33"],
            ["--quota-results", "many"],
        ] {
            assert!(limits(&wrong).is_err(), "{wrong:?}");
        }
    }
}
