use std::path::Path;

use prongsai_application::mail::Mailer;
use prongsai_application::rendition::font_files;
use prongsai_application::{Error, Visitor};

use super::files;
use super::report::Report;
use crate::cli::settings::RefusedSetting;
use crate::config::Config;
use crate::logs;

const TRUSTED_PROXIES: &str = "PRONGSAI_TRUSTED_PROXIES";

/// Checks that all settings are valid; then the log, the addresses, mail, the renderer and the audit file.
pub(super) async fn check(config: &Config, refused: &[RefusedSetting], report: &mut Report) {
    for setting in refused {
        report.error(&setting.variable, format!("is not valid: {}", setting.reason));
    }
    if refused.is_empty() {
        report.ok("settings", "all settings are valid");
    }
    if let Err(error) = logs::check(config.log.as_deref()) {
        report.error("RUST_LOG", format!("{error:#}"));
    }
    let is_refused = |variable: &str| refused.iter().any(|setting| setting.variable == variable);
    if !is_refused("PRONGSAI_PUBLIC_URL") {
        public_url(config, report);
        if !is_refused(TRUSTED_PROXIES) {
            proxies(config, report);
        }
    }
    mail(config, report);
    links(config, report);
    renderer(config, report).await;
    if let Some(file) = config.audit_file() {
        audit_file(file, report);
    }
}

fn mail(config: &Config, report: &mut Report) {
    const ABOUT: &str = "PRONGSAI_SMTP_URL";
    match config.mail.options() {
        Err(error) => report.error(ABOUT, error.to_string()),
        Ok(None) => {}
        Ok(Some(options)) => match Mailer::new(&options) {
            Ok(_) => report.ok(ABOUT, "mail is sent; no connection was tried"),
            Err(error) => report.error(ABOUT, error),
        },
    }
}

fn links(config: &Config, report: &mut Report) {
    const ABOUT: &str = "PRONGSAI_LINK_CHECKS";
    let Some(visits) = config.jobs.links.visits() else {
        return;
    };
    match Visitor::new(visits) {
        Ok(_) => report.ok(
            ABOUT,
            "links are checked: this server visits other websites on ports 80 and 443; none was tried",
        ),
        Err(error) => report.error(ABOUT, error),
    }
}

fn public_url(config: &Config, report: &mut Report) {
    const ABOUT: &str = "PRONGSAI_PUBLIC_URL";
    match config.renditions.public_url() {
        None => report.warning(
            ABOUT,
            format!(
                "is not set, so QR codes on renditions lead to http://{}; set it to the address of the server for the public",
                config.listen
            ),
        ),
        Some(url) if url.starts_with("https://") => report.ok(ABOUT, url),
        Some(url) => report.warning(ABOUT, format!("{url} has no TLS; put a reverse proxy in front and use https://")),
    }
}

/// The server has no TLS of its own, so an https address is that of a proxy.
fn proxies(config: &Config, report: &mut Report) {
    let is_https = config
        .renditions
        .public_url()
        .is_some_and(|url| url.starts_with("https://"));
    if is_https && !config.proxies.names_any() {
        report.warning(
            TRUSTED_PROXIES,
            "is not set, and PRONGSAI_PUBLIC_URL is the https address of a proxy: all people share the address of the \
             proxy, and with it the limits of one address; set it to the address of the proxy, such as 127.0.0.1",
        );
    }
}

/// Starts a renderer, which finds the fonts, and ends it.
async fn renderer(config: &Config, report: &mut Report) {
    let options = config.renditions.options(&config.data_dir, &config.listen);
    match font_files(&options).await {
        Ok(files) => report.ok("fonts", format!("PDFs are made with {}", files.join(", "))),
        Err(Error::RendererNotReady(reason)) => report.warning(
            "PRONGSAI_RENDERER",
            format!(
                "no PDFs can be made: {reason}; build it with \"cargo build --release -p prongsai-renderer\", and put it \
                 beside this program or name it"
            ),
        ),
        Err(error) => report.warning(
            "fonts",
            format!(
                "no PDFs can be made: {error}; apt-get install fonts-tlwg-laksaman-otf, or name a folder with \
                 PRONGSAI_FONT_DIR"
            ),
        ),
    }
}

fn audit_file(file: &Path, report: &mut Report) {
    const ABOUT: &str = "PRONGSAI_AUDIT_FILE";
    if file == Path::new("-") {
        return report.ok(ABOUT, "the standard output");
    }
    let shown = file.display();
    if file.exists() && !file.is_dir() {
        return match files::writable(file) {
            Ok(()) => report.ok(ABOUT, format!("{shown} can be written to")),
            Err(error) => report.error(
                ABOUT,
                format!("{shown} cannot be written to: {error}; give it to the server's user"),
            ),
        };
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    match files::usable_folder(folder) {
        _ if file.is_dir() => report.error(ABOUT, format!("{shown} is a folder; name a file")),
        Ok(()) => report.ok(ABOUT, format!("{shown} will be made")),
        Err(error) => report.error(
            ABOUT,
            format!("{shown} cannot be made: {error}; make its folder for the server's user"),
        ),
    }
}
