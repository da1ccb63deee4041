//! Years that are written without the space before them.

use crate::calendar::month_ends;
use crate::doubt::Doubt;
use crate::kind::PublicText;
use crate::review::texts::prose;
use crate::review::year::ReviewedYear;
use crate::text::ascii_digit;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "mixed-date-spelling",
    Info,
    "การเขียนวันที่ไม่เว้นวรรคหรือไม่เหมือนกัน",
    "A year is written without the space before it",
    common_sense("วันเดือนปีควรเขียนแบบเดียวกันทุกแห่ง"),
    Drafter,
    Due::Now,
);

/// Words other than months that a year follows after a space.
const ERAS: [&str; 5] = ["พ.ศ.", "ค.ศ.", "ปีงบประมาณ", "ปีพุทธศักราช", "พุทธศักราช"];
/// The numbers of digits of a year.
const YEAR_DIGITS: [usize; 2] = [2, 4];

/// Finds texts with a year that is written directly after พ.ศ. or the name of a month. A text has one doubt.
pub(crate) fn check(_: &ReviewedYear, texts: &[PublicText<'_>], doubts: &mut Vec<Doubt>) {
    for (pointer, text) in prose(texts) {
        let Some((word, digits)) = joined(text) else { continue };
        let better = format!("{word} {digits}");
        let doubt = RULE.doubt(
            pointer,
            format!("\"{word}{digits}\" ควรเว้นวรรคเป็น \"{better}\""),
            format!("\"{word}{digits}\" should have a space: \"{better}\""),
        );
        doubts.push(doubt.suggesting(better));
    }
}

/// The first year without a space before it, and the word before it. Addresses of pages are left alone.
fn joined(text: &str) -> Option<(&'static str, &str)> {
    let is_digit = |c: char| ascii_digit(c).is_ascii_digit();
    let mut was_digit = false;
    for (at, c) in text.char_indices() {
        let begins = is_digit(c) && !was_digit;
        was_digit = is_digit(c);
        if !begins {
            continue;
        }
        let (before, rest) = text.split_at_checked(at)?;
        let eras = || ERAS.into_iter().find(|era| before.ends_with(era));
        let Some(word) = month_ends(before).or_else(eras) else {
            continue;
        };
        let length = rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
        let digits = rest.get(..length)?;
        let is_address = before
            .rsplit(char::is_whitespace)
            .next()
            .is_some_and(|last| last.contains('/'));
        if !is_address && YEAR_DIGITS.contains(&digits.chars().count()) {
            return Some((word, digits));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::samples::{good_year, text_doubts, text_pointers};

    #[test]
    fn missing_spaces_are_found() {
        for (text, expected) in [
            ("ประจำปีงบประมาณ พ.ศ.2566", ("พ.ศ.", "2566")),
            ("ในเดือนมีนาคม2566", ("มีนาคม", "2566")),
            ("ณ วันที่ 3 มกราคม๒๕๖๖", ("มกราคม", "๒๕๖๖")),
            ("ปีงบประมาณ2567 และ พ.ศ.2566", ("ปีงบประมาณ", "2567")),
            ("ปี ค.ศ.2023", ("ค.ศ.", "2023")),
        ] {
            assert_eq!(joined(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_spellings_are_left_alone() {
        for text in [
            "พ.ศ. 2566 มีนาคม 2566 ปีงบประมาณ พ.ศ. ๒๕๖๖",
            "https://www.example.go.th/รายงานพ.ศ.2566.pdf",
            "พ.ศ.25661 เรื่อง",
            "มี.ค. 66",
            "",
        ] {
            assert_eq!(joined(text), None, "{text}");
        }
    }

    #[test]
    fn the_place_is_named() {
        let mut year = good_year();
        assert_eq!(text_pointers(check, &year), [""; 0]);
        year.measures[0].1[1].details = "จัดทำเมื่อมีนาคม2566 และ พ.ศ.2566".to_owned();
        let found = text_doubts(check, &year);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].pointer, "/measures/0/results/1/details");
        assert_eq!(found[0].suggestion.as_deref(), Some("มีนาคม 2566"));
    }
}
