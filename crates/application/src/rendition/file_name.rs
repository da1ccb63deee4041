use prongsai_rendering::kind;

use super::formats::{Format, TableKind};
use super::manuscript::{Manuscript, Work};

/// Longest name without its end, in characters.
const LONGEST: usize = 90;

/// What a file is called when somebody saves it.
pub(super) struct FileName {
    /// In Thai.
    pub(super) thai: String,
    /// For programs that know ASCII only.
    pub(super) plain: String,
}

impl FileName {
    pub(super) fn of(manuscript: &Manuscript, format: Format) -> Self {
        let year = manuscript.fiscal_year.get();
        let office = &manuscript.issuer.name_th;
        let (word, words) = match (&manuscript.work, format) {
            (_, Format::YearCsv(TableKind::Plan)) => ("plan", format!("ตารางมาตรการ {office} {year}")),
            (_, Format::YearCsv(TableKind::Results)) => ("results", format!("ตารางผลการดำเนินการ {office} {year}")),
            (Work::Plan(_), _) => ("plan", format!("แผนมาตรการ {office} {year}")),
            (Work::Document(document), _) => (
                document.kind.as_str(),
                kind::file_name(&document.content, office, manuscript.fiscal_year),
            ),
            (Work::Poster(announcement), _) => ("poster", format!("โปสเตอร์ {}", announcement.subject)),
            (Work::YearBook { .. }, _) => ("yearbook", format!("เอกสารประจำปี {office} {year}")),
        };
        let draft = if manuscript.verification.is_some() {
            ""
        } else {
            "ร่าง "
        };
        let plain_draft = if manuscript.verification.is_some() {
            ""
        } else {
            "-draft"
        };
        let extension = format.extension();
        Self {
            thai: format!("{}.{extension}", cleaned(&format!("{draft}{words}"))),
            plain: format!("{word}-{year}{plain_draft}.{extension}"),
        }
    }
}

/// Without what cannot stand in a file's name on some system, and without what would make it look like another.
fn cleaned(words: &str) -> String {
    let spaced = words.replace(
        |letter: char| letter.is_control() || is_separator(letter) || is_unseen(letter),
        " ",
    );
    let mut name = String::new();
    for word in spaced.split_whitespace() {
        let length = name.chars().count() + 1 + word.chars().count();
        if !name.is_empty() && length > LONGEST {
            // Whole words only: half of one means something else.
            break;
        }
        if !name.is_empty() {
            name.push(' ');
        }
        name.extend(word.chars().take(LONGEST));
    }
    // A name that begins with a dot is hidden, and one that ends so loses it on some systems.
    name.trim_matches(['.', ' ']).to_owned()
}

const fn is_separator(letter: char) -> bool {
    matches!(letter, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
}

/// Marks that turn the direction, or cannot be seen.
const fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_stand_on_any_system() {
        assert_eq!(cleaned("รายงาน 6/12 เดือน: \"ผล\""), "รายงาน 6 12 เดือน ผล");
        assert_eq!(cleaned("../../etc/passwd\r\n"), "etc passwd");
        assert_eq!(cleaned("งาน\u{202e}fdp.exe\u{200b}"), "งาน fdp.exe");
        assert_eq!(cleaned(&"ก".repeat(500)).chars().count(), LONGEST);
        let long = format!("{} พ.ศ. 2567", "ก".repeat(LONGEST - 3));
        assert_eq!(cleaned(&long), "ก".repeat(LONGEST - 3));
        assert_eq!(cleaned("..."), "");
    }
}
