//! The scheme of a link, also a misspelt one.

use super::letters::Letters;

/// Misspellings of `http` and `https` that are seen. Each begins with `h` or `t`, which [`scheme_at`] looks at first.
const MISSPELT: [&str; 26] = [
    "htp", "htps", "htpp", "htpps", "hhtp", "hhtps", "hhttp", "hhttps", "htttp", "htttps", "httpp", "httpps", "httpss",
    "ttp", "ttps", "hpttp", "hptts", "htpts", "httsp", "hxxp", "hxxps", "hptp", "hptps", "thtp", "thtps", "httpd",
];
/// The largest number of letters of a scheme, also of a misspelt one.
const LETTERS_MAX: usize = 6;

/// A scheme at the beginning of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scheme {
    /// The index of the first letter after it.
    pub(super) end: usize,
    /// `https://` or `http://` exactly, in upper or lower case.
    pub(super) is_right: bool,
    /// `http://` exactly. A misspelt scheme is corrected to `https`, also one of `http`.
    pub(super) is_insecure: bool,
}

/// The scheme that begins at this letter.
pub(super) fn scheme_at(letters: &Letters, start: usize) -> Option<Scheme> {
    if !matches!(letters.at(start), 'h' | 'H' | 't' | 'T') {
        return None;
    }
    let mut word = String::new();
    let mut end = start;
    while letters.at(end).is_ascii_alphabetic() {
        if word.len() == LETTERS_MAX {
            return None;
        }
        word.push(letters.at(end).to_ascii_lowercase());
        end += 1;
    }
    let is_spelt = matches!(word.as_str(), "http" | "https");
    if !is_spelt && !MISSPELT.contains(&word.as_str()) {
        return None;
    }
    let is_exact = is_spelt && (letters.at(end), letters.at(end + 1), letters.at(end + 2)) == (':', '/', '/');
    if is_exact && !matches!(letters.at(end + 3), '/' | '\\') && !letters.at(end + 3).is_whitespace() {
        return begins_host(letters.at(end + 3)).then_some(Scheme {
            end: end + 3,
            is_right: true,
            is_insecure: word == "http",
        });
    }
    // Within a word only an exact scheme begins: two addresses may stand together without a space.
    let is_inside = start > 0 && letters.at(start - 1).is_ascii_alphanumeric();
    if is_inside && !is_exact {
        return None;
    }
    let end = separated(letters, end)?;
    begins_host(letters.at(end)).then_some(Scheme {
        end,
        is_right: false,
        is_insecure: false,
    })
}

/// The index after a separator that is nearly `://`: a colon with a slash, two slashes, or a colon before a host.
fn separated(letters: &Letters, start: usize) -> Option<usize> {
    let skip = |from: usize, max: usize, is: fn(char) -> bool| {
        (from..from + max)
            .find(|index| !is(letters.at(*index)))
            .unwrap_or(from + max)
    };
    let space = |c: char| matches!(c, ' ' | '\u{A0}');
    let after_space = skip(start, 1, space);
    let colon = skip(after_space, 2, |c| matches!(c, ':' | ';' | '.' | '：'));
    let before_slash = skip(colon, 1, space);
    let slash = skip(before_slash, 4, |c| matches!(c, '/' | '\\'));
    let end = skip(slash, 1, space);
    let (has_colon, slashes) = (colon > after_space, slash - before_slash);
    let is_separator = slashes >= 2 || (has_colon && slashes == 1);
    let is_before_host = has_colon && super::bare_host::bare_host_at(letters, end).is_some();
    (is_separator || is_before_host).then_some(end)
}

fn begins_host(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '[' | '%')
}
