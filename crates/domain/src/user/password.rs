use zxcvbn::{Score, zxcvbn};

use crate::text::fold;
use crate::violation::Checker;

/// The minimum length of a password, in characters.
const LENGTH_MIN: usize = 12;
/// The maximum length of a password, in characters. A longer text would take more time to hash.
const LENGTH_MAX: usize = 128;
/// The minimum strength, as zxcvbn measures it: more than 10^8 guesses. It knows some 30,000 common passwords, names,
/// words, keyboard patterns, repetitions, sequences and dates.
const STRENGTH_MIN: Score = Score::Three;
/// The minimum length of what remains of a password without the own words, in characters.
const REMAINDER_MIN: usize = 8;
/// The minimum length of an own word, in characters. Shorter ones occur in others by chance.
const OWN_WORD_MIN: usize = 3;
/// Words that everybody guesses first on this system.
const OUR_WORDS: [&str; 8] = [
    "prongsai",
    "โปร่งใส",
    "password",
    "รหัสผ่าน",
    "เทศบาลตำบล",
    "เทศบาล",
    "องค์การบริหารส่วนตำบล",
    "ป.ป.ช.",
];

/// The words that others guess first for a person: the login name, the name, and the organizations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnWords(Vec<String>);

impl OwnWords {
    /// Takes the words of these texts, each text as a whole, and what each has beside our words: the name of an organization is
    /// written together with its kind.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let ours = OUR_WORDS.map(fold);
        let mut words: Vec<String> = texts
            .into_iter()
            .flat_map(|text| std::iter::once(text).chain(text.split(|c: char| c.is_whitespace() || ".-_".contains(c))))
            .map(fold)
            .flat_map(|word| [without(&word, &ours), word])
            .chain(ours.iter().cloned())
            .filter(|word| word.chars().count() >= OWN_WORD_MIN)
            .collect();
        // Longer words first: a word that is a part of another one would leave the rest of that one.
        words.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        words.dedup();
        Self(words)
    }

    /// The number of characters that remain of a password without these words.
    fn remainder(&self, password: &str) -> usize {
        without(&fold(password), &self.0).chars().count()
    }
}

fn without(text: &str, words: &[String]) -> String {
    words
        .iter()
        .fold(text.to_owned(), |rest, word| rest.replace(word.as_str(), ""))
}

/// Checks a new password: its length, and that it is not easily guessed. There are no rules of composition.
pub fn check_password(field: &str, raw: &str, own: &OwnWords, checker: &mut Checker) -> bool {
    let length = raw.chars().count();
    if !(LENGTH_MIN..=LENGTH_MAX).contains(&length) || raw.contains('\0') {
        checker.at(field, |at| {
            at.refuse(
                "password-length",
                format!("รหัสผ่านต้องยาว {LENGTH_MIN} ถึง {LENGTH_MAX} ตัวอักษร และไม่มีอักขระ NUL"),
                format!("a password has {LENGTH_MIN} to {LENGTH_MAX} characters, without NUL"),
            );
        });
        return false;
    }
    let words: Vec<&str> = own.0.iter().map(String::as_str).collect();
    let is_guessed = own.remainder(raw) < REMAINDER_MIN || zxcvbn(&fold(raw), &words).score() < STRENGTH_MIN;
    if is_guessed {
        checker.at(field, |at| {
            at.refuse(
                "weak-password",
                "รหัสผ่านนี้เดาได้ง่าย เพราะเป็นรหัสที่ใช้กันทั่วไป มีชื่อผู้ใช้หรือชื่อหน่วยงาน หรือเรียงเป็นลำดับ ควรใช้คำที่ไม่เกี่ยวข้องกันหลายคำ",
                "the password is easily guessed: it is a common one, contains the names of the person or of the organization, or \
                 is a sequence; use several unrelated words",
            );
        });
    }
    !is_guessed
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn code(password: &str) -> Option<String> {
        let own = OwnWords::of(["somchai.r", "สมชาย รักถิ่น", "เทศบาลตำบลพอกน้อย"]);
        let mut checker = Checker::new();
        let fits = check_password("password", password, &own, &mut checker);
        let violations = checker.finish(Some(())).err().unwrap_or_default();
        assert_eq!(fits, violations.is_empty());
        violations.into_iter().next().map(|violation| {
            assert_eq!(violation.pointer, "/password");
            violation.code.clone()
        })
    }

    #[rstest]
    #[case("password1234")]
    #[case("passwordpassword")]
    #[case("Password!1234")]
    #[case("123456789012")]
    #[case("qwertyuiop[]")]
    #[case("iloveyou1234")]
    #[case("aaaaaaaaaaaaaaaa")]
    #[case("abcdefghijklmnop")]
    #[case("sunshine1990")]
    #[case("somchai.r-2566")]
    #[case("SomChai.R-2566")]
    #[case("สมชาย-รักถิ่น")]
    #[case("เทศบาลตำบลพอกน้อย")]
    #[case("เทศบาลตำบลพอกน้อย2569")]
    #[case("พอกน้อย-เทศบาลตำบล")]
    #[case("โปร่งใสโปร่งใส12")]
    #[case("prongsai2569!")]
    fn what_is_guessed_first_is_refused(#[case] password: &str) {
        assert_eq!(code(password).as_deref(), Some("weak-password"), "{password}");
    }

    #[rstest]
    #[case("ช้างสามเชือกกลางทุ่งนา")]
    #[case("correct horse battery staple")]
    #[case("aK7wq9ZrT3xB")]
    #[case("แม่น้ำ ภูเขา ตะกร้า หวาย")]
    fn long_and_unrelated_words_are_accepted(#[case] password: &str) {
        assert_eq!(code(password), None, "{password}");
    }

    #[test]
    fn lengths_are_those_of_asvs() {
        assert_eq!(code("aK7wq9ZrT3x").as_deref(), Some("password-length"));
        let long: String = "กขคฆงจฉชซฌญฎ".chars().cycle().take(129).collect();
        assert_eq!(code(&long).as_deref(), Some("password-length"));
        let longest: String = (0..128_u32)
            .filter_map(|number| char::from_u32(0x4E00 + number * 37 % 512))
            .collect();
        assert_eq!(code(&longest), None);
        assert_eq!(code("aK7wq9ZrT3xB\0").as_deref(), Some("password-length"));
    }
}
