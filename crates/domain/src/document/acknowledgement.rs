use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::doubt::{Doubt, Severity};
use crate::text::fold;
use crate::violation::Checker;

/// Longest reason, in characters.
const REASON_MAX: usize = 2_000;
/// Longest name of a rule and longest pointer, in characters.
const PLACE_MAX: usize = 400;
/// Most acknowledgements of one request.
const COUNT_MAX: usize = 1_000;

/// The statement of an approver that a serious warning is known, and why the edition is approved all the same. It is bound to
/// the warning and to the content, so it does not hold for another text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledgement {
    /// The rule that gives the warning.
    pub rule: String,
    /// The place of the warning, as a JSON pointer.
    pub pointer: String,
    /// SHA-256 of the content to which the warning applies, in hexadecimal.
    pub content_sha256: String,
    /// The reason, which is kept with the edition.
    pub reason: String,
}

impl Acknowledgement {
    /// Cleans the texts of acknowledgements and collects the field errors: each has a reason of its own.
    pub fn check(raw: Vec<Self>, checker: &mut Checker) -> Option<Vec<Self>> {
        let before = checker.count();
        if !checker.limit_length("acknowledged", raw.len(), COUNT_MAX) {
            return None;
        }
        let mut reasons = HashSet::new();
        let mut places = HashSet::new();
        let mut cleaned = Vec::with_capacity(raw.len());
        checker.at("acknowledged", |at| {
            for (index, one) in raw.into_iter().enumerate() {
                at.at(index, |at| {
                    let reason = at.lines("reason", &one.reason, REASON_MAX).unwrap_or_default();
                    let rule = at.line("rule", &one.rule, PLACE_MAX).unwrap_or_default();
                    if one.pointer.chars().count() > PLACE_MAX {
                        at.at("pointer", refuse_unknown);
                    }
                    if !reason.is_empty() && !reasons.insert(fold(&reason)) {
                        at.at("reason", refuse_same_reason);
                    }
                    let place = (rule.clone(), one.pointer.clone(), one.content_sha256.clone());
                    if !places.insert(place) {
                        at.refuse("duplicate", "รับทราบข้อสังเกตนี้ซ้ำ", "this warning is acknowledged twice");
                    }
                    cleaned.push(Self { rule, reason, ..one });
                });
            }
        });
        (checker.count() == before).then_some(cleaned)
    }

    /// Whether it is about this warning of this content.
    fn is_about(&self, doubt: &Doubt, content_sha256: &str) -> bool {
        self.rule == doubt.code && self.pointer == doubt.pointer && self.content_sha256 == content_sha256
    }
}

fn refuse_same_reason(at: &mut Checker) {
    at.refuse(
        "same-reason",
        "เหตุผลซ้ำกับรายการก่อนหน้า ต้องระบุเหตุผลเฉพาะของข้อสังเกตแต่ละข้อ",
        "this is the reason of an earlier entry; state a reason for each warning",
    );
}

fn refuse_unknown(at: &mut Checker) {
    at.refuse(
        "no-such-warning",
        "เนื้อหานี้ไม่มีข้อสังเกตร้ายแรงตามที่ระบุ โปรดอ่านข้อสังเกตล่าสุดอีกครั้ง",
        "the content has no such serious warning; read its warnings again",
    );
}

/// Refuses acknowledgements of warnings that the content does not have. Each of `given` stands beside its index in the request.
pub fn check_known(given: &[(usize, &Acknowledgement)], doubts: &[Doubt], content_sha256: &str, checker: &mut Checker) {
    checker.at("acknowledged", |at| {
        for (index, one) in given {
            let is_known = serious(doubts).any(|doubt| one.is_about(doubt, content_sha256));
            if !is_known {
                at.at(index, refuse_unknown);
            }
        }
    });
}

/// The serious warnings of a content that are not acknowledged.
pub fn not_acknowledged<'a>(
    doubts: &'a [Doubt],
    content_sha256: &str,
    acknowledged: &[Acknowledgement],
) -> Vec<&'a Doubt> {
    serious(doubts)
        .filter(|doubt| !acknowledged.iter().any(|one| one.is_about(doubt, content_sha256)))
        .collect()
}

fn serious(doubts: &[Doubt]) -> impl Iterator<Item = &Doubt> {
    doubts.iter().filter(|doubt| doubt.severity == Severity::Serious)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubt(code: &'static str, severity: Severity, pointer: &str) -> Doubt {
        Doubt {
            code: code.into(),
            severity,
            pointer: pointer.to_owned(),
            message_th: "ข้อความ".to_owned(),
            message_en: "message".to_owned(),
            suggestion: None,
        }
    }

    fn known(rule: &str, pointer: &str, reason: &str) -> Acknowledgement {
        Acknowledgement {
            rule: rule.to_owned(),
            pointer: pointer.to_owned(),
            content_sha256: "aa".to_owned(),
            reason: reason.to_owned(),
        }
    }

    fn codes(raw: Vec<Acknowledgement>) -> Vec<(String, String)> {
        let mut checker = Checker::new();
        let value = Acknowledgement::check(raw, &mut checker);
        let found = checker.finish(value).err().unwrap_or_default();
        found.into_iter().map(|one| (one.pointer, one.code)).collect()
    }

    #[test]
    fn each_has_a_reason_of_its_own() {
        assert_eq!(
            codes(vec![known("a", "/x", "เหตุผลหนึ่ง"), known("a", "/y", "เหตุผลสอง")]),
            []
        );
        let same = codes(vec![known("a", "/x", "เหตุผลเดียว"), known("a", "/y", " เหตุผล  เดียว ")]);
        assert_eq!(same, [("/acknowledged/1/reason".to_owned(), "same-reason".to_owned())]);
        let empty = codes(vec![known("a", "/x", " ")]);
        assert_eq!(empty, [("/acknowledged/0/reason".to_owned(), "text-empty".to_owned())]);
        let twice = codes(vec![known("a", "/x", "หนึ่ง"), known("a", "/x", "สอง")]);
        assert_eq!(twice, [("/acknowledged/1".to_owned(), "duplicate".to_owned())]);
    }

    #[test]
    fn only_this_warning_of_this_content_is_acknowledged() {
        let doubts = [
            doubt("a", Severity::Serious, "/x"),
            doubt("a", Severity::Serious, "/y"),
            doubt("b", Severity::Warning, "/x"),
        ];
        let open = |given: &[Acknowledgement], sha256: &str| {
            let open = not_acknowledged(&doubts, sha256, given);
            open.iter().map(|doubt| doubt.pointer.clone()).collect::<Vec<_>>()
        };
        assert_eq!(open(&[], "aa"), ["/x", "/y"]);
        assert_eq!(open(&[known("a", "/x", "r")], "aa"), ["/y"]);
        assert_eq!(open(&[known("a", "/x", "r")], "bb"), ["/x", "/y"]);
        assert_eq!(open(&[known("b", "/x", "r")], "aa"), ["/x", "/y"]);

        let mut checker = Checker::new();
        let (right, unknown) = (known("a", "/x", "r"), known("b", "/x", "r"));
        check_known(&[(0, &right), (3, &unknown)], &doubts, "aa", &mut checker);
        let found = checker.finish(None::<()>).unwrap_err();
        assert_eq!((found.len(), found[0].pointer.as_str()), (1, "/acknowledged/3"));
    }
}
