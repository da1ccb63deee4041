//! Finds documents that wait for their approval.

use crate::doctor::call::Call;
use crate::doctor::examined::Examined;
use crate::doctor::found::Found;
use crate::workflow::State;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "document-not-approved",
    Warning,
    "เอกสารรออนุมัติ",
    "A document is not approved",
    common_sense("เอกสารที่ไม่ได้อนุมัติเผยแพร่ไม่ได้"),
    Approver,
    Due::DocumentDay,
);

/// Finds documents that wait for their approval.
pub(crate) fn examine(examined: &Examined<'_>, found: &mut Vec<Found>) {
    for document in examined.in_states(&[State::Submitted]) {
        let (title, day, since) = (&document.title, document.day, document.standing.since);
        let messages = (
            format!(
                "\"{title}\" รอการอนุมัติตั้งแต่วันที่ {} ควรเผยแพร่ภายในวันที่ {}",
                since.thai(),
                day.thai()
            ),
            format!(
                "\"{title}\" waits for its approval since {}; it should be public by {}",
                since.english(),
                day.english()
            ),
        );
        found.push(Found::waiting(&RULE, &document, messages, Call::Approve));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::BuddhistDate;
    use crate::doctor::call::Subject;
    use crate::doctor::samples::{good_year, places};

    #[test]
    fn only_these_states_wait() {
        let mut year = good_year();
        assert_eq!(places(examine, &year), []);
        for state in State::ALL {
            year.measures[1].standing.state = state;
            let expected = [State::Submitted]
                .contains(&state)
                .then_some((Subject::Measure(1), String::new()));
            assert_eq!(places(examine, &year), Vec::from_iter(expected), "{state}");
        }
    }

    #[test]
    fn the_day_depends_on_the_kind() {
        let mut year = good_year();
        for document in &mut year.documents {
            document.standing.state = State::Submitted;
            document.standing.has_published_edition = false;
        }
        let mut found = Vec::new();
        examine(&Examined::new(&year), &mut found);
        let days = found
            .iter()
            .filter_map(|one| one.document_day.map(BuddhistDate::buddhist_iso));
        assert_eq!(
            days.collect::<Vec<_>>(),
            ["2566-10-30", "2566-01-01", "2566-01-01", "2566-04-30"]
        );
        year.documents[0].standing.has_published_edition = true;
        found.clear();
        examine(&Examined::new(&year), &mut found);
        let correction = year.documents[0].standing.since.plus_days(30);
        assert_eq!(found[0].document_day, Some(correction));
    }
}
