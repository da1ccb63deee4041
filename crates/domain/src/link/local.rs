//! Paths of somebody's computer.

use super::letters::Letters;

/// The end of a path of somebody's computer that begins here: `file:///…`, `C:\…`, `\\server\…`, `/home/…`, `/Users/…`.
pub(super) fn local_path_at(letters: &Letters, start: usize) -> Option<usize> {
    // After one of these the letters go on with a word or with a web address, whose path may be `/home/…` too.
    let before = start.checked_sub(1).map_or(' ', |index| letters.at(index));
    if before.is_ascii_alphanumeric() || matches!(before, '\\' | '/' | ':' | '.' | '-' | '_' | '%' | '=') {
        return None;
    }
    let spells = |word: &str| {
        (start..)
            .zip(word.chars())
            .all(|(at, c)| letters.at(at).eq_ignore_ascii_case(&c))
    };
    let is_slash = |index: usize| matches!(letters.at(index), '/' | '\\');
    let is_name = |index: usize| letters.at(index).is_alphanumeric();
    let is_drive = letters.at(start).is_ascii_alphabetic()
        && letters.at(start + 1) == ':'
        && is_slash(start + 2)
        // `C:\\name` is how programs write `C:\name`. `c://name` is more often a mistyped web address.
        && (is_name(start + 3) || letters.at(start + 3) == '\\');
    let is_share = spells(r"\\") && is_name(start + 2);
    let is_file = spells("file:") && is_slash(start + 5);
    let is_home = (spells("/home/") && is_name(start + 6)) || (spells("/Users/") && is_name(start + 7));
    if !(is_drive || is_share || is_file || is_home) {
        return None;
    }
    let mut end = start;
    while end < letters.len()
        && !letters.at(end).is_whitespace()
        && !matches!(letters.at(end), '"' | '<' | '>' | '”' | '|')
    {
        end += 1;
    }
    while end > start && matches!(letters.at(end - 1), ')' | ',' | ';' | '.') {
        end -= 1;
    }
    Some(end)
}
