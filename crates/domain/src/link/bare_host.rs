use super::host::{self, normal_host};
use super::letters::Letters;

/// The end of a host without a scheme that begins here.
pub(super) fn bare_host_at(letters: &Letters, start: usize) -> Option<usize> {
    let before = letters.before(start);
    if !letters.at(start).is_alphanumeric() || is_host_letter(before) || before == '\\' {
        return None;
    }
    let mut end = start;
    while is_host_letter(letters.at(end)) {
        end += 1;
    }
    let next = letters.at(end);
    let has_path = matches!(next, '/' | '\\' | '?') || (next == ':' && letters.at(end + 1).is_ascii_digit());
    // `user@host/path` is an address with the name of a user.
    let is_mail = next == '@' || (before == '@' && !has_path);
    let is_host = host::is_known(&normal_host(letters.slice(start, end)), has_path);
    (is_host && !is_mail).then_some(end)
}

/// Letters of a host and of its look-alikes. Thai letters are none, because sentences touch links.
fn is_host_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '.' | '-' | '_' | '%' | '．' | '。' | '｡' | '\u{C0}'..='\u{58F}' | '\u{1E00}'..='\u{1FFF}')
        || matches!(c, '\u{FF10}'..='\u{FF5A}')
}
