use prongsai_domain::text::is_invisible;
use prongsai_rendering::kind;

use super::formats::{Format, TableKind};
use super::manuscript::{Manuscript, Work};

/// Longest name without the extension, in bytes; a Thai character has 3. File systems allow 255. Programs that save a
/// file may add a number to its name.
const LONGEST: usize = 240;

/// The suggested name of a file that is saved.
pub(super) struct FileName {
    /// The name in Thai.
    pub(super) thai: String,
    /// The name in ASCII, for programs that support nothing else.
    pub(super) plain: String,
}

impl FileName {
    pub(super) fn of(manuscript: &Manuscript, format: Format) -> Self {
        let year = manuscript.fiscal_year.get();
        let organization = &manuscript.issuer.name_th;
        let (word, words) = match (&manuscript.work, format) {
            (_, Format::YearCsv(TableKind::Plan)) => ("plan", format!("ตารางมาตรการ {organization} {year}")),
            (_, Format::YearCsv(TableKind::Results)) => {
                ("results", format!("ตารางผลการดำเนินการ {organization} {year}"))
            }
            (Work::Plan(_), _) => ("plan", format!("แผนมาตรการ {organization} {year}")),
            (Work::Document(document), _) => (
                document.kind.as_str(),
                kind::file_name(&document.content, organization, manuscript.fiscal_year),
            ),
            (Work::Poster(work), _) => ("poster", format!("โปสเตอร์ {}", work.announcement.subject)),
            (Work::YearBook { .. }, _) => ("yearbook", format!("เอกสารประจำปี {organization} {year}")),
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

/// Removes the characters that some system does not allow in a file name, and those that could make the name look like
/// another one.
fn cleaned(words: &str) -> String {
    let spaced = words.replace(
        |letter: char| letter.is_control() || is_separator(letter) || is_invisible(letter),
        " ",
    );
    let mut name = String::new();
    for word in spaced.split_whitespace() {
        let length = name.len() + 1 + word.len();
        if !name.is_empty() && length > LONGEST {
            // Only whole words are kept, because a part of a word can have another meaning.
            break;
        }
        if !name.is_empty() {
            name.push(' ');
        }
        name.extend(word.chars().scan(0, |length, letter| {
            *length += letter.len_utf8();
            (*length <= LONGEST).then_some(letter)
        }));
    }
    // On some systems a file is hidden if its name begins with a dot, and a dot at the end is removed.
    name.trim_matches(['.', ' ']).to_owned()
}

const fn is_separator(letter: char) -> bool {
    matches!(letter, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_stand_on_any_system() {
        assert_eq!(cleaned("รายงาน 6/12 เดือน: \"ผล\""), "รายงาน 6 12 เดือน ผล");
        assert_eq!(cleaned("../../etc/passwd\r\n"), "etc passwd");
        assert_eq!(cleaned("งาน\u{202e}fdp.exe\u{200b}"), "งาน fdp.exe");
        assert_eq!(cleaned("งาน\u{61c}fdp.exe"), "งาน fdp.exe");
        assert_eq!(cleaned(&"ก".repeat(500)).len(), LONGEST);
        assert_eq!(cleaned(&format!("ab{}", "ก".repeat(500))).len(), LONGEST - 1);
        let long = format!("{} พ.ศ. 2567", "ก".repeat(LONGEST / 3 - 2));
        assert_eq!(cleaned(&long), "ก".repeat(LONGEST / 3 - 2));
        assert_eq!(cleaned("..."), "");
    }
}
