use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256};

/// The stylesheet, exactly as every page contains it.
pub const STYLE: &str = include_str!("style.css");

/// The stylesheet as a source for `style-src`: `sha256-…`.
pub fn style_hash() -> &'static str {
    static HASH: LazyLock<String> =
        LazyLock::new(|| format!("sha256-{}", BASE64.encode(Sha256::digest(STYLE.as_bytes()))));
    &HASH
}

/// The second stylesheet of the list of organizations: its search form and its entries.
pub(super) const DIRECTORY_STYLE: &str = include_str!("directory.css");

/// The `Content-Security-Policy` of the list of organizations: that of the other pages, its second stylesheet, and a form
/// that is sent to this server only.
pub fn directory_security_policy() -> &'static str {
    static POLICY: LazyLock<String> = LazyLock::new(|| {
        let more = BASE64.encode(Sha256::digest(DIRECTORY_STYLE.as_bytes()));
        content_security_policy()
            .replace("; img-src", &format!(" 'sha256-{more}'; img-src"))
            .replace("form-action 'none'", "form-action 'self'")
    });
    &POLICY
}

/// The `Content-Security-Policy` under which every page works.
pub fn content_security_policy() -> &'static str {
    static POLICY: LazyLock<String> = LazyLock::new(|| {
        format!(
            "default-src 'none'; style-src '{}'; img-src data:; object-src 'none'; base-uri 'none'; form-action 'none'; \
             frame-ancestors 'none'",
            style_hash()
        )
    });
    &POLICY
}
