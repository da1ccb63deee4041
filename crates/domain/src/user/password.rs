use zxcvbn::{Score, zxcvbn};

use super::common_words::COMMON_WORDS;
use super::keyboard::{in_english, in_thai};
use crate::text::{fold, spelling};
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
/// The minimum length of a part that counts once if it is repeated, in characters. zxcvbn finds shorter ones.
const REPEATED_MIN: usize = 3;
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
    /// Takes the words of these texts, each text as a whole, and what remains of each without `OUR_WORDS`: the name of an
    /// organization is written together with its kind.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let ours = OUR_WORDS.map(fold);
        let mut words: Vec<String> = texts
            .into_iter()
            .flat_map(|text| std::iter::once(text).chain(text.split(|c: char| c.is_whitespace() || ".-_".contains(c))))
            .map(fold)
            .flat_map(|word| [without(&word, &ours), word])
            .chain(ours.iter().cloned())
            .chain(COMMON_WORDS.iter().map(|word| fold(word)))
            .filter(|word| word.chars().count() >= OWN_WORD_MIN)
            .collect();
        // Longer words first: if a word that is a part of another one were removed first, the rest of the other would remain.
        words.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        words.dedup();
        Self(words)
    }

    /// The number of characters that remain of a folded password without these words.
    fn remainder(&self, password: &str) -> usize {
        without(password, &self.0).chars().count()
    }
}

fn without(text: &str, words: &[String]) -> String {
    words
        .iter()
        .fold(text.to_owned(), |rest, word| rest.replace(word.as_str(), ""))
}

/// Checks a new password: its length, and that it is not easily guessed. There are no rules of composition.
pub fn check_password(field: &str, raw: &str, own: &OwnWords, checker: &mut Checker) -> bool {
    let length = spelling(raw).chars().count();
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
    let is_guessed = is_guessed(raw, own);
    if is_guessed {
        checker.at(field, |at| {
            at.refuse(
                "weak-password",
                "รหัสผ่านนี้เดาได้ง่าย เพราะเป็นรหัสที่ใช้กันทั่วไป มีชื่อผู้ใช้หรือชื่อหน่วยงาน เรียงเป็นลำดับ หรือซ้ำคำเดิม ควรใช้คำที่ไม่เกี่ยวข้องกันหลายคำ",
                "the password is easily guessed: it is a common one, contains the names of the person or of the organization, \
                 is a sequence, or repeats a part; use several unrelated words",
            );
        });
    }
    !is_guessed
}

/// Whether a password is guessed as it is, or as its keys in the other keyboard layout.
fn is_guessed(raw: &str, own: &OwnWords) -> bool {
    let words: Vec<&str> = own.0.iter().map(String::as_str).collect();
    let mut readings = [raw.to_owned(), in_english(raw), in_thai(raw)]
        .map(|reading| fold(&reading))
        .to_vec();
    readings.dedup();
    readings.iter().any(|reading| {
        own.remainder(reading) < REMAINDER_MIN
            || is_repetition(reading)
            || zxcvbn(reading, &words).score() < STRENGTH_MIN
    })
}

/// Whether a folded password is too short if a part and its immediate repetitions count once. zxcvbn takes a long Thai word
/// for random characters.
fn is_repetition(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| !c.is_ascii_punctuation()).collect();
    let mut once: Vec<char> = Vec::with_capacity(letters.len());
    for letter in &letters {
        once.push(*letter);
        let repeated = (REPEATED_MIN..=once.len() / 2).find(|length| {
            let (before, last) = once.split_at(once.len() - length);
            before.ends_with(last)
        });
        if let Some(length) = repeated {
            once.truncate(once.len() - length);
        }
    }
    let repeated = letters.len() - once.len();
    repeated > 0 && text.chars().count() - repeated < LENGTH_MIN
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
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
    #[case::thai_keys_side_by_side("ฟหกดเ้่าสวงฟ")]
    #[case::thai_keys_of_two_rows("ๆไำพะัีรนยบล")]
    #[case::thai_digits("๑๒๓๔๕๖๗๘๙๐๑๒")]
    #[case::keys_of_digits("ๅ/-ภถุึคตจๅ/")]
    #[case::password_in_the_other_layout("ยฟหหไนพกๅ/-ภ")]
    #[case::thai_word_in_the_other_layout("isylzjko1234")]
    #[case::greeting_in_the_other_layout("l;ylfuxitgmLwmp")]
    #[case::thai_digits_in_the_other_layout("@#$%*()_+Q@#")]
    #[case("รหัสผ่าน1234")]
    #[case("รหัสผ่าน๑๒๓๔")]
    #[case("สวัสดีประเทศไทย")]
    #[case("ฉันรักเธอ2569")]
    #[case("กรุงเทพมหานคร1")]
    #[case::repeated("กระบวนการกระบวนการ")]
    #[case::repeated_with_digits("กระบวนการกระบวนการ12")]
    #[case::repeated_apart("กระบวนการ-กระบวนการ")]
    #[case::repeated_three_times("มะม่วงหวานมะม่วงหวานมะม่วงหวาน")]
    fn a_password_that_is_easily_guessed_is_refused(#[case] password: &str) {
        assert_eq!(code(password).as_deref(), Some("weak-password"), "{password}");
    }

    #[rstest]
    #[case("ช้างสามเชือกกลางทุ่งนา")]
    #[case("correct horse battery staple")]
    #[case("aK7wq9ZrT3xB")]
    #[case("แม่น้ำ ภูเขา ตะกร้า หวาย")]
    #[case("เรือใบ สะพาน กาแฟ ดวงดาว")]
    #[case::common_words_beside_others("สวัสดี ช้างสามเชือก")]
    #[case::long_even_without_the_repetition("ช้างสามเชือก ช้างสามเชือก ทุ่งนา")]
    fn long_and_unrelated_words_are_accepted(#[case] password: &str) {
        assert_eq!(code(password), None, "{password}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// What zxcvbn refuses as it is typed in one layout is refused as typed in the other.
        #[test]
        fn the_layout_of_the_keyboard_makes_no_password_strong(weak in weak_password()) {
            let own = OwnWords::default();
            let refused = |text: &str| zxcvbn(&fold(text), &[]).score() < STRENGTH_MIN;
            for (typed, elsewhere) in [(weak.clone(), in_thai(&weak)), (in_thai(&weak), weak.clone())] {
                prop_assert!(!refused(&typed) || is_guessed(&elsewhere, &own), "{typed} {elsewhere}");
            }
        }
    }

    /// Passwords of which many are weak: words, walks on the keyboard, digits, and repetitions of them.
    fn weak_password() -> impl Strategy<Value = String> {
        let part = prop_oneof![
            prop::sample::select(vec![
                "password",
                "qwertyuiop",
                "asdfghjkl;",
                "1234567890",
                "iloveyou",
                "sunshine",
                "2025-01-03",
                "!@#$%^&*(",
            ])
            .prop_map(str::to_owned),
            "[a-z]{1,3}",
            "[ -~]{1,4}",
            "[0-9]{2,6}",
        ];
        (prop::collection::vec(part, 1..3), 1_usize..4).prop_map(|(parts, times)| parts.concat().repeat(times))
    }

    #[test]
    fn one_password_has_one_length_in_both_spellings() {
        let composed = "é".repeat(128);
        let decomposed = "e\u{301}".repeat(128);
        assert_eq!(code(&composed), code(&decomposed));
        assert_ne!(code(&decomposed).as_deref(), Some("password-length"));
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
