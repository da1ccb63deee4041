//! `Forwarded` of RFC 7239: elements such as `for="[2001:db8::1]:4711";proto=https`, separated by commas.

use std::net::IpAddr;

use super::hop::address;

/// The hops of a line, from its end; `None` is one without an address.
///
/// The line is read backwards, because a client can begin a quoted string and never end it. Read forwards, that string
/// would swallow the element that the proxy added.
pub(super) fn hops(line: &[u8]) -> Vec<Option<IpAddr>> {
    let mut hops = Vec::new();
    let mut rest = Some(line);
    while let Some(line) = rest {
        let (before, element) = last_element(line);
        hops.push(std::str::from_utf8(element).ok().and_then(client));
        rest = before;
    }
    hops
}

/// The element after the last comma outside of a quoted string, and what stands before that comma.
fn last_element(line: &[u8]) -> (Option<&[u8]>, &[u8]) {
    let mut is_quoted = false;
    for (index, byte) in line.iter().enumerate().rev() {
        let (before, from_here) = line.split_at(index);
        match byte {
            b'"' if !is_escaped(before) => is_quoted = !is_quoted,
            b',' if !is_quoted => return (Some(before), from_here.strip_prefix(b",").unwrap_or_default()),
            _ => {}
        }
    }
    (None, line)
}

/// Whether a byte after these is escaped: an odd number of backslashes stands before it.
fn is_escaped(before: &[u8]) -> bool {
    before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// The address in the one `for` of an element.
fn client(element: &str) -> Option<IpAddr> {
    let mut found = None;
    for pair in pairs(element) {
        let (name, value) = pair.split_once('=')?;
        if name.trim().eq_ignore_ascii_case("for") && found.replace(value.trim()).is_some() {
            return None;
        }
    }
    address(&unquoted(found?)?)
}

/// The parts of an element between semicolons outside of quoted strings.
fn pairs(element: &str) -> impl Iterator<Item = &str> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    element.split(move |c| {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = is_quoted,
            '"' => is_quoted = !is_quoted,
            _ => return c == ';' && !is_quoted,
        }
        false
    })
}

/// A value without the quotes of a quoted string.
fn unquoted(value: &str) -> Option<String> {
    let Some(quoted) = value.strip_prefix('"') else {
        return (!value.contains('"')).then(|| value.to_owned());
    };
    let mut text = String::new();
    let mut rest = quoted.chars();
    loop {
        match rest.next()? {
            '\\' => text.push(rest.next()?),
            '"' => return rest.next().is_none().then_some(text),
            c => text.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hops of a line from its end, as text; `-` is one without an address.
    fn read(line: &str) -> Vec<String> {
        let text = |hop: Option<IpAddr>| hop.map_or_else(|| "-".to_owned(), |hop| hop.to_string());
        hops(line.as_bytes()).into_iter().map(text).collect()
    }

    #[test]
    fn the_examples_of_the_standard_are_read() {
        for (line, hops) in [
            ("for=\"_gazonk\"", vec!["-"]),
            ("For=\"[2001:db8:cafe::17]:4711\"", vec!["2001:db8:cafe::17"]),
            ("for=192.0.2.60;proto=http;by=203.0.113.43", vec!["192.0.2.60"]),
            ("for=192.0.2.43, for=198.51.100.17", vec!["198.51.100.17", "192.0.2.43"]),
            (
                "for=192.0.2.43,for=\"[2001:db8:cafe::17]\",for=unknown",
                vec!["-", "2001:db8:cafe::17", "192.0.2.43"],
            ),
            ("for=_hidden, for=_SEVKISEK", vec!["-", "-"]),
            ("for=\"192.0.2.43:47011\"", vec!["192.0.2.43"]),
        ] {
            assert_eq!(read(line), hops, "{line}");
        }
    }

    #[test]
    fn an_element_that_is_no_element_has_no_address() {
        for line in [
            "",
            "for",
            "for=",
            "for=192.0.2.1;",
            "by=192.0.2.1",
            "for=192.0.2.1;for=192.0.2.2",
            "for=\"192.0.2.1",
            "for=192.0.2.1\"",
            "for=\"192.0.2.1\"x",
            "192.0.2.1",
            "for=192.0.2.1 192.0.2.2",
        ] {
            assert_eq!(read(line), ["-"], "{line:?}");
        }
    }

    #[test]
    fn quoted_strings_keep_commas_semicolons_and_quotes() {
        for (line, hops) in [
            ("for=192.0.2.1;by=\"a,b;c\"", vec!["192.0.2.1"]),
            ("by=\"a\\\",b\";for=192.0.2.1", vec!["192.0.2.1"]),
            (
                "by=\"\\\\\";for=192.0.2.1, for=192.0.2.2",
                vec!["192.0.2.2", "192.0.2.1"],
            ),
            ("for=\"192.0\\.2.1\"", vec!["192.0.2.1"]),
        ] {
            assert_eq!(read(line), hops, "{line}");
        }
    }

    #[test]
    fn what_a_client_sent_before_does_not_reach_into_what_the_proxy_added() {
        for sent in [
            "for=\"",
            "for=\"198.51.100.1",
            "\\",
            "for=\"\\",
            "\"\"\"",
            ",,;;==",
            "for=\"a\\\"",
        ] {
            assert_eq!(read(&format!("{sent}, for=192.0.2.9"))[0], "192.0.2.9", "{sent}");
            assert_eq!(
                read(&format!("{sent},for=\"[2001:db8::9]:80\";by=\"_p\""))[0],
                "2001:db8::9",
                "{sent}"
            );
        }
        assert_eq!(hops(b"\xff, for=192.0.2.9").first(), Some(&"192.0.2.9".parse().ok()));
    }
}
