use std::path::Path;

use secrecy::{ExposeSecret as _, SecretSlice};

use super::files;
use super::report::Report;
use crate::config::Config;
use crate::secret;
use crate::token_secrets::SecretFiles;

const SIGNING: &str = "PRONGSAI_JWT_SECRET_FILE";
const ACCEPTED: &str = "PRONGSAI_JWT_ACCEPTED_SECRET_FILES";
const DEMO: &str = "demo";

/// Checks the files with secrets.
pub(super) fn check(config: &Config, report: &mut Report) {
    demo(&config.data_dir.join("demo-credentials.json"), report);
    let found = match SecretFiles::of(config) {
        Ok(found) => found,
        Err(error) => return report.error(SIGNING, format!("{error:#}")),
    };
    // With a private cluster the server makes the file; see `SecretFiles::earlier`.
    let signing = if found.earlier.is_some() && !found.signing.exists() {
        report.ok(SIGNING, format!("the first start makes {}", found.signing.display()));
        None
    } else {
        token_secret(SIGNING, &found.signing, report)
    };
    let is_signing = |secret: &SecretSlice<u8>| {
        let same = |signing: &SecretSlice<u8>| signing.expose_secret() == secret.expose_secret();
        signing.as_ref().is_some_and(same)
    };
    for file in &found.accepted {
        if token_secret(ACCEPTED, file, report).as_ref().is_some_and(is_signing) {
            report.warning(
                ACCEPTED,
                format!(
                    "{} has the secret that signs; name the one before or the next one",
                    file.display()
                ),
            );
        }
    }
    if let Some(earlier) = found.earlier.as_deref().filter(|file| file.exists())
        && token_secret(SIGNING, earlier, report).is_some()
    {
        report.ok(
            SIGNING,
            format!("{} is accepted for 15 minutes after the next start", earlier.display()),
        );
    }
}

/// Checks the file of a token secret; returns the secret if it can be used.
fn token_secret(about: &str, file: &Path, report: &mut Report) -> Option<SecretSlice<u8>> {
    match secret::read(file) {
        Ok(secret) => {
            mode(about, file, report);
            Some(secret)
        }
        Err(error) => {
            report.error(about, format!("{error:#}"));
            None
        }
    }
}

fn mode(about: &str, file: &Path, report: &mut Report) {
    let shown = file.display();
    match files::too_open(file) {
        Ok(None) => report.ok(about, format!("{shown} can be used")),
        Ok(Some(why)) => report.warning(about, format!("{shown}: {why}")),
        Err(error) => report.warning(about, format!("the mode of {shown} is not known: {error}")),
    }
}

fn demo(file: &Path, report: &mut Report) {
    if file.exists() {
        mode(DEMO, file, report);
        report.warning(
            DEMO,
            format!(
                "{} has logins that are shown to people; a start without --demo ends them and deletes the file",
                file.display()
            ),
        );
    }
}
