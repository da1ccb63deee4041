//! Recognises the links of the perception surveys, however they are spelt.

use super::found::LinkKind;
use super::host::skeleton;
use super::letters::Letters;
use super::plain::plain;

/// The domain of the surveys; they are on one of its hosts.
const DOMAIN: &str = "nacc.go.th";
/// The beginning of the path of the staff survey.
const INTERNAL: &str = "/go/iit";
/// The beginning of the path of the public survey.
const PUBLIC: &str = "/go/eit";

/// The surveys to which a plain address leads, also as the target in the query of another address.
pub(super) fn surveys(plain: &str) -> Vec<LinkKind> {
    let skeleton = skeleton(plain);
    let mut kinds = Vec::new();
    let mut places = skeleton.match_indices(DOMAIN).peekable();
    while let Some((at, _)) = places.next() {
        let end = places.peek().map_or(skeleton.len(), |(next, _)| *next);
        let before = skeleton.get(..at).and_then(|text| text.chars().next_back());
        let is_name = |c: char| c.is_alphanumeric() || c == '-';
        if before.is_some_and(is_name) {
            continue;
        }
        let rest = skeleton.get(at + DOMAIN.len()..end).unwrap_or_default();
        let Some(path) = after_host(rest) else { continue };
        let path = resolved(path);
        for (begin, kind) in [(INTERNAL, LinkKind::InternalSurvey), (PUBLIC, LinkKind::PublicSurvey)] {
            let leads = path.match_indices(begin).any(|(at, found)| {
                let next = path.get(at + found.len()..).and_then(|rest| rest.chars().next());
                !next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
            });
            if leads && !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
    }
    kinds
}

/// What follows the host, after its port; `None` when the name of the host goes on.
fn after_host(rest: &str) -> Option<&str> {
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let rest = match rest.strip_prefix(':') {
        Some(port) => port.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => rest,
    };
    let first = rest.chars().next()?;
    matches!(first, '/' | '?' | '#' | ' ').then_some(rest)
}

/// The path without empty segments and without `.` and `..`.
fn resolved(path: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment.trim() {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            name => segments.push(name),
        }
    }
    segments
        .iter()
        .fold(String::new(), |path, segment| path + "/" + segment)
}

/// Whether white space broke the link of the staff survey: the link ends before its path is complete, and the text goes on
/// with the rest of the path.
pub(super) fn is_unfinished_survey(plain_link: &str, letters: &Letters, end: usize) -> bool {
    let Some((host, path)) = plain_link.split_once('/').or(Some((plain_link, ""))) else {
        return false;
    };
    if !host.contains(DOMAIN) || !"go/iit/".starts_with(path) {
        return false;
    }
    // The rest of the path has at most eight letters. The others of the 24 may be white space.
    let next: String = (end..end + 24).map(|index| letters.at(index)).collect();
    let begin = next.trim_start();
    if begin.len() == next.len() {
        return false;
    }
    let length = begin.find(|c: char| !c.is_ascii_graphic()).unwrap_or(begin.len());
    let rest = begin.get(..length).unwrap_or_default();
    // The rest repeats the slash, or goes on after it.
    let readings = [format!("{plain_link}{rest}"), format!("{host}/{rest}")];
    readings
        .iter()
        .any(|reading| surveys(&plain(reading)).contains(&LinkKind::InternalSurvey))
}
