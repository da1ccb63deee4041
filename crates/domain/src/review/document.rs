//! The doubts about one document, for a decision on it.

use crate::doubt::Doubt;
use crate::kind::Content;
use crate::report::FrozenYear;

use super::year::{ReviewedYear, YearFrame};
use super::{Rank, Review, review_with};
use crate::rule::Scope;

/// Looks for doubts about one document. Those about a report include the analysis, the measures, the results and the activities that it shows:
/// `shown`. Pointers are those of the document's JSON in the API. The most serious come first.
///
/// Those about a measure do not depend on its results and activities: nobody approves these, and they may come later.
pub fn review_document(frame: YearFrame, content: &Content, shown: Option<&FrozenYear>) -> Vec<Doubt> {
    let mut found: Vec<(Rank, Doubt)> = Vec::new();
    let mut report = |rank, doubt| found.push((rank, doubt));
    match content {
        Content::Measure(measure) => {
            let mut part = ReviewedYear::empty(frame);
            part.measures = vec![((**measure).clone(), Vec::new())];
            review_with(Scope::Part, &part, &mut report);
        }
        Content::Report(_) | Content::Announcement(_) | Content::ComplaintStatistics(_) => {
            let mut review = Review::new(frame, &mut report);
            if let Some(year) = shown {
                review_shown(&mut review, year);
            }
            review.document("", content);
            // Only a report comes with the parts that the rules about the whole year look at.
            if shown.is_some() {
                review.finish();
            }
        }
    }
    found.sort_by_key(|(rank, doubt)| (std::cmp::Reverse(doubt.severity), *rank));
    let in_report = matches!(content, Content::Report(_));
    let placed = found.into_iter().map(|(_, doubt)| Doubt {
        pointer: in_document(&doubt.pointer, in_report),
        ..doubt
    });
    placed.collect()
}

fn review_shown(review: &mut Review<'_>, year: &FrozenYear) {
    if let Some(analysis) = &year.analysis {
        review.analysis(analysis);
    }
    for measure in &year.measures {
        let results = measure.results.iter().map(|result| result.content.clone());
        let activities = measure.activities.iter().map(|activity| activity.content.clone());
        review.measure(measure.content.clone(), results.collect(), activities.collect());
    }
}

/// The place in the document's JSON of a place in a bundle.
fn in_document(pointer: &str, in_report: bool) -> String {
    if !in_report {
        return pointer.strip_prefix("/measures/0").unwrap_or(pointer).to_owned();
    }
    let segments: Vec<&str> = pointer.split('/').skip(1).collect();
    match segments.as_slice() {
        ["measures", measure, list @ ("results" | "activities"), one, rest @ ..] => {
            joined(&format!("/frozen/measures/{measure}/{list}/{one}/content"), rest)
        }
        ["measures", measure, rest @ ..] => joined(&format!("/frozen/measures/{measure}/content"), rest),
        ["measures" | "analysis", ..] => format!("/frozen{pointer}"),
        _ => pointer.to_owned(),
    }
}

fn joined(place: &str, rest: &[&str]) -> String {
    rest.iter()
        .fold(place.to_owned(), |place, segment| place + "/" + segment)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{activity, doubtful_year, good_year, invitation, report};
    use super::*;
    use crate::report::{FrozenActivity, FrozenMeasure, FrozenResult};

    fn shown(year: &ReviewedYear) -> FrozenYear {
        let parts = year.measures.iter().zip(&year.activities);
        let measures = parts.map(|((measure, results), activities)| FrozenMeasure {
            id: "0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b".parse().unwrap(),
            edition: 1,
            content_sha256: String::new(),
            content: measure.clone(),
            results: results
                .iter()
                .map(|result| FrozenResult {
                    id: "0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1c".parse().unwrap(),
                    content: result.clone(),
                })
                .collect(),
            activities: activities
                .iter()
                .map(|activity| FrozenActivity {
                    id: "0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1d".parse().unwrap(),
                    content: activity.clone(),
                })
                .collect(),
        });
        FrozenYear {
            organization_name: "เทศบาลตำบลตัวอย่าง".to_owned(),
            analysis: year.analysis.clone(),
            measures: measures.collect(),
        }
    }

    #[test]
    fn a_report_is_reviewed_with_its_activities() {
        let mut year = good_year();
        year.activities[1] = vec![activity("2567-01-01", "step-1")];
        let doubts = review_document(year.frame.clone(), &report().into(), Some(&shown(&year)));
        let pointers: Vec<&str> = doubts.iter().map(|doubt| doubt.pointer.as_str()).collect();
        assert_eq!(pointers, ["/frozen/measures/1/activities/0/content/held"]);
    }

    #[test]
    fn a_report_is_reviewed_with_what_it_shows() {
        let year = doubtful_year();
        let doubts = review_document(year.frame.clone(), &report().into(), Some(&shown(&year)));
        assert!(doubts.is_sorted_by_key(|doubt| std::cmp::Reverse(doubt.severity)));
        let pointers: Vec<&str> = doubts.iter().map(|doubt| doubt.pointer.as_str()).collect();
        let of_result = |pointer: &&str| pointer.starts_with("/frozen/measures/1/results/0/content");
        assert!(pointers.iter().any(of_result), "{pointers:?}");
        assert!(
            !pointers.iter().any(|pointer| pointer.starts_with("/measures")),
            "{pointers:?}"
        );
        let good = good_year();
        assert_eq!(
            review_document(good.frame.clone(), &report().into(), Some(&shown(&good))),
            []
        );
    }

    #[test]
    fn a_measure_is_reviewed_without_its_results() {
        let mut year = good_year();
        let measure = &mut year.measures[0].0;
        measure.guideline = "จัดทำคู่มือ (ฉบับย่อ".to_owned();
        let content = measure.clone().into();
        let doubts = review_document(year.frame, &content, None);
        let found: Vec<_> = doubts
            .iter()
            .map(|doubt| (doubt.code.as_ref(), doubt.pointer.as_str()))
            .collect();
        assert_eq!(found, [("unbalanced-brackets", "/guideline")]);
    }

    #[test]
    fn an_announcement_is_reviewed_alone() {
        let content = invitation(crate::catalogue::InstrumentCode::Iit).into();
        let doubts = review_document(good_year().frame, &content, None);
        assert!(
            doubts.iter().any(|doubt| doubt.code == "internal-survey-link-public"),
            "{doubts:?}"
        );
        assert!(doubts.iter().all(|doubt| doubt.pointer.starts_with('/')), "{doubts:?}");
    }
}
