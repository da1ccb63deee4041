//! An analysis of another year than the one before.

use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "analysed-year-not-year-before",
    Warning,
    "ปีที่วิเคราะห์ไม่ใช่ปีก่อนหน้า",
    "The analysed result is not that of the year before",
    guidance("ข้อมาตรการส่งเสริมคุณธรรมและความโปร่งใส (OIT ปี 2566 ข้อ o42): วิเคราะห์ผลการประเมินของปีที่ผ่านมา"),
    Drafter,
    Due::FirstQuarterEnds,
);

/// Finds an analysis of another year than the one before. The measures answer the assessment of the year before.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let Some(analysis) = &year.analysis else { return };
    let before = year.fiscal_year.previous();
    if Some(analysis.assessed_fiscal_year) == before {
        return;
    }
    let (assessed, plan) = (analysis.assessed_fiscal_year, year.fiscal_year);
    doubts.push(RULE.doubt("/analysis/assessed_fiscal_year", format!(
            "วิเคราะห์ผลการประเมินของปีงบประมาณ พ.ศ. {assessed} แต่มาตรการของปี พ.ศ. {plan} ควรมาจากผลของปีก่อนหน้า"
        ), format!(
            "the result of fiscal year {assessed} is analysed; measures of {plan} normally follow from the year before"
        )).suggesting(before.map(|year| year.to_string())));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::review::samples::{doubts, good_year, pointers};

    fn year_with(change: impl FnOnce(&mut Analysis)) -> ReviewedYear {
        let mut year = good_year();
        if let Some(analysis) = &mut year.analysis {
            change(analysis);
        }
        year
    }

    #[test]
    fn the_year_itself_is_not_the_year_before() {
        let plan = good_year().fiscal_year;
        let found = doubts(check, &year_with(|analysis| analysis.assessed_fiscal_year = plan));
        assert_eq!(found[0].pointer, "/analysis/assessed_fiscal_year");
        assert_eq!(found[0].suggestion.as_deref(), Some("2565"));
        assert_eq!(pointers(check, &good_year()), [""; 0]);
    }
}
