//! Which texts may become links.

/// Whether a text is a web address and may become a link. Any other text, in particular `javascript:`, is only shown.
pub fn is_web_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}
