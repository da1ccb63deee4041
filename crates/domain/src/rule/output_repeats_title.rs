//! Outputs that only repeat the title of the measure.

use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;
use crate::text::{ascii_digit, fold};

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "output-repeats-title",
    Warning,
    "ผลผลิตเพียงกล่าวซ้ำชื่อมาตรการ",
    "An output repeats the title of its measure",
    common_sense("ผลผลิตคือสิ่งที่นับได้"),
    Drafter,
    Due::DaysAfterRound(30),
);

/// Words that add no information when an output adds them to the title of its measure. A word that contains another one
/// comes before it, so that no part of it remains.
const FILLERS: [&str; 30] = [
    "ภายในหน่วยงาน",
    "เรียบร้อยแล้ว",
    "มีประสิทธิภาพ",
    "รายงานผล",
    "ดำเนินการ",
    "ดำเนินงาน",
    "ปรับปรุง",
    "หน่วยงาน",
    "เทศบาล",
    "ส่งเสริม",
    "เสร็จสิ้น",
    "มาตรการ",
    "มากขึ้น",
    "ยกระดับ",
    "องค์กร",
    "พัฒนา",
    "ดีขึ้น",
    "จัดทำ",
    "เพิ่ม",
    "แก้ไข",
    "ภายใน",
    "เรื่อง",
    "ด้าน",
    "แล้ว",
    "ตาม",
    "การ",
    "ของ",
    "และ",
    "ได้",
    "ให้",
];

/// Fillers that are parts of other words. They count only when nothing else remains.
const PARTICLES: [&str; 3] = ["มี", "ใน", "."];

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

fn repeats(output: &str, title: &str) -> bool {
    if output.chars().any(|c| ascii_digit(c).is_ascii_digit()) {
        return false;
    }
    let (output, title) = (fold(output), fold(title));
    if title.is_empty() || !output.contains(&title) {
        return false;
    }
    let added = output.replacen(&title, " ", 1);
    let rest = FILLERS.iter().fold(added, |rest, filler| rest.replace(filler, " "));
    rest.split_whitespace().all(|word| PARTICLES.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::samples::{good_year, pointers};

    #[test]
    fn a_title_with_empty_words_around_it_is_no_output() {
        for (output, title) in [
            ("การปรับปรุงประสิทธิภาพการสื่อสาร", "ประสิทธิภาพการสื่อสาร"),
            ("การปรับปรุงการทำงานภายในหน่วยงาน", "การปรับปรุงการทำงาน"),
            ("มีการดำเนินการ การปรับปรุง การทำงาน เรียบร้อยแล้ว", "การปรับปรุงการทำงาน"),
            ("การใช้งบประมาณ", "การใช้งบประมาณ"),
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
        ] {
            assert!(!repeats(output, title), "{output}");
        }
    }

    #[test]
    fn the_place_is_named() {
        let mut year = good_year();
        year.measures[0].1[1].output = Some("การปรับช่องทางสื่อสารกับชุมชน".to_owned());
        assert_eq!(pointers(check, &year), ["/measures/0/results/1/output"]);
        assert_eq!(pointers(check, &good_year()), [""; 0]);
    }
}
