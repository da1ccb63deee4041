//! Outputs that only repeat the title of the measure.

use std::collections::BTreeSet;

use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;
use crate::text::fold;

use super::definition::{Due, Rule, rule};
use super::empty_words::{empty_words_removed, without_opening};

pub(crate) static RULE: Rule = rule!(
    "output-repeats-title",
    Warning,
    "ผลผลิตเพียงกล่าวซ้ำชื่อมาตรการ",
    "An output repeats the title of its measure",
    common_sense("ผลผลิตคือสิ่งที่นับได้"),
    Drafter,
    Due::REPORT,
);

/// The largest share of an output that neither its title nor empty words cover: one part in this number.
const UNCOVERED_SHARE: usize = 10;
/// The fewest characters of a title's own words that tell which title it is.
const OWN_WORDS_MIN: usize = 6;

/// Things that can be counted, and their units. What names one of them is an output, however short it is.
const THINGS: [&str; 32] = [
    "คู่มือ",
    "แผน",
    "ระบบ",
    "ป้าย",
    "เพจ",
    "คลิป",
    "สื่อ",
    "แอป",
    "ประกาศ",
    "คำสั่ง",
    "หนังสือ",
    "เว็บ",
    "ฐานข้อมูล",
    "โปสเตอร์",
    "แบบฟอร์ม",
    "ช่องทาง",
    "ตู้",
    "กล่อง",
    "อบรม",
    "ประชุม",
    "ชุด",
    "ฉบับ",
    "ครั้ง",
    "คน",
    "ราย",
    "เล่ม",
    "แห่ง",
    "ฝ่าย",
    "กอง",
    "ศูนย์",
    "ทีม",
    "ข้อ",
];

/// Words behind which four digits are a year, which counts nothing.
const BEFORE_YEARS: [&str; 3] = ["พศ", "ปี", "งบประมาณ"];

/// Finds outputs that only repeat the measure's title and name nothing that can be counted.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    for (place, measure, results) in year.measures() {
        for (index, result) in results.iter().enumerate() {
            if !result
                .output
                .as_deref()
                .is_some_and(|output| repeats(output, &measure.title))
            {
                continue;
            }
            doubts.push(RULE.doubt(
                format!("/measures/{place}/results/{index}/output"),
                "ผลผลิตเพียงกล่าวซ้ำชื่อมาตรการ ควรระบุสิ่งที่นับได้ เช่น จำนวนครั้ง ชิ้น หรือคน",
                "the output only repeats the measure's title; state something that can be counted, such as \
                             events, copies or people",
            ));
        }
    }
}

/// Whether the title and empty words cover an output, up to a small share. The title counts as a whole without the words
/// that open titles, or by all its own words in any order.
fn repeats(output: &str, title: &str) -> bool {
    let (output, title) = (letters(output), letters(title));
    let known: BTreeSet<&str> = numbers(&title).collect();
    if title.is_empty() || numbers(&output).any(|number| !known.contains(number)) {
        return false;
    }
    let whole = Some(without_opening(&title)).filter(|core| !core.is_empty());
    let by_whole = whole.is_some_and(|core| {
        output.contains(core) && is_covered(&empty_words_removed(&output.replacen(core, " ", 1)), &output)
    });
    by_whole || own_words_left(&output, &title).is_some_and(|left| is_covered(&left, &output))
}

/// What is left of an output without the title's own words; `None` when one of them is missing, or they are too short to tell
/// which title it is.
fn own_words_left(output: &str, title: &str) -> Option<String> {
    let title = empty_words_removed(title);
    let length: usize = title.split_whitespace().map(|word| word.chars().count()).sum();
    let mut left = empty_words_removed(output);
    // More words than any title has would only take time.
    if length < OWN_WORDS_MIN || title.split_whitespace().nth(WORDS_MAX).is_some() {
        return None;
    }
    for word in title.split_whitespace() {
        left.contains(word).then_some(())?;
        left = left.replacen(word, " ", 1);
    }
    Some(left)
}

/// The most words of a title that are looked for.
const WORDS_MAX: usize = 40;

/// Whether what is left of an output is a small share of it and no thing.
fn is_covered(left: &str, output: &str) -> bool {
    let left_count = left.chars().filter(|c| !c.is_whitespace()).count();
    left_count * UNCOVERED_SHARE <= output.chars().count() && !THINGS.iter().any(|thing| left.contains(thing))
}

/// The letters, marks and numbers of a folded text, without years.
fn letters(text: &str) -> String {
    let folded = fold(text);
    let is_part = |c: &char| c.is_alphanumeric() || matches!(c, '\u{0E31}'..='\u{0E3A}' | '\u{0E47}'..='\u{0E4E}');
    let letters: String = folded
        .chars()
        .filter(|c| is_part(c) && !matches!(c, 'ๆ' | 'ฯ'))
        .collect();
    without_years(&letters)
}

fn without_years(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, number, behind)) = next_number(rest) {
        kept.push_str(before);
        let is_year = number.len() == 4 && ("2400".."2700").contains(&number);
        if !is_year || !BEFORE_YEARS.iter().any(|word| before.ends_with(word)) {
            kept.push_str(number);
        }
        rest = behind;
    }
    kept.push_str(rest);
    kept
}

fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (_, number, behind) = next_number(rest)?;
        rest = behind;
        Some(number)
    })
}

/// The text before the first number, the number, and the text behind it.
fn next_number(text: &str) -> Option<(&str, &str, &str)> {
    let (before, from) = text.split_at_checked(text.find(|c: char| c.is_ascii_digit())?)?;
    let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
    let (number, behind) = from.split_at_checked(end)?;
    Some((before, number, behind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::samples::{good_year, pointers};

    const TITLE: &str = "มาตรการส่งเสริมความโปร่งใสในการจัดซื้อจัดจ้าง";

    #[test]
    fn a_title_with_empty_words_around_it_is_no_output() {
        for (output, title) in [
            ("การปรับปรุงประสิทธิภาพการสื่อสาร", "ประสิทธิภาพการสื่อสาร"),
            ("การปรับปรุงการทำงานภายในหน่วยงาน", "การปรับปรุงการทำงาน"),
            ("มีการดำเนินการ การปรับปรุง การทำงาน เรียบร้อยแล้ว", "การปรับปรุงการทำงาน"),
            ("การใช้งบประมาณ", "การใช้งบประมาณ"),
            ("ใช้งบประมาณ", "การใช้งบประมาณ"),
            ("ดำเนินการส่งเสริมความโปร่งใสในการจัดซื้อจัดจ้าง", TITLE),
            ("ได้ดำเนินการตาม \"มาตรการส่งเสริมความโปร่งใสในการจัดซื้อจัดจ้าง\" แล้ว", TITLE),
            ("มีการส่งเสริม ความโปร่งใส ในการจัดซื้อ จัดจ้าง ครบถ้วน", TITLE),
            (
                "เทศบาลได้ดำเนินการ “ส่งเสริมความโปร่งใสในการจัดซื้อจัดจ้าง” เป็นที่เรียบร้อยแล้วค่ะ",
                TITLE,
            ),
            ("ได้มีการส่งเสริมและพัฒนาความโปร่งใสในด้านการจัดซื้อจัดจ้าง", TITLE),
            (
                "มาตรการส่งเสริมความโปร่งใสในการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ สำเร็จ",
                TITLE,
            ),
            ("มาตรการส่งเสริมความโปร่งใสในการจัดซื้อจัดจ้าง (ปี 2567)", TITLE),
            ("ดำเนินกิจกรรม 5 ส แล้ว", "กิจกรรม 5 ส"),
            ("การจัดซื้อจัดจ้างมีความโปร่งใส", TITLE),
        ] {
            assert!(repeats(output, title), "{output}");
        }
    }

    #[test]
    fn anything_more_is_an_output() {
        for (output, title) in [
            ("คู่มือการใช้งบประมาณ", "การใช้งบประมาณ"),
            ("การปรับปรุงการทำงาน 3 เรื่อง", "การปรับปรุงการทำงาน"),
            ("การปรับปรุงการทำงาน ๓ เรื่อง", "การปรับปรุงการทำงาน"),
            ("ประกาศเจตจำนงการบริหารงานด้วยความซื่อสัตย์สุจริต", "การแก้ไขปัญหาการทุจริต"),
            ("แผ่นพับเผยแพร่ในหมู่บ้าน", "การสื่อสาร"),
            ("แผนส่งเสริมความโปร่งใสในการจัดซื้อจัดจ้าง", TITLE),
            ("ระบบส่งเสริมความโปร่งใสในการจัดซื้อจัดจ้างของเทศบาล", TITLE),
            (
                "เผยแพร่ราคากลางของทุกโครงการบนเว็บไซต์ ส่งเสริมความโปร่งใสในการจัดซื้อจัดจ้าง",
                TITLE,
            ),
            ("ส่งเสริมความโปร่งใสในการจัดซื้อจัดจ้าง 12 โครงการ", TITLE),
            ("ส่งเสริมความโปร่งใสในการจัดซื้อจัดจ้าง สามครั้ง", TITLE),
            ("ส่งเสริมความโปร่งใสในการจัดซื้อจัดจ้าง 2567 ราย", TITLE),
            ("ความโปร่งใสในการให้บริการประชาชน", TITLE),
            ("กิจกรรม 5 ส 9 ห้อง", "กิจกรรม 5 ส"),
            ("เรียบร้อยแล้ว", "การดำเนินการ"),
            ("", "การใช้งบประมาณ"),
            ("การใช้งบประมาณ", ""),
        ] {
            assert!(!repeats(output, title), "{output}");
        }
    }

    #[test]
    fn marks_spaces_and_digits_make_no_difference() {
        for (plain, written) in [
            ("การปรับปรุงการทำงานแล้ว", "  “การปรับปรุง” - การทำงาน…แล้ว. "),
            ("การปรับปรุงการทำงาน 3 เรื่อง", "การปรับปรุงการทำงาน (๓) เรื่อง"),
        ] {
            let title = "การปรับปรุงการทำงาน";
            assert_eq!(repeats(plain, title), repeats(written, title), "{written}");
        }
    }

    #[test]
    fn huge_texts_are_compared_in_a_short_time() {
        let long = "การปรับปรุง ".repeat(20_000);
        let other = "ก 1 ข ".repeat(40_000);
        assert!(!repeats(&other, &long) && !repeats(&long, &other));
        assert!(repeats(&long, "การปรับปรุง "));
    }

    #[test]
    fn the_place_is_named() {
        let mut year = good_year();
        year.measures[0].1[1].output = Some("การปรับช่องทางสื่อสารกับชุมชน".to_owned());
        assert_eq!(pointers(check, &year), ["/measures/0/results/1/output"]);
        assert_eq!(pointers(check, &good_year()), [""; 0]);
    }
}
