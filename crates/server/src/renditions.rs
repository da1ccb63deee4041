use std::net::IpAddr;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser as _};
use prongsai_application::rendition::RenditionOptions;
use url::Url;

use crate::renderers::RendererConfig;

/// The configuration of renditions.
#[derive(Args, Clone, Debug)]
pub(crate) struct RenditionConfig {
    /// Address of this server for the public, such as https://ita.example.go.th; used in the QR codes on renditions.
    /// Default: the address that is listened on
    #[arg(long, env = "PRONGSAI_PUBLIC_URL", value_parser = parse_url, global = true, value_name = "URL")]
    public_url: Option<String>,

    /// Folder with more fonts for renditions
    #[arg(
        long,
        env = "PRONGSAI_FONT_DIR",
        value_parser = OsStringValueParser::new().map(PathBuf::from),
        global = true,
        value_name = "FOLDER"
    )]
    font_dir: Option<PathBuf>,

    /// Whether fonts that are installed on the system are used too
    #[arg(
        long,
        env = "PRONGSAI_SYSTEM_FONTS",
        default_value_t = true,
        action = clap::ArgAction::Set,
        global = true,
        value_name = "true|false"
    )]
    system_fonts: bool,

    /// Size in MiB of the cache of renditions in the data folder
    #[arg(
        long,
        env = "PRONGSAI_PAPER_CACHE_MIB",
        default_value_t = 256,
        global = true,
        value_name = "MIB"
    )]
    paper_cache_mib: u32,

    #[command(flatten)]
    renderers: RendererConfig,
}

impl RenditionConfig {
    /// The address of the server for the public, if one was named.
    pub(crate) fn public_url(&self) -> Option<&str> {
        self.public_url.as_deref().filter(|url| !url.is_empty())
    }

    /// The options for a server with this data folder and this address.
    pub(crate) fn options(&self, data_dir: &Path, listen: &str) -> RenditionOptions {
        let defaults = RenditionOptions::default();
        let system_fonts = if self.system_fonts {
            defaults.font_dirs.clone()
        } else {
            Vec::new()
        };
        let configured_fonts = self
            .font_dir
            .iter()
            .filter(|folder| !folder.as_os_str().is_empty())
            .cloned();
        RenditionOptions {
            public_url: self
                .public_url()
                .map_or_else(|| format!("http://{listen}"), str::to_owned),
            font_dirs: configured_fonts.chain(system_fonts).collect(),
            cache_dir: Some(data_dir.join("cache").join("papers")).filter(|_| self.paper_cache_mib > 0),
            cache_bytes: u64::from(self.paper_cache_mib) * 1024 * 1024,
            renderer: self.renderers.options(),
            ..defaults
        }
    }

    /// Whether others can reach a server that listens on `ip`, and no address for the public was named. The default is
    /// then seldom the address that they use.
    pub(crate) fn lacks_public_url(&self, ip: IpAddr) -> bool {
        self.public_url().is_none() && !ip.to_canonical().is_loopback()
    }
}

/// An address that paths can be appended to: scheme, host, optional port and path; no query or fragment.
fn parse_url(raw: &str) -> Result<String, String> {
    let url = raw.trim().trim_end_matches('/');
    if url.is_empty() {
        return Ok(String::new());
    }
    // What the parser corrects, drops or escapes would be printed as it is written.
    let is_corrected = |c: char| c.is_ascii_control() || " \"<>`{}\\^|".contains(c);
    let is_address = Url::parse(url).is_ok_and(|url| url.has_host()) && !url.contains(is_corrected);
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let fits = |rest: &str| !rest.is_empty() && !rest.starts_with('/') && !rest.contains(['?', '#', '@']);
    match rest {
        Some(rest) if fits(rest) && url.is_ascii() && is_address => Ok(url.to_owned()),
        _ => Err("a public URL is https:// or http://, a host in ASCII and at most a path, such as https://ita.example.go.th".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        renditions: RenditionConfig,
    }

    fn options(arguments: &[&str]) -> Result<RenditionOptions, String> {
        let line = std::iter::once(&"prongsai").chain(arguments);
        Line::try_parse_from(line)
            .map(|line| line.renditions.options(Path::new("data"), "127.0.0.1:8080"))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn renditions_have_the_public_address_of_the_server() {
        assert_eq!(options(&[]).unwrap().public_url, "http://127.0.0.1:8080");
        assert_eq!(
            options(&["--public-url", ""]).unwrap().public_url,
            "http://127.0.0.1:8080"
        );
        let said = options(&["--public-url", "https://ita.example.go.th/"]).unwrap();
        assert_eq!(said.public_url, "https://ita.example.go.th");
        for wrong in [
            "ita.example.go.th",
            "ftp://a",
            "https://",
            "https://a?b",
            "https://u@a",
            "https://ก.th",
            "https://a:99999",
            "https://a:x",
            "https://a\tb",
            "https://a\\b",
            "https://a/{b}",
            "https://a/b c",
        ] {
            assert!(options(&["--public-url", wrong]).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_server_that_others_reach_needs_a_public_address() {
        let lacks = |arguments: &[&str], ip: &str| {
            let line = Line::try_parse_from(std::iter::once(&"prongsai").chain(arguments));
            line.unwrap().renditions.lacks_public_url(ip.parse().unwrap())
        };
        for ip in ["0.0.0.0", "192.0.2.1", "::", "2001:db8::1"] {
            assert!(lacks(&[], ip) && lacks(&["--public-url", ""], ip), "{ip}");
            assert!(!lacks(&["--public-url", "https://ita.example.go.th"], ip), "{ip}");
        }
        for ip in ["127.0.0.1", "127.8.0.1", "::1", "::ffff:127.0.0.1"] {
            assert!(!lacks(&[], ip), "{ip}");
        }
    }

    #[test]
    fn system_fonts_can_be_disabled() {
        let own = options(&["--font-dir", "/f", "--system-fonts", "false"]).unwrap();
        assert_eq!(own.font_dirs, [PathBuf::from("/f")]);
        assert!(options(&["--font-dir", "/f"]).unwrap().font_dirs.len() > 1);
        assert!(
            options(&["--font-dir", "", "--system-fonts", "false"])
                .unwrap()
                .font_dirs
                .is_empty()
        );
    }

    #[test]
    fn the_cache_is_in_the_data_folder_and_can_be_disabled() {
        let renditions = options(&["--paper-cache-mib", "7"]).unwrap();
        assert_eq!(
            (renditions.cache_dir, renditions.cache_bytes),
            (Some(PathBuf::from("data/cache/papers")), 7 << 20)
        );
        assert_eq!(options(&["--paper-cache-mib", "0"]).unwrap().cache_dir, None);
    }
}
