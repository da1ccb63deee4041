//! Judges the hosts of links.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::plain::plain;

/// Endings of hosts that are taken for links without a scheme. Other words with dots are abbreviations or file names.
const ENDINGS: [&str; 40] = [
    "th",
    "com",
    "net",
    "org",
    "info",
    "io",
    "app",
    "dev",
    "me",
    "gov",
    "edu",
    "ly",
    "gl",
    "co",
    "cc",
    "biz",
    "asia",
    "link",
    "page",
    "site",
    "online",
    "tv",
    "gle",
    "be",
    "at",
    "gd",
    "ee",
    "id",
    "cloud",
    "xyz",
    "store",
    "tech",
    "int",
    "us",
    "uk",
    "de",
    "jp",
    "sg",
    "to",
    "ไทย",
];
/// Services that hide where a link leads.
const SHORTENERS: [&str; 21] = [
    "bit.ly",
    "tinyurl.com",
    "goo.gl",
    "t.co",
    "cutt.ly",
    "rebrand.ly",
    "is.gd",
    "v.gd",
    "ow.ly",
    "shorturl.at",
    "shorturl.asia",
    "lin.ee",
    "t.ly",
    "rb.gy",
    "me2.do",
    "buff.ly",
    "forms.gle",
    "qrco.de",
    "s.id",
    "tiny.cc",
    "urlr.me",
];
/// Names that are reserved for examples; nobody is misled by them.
const EXAMPLES: [&str; 4] = ["example.com", "example.org", "example.net", "example"];

/// The host of an authority in its plain spelling: without user name and port, in lower case.
pub(super) fn normal_host(authority: &str) -> String {
    let authority = plain(authority);
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = match host.strip_prefix('[') {
        Some(address) => address.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    host.trim_end_matches('.').to_owned()
}

/// Whether a name without a scheme is a host.
pub(super) fn is_known(host: &str, has_path: bool) -> bool {
    if host == "localhost" || host.parse::<Ipv4Addr>().is_ok() {
        return has_path;
    }
    let labels = || host.split('.');
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let ending = labels().next_back().unwrap_or_default();
    let is_ending = ENDINGS.contains(&ending) || (host.starts_with("www.") && ending.chars().all(char::is_alphabetic));
    is_ending && labels().nth(1).is_some() && labels().all(is_label)
}

/// Whether only computers of one network reach the host.
pub(super) fn is_private(host: &str) -> bool {
    match host.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => is_private_v4(address),
        Ok(IpAddr::V6(address)) => is_private_v6(address),
        Err(_) => {
            let local = [
                ".local",
                ".localhost",
                ".lan",
                ".internal",
                ".intranet",
                ".home",
                ".corp",
                ".test",
            ];
            !host.contains('.') || local.iter().any(|ending| host.ends_with(ending))
        }
    }
}

const fn is_private_v4(address: Ipv4Addr) -> bool {
    address.is_private() || address.is_loopback() || address.is_link_local() || address.is_unspecified()
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    let within = address.to_ipv4_mapped().is_some_and(is_private_v4);
    within
        || address.is_loopback()
        || address.is_unspecified()
        || address.is_unique_local()
        || address.is_unicast_link_local()
}

/// Whether the host looks like another one: letters of other scripts, or the name of the state within another name.
pub(super) fn is_look_alike(host: &str) -> bool {
    let is_foreign =
        |label: &str| !label.is_ascii() && !label.chars().all(|c| ('ก'..='๛').contains(&c) || c.is_ascii_digit());
    let skeleton = skeleton(host);
    let is_state = |name: &str| name.ends_with(".go.th");
    host.split('.').any(is_foreign)
        || (is_state(&skeleton) && !is_state(host))
        || (host.ends_with("-go.th") && host != "go.th")
        || (host.contains("go.th.") && host.rsplit('.').next() != Some("th"))
}

/// The host with the Latin letter for each letter or digit that looks like one.
pub(super) fn skeleton(host: &str) -> String {
    let latin = |c: char| match c {
        'а' | 'ɑ' | 'α' => 'a',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' => 'e',
        'ɡ' => 'g',
        'һ' => 'h',
        'і' | 'ı' | 'ι' => 'i',
        '1' => 'l',
        'ո' => 'n',
        'о' | 'ο' | '0' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'х' => 'x',
        'у' => 'y',
        _ => c,
    };
    host.chars().map(latin).collect()
}

/// Whether the host belongs to a service that hides where a link leads.
pub(super) fn is_shortener(host: &str) -> bool {
    SHORTENERS.iter().any(|service| is_within(host, service))
}

/// Whether a link of an organization may lead to this host: its own website with all that is under the same name, the
/// state (`.go.th`), public and non-profit organizations (`.or.th`), and names reserved for examples.
///
/// ```
/// use prongsai_domain::link::is_expected_host;
///
/// assert!(is_expected_host("data.hinghoi.com", &["www.hinghoi.com".to_owned()]));
/// assert!(is_expected_host("www.nacc.go.th", &[]));
/// assert!(!is_expected_host("drive.google.com", &[]));
/// ```
pub fn is_expected_host(host: &str, own: &[String]) -> bool {
    let known = ["go.th", "or.th"].into_iter().chain(EXAMPLES);
    let own = own.iter().map(|name| name.strip_prefix("www.").unwrap_or(name));
    known.chain(own).any(|name| is_within(host, name))
}

fn is_within(host: &str, name: &str) -> bool {
    host.strip_suffix(name)
        .is_some_and(|rest| !name.is_empty() && (rest.is_empty() || rest.ends_with('.')))
}
