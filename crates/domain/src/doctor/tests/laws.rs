//! Properties of an examination that hold for every year.

use std::cmp::Reverse;

use proptest::prelude::*;

use super::super::call::{Call, Subject};
use super::super::examine::{Issue, examine};
use super::super::samples::good_year;
use super::super::year::ExaminedYear;
use crate::analysis::Heading;
use crate::kind::Content;
use crate::review::samples::{code, day, result};
use crate::workflow::{Outcome, State, Transition, apply};

/// Whether the steps among the calls are allowed one after another.
fn is_allowed(state: State, calls: &[Call]) -> bool {
    let mut state = state;
    for call in calls {
        let transition = match call {
            Call::Return(_) => Transition::Return,
            Call::Submit(_) => Transition::Submit,
            Call::Approve(_) => Transition::Approve,
            Call::Publish(_) => Transition::Publish,
            Call::ChangeDocument { .. } => Transition::Edit,
            Call::Revise(_) if !state.is_in_work() => {
                state = State::Draft;
                continue;
            }
            Call::Revise(_) => return false,
            Call::PutAnalysis { .. }
            | Call::CreateDocument { .. }
            | Call::CreateResult { .. }
            | Call::ChangeResult { .. }
            | Call::ChangeOrganization { .. }
            | Call::ChangeDivision { .. } => continue,
        };
        match apply(state, transition) {
            Ok(Outcome::Becomes(next)) => state = next,
            Ok(Outcome::Gone) | Err(_) => return false,
        }
    }
    true
}

const TEXTS: [&str; 12] = [
    "ทบทวนข้อมูล",
    "การตรวจสอบการตรวจสอบ (",
    "ประสานงานเดือนละ 1 ครั้ง",
    "ดาเนินการ พ.ศ.2566",
    "ปัจจุบันใช้แผนพัฒนา (พ.ศ. 2561–2565)",
    "หากท่านใดสนใจ https://itas.nacc.go.th/go/iit/abc123",
    "สำนักงานปลัด",
    "การใช้ดุลยพินิจ และดุลพินิจ",
    r"C:\ita\x.pdf https://bit.ly/x www.a.go.th https://a.go.th/...",
    "ประสิทธิภาพการสื่อสาร",
    "",
    "\u{E33}\u{200B}🙂",
];
const DAYS: [&str; 5] = ["2564-01-01", "2565-10-01", "2566-01-01", "2566-05-01", "2567-12-31"];

/// A change of the good year, made by numbers.
fn change(year: &mut ExaminedYear, (what, place, value): (u8, usize, usize)) {
    let text = TEXTS[value % TEXTS.len()].to_owned();
    let date = day(DAYS[value % DAYS.len()]);
    let state = State::ALL[value % State::ALL.len()];
    let (measures, documents) = (year.measures.len(), year.documents.len());
    if measures == 0 || documents == 0 {
        return;
    }
    let measure = &mut year.measures[place % measures];
    let document = &mut year.documents[place % documents];
    match what {
        0 => measure.standing.state = state,
        1 => document.standing.state = state,
        2 => measure.content.guideline = text,
        3 => measure.content.steps[0].text = text,
        4 => measure.content.steps[0].due_on = Some(date),
        5 => measure.content.target = None,
        6 => measure.results.clear(),
        7 => measure.results.push(result("2565-09", "step-9")),
        8 => measure.results.iter_mut().for_each(|one| one.details.clone_from(&text)),
        9 => measure.results.iter_mut().for_each(|one| one.evidence.clear()),
        10 => measure.content.indicators = vec![code("i5")],
        11 => year.analysis = None,
        12 => year.frame.reviewed_on = (value % 3 > 0).then_some(date),
        13 => year
            .organization
            .iter_mut()
            .for_each(|one| one.divisions = vec![text.clone()]),
        14 => _ = year.documents.remove(place % documents),
        15 => _ = year.measures.remove(place % measures),
        16 => year.frame.publishes_internal_surveys = true,
        17 => {
            if let Some(analysis) = &mut year.analysis {
                analysis.covers = vec![Heading::UrgentWeaknesses, Heading::Recommendations];
                analysis.scores = None;
                analysis.assessed_fiscal_year = year.frame.fiscal_year;
                analysis.recommendations = (value % 2 > 0).then_some(text);
            }
        }
        18 => document.standing.has_published_edition = value % 2 > 0,
        _ => match &mut document.content {
            Content::Report(report) => {
                report.preliminary = value % 2 > 0;
                report.preface = Some(text);
            }
            Content::Announcement(announcement) => {
                announcement.body = vec![text];
                announcement.issued_on = date;
            }
            Content::ComplaintStatistics(statistics) => {
                statistics.period = result("2564-01/2564-02", "step-1").period;
            }
            Content::Measure(_) => {}
        },
    }
}

proptest! {
    /// The numbers are those of `change`. The last one ends at a multiple of the lengths of `TEXTS`, `DAYS` and the states, so
    /// that each combination of them is as likely as any other.
    #[test]
    fn every_issue_says_who_does_what_by_when(
        changes in prop::collection::vec((0_u8..20, 0_usize..8, 0_usize..420), 0..25),
    ) {
        let mut year = good_year();
        for one in changes {
            change(&mut year, one);
        }
        let issues = examine(&year);
        let order = |issue: &Issue| (Reverse(issue.severity), Reverse(issue.is_late));
        prop_assert!(issues.is_sorted_by_key(order));
        for issue in &issues {
            prop_assert!(issue.due_on.is_some() && !issue.mend.is_empty(), "{:?}", issue);
            prop_assert!(!issue.message_th.is_empty() && !issue.message_en.is_empty());
            prop_assert!(issue.pointer.is_empty() || issue.pointer.starts_with('/'), "{:?}", issue);
            let standing = match issue.subject {
                Subject::Measure(index) => Some(year.measures[index].standing),
                Subject::Document(index) => Some(year.documents[index].standing),
                Subject::Result { measure, result } => {
                    prop_assert!(result < year.measures[measure].results.len());
                    None
                }
                Subject::Year | Subject::Organization | Subject::Analysis => None,
            };
            if let Some(standing) = standing {
                prop_assert!(is_allowed(standing.state, &issue.mend), "{:?} {:?}", standing, issue);
            }
        }
    }
}
