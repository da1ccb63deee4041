//! Doubts about measures that are copies of one another.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, Hash, RandomState};

use crate::measure::Measure;
use crate::text::fold;

use super::year::ReviewedYear;
use crate::doubt::{Doubt, Severity};

/// Finds measures with the same guideline as an earlier one.
pub(super) fn same_guideline(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    for (index, number, earlier) in copies(year, |measure| fold(&measure.guideline)) {
        doubts.push(Doubt {
            code: "same-guideline".into(),
            severity: Severity::Warning,
            pointer: format!("/measures/{index}/guideline"),
            message_th: format!("แนวทางการปฏิบัติซ้ำกับมาตรการที่ {number} ({})", earlier.title),
            message_en: format!(
                "the guideline is the same as that of measure {number} ({})",
                earlier.title
            ),
            suggestion: None,
        });
    }
}

/// Finds measures with the same steps, in the same order, as an earlier one.
pub(super) fn same_steps(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let steps = |measure: &Measure| measure.steps.iter().map(|step| fold(&step.text)).collect::<Vec<_>>();
    for (index, number, earlier) in copies(year, steps) {
        doubts.push(Doubt {
            code: "same-steps".into(),
            severity: Severity::Warning,
            pointer: format!("/measures/{index}/steps"),
            message_th: format!("ขั้นตอนซ้ำกับมาตรการที่ {number} ({})", earlier.title),
            message_en: format!(
                "the steps are the same as those of measure {number} ({})",
                earlier.title
            ),
            suggestion: None,
        });
    }
}

/// The measures whose `property` equals that of an earlier one: the index of the measure, and the number (from 1) of the
/// first such measure with the measure itself. The properties are as long as the measures, so only their hashes are
/// kept; a property is made again when its hash is found.
fn copies<T: Hash + PartialEq>(year: &ReviewedYear, property: impl Fn(&Measure) -> T) -> Vec<(usize, usize, &Measure)> {
    let hashes = RandomState::new();
    let mut seen: HashMap<u64, Vec<(usize, &Measure)>> = HashMap::new();
    let mut copies = Vec::new();
    for (index, measure, _) in year.measures() {
        let value = property(measure);
        let alike = seen.entry(hashes.hash_one(&value)).or_default();
        match alike.iter().find(|(_, earlier)| property(earlier) == value) {
            Some((number, earlier)) => copies.push((index, *number, *earlier)),
            None => alike.push((index + 1, measure)),
        }
    }
    copies
}

#[cfg(test)]
mod tests {
    use super::super::samples::{doubts, good_year, pointers, step};
    use super::*;

    #[test]
    fn spaces_and_digits_make_no_difference() {
        let mut year = good_year();
        year.measures[0].0.guideline = "ออกพบชุมชน 4 แห่ง".to_owned();
        year.measures[1].0.guideline = "ออกพบ ชุมชน ๔ แห่ง".to_owned();
        let found = doubts(same_guideline, &year);
        assert_eq!(found[0].pointer, "/measures/1/guideline");
        assert!(
            found[0].message_th.contains("มาตรการที่ 1 (ปรับช่องทางสื่อสารกับชุมชน)"),
            "{found:?}"
        );
    }

    #[test]
    fn steps_are_compared_as_a_whole() {
        let mut year = good_year();
        year.measures[1].0.steps = vec![step(1, "จัดทำ แผ่นพับ")];
        assert_eq!(pointers(same_steps, &year), [""; 0]);
        year.measures[1].0.steps.push(step(2, "ออกพบชุมชน"));
        assert_eq!(pointers(same_steps, &year), ["/measures/1/steps"]);
    }

    #[test]
    fn every_copy_is_named_once() {
        let mut year = good_year();
        let copy = year.measures[0].clone();
        year.measures.extend([copy.clone(), copy]);
        assert_eq!(
            pointers(same_guideline, &year),
            ["/measures/2/guideline", "/measures/3/guideline"]
        );
        assert_eq!(pointers(same_guideline, &good_year()), [""; 0]);
    }
}
