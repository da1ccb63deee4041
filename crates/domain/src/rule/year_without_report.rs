//! A year without a report.

use crate::doctor::call::{Call, Subject};
use crate::doctor::examined::Examined;
use crate::doctor::found::Found;
use crate::kind::DocumentKind;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "year-without-report",
    Warning,
    "ปีงบประมาณไม่มีรายงาน",
    "The year has no report",
    guidance("ข้อรายงานผลการดำเนินการตามมาตรการ (OIT ปี 2566 ข้อ o43)"),
    Drafter,
    Due::REPORT,
);

/// A year without a report: finds nothing if there is one in work or public.
pub(crate) fn examine(examined: &Examined<'_>, found: &mut Vec<Found>) {
    if examined.has(DocumentKind::Report) {
        return;
    }
    found.push(Found::missing(
        &RULE,
        Subject::Year,
        (
            "ยังไม่มีรายงานผลการดำเนินการตามมาตรการของปีนี้",
            "there is no report of this year",
        ),
        vec![Call::CreateDocument {
            kind: DocumentKind::Report,
            survey: None,
        }],
    ));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::samples::{good_year, places};
    use crate::workflow::State;

    #[test]
    fn a_year_whose_report_was_withdrawn_is_an_issue() {
        let mut year = good_year();
        assert_eq!(places(examine, &year), []);
        for document in &mut year.documents {
            if document.content.kind() == DocumentKind::Report {
                document.standing.state = State::Withdrawn;
                document.standing.has_published_edition = false;
            }
        }
        assert_eq!(places(examine, &year), [(Subject::Year, String::new())]);
    }
}
