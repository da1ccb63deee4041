//! Brackets and quotation marks without a counterpart.

use crate::doubt::Doubt;
use crate::kind::PublicText;
use crate::review::texts::prose;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "unbalanced-brackets",
    Info,
    "วงเล็บหรืออัญประกาศไม่ครบคู่",
    "A bracket has no counterpart",
    common_sense("วงเล็บที่ไม่มีคู่ทำให้อ่านข้อความผิดได้"),
    Drafter,
    Due::Now,
);

/// Opening and closing marks.
const PAIRS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('{', '}'), ('“', '”')];

/// Finds brackets without a counterpart.
pub(crate) fn check(_: &ReviewedYear, texts: &[PublicText<'_>], doubts: &mut Vec<Doubt>) {
    for (pointer, text) in prose(texts) {
        let Some(bracket) = unbalanced(text) else { continue };
        doubts.push(RULE.doubt(
            pointer,
            format!("เครื่องหมาย {bracket} ไม่มีคู่ปิดหรือคู่เปิด"),
            format!("{bracket} has no counterpart"),
        ));
    }
}

/// The first closing bracket that closes none; otherwise the last opening bracket that is not closed.
fn unbalanced(text: &str) -> Option<char> {
    // Most texts have none. The first byte of “ and ” is that of other marks too.
    let may_be_one = |byte| matches!(byte, b'(' | b')' | b'[' | b']' | b'{' | b'}' | 0xE2);
    if !text.bytes().any(may_be_one) {
        return None;
    }
    let mut open: Vec<char> = Vec::new();
    let mut label = String::new();
    for c in text.chars() {
        if let Some((opening, closing)) = PAIRS
            .into_iter()
            .find(|(opening, closing)| c == *opening || c == *closing)
        {
            if c == opening {
                open.push(closing);
            } else if open.last() == Some(&closing) {
                open.pop();
            } else if !is_list_label(&label) {
                return Some(c);
            }
        }
        if c.is_whitespace() {
            label.clear();
        } else {
            label.push(c);
        }
    }
    let missing = open.last()?;
    PAIRS
        .into_iter()
        .find(|(_, closing)| closing == missing)
        .map(|(opening, _)| opening)
}

/// Whether the text before a closing bracket is the number or letter of a list item: `1)`, `2.3)`, `ก)`.
fn is_list_label(label: &str) -> bool {
    let digits = |c: char| c.is_ascii_digit() || ('๐'..='๙').contains(&c) || c == '.';
    !label.is_empty() && (label.chars().all(digits) || label.chars().count() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::samples::{good_year, text_pointers};

    #[test]
    fn lonely_brackets_are_found() {
        for (text, bracket) in [
            ("มาตรการ (เผยแพร่บนเว็บไซต์", '('),
            ("เผยแพร่) แล้ว", ')'),
            ("(ก [ข)", ')'),
            ("“คำกล่าว", '“'),
        ] {
            assert_eq!(unbalanced(text), Some(bracket), "{text}");
        }
    }

    #[test]
    fn pairs_and_list_labels_are_left_alone() {
        for text in [
            "(EIT) และ (IIT [ภายใน])",
            "1) จัดทำ 2) เผยแพร่ ก) ทบทวน ๓.๑) ติดตาม",
            "“ไม่รับของขวัญ”",
            "",
        ] {
            assert_eq!(unbalanced(text), None, "{text}");
        }
    }

    #[test]
    fn the_place_is_named() {
        let mut year = good_year();
        assert_eq!(text_pointers(check, &year), [""; 0]);
        year.measures[1].1[0].details = "ทบทวน (ครั้งแรก".to_owned();
        assert_eq!(text_pointers(check, &year), ["/measures/1/results/0/details"]);
    }
}
