//! Finds links.

use super::bare_host::bare_host_at;
use super::found::{FoundLink, LinkKind};
use super::host::{self, normal_host};
use super::letters::Letters;
use super::local::local_path_at;
use super::plain::plain;
use super::scheme::{Scheme, scheme_at};
use super::survey::{is_unfinished_survey, surveys};

/// Finds every link in a text, in its order: with a scheme, with a misspelt one, without one, and paths of somebody's
/// computer. It takes linear time.
///
/// ```
/// use prongsai_domain::link::{LinkKind, find};
///
/// let links: Vec<_> = find("ดูที่www.example.go.th/ita.pdf และ (https://itas.nacc.go.th/go/iit/abc123)").collect();
/// assert_eq!(links[0].written, "www.example.go.th/ita.pdf");
/// assert_eq!(links[0].address, "https://www.example.go.th/ita.pdf");
/// assert!(links[1].is(LinkKind::InternalSurvey));
/// ```
pub fn find(text: &str) -> impl Iterator<Item = FoundLink<'_>> + use<'_> {
    let may_have = text.contains(['.', ':', '/', '\\', '%', '．', '。', '｡']);
    let letters = Letters::new(if may_have { text } else { "" });
    let mut index = 0;
    // Where the next link begins within the letters of the one before it.
    let mut joined_at = None;
    std::iter::from_fn(move || {
        while index < letters.len() {
            if let Some(end) = local_path_at(&letters, index) {
                let found = local_link(&letters, index, end);
                index = end;
                return Some(found);
            }
            let is_bare = || joined_at == Some(index) || bare_host_at(&letters, index).is_some();
            let bare = Scheme {
                end: index,
                is_right: false,
                is_insecure: false,
            };
            let Some(scheme) = scheme_at(&letters, index).or_else(|| is_bare().then_some(bare)) else {
                index += 1;
                continue;
            };
            let (found, body) = link(&letters, index, scheme);
            index = body.end.max(index + 1);
            joined_at = body.is_joined.then_some(index);
            return Some(found);
        }
        None
    })
}

fn link<'a>(letters: &Letters<'a>, start: usize, scheme: Scheme) -> (FoundLink<'a>, Body) {
    let body = body_end(letters, scheme.end);
    let (end, is_cut) = trimmed(letters, scheme.end, body.end);
    let rest = letters.slice(scheme.end, end);
    let scheme_word = if scheme.is_insecure { "http" } else { "https" };
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let host = normal_host(authority);
    let mut kinds = surveys(&plain(rest));
    if kinds.is_empty() && is_unfinished_survey(&plain(rest), letters, end) {
        kinds.push(LinkKind::InternalSurvey);
    }
    let is_joined = body.is_joined && end == body.end;
    kinds.extend(
        [
            (is_cut, LinkKind::CutOff),
            (!scheme.is_right, LinkKind::WithoutScheme),
            (scheme.is_insecure, LinkKind::Insecure),
            (is_joined, LinkKind::JoinedToNext),
            (host::is_private(&host), LinkKind::PrivateHost),
            (host::is_look_alike(&host), LinkKind::LookAlikeHost),
            (host::is_shortener(&host), LinkKind::Shortener),
        ]
        .into_iter()
        .filter_map(|(applies, kind)| applies.then_some(kind)),
    );
    let found = FoundLink {
        range: letters.byte(start)..letters.byte(end),
        written: letters.slice(start, end),
        address: format!("{scheme_word}://{rest}"),
        host,
        kinds,
    };
    (found, body)
}

fn local_link<'a>(letters: &Letters<'a>, start: usize, end: usize) -> FoundLink<'a> {
    let written = letters.slice(start, end);
    FoundLink {
        range: letters.byte(start)..letters.byte(end),
        written,
        address: written.to_owned(),
        host: String::new(),
        kinds: vec![LinkKind::LocalPath],
    }
}

struct Body {
    end: usize,
    /// Whether the next link begins there.
    is_joined: bool,
}

/// The end of the link whose host begins at `start`.
fn body_end(letters: &Letters, start: usize) -> Body {
    let mut index = start;
    let mut is_in_path = false;
    while index < letters.len() {
        let c = letters.at(index);
        let before = letters.before(index);
        if index > start && begins_next(letters, index, before) {
            return Body {
                end: index,
                is_joined: true,
            };
        }
        if is_thai(c) {
            let end = thai_end(letters, index);
            if !is_thai_part(letters, (start, index, end), is_in_path) {
                break;
            }
            index = end;
            continue;
        }
        if c.is_whitespace()
            || c.is_control()
            || matches!(c, '"' | '<' | '>' | '{' | '}' | '|' | '^' | '`' | '“'..='‟' | '«' | '»')
        {
            break;
        }
        is_in_path |= matches!(c, '/' | '\\' | '?' | '#');
        index += 1;
    }
    Body {
        end: index,
        is_joined: false,
    }
}

/// Whether another link begins here, inside of what could be a link. An address in the query of another is a part of it.
fn begins_next(letters: &Letters, index: usize, before: char) -> bool {
    if matches!(before, '=' | '/' | '?' | '&' | '#' | '%' | ':' | '\\') {
        return false;
    }
    let is_next = scheme_at(letters, index).is_some_and(|scheme| scheme.is_right);
    let is_www = before.is_ascii_alphanumeric() || matches!(before, ',' | ';' | ')');
    let www = ['w', 'w', 'w', '.'];
    let spells_www = (index..)
        .zip(www)
        .all(|(at, c)| letters.at(at).to_ascii_lowercase() == c);
    is_next || (is_www && spells_www && letters.at(index + 4).is_ascii_alphanumeric())
}

fn thai_end(letters: &Letters, start: usize) -> usize {
    let mut end = start;
    while is_thai(letters.at(end)) {
        end += 1;
    }
    end
}

/// Whether a run of Thai letters belongs to the link around it: a whole label of a host, or a whole part of a path that goes
/// on after it. Otherwise it is the sentence after the link.
fn is_thai_part(letters: &Letters, (start, from, to): (usize, usize, usize), is_in_path: bool) -> bool {
    let (before, after) = (letters.before(from), letters.at(to));
    if is_in_path {
        let begins = matches!(before, '/' | '=' | '-' | '_' | '?' | '&' | '#' | '+' | '.' | '(');
        return begins
            && (after.is_ascii_alphanumeric() || matches!(after, '/' | '.' | '-' | '_' | '%' | '?' | '=' | '&'));
    }
    let is_label = from == start || before == '.';
    is_label && (matches!(after, '.' | '/' | ':') || letters.slice(from, to) == "ไทย")
}

const fn is_thai(c: char) -> bool {
    matches!(c, '\u{E01}'..='\u{E7F}')
}

/// The end without the punctuation after the link, and whether the link is cut off.
fn trimmed(letters: &Letters, start: usize, end: usize) -> (usize, bool) {
    let count = |c: char| (start..end).filter(|index| letters.at(*index) == c).count();
    // The number of closing brackets for which the link has no opening one.
    let pairs = [('(', ')'), ('[', ']')].map(|(open, close)| (close, count(close).saturating_sub(count(open))));
    let mut surplus = pairs;
    let mut last = end;
    while last > start {
        let c = letters.before(last);
        let dots = (start..last)
            .rev()
            .take_while(|index| letters.at(*index) == '.')
            .count();
        if c == '…' || dots >= 3 {
            return (last, true);
        }
        let closes = surplus.iter_mut().find(|(close, left)| *close == c && *left > 0);
        if let Some((_, left)) = closes {
            *left -= 1;
        } else if !matches!(
            c,
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '~' | '。' | '、' | '）'
        ) {
            break;
        }
        last -= 1;
    }
    let is_half = letters.before(last) == '%' || (last >= 2 + start && letters.at(last - 2) == '%');
    (last, letters.before(last) == '-' || is_half)
}
