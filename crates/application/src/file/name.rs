/// The maximum length of the name of a file, in characters.
const NAME_MAX: usize = 200;

/// The name under which a file is served: the last part of the name that a person gave, without what no file system takes, and with the
/// extension of its format.
pub(super) fn served_name(given: &str, extension: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    // Invisible characters and those that turn the direction could make another name appear.
    let is_kept = |c: &char| {
        let is_hidden = matches!(*c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFF}');
        !c.is_control() && !is_hidden && !matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*')
    };
    let stem: String = stem.chars().filter(is_kept).take(NAME_MAX).collect();
    let stem = stem.trim().trim_matches('.').trim();
    let stem = if stem.is_empty() { "file" } else { stem };
    format!("{stem}.{extension}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_no_path_and_the_extension_of_the_format() {
        for (given, served) in [
            ("ภาพการประชุม.JPG", "ภาพการประชุม.jpg"),
            (r"C:\Users\somchai\ภาพ 1.jpeg", "ภาพ 1.jpg"),
            ("../../etc/passwd", "passwd.jpg"),
            ("photo.webp", "photo.jpg"),
            ("รายงาน ต.ค. 2566.jpg", "รายงาน ต.ค. 2566.jpg"),
            ("a\u{0}b\r\n<c>.jpg", "abc.jpg"),
            ("a\u{202E}gpj.jpg", "agpj.jpg"),
            ("...", "file.jpg"),
            ("", "file.jpg"),
        ] {
            assert_eq!(served_name(given, "jpg"), served, "{given}");
        }
        assert_eq!(served_name(&"ก".repeat(500), "pdf").chars().count(), NAME_MAX + 4);
    }
}
