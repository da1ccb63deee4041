/// Where the files of people are on Unix and macOS.
const UNIX_HOMES: [&str; 4] = ["/home/", "/Users/", "/root/", "/Volumes/"];

/// Whether a text contains a path of a file on a computer or in a local network: `C:\…`, `\\server\share`, `file:…`,
/// `/home/…`. Percent signs, and slashes instead of backslashes, do not hide it.
pub fn contains_local_path(text: &str) -> bool {
    plain(text) || decoded(text).is_some_and(|text| plain(&text))
}

/// As [`contains_local_path`], for a text whose percent signs are decoded.
fn plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().any(|(at, byte)| {
        let rest = bytes.get(at..).unwrap_or_default();
        let before = at.checked_sub(1).and_then(|at| bytes.get(at)).copied();
        match byte {
            b':' => is_drive(bytes, at) || is_file_scheme(bytes, at),
            b'\\' => before != Some(b'\\') && is_share(rest),
            b'/' => !before.is_some_and(is_of_word) && UNIX_HOMES.iter().any(|home| begins_path(rest, home.as_bytes())),
            _ => false,
        }
    })
}

fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-' || byte == b'_' || byte >= 0x80
}

/// `C:\` or `C:/` with something behind it, and no word before it.
fn is_drive(bytes: &[u8], colon: usize) -> bool {
    let letter = colon.checked_sub(1).and_then(|at| bytes.get(at));
    let before = colon.checked_sub(2).and_then(|at| bytes.get(at)).copied();
    let slash = bytes.get(colon + 1);
    let next = bytes.get(colon + 2).copied();
    let named =
        next.is_some_and(|byte| is_of_word(byte) || byte == b'$' || byte == b'%' || byte == b'\\' || byte == b'~');
    letter.is_some_and(u8::is_ascii_alphabetic)
        && !before.is_some_and(|byte| byte.is_ascii_alphanumeric())
        && (slash == Some(&b'\\') || (slash == Some(&b'/') && next != Some(b'/')))
        && named
}

fn is_file_scheme(bytes: &[u8], colon: usize) -> bool {
    let word = colon.checked_sub(4).and_then(|start| bytes.get(start..colon));
    let before = colon.checked_sub(5).and_then(|at| bytes.get(at)).copied();
    word.is_some_and(|word| word.eq_ignore_ascii_case(b"file"))
        && !before.is_some_and(|byte| byte.is_ascii_alphanumeric())
        && matches!(bytes.get(colon + 1), Some(b'/' | b'\\'))
}

/// `\\server\share`.
fn is_share(rest: &[u8]) -> bool {
    let Some(rest) = rest.strip_prefix(b"\\\\") else {
        return false;
    };
    let server = rest.iter().take(255).take_while(|byte| is_of_word(**byte)).count();
    let share = rest.get(server + 1).copied();
    server > 1 && rest.get(server) == Some(&b'\\') && share.is_some_and(|byte| is_of_word(byte) || byte == b'$')
}

fn begins_path(rest: &[u8], home: &[u8]) -> bool {
    rest.strip_prefix(home)
        .and_then(<[u8]>::first)
        .is_some_and(|byte| is_of_word(*byte))
}

/// The text with `%41` as `A`, if that is different.
fn decoded(text: &str) -> Option<String> {
    if !text.contains('%') {
        return None;
    }
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    let mut is_changed = false;
    while let Some((first, tail)) = rest.split_first() {
        let byte = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = byte.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match byte {
            Some(byte) if *first == b'%' => {
                decoded.push(byte);
                is_changed = true;
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                decoded.push(*first);
                rest = tail;
            }
        }
    }
    let text = String::from_utf8(decoded);
    is_changed.then(|| text.unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::contains_local_path;

    #[test]
    fn paths_of_computers_are_found_and_addresses_of_the_web_are_not() {
        for path in [
            r"C:\Users\somchai\แผน.docx",
            r"ดู D:\งาน\1.pdf",
            "c:/Users/somchai/x",
            "file:///C:/x",
            "file://server/share",
            "FILE:/etc/passwd",
            r"\\nas01\กอง\x.pdf",
            r"(\\10.0.0.1\share)",
            "/home/somchai/x",
            " /Users/somchai/x",
            "file:///C%3A%5CUsers%5Csomchai",
            "C%3A%5CUsers%5Csomchai",
            "%43:\\Users",
        ] {
            assert!(contains_local_path(path), "{path}");
        }
        for text in [
            "https://example.go.th/home/x",
            "https://example.go.th/a%20b/100%",
            "อัตรา 1:/2",
            "profile:x",
            r"\\",
            r"a\\b",
            "http://c:8080/",
            "ข้อ a:\\",
            "/home",
            "50%",
            "%%%",
            "10:30 น.",
        ] {
            assert!(!contains_local_path(text), "{text}");
        }
    }
}
