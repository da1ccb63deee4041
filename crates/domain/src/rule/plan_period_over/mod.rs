//! Plans whose years are over and that are called current.

mod span;

use crate::calendar::FiscalYear;
use crate::doubt::Doubt;
use crate::kind::PublicText;
use crate::review::texts::prose;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};
use span::{YearSpan, year_spans};

pub(crate) static RULE: Rule = rule!(
    "plan-period-over",
    Warning,
    "อ้างแผนที่สิ้นสุดแล้วว่าเป็นแผนปัจจุบัน",
    "A plan whose years are over is called current",
    common_sense("แผนที่มีช่วงปีสิ้นสุดแล้วไม่ใช่แผนปัจจุบัน"),
    Drafter,
    Due::Now,
);

/// Words for a plan. One of them stands before its years.
const PLANS: [&str; 3] = ["ยุทธศาสตร์", "แผน", "นโยบาย"];
/// Words that call a plan current.
const CURRENT: [&str; 4] = ["ปัจจุบัน", "ขณะนี้", "ที่ใช้อยู่", "กำลังใช้"];
/// Words directly before [`CURRENT`] that make it mean something else: information that is kept up to date.
const UP_TO_DATE: [&str; 3] = ["เป็น", "ทัน", "ณ วัน"];
/// Words directly before [`CURRENT`] that refer to the plan before them.
const BACKWARD: [&str; 5] = ["ใน", "เป็นแผน", "เป็นฉบับ", "ฉบับ", "เป็นยุทธศาสตร์"];
/// Words after the years of a plan that say that they are over.
const OVER: [&str; 5] = ["สิ้นสุด", "หมดอายุ", "ครบกำหนด", "เดิม", "ที่ผ่านมา"];

// The distances are in bytes. A Thai letter has three.

/// How far before its years a plan is named, in bytes.
const NAME_BEFORE: usize = 600;
/// How far behind the word that calls it current the years of a plan are, in bytes.
const YEARS_AFTER: usize = 750;
/// How far before that word they are, in bytes.
const YEARS_BEFORE: usize = 300;
/// How far before it they are if the word clearly refers to the plan before it, in bytes.
const YEARS_JUST_BEFORE: usize = 120;
/// How far after its years a plan is said to be over, in bytes.
const OVER_AFTER: usize = 120;

/// Finds texts that call a plan current whose last year is before the fiscal year. A text has one doubt.
pub(crate) fn check(year: &ReviewedYear, texts: &[PublicText<'_>], doubts: &mut Vec<Doubt>) {
    for (pointer, text) in prose(texts) {
        let Some(over) = over(text, year.fiscal_year) else {
            continue;
        };
        let (written, last) = (over.written(text), over.last);
        doubts.push(RULE.doubt(
            pointer,
            format!(
                "แผนหรือยุทธศาสตร์ช่วง \"{written}\" สิ้นสุดปี พ.ศ. {last} แต่ข้อความใน{} เรียกว่าปัจจุบัน ควรอ้างฉบับที่ใช้อยู่",
                year.fiscal_year.thai()
            ),
            format!(
                "the plan of \"{written}\" ended in {last} B.E., but the text of {} calls it current; name the one in force",
                year.fiscal_year.english()
            ),
        ));
    }
}

/// The years of the first plan that is called current and has ended.
fn over(text: &str, fiscal_year: FiscalYear) -> Option<YearSpan> {
    if !CURRENT.iter().any(|word| text.contains(word)) {
        return None;
    }
    let spans = year_spans(text);
    let mut words: Vec<(usize, usize)> = CURRENT
        .iter()
        .flat_map(|word| text.match_indices(word).map(|(at, word)| (at, at + word.len())))
        .collect();
    words.sort_unstable();
    let mut called = words
        .into_iter()
        .filter_map(|(from, to)| called_current(text, from, to, &spans));
    called.find(|span| span.last < fiscal_year.get() && is_plan(text, *span) && !is_said_to_be_over(text, *span))
}

/// The years to which the word from one byte to another refers.
fn called_current(text: &str, from: usize, to: usize, spans: &[YearSpan]) -> Option<YearSpan> {
    let before_word = text.get(..from)?.trim_end();
    if UP_TO_DATE.iter().any(|word| before_word.ends_with(word)) {
        return None;
    }
    let next = spans.partition_point(|span| span.from < from);
    let previous = next.checked_sub(1).and_then(|index| spans.get(index));
    let before = |max: usize| previous.filter(|span| from.saturating_sub(span.to) <= max);
    let after = spans
        .get(next)
        .filter(|span| span.from.saturating_sub(to) <= YEARS_AFTER);
    let is_backward = BACKWARD.iter().any(|word| before_word.ends_with(word));
    let just_before = before(YEARS_JUST_BEFORE).filter(|_| is_backward);
    just_before.or(after).or_else(|| before(YEARS_BEFORE)).copied()
}

fn is_plan(text: &str, span: YearSpan) -> bool {
    let begin = text.floor_char_boundary(span.from.saturating_sub(NAME_BEFORE));
    let before = text.get(begin..span.from).unwrap_or_default();
    PLANS.iter().any(|plan| before.contains(plan))
}

fn is_said_to_be_over(text: &str, span: YearSpan) -> bool {
    let end = text.floor_char_boundary(span.to.saturating_add(OVER_AFTER));
    let after = text.get(span.to..end).unwrap_or_default();
    OVER.iter().any(|word| after.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::samples::{good_year, text_pointers};

    fn found(text: &str, year: u16) -> Option<&str> {
        over(text, FiscalYear::new(year).unwrap()).map(|span| span.written(text))
    }

    #[test]
    fn old_plans_that_are_called_current_are_found() {
        for (text, years) in [
            (
                "ปัจจุบันประเทศไทยใช้ยุทธศาสตร์ชาติว่าด้วยการป้องกันการทุจริต ระยะที่ 3 (พ.ศ. 2560–2564)",
                "2560–2564",
            ),
            ("แผนพัฒนาท้องถิ่น (พ.ศ. ๒๕๖๑ - ๒๕๖๕) ที่ใช้อยู่ในปัจจุบัน", "๒๕๖๑ - ๒๕๖๕"),
            ("แผนปฏิบัติการ พ.ศ. 2561 ถึง พ.ศ. 2565 ฉบับปัจจุบัน", "2561 ถึง พ.ศ. 2565"),
            ("ตามแผนแม่บทฉบับปัจจุบัน (2561-65)", "2561-65"),
            ("ขณะนี้ใช้แผนปฏิบัติราชการ ค.ศ. 2018-2022", "2018-2022"),
            (
                "ยุทธศาสตร์ (พ.ศ. 2560–2564) ในปัจจุบัน และแผนแม่บท (พ.ศ. 2561–2580)",
                "2560–2564",
            ),
        ] {
            assert_eq!(found(text, 2566), Some(years), "{text}");
        }
    }

    #[test]
    fn plans_in_force_and_past_plans_are_left_alone() {
        for text in [
            "ปัจจุบันใช้แผนแม่บทภายใต้ยุทธศาสตร์ชาติ (พ.ศ. 2561–2580)",
            "ยุทธศาสตร์ระยะที่ 3 (พ.ศ. 2560–2564) สิ้นสุดแล้ว ปัจจุบันใช้แผนปฏิบัติการ (พ.ศ. 2566–2570)",
            "ยุทธศาสตร์ระยะที่ 3 (พ.ศ. 2560–2564) สิ้นสุดแล้ว และในปัจจุบันอยู่ระหว่างจัดทำฉบับใหม่",
            "ปรับปรุงข้อมูลให้เป็นปัจจุบันตามแผนพัฒนา (พ.ศ. 2561–2565)",
            "ตามยุทธศาสตร์ระยะที่ 3 (พ.ศ. 2560–2564)",
            "ปัจจุบันมีแผนงานตั้งแต่ 1 ตุลาคม 2564 - 30 กันยายน 2565",
            "ปัจจุบันมีประชากรเพิ่มขึ้นในช่วง 2560-2564",
            "",
        ] {
            assert_eq!(found(text, 2566), None, "{text}");
        }
        let text = "ปัจจุบันใช้แผนพัฒนา (พ.ศ. 2561–2565)";
        assert_eq!(found(text, 2565), None);
        assert_eq!(found(text, 2566), Some("2561–2565"));
    }

    #[test]
    fn the_place_is_named() {
        let mut year = good_year();
        assert_eq!(text_pointers(check, &year), [""; 0]);
        year.measures[1].0.guideline = "ปัจจุบันใช้แผนพัฒนา (พ.ศ. 2561–2565)".to_owned();
        assert_eq!(text_pointers(check, &year), ["/measures/1/guideline"]);
    }

    #[test]
    fn a_long_text_is_read_once() {
        let text = "ปัจจุบันแผน 2560-2564 สิ้นสุด ".repeat(20_000);
        assert_eq!(found(&text, 2566), None);
    }
}
