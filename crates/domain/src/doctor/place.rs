//! The subject of a place in a year.

use super::call::Subject;

/// The pointer under which the doctor reviews documents.
pub(super) const DOCUMENTS: &str = "/documents";

/// The subject of a place in a reviewed year, and the pointer within the JSON of the subject.
pub(super) fn place(pointer: &str) -> (Subject, String) {
    let segments: Vec<&str> = pointer.split('/').skip(1).collect();
    let number = |text: &str| text.parse::<usize>().ok();
    let joined = |rest: &[&str]| rest.iter().fold(String::new(), |place, segment| place + "/" + segment);
    let found = match segments.as_slice() {
        ["organization", rest @ ..] => Some((Subject::Organization, joined(rest))),
        ["analysis", rest @ ..] => Some((Subject::Analysis, joined(rest))),
        ["measures", measure, "results", result, rest @ ..] => {
            let place = number(measure).zip(number(result));
            place.map(|(measure, result)| (Subject::Result { measure, result }, joined(rest)))
        }
        ["measures", measure, "activities", activity, rest @ ..] => {
            let place = number(measure).zip(number(activity));
            place.map(|(measure, activity)| (Subject::Activity { measure, activity }, joined(rest)))
        }
        ["measures", measure, rest @ ..] => {
            number(measure).map(|measure| (Subject::Measure(measure), in_measure(&joined(rest))))
        }
        ["documents", document, rest @ ..] => {
            number(document).map(|document| (Subject::Document(document), joined(rest)))
        }
        _ => None,
    };
    found.unwrap_or((Subject::Year, String::new()))
}

/// The place in the JSON of a measure. A bundle has the name of the division where the API has its id.
fn in_measure(pointer: &str) -> String {
    match pointer {
        "/responsible_division" => "/division_id".to_owned(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_subjects() {
        for (pointer, subject, rest) in [
            ("/organization/divisions/1", Subject::Organization, "/divisions/1"),
            ("/analysis", Subject::Analysis, ""),
            ("/analysis/scores/iit", Subject::Analysis, "/scores/iit"),
            ("/measures", Subject::Year, ""),
            ("/measures/12", Subject::Measure(12), ""),
            ("/measures/1/responsible_division", Subject::Measure(1), "/division_id"),
            ("/measures/1/results/2", Subject::Result { measure: 1, result: 2 }, ""),
            (
                "/measures/1/results/2/evidence/0/url",
                Subject::Result { measure: 1, result: 2 },
                "/evidence/0/url",
            ),
            (
                "/measures/1/activities/2/held",
                Subject::Activity {
                    measure: 1,
                    activity: 2,
                },
                "/held",
            ),
            ("/documents/3/body/0", Subject::Document(3), "/body/0"),
            ("/documents/x", Subject::Year, ""),
            ("", Subject::Year, ""),
        ] {
            assert_eq!(place(pointer), (subject, rest.to_owned()), "{pointer}");
        }
    }
}
