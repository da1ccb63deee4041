//! An analysis without scores.

use crate::analysis::ScoreCard;
use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "no-scores",
    Info,
    "การวิเคราะห์ไม่แสดงคะแนน",
    "The analysis shows no scores",
    common_sense("ผู้อ่านไม่เห็นที่มาของประเด็นหากไม่มีคะแนน"),
    Drafter,
    Due::FirstQuarterEnds,
);

/// Finds an analysis without scores: readers cannot see the basis of its findings.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    let Some(analysis) = &year.analysis else { return };
    if analysis
        .scores
        .as_ref()
        .is_some_and(|scores| *scores != ScoreCard::default())
    {
        return;
    }
    doubts.push(RULE.doubt(
        "/analysis",
        "ผลการวิเคราะห์ไม่แสดงคะแนนการประเมิน จึงไม่เห็นที่มาของประเด็น",
        "the analysis shows no scores, so that the reasons for its findings cannot be seen",
    ));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::review::samples::{good_year, pointers};

    fn year_with(change: impl FnOnce(&mut Analysis)) -> ReviewedYear {
        let mut year = good_year();
        if let Some(analysis) = &mut year.analysis {
            change(analysis);
        }
        year
    }

    #[test]
    fn an_empty_score_card_is_none() {
        assert_eq!(
            pointers(check, &year_with(|analysis| analysis.scores = None)),
            ["/analysis"]
        );
        let empty = year_with(|analysis| analysis.scores = Some(ScoreCard::default()));
        assert_eq!(pointers(check, &empty), ["/analysis"]);
        assert_eq!(pointers(check, &good_year()), [""; 0]);
    }
}
