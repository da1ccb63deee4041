//! A year without complaint statistics.

use crate::doctor::call::{Call, Subject};
use crate::doctor::examined::Examined;
use crate::doctor::found::Found;
use crate::kind::DocumentKind;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "year-without-complaint-statistics",
    Warning,
    "ปีงบประมาณไม่มีสถิติเรื่องร้องเรียน",
    "The year has no complaint statistics",
    guidance("ข้อข้อมูลเชิงสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ (OIT ปี 2566 ข้อ o29)"),
    Drafter,
    Due::OitCloses,
);

/// A year without complaint statistics: finds nothing if there is one in work or public.
pub(crate) fn examine(examined: &Examined<'_>, found: &mut Vec<Found>) {
    if examined.has(DocumentKind::ComplaintStatistics) {
        return;
    }
    found.push(Found::missing(
        &RULE,
        Subject::Year,
        (
            "ยังไม่มีสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบของปีนี้ หากไม่มีเรื่องร้องเรียนให้ระบุว่าไม่มี",
            "there are no complaint statistics of this year; if no complaint was received, state that",
        ),
        vec![Call::CreateDocument {
            kind: DocumentKind::ComplaintStatistics,
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
    fn a_year_whose_complaint_statistics_were_withdrawn_is_an_issue() {
        let mut year = good_year();
        assert_eq!(places(examine, &year), []);
        for document in &mut year.documents {
            if document.content.kind() == DocumentKind::ComplaintStatistics {
                document.standing.state = State::Withdrawn;
                document.standing.has_published_edition = false;
            }
        }
        assert_eq!(places(examine, &year), [(Subject::Year, String::new())]);
    }
}
