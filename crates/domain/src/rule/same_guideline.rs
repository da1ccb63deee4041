//! Guidelines that are copied from another measure.

use crate::doubt::Doubt;
use crate::review::copies::copies;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "same-guideline",
    Warning,
    "แนวทางการปฏิบัติซ้ำกับมาตรการอื่น",
    "A guideline is copied from another measure",
    common_sense("มาตรการที่ต่างกันแก้ปัญหาต่างกัน จึงไม่ควรมีแนวทางเดียวกันทุกคำ"),
    Drafter,
    Due::OitCloses,
);

/// Finds measures with the same guideline as an earlier one.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    for (index, number, earlier) in copies(year, |measure| vec![measure.guideline.as_str()]) {
        doubts.push(RULE.doubt(
            format!("/measures/{index}/guideline"),
            format!("แนวทางการปฏิบัติซ้ำกับมาตรการที่ {number} ({})", earlier.title),
            format!(
                "the guideline is the same as that of measure {number} ({})",
                earlier.title
            ),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::samples::{doubts, good_year, pointers};

    #[test]
    fn spaces_and_digits_make_no_difference() {
        let mut year = good_year();
        year.measures[0].0.guideline = "ออกพบชุมชน 4 แห่ง".to_owned();
        year.measures[1].0.guideline = "ออกพบ ชุมชน ๔ แห่ง".to_owned();
        let found = doubts(check, &year);
        assert_eq!(found[0].pointer, "/measures/1/guideline");
        assert!(
            found[0].message_th.contains("มาตรการที่ 1 (ปรับช่องทางสื่อสารกับชุมชน)"),
            "{found:?}"
        );
    }

    #[test]
    fn every_copy_is_named_once() {
        let mut year = good_year();
        let copy = year.measures[0].clone();
        year.measures.extend([copy.clone(), copy]);
        assert_eq!(
            pointers(check, &year),
            ["/measures/2/guideline", "/measures/3/guideline"]
        );
        assert_eq!(pointers(check, &good_year()), [""; 0]);
    }
}
